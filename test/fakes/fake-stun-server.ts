import type { Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { closeUdp, LOOPBACK, secondHost, udpOn } from "./loopback.ts";
import { STUN_ERROR, STUN_REQUEST, STUN_SUCCESS, stunMessage, unknownAttributeError, xorMapped } from "./stun-bytes.ts";

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
  | "request-back"
  /** Hundreds of datagrams of another host and hundreds of lies of its own first, the answer last. */
  | "flood";

export type FakeStunServer = { server: string; asked(): number; close(): Promise<void> };

/** Together more than anybody looks at; each few enough for a socket's buffer, which no program can defend. */
const FLOODS = 4;
const FLOOD_DATAGRAMS = 100;
const BETWEEN_FLOODS_MS = 40;

/** A STUN server (RFC 8489) on loopback, written from the RFC. It says that it sees `mappedAddress` and the port it was asked from. */
export async function startFakeStunServer(
  manners: StunManners,
  mappedAddress: string,
  mappedPort?: number,
  host = LOOPBACK,
  port = 0,
): Promise<FakeStunServer> {
  const socket = await udpOn(host, port);
  const otherPort = await udpOn();
  const otherHost = await udpOn(await secondHost());
  let asked = 0;
  const flood = async (lieFrom: (by: Socket) => void): Promise<void> => {
    for (let n = 0; n < FLOODS; n++) {
      for (let m = 0; m < FLOOD_DATAGRAMS; m++) lieFrom(m % 2 === 0 ? otherHost : socket);
      await sleep(BETWEEN_FLOODS_MS);
    }
  };
  socket.on("message", (request, from) => {
    asked += 1;
    const transactionId = request.subarray(8, 20);
    const address = xorMapped(mappedAddress, mappedPort ?? from.port, transactionId, manners === "ipv4-in-ipv6");
    const right = stunMessage(STUN_SUCCESS, transactionId, address);
    const send = (answer: Buffer, by = socket): void => by.send(answer, from.port, from.address, () => {});
    const otherTransaction = Buffer.alloc(12, 7);
    const lie = stunMessage(STUN_SUCCESS, otherTransaction, xorMapped("198.41.0.4", 1, otherTransaction));
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
        return send(stunMessage(STUN_ERROR, transactionId, unknownAttributeError()));
      case "no-address":
        return send(stunMessage(STUN_SUCCESS, transactionId));
      case "request-back":
        return send(stunMessage(STUN_REQUEST, transactionId, address));
      case "flood":
        return void flood((socketOfLie) => send(lie, socketOfLie)).then(() => send(right));
      default:
        manners satisfies never;
    }
  });
  return {
    server: `${isIPv6(host) ? `[${host}]` : host}:${socket.address().port}`,
    asked: () => asked,
    close: async () => {
      await Promise.all([socket, otherPort, otherHost].map(closeUdp));
    },
  };
}
