import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { connect, type Socket } from "node:net";
import { isIpv6 } from "#core/net/ip-address.ts";
import type { Transport } from "#core/nat/observation.ts";
import { openPacket, sealPacket } from "#core/vantage/packet.ts";
import type { DialBackAnswer } from "#core/vantage/vantage-api.ts";
import type { Hmac } from "#core/vantage/vantage-key.ts";

export type DialTarget = {
  transport: Transport;
  /** The caller's. */
  address: string;
  port: number;
  /** The address the caller reached us under. */
  from: string;
  nonce: string;
  patienceMs: number;
};

export type Saw = DialBackAnswer["saw"];
/** `hmac`: of the token that the caller showed. */
export type Dial = (target: DialTarget, signal: AbortSignal, hmac: Hmac) => Promise<Saw>;

/**
 * At which shares of its patience it tries. The system repeats a SYN only after a second, so a lost one is made up for by
 * further connections; the last one still has time for a round trip.
 */
export const TRY_AT = [0, 0.25, 0.5];
/** For the packet to get out after the connection was made. */
const CLOSING_MS = 2_000;

/** Comes in at the caller's port, with a packet that shows who it is. Never throws. */
export function dialer(hmac: Hmac): (target: DialTarget, signal: AbortSignal) => Promise<Saw> {
  return (target, signal) =>
    target.transport === "tcp" ? dialTcp(target, hmac, signal) : dialUdp(target, hmac, signal);
}

async function dialTcp(target: DialTarget, hmac: Hmac, signal: AbortSignal): Promise<Saw> {
  const packet = sealPacket({ kind: "dial", nonce: target.nonce }, hmac);
  const trying = new Set<Socket>();
  try {
    return await tryUntil(target, signal, "silent", (resolve) => () => {
      const socket = connect({ host: target.address, port: target.port, localAddress: target.from });
      trying.add(socket);
      socket.on("error", (error) => isRefusal(error) && resolve("refused"));
      socket.on("connect", () => {
        trying.delete(socket);
        leave(socket, packet);
        resolve("connected");
      });
    });
  } finally {
    for (const socket of trying) socket.destroy();
  }
}

/** Says who it was and goes; whatever is sent back is none of our business. */
function leave(socket: Socket, packet: Uint8Array): void {
  socket.resume();
  socket.end(packet);
  const patience = setTimeout(() => socket.destroy(), CLOSING_MS);
  socket.on("close", () => clearTimeout(patience));
}

async function dialUdp(target: DialTarget, hmac: Hmac, signal: AbortSignal): Promise<Saw> {
  const packet = sealPacket({ kind: "dial", nonce: target.nonce }, hmac);
  const socket = createSocket(isIpv6(target.address) ? "udp6" : "udp4");
  try {
    await connected(socket, target);
    return await tryUntil(target, signal, "sent", (resolve) => {
      socket.on("error", (error) => isRefusal(error) && resolve("refused"));
      socket.on("message", (bytes) => {
        const answer = openPacket(bytes, hmac);
        if (answer?.kind === "dial-answer" && answer.nonce === target.nonce) resolve("connected");
      });
      return () => socket.send(packet, (error) => error && isRefusal(error) && resolve("refused"));
    });
  } catch {
    return "silent";
  } finally {
    socket.close();
  }
}

/** Connected, the system passes on only what comes from there, and says so when the port is refused. */
function connected(socket: UdpSocket, { from, port, address }: DialTarget): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, from, () =>
      // Node passes an error to the callback, whatever its types say.
      socket.connect(port, address, (failure?: Error) => {
        if (failure) return reject(failure);
        socket.removeListener("error", reject);
        resolve();
      }),
    );
  });
}

/** Tries several times within the time, until one of the tries settles it. */
function tryUntil(
  { patienceMs }: DialTarget,
  signal: AbortSignal,
  otherwise: Saw,
  begin: (settle: (saw: Saw) => void) => () => void,
): Promise<Saw> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    const settle = (saw: Saw): void => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      resolve(saw);
    };
    const giveUp = (): void => settle(otherwise);
    const attempt = begin(settle);
    timers.push(...TRY_AT.map((share) => setTimeout(attempt, share * patienceMs)), setTimeout(giveUp, patienceMs));
    signal.addEventListener("abort", giveUp, { once: true });
    if (signal.aborted) giveUp();
  });
}

/** A reset, or an ICMP "unreachable" of somebody on the way. */
const REFUSALS = ["ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH"];

export const isRefusal = (error: Error): boolean => "code" in error && REFUSALS.includes(String(error.code));
