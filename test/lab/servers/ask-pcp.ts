import { randomBytes } from "node:crypto";
import dgram from "node:dgram";

/**
 * A PCP MAP request for an IPv6 client in the fewest lines (RFC 6887 sections 7.1 and 11.1): Debian has no PCP client, and
 * the lab must not measure with the codec that is tested against it. Sent once: miniupnpd 2.3.1 lets nobody remove a pinhole
 * that was asked for twice.
 */

const version = 2;
const mapOpcode = 1;
const tcp = 6;
const requestBytes = 60;
const nonceAt = 24;

export interface Pinhole {
  /** Held by whoever asks for it, to take it back with. */
  readonly nonceHex: string;
  /** RFC 6887 section 7.4; 0: granted (or removed). */
  readonly resultCode: number;
}

export interface PinholeQuestion {
  readonly router: string;
  /** The address of this host that is to be reached. */
  readonly clientAddress: string;
  readonly port: number;
  readonly lifetimeSeconds: number;
  readonly timeoutMs: number;
  /** Of the pinhole that is to be closed. */
  readonly nonceHex?: string;
}

/**
 * Asks a router for an opening to this host's own address and port, or with lifetime 0 to close it again.
 * @returns null when it does not answer in time.
 */
export async function askPinhole(question: PinholeQuestion): Promise<Pinhole | null> {
  const { router, clientAddress, port, lifetimeSeconds, timeoutMs } = question;
  const nonceHex = question.nonceHex ?? randomBytes(12).toString("hex");
  const socket = dgram.createSocket("udp6");
  socket.on("error", () => undefined); // nobody listens there: silence
  try {
    // Towards a link-local address the system would take a link-local one, for which no pinhole is of use.
    await new Promise<void>((resolve) => socket.bind(0, clientAddress, resolve));
    await new Promise<void>((resolve) => socket.connect(5351, router, () => resolve()));
    const request = Buffer.alloc(requestBytes);
    request.writeUInt8(version, 0);
    request.writeUInt8(mapOpcode, 1);
    request.writeUInt32BE(lifetimeSeconds, 4);
    ipv6Bytes(clientAddress).copy(request, 8);
    Buffer.from(nonceHex, "hex").copy(request, nonceAt);
    request.writeUInt8(tcp, 36);
    request.writeUInt16BE(port, 40);
    request.writeUInt16BE(lifetimeSeconds === 0 ? 0 : port, 42);
    return await new Promise((resolve) => {
      const giveUp = setTimeout(() => finish(null), timeoutMs);
      const finish = (result: Pinhole | null): void => {
        clearTimeout(giveUp);
        resolve(result);
      };
      socket.on("message", (answer) => {
        const isOurs = answer.length >= requestBytes && answer.subarray(nonceAt, 36).toString("hex") === nonceHex;
        if (isOurs) finish({ nonceHex, resultCode: answer.readUInt8(3) });
      });
      socket.send(request, () => undefined);
    });
  } finally {
    socket.close();
  }
}

/** The 16 bytes of an address as the system writes it. */
function ipv6Bytes(text: string): Buffer {
  const [head = "", tail] = text.split("%")[0]?.split("::") ?? [];
  const groups = (part: string | undefined): string[] => (part === undefined || part === "" ? [] : part.split(":"));
  const [left, right] = [groups(head), groups(tail)];
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
}
