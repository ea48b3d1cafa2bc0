import dgram from "node:dgram";
import { serverAddresses, udpEchoPorts } from "../internet.ts";
import type { SeenAs } from "./agent-protocol.ts";
import { ask, withSocket } from "./measure-nat.ts";

/** RFC 4787 section 6 by the probe host's UDP echo. */

const echo = { address: serverAddresses.probe[0], port: udpEchoPorts[0] } as const;
/** A lost datagram would look like a router that does not turn packets round. */
const attempts = 3;

/** Whether a second socket reaches the first one by its outside address and port. */
export function measureHairpin(silenceMs: number): Promise<boolean | null> {
  return withSocket(async (target) => {
    const seen = await seenAs(target, silenceMs);
    if (seen === null) return null;
    return withSocket(async (source) => {
      const text = `round ${Math.random()}`;
      const arrived = new Promise<true>((resolve) =>
        target.on("message", (message) => message.toString("latin1") === text && resolve(true)),
      );
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        source.send(text, seen.port, seen.address, () => undefined);
        const pause = new Promise<false>((resolve) => setTimeout(() => resolve(false), silenceMs / attempts));
        if (await Promise.race([arrived, pause])) return true;
      }
      return false;
    });
  });
}

/** The socket answers until the agent ends. */
export async function answerOutside(text: string, silenceMs: number): Promise<SeenAs | null> {
  const socket = dgram.createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, resolve));
  const seen = await seenAs(socket, silenceMs);
  socket.on("message", (_message, from) => socket.send(text, from.port, from.address));
  return seen;
}

async function seenAs(socket: dgram.Socket, silenceMs: number): Promise<SeenAs | null> {
  const [address, port] = (await ask(socket, echo, echo, silenceMs))?.split(" ") ?? [];
  return address === undefined || port === undefined ? null : { address, port: Number(port) };
}
