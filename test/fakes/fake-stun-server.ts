import { closeUdp, LOOPBACK, secondHost, udpOn } from "./loopback.ts";

export type StunManners =
  | "right"
  | "silent"
  | "wrong-transaction"
  /** Lies first, then answers properly. */
  | "lies-then-right"
  | "other-port"
  | "other-host"
  | "malformed"
  | "error"
  | "no-address"
  /** An IPv4 address written as an IPv6 one, as a real server does. */
  | "ipv4-in-ipv6"
  | "request-back";

export type FakeStunServer = { server: string; asked(): number; close(): Promise<void> };

const MAGIC_COOKIE = 0x2112a442;
const XOR_MAPPED_ADDRESS = 0x0020;
const ERROR_CODE = 0x0009;

/** A STUN server (RFC 8489) on loopback, written from the RFC. It says that it sees `mappedAddress` and the port it was asked from. */
export async function startFakeStunServer(
  manners: StunManners,
  mappedAddress: string,
  mappedPort?: number,
): Promise<FakeStunServer> {
  const socket = await udpOn();
  const otherPort = await udpOn();
  const otherHost = await udpOn(await secondHost());
  let asked = 0;
  socket.on("message", (request, from) => {
    asked += 1;
    const transactionId = request.subarray(8, 20);
    const address = xorMapped(
      mappedAddress,
      mappedPort ?? from.port,
      manners === "ipv4-in-ipv6" ? transactionId : null,
    );
    const right = message(0x0101, transactionId, address);
    const send = (answer: Buffer, by = socket): void => by.send(answer, from.port, from.address, () => {});
    const lie = message(0x0101, Buffer.alloc(12, 7), xorMapped("198.41.0.4", 1, null));
    switch (manners) {
      case "right":
      case "ipv4-in-ipv6":
        return send(right);
      case "silent":
        return;
      case "wrong-transaction":
        return send(lie);
      case "lies-then-right":
        send(lie);
        send(Buffer.from("no STUN at all"));
        return send(right);
      case "other-port":
        return send(right, otherPort);
      case "other-host":
        return send(right, otherHost);
      case "malformed":
        return send(right.subarray(0, 25));
      case "error":
        return send(
          message(0x0111, transactionId, attribute(ERROR_CODE, Buffer.from("\u0000\u0000\u0004\u0000Bad", "latin1"))),
        );
      case "no-address":
        return send(message(0x0101, transactionId, Buffer.alloc(0)));
      case "request-back":
        return send(message(0x0001, transactionId, address));
      default:
        manners satisfies never;
    }
  });
  return {
    server: `${LOOPBACK}:${socket.address().port}`,
    asked: () => asked,
    close: async () => {
      await Promise.all([socket, otherPort, otherHost].map(closeUdp));
    },
  };
}

function message(type: number, transactionId: Buffer, attributes: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(attributes.length, 2);
  head.writeUInt32BE(MAGIC_COOKIE, 4);
  return Buffer.concat([head, transactionId, attributes]);
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

/** With a transaction id in the IPv6 form (RFC 8489 section 14.2), as IPv4-mapped address. */
function xorMapped(address: string, port: number, transactionId: Buffer | null): Buffer {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(MAGIC_COOKIE, 0);
  transactionId?.copy(key, 4);
  const ipv4 = Buffer.from(address.split(".").map(Number));
  const plain = transactionId === null ? ipv4 : Buffer.concat([Buffer.alloc(10), Buffer.from([0xff, 0xff]), ipv4]);
  const head = Buffer.from([0, transactionId === null ? 1 : 2, 0, 0]);
  head.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2);
  return attribute(XOR_MAPPED_ADDRESS, Buffer.concat([head, plain.map((byte, i) => byte ^ (key[i] ?? 0))]));
}
