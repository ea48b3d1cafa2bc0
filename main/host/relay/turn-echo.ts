import { createSocket, type Socket } from "node:dgram";
import { toHex } from "#core/codec/byte-text.ts";
import { decodeStunMessage, encodeBindingRequest, mayFollowTo, reflexiveAddress } from "#core/codec/stun.ts";
import { FIRST_CHANNEL, TURN_METHOD } from "#core/codec/turn.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import { isIpv4, sameAddress } from "#core/net/ip-address.ts";
import type { TurnEcho } from "#core/relay/turn-check.ts";
import { TRANSACTION_ID_BYTES } from "../check/stun-binding.ts";
import { atTimes } from "../net/at-times.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import type { Relayed, TurnClient } from "./turn-client.ts";
import { TurnTrouble } from "./turn-trouble.ts";

/** Datagrams may be lost on the way to the server and inside it; five round trips over a satellite are a second and a half. */
const ECHO_MS = 1_500;
const SENT_AT_MS = [0, 150, 400, 800] as const;
const WORD_BYTES = 16;
/** Strangers may send to an open port, too. */
const MAX_STRAYS = 64;

export type Allocated = { client: TurnClient; relayed: Endpoint };
type RandomBytes = (length: number) => Uint8Array;

export const NOT_TRIED: TurnEcho = { outcome: "not-tried", rttMs: null };
const LOST: TurnEcho = { outcome: "lost", rttMs: null };

/**
 * Two relayed addresses of one server talk to each other: over there by Send indications, back by a channel. What is behind a NAT
 * that lets nothing else in can do that, since only the server is spoken to.
 */
export async function pairEcho(
  near: Allocated,
  far: Allocated,
  randomBytes: RandomBytes,
  signal: AbortSignal,
): Promise<TurnEcho> {
  const word = randomBytes(WORD_BYTES);
  far.client.onRelayed = ({ data }) => {
    if (isWord(data, word)) far.client.send(FIRST_CHANNEL, data);
  };
  try {
    await near.client.ask({ method: TURN_METHOD.CREATE_PERMISSION, peer: far.relayed }, signal);
    await far.client.ask({ method: TURN_METHOD.CHANNEL_BIND, peer: near.relayed, channel: FIRST_CHANNEL }, signal);
    const heard = hearWord(near.client, word, ({ from }) => typeof from !== "number");
    return await timed(() => near.client.send(far.relayed, word), heard, signal);
  } catch (error) {
    return refusedEcho(error);
  }
}

/** A second port of this laptop sends to the relayed address, by its own way out, and gets its words back by the server. */
export async function directEcho(
  near: Allocated,
  server: { address: string; udpPort: number; mapped: Endpoint | null },
  randomBytes: RandomBytes,
  signal: AbortSignal,
): Promise<TurnEcho> {
  const { client, relayed } = near;
  // A lying server must not make us send into somebody's LAN.
  const isInTheSameNetwork = sameAddress(relayed.address, server.address);
  if (!isInTheSameNetwork && !mayFollowTo(relayed.address, server.address)) return NOT_TRIED;
  if (isIpv4(relayed.address) !== isIpv4(server.address)) return NOT_TRIED;
  const socket = createSocket(isIpv4(relayed.address) ? "udp4" : "udp6");
  socket.on("error", () => {});
  try {
    const own = (await ownAddress(socket, server, randomBytes, signal)) ?? server.mapped;
    if (own === null) return NOT_TRIED;
    await client.ask({ method: TURN_METHOD.CREATE_PERMISSION, peer: own }, signal);
    const word = randomBytes(WORD_BYTES);
    client.onRelayed = ({ from, data }) => {
      if (isWord(data, word) && typeof from !== "number" && sameAddress(from.address, own.address))
        client.send(from, data);
    };
    const heard = (hear: () => void): void =>
      hearDatagrams(socket, (data, from) => {
        if (isWord(data, word) && sameAddress(from.address, relayed.address) && from.port === relayed.port) hear();
      });
    return await timed(() => socket.send(word, relayed.port, relayed.address, () => {}), heard, signal);
  } catch (error) {
    return refusedEcho(error);
  } finally {
    socket.close();
  }
}

/** Under which address the second port leaves this line: permissions are for addresses, whatever the port (RFC 8656 section 9). */
async function ownAddress(
  socket: Socket,
  { address, udpPort }: { address: string; udpPort: number },
  randomBytes: RandomBytes,
  signal: AbortSignal,
): Promise<Endpoint | null> {
  const transactionId = randomBytes(TRANSACTION_ID_BYTES);
  const request = encodeBindingRequest({ transactionId });
  let seen: Endpoint | null = null;
  const heard = (hear: () => void): void =>
    hearDatagrams(socket, (data) => {
      try {
        const message = decodeStunMessage(data);
        if (message.transactionId === toHex(transactionId)) seen = reflexiveAddress(message);
      } catch {
        return;
      }
      if (seen !== null) hear();
    });
  await timed(() => socket.send(request, udpPort, address, () => {}), heard, signal);
  return seen;
}

function hearDatagrams(socket: Socket, hear: (data: Uint8Array, from: Endpoint) => void): void {
  let strays = 0;
  socket.removeAllListeners("message");
  socket.on("message", (data, { address, port }) => {
    strays += 1;
    if (strays <= MAX_STRAYS) hear(data, { address, port });
  });
}

const hearWord =
  (client: TurnClient, word: Uint8Array, isExpected: (relayed: Relayed) => boolean) =>
  (hear: () => void): void => {
    client.onRelayed = (relayed) => {
      if (isWord(relayed.data, word) && isExpected(relayed)) hear();
    };
  };

const isWord = (data: Uint8Array, word: Uint8Array): boolean =>
  data.length === word.length && data.every((byte, index) => byte === word[index]);

/** Says it a few times until it is heard. */
async function timed(say: () => void, heard: (hear: () => void) => void, signal: AbortSignal): Promise<TurnEcho> {
  const deadline = timeoutSignal(ECHO_MS, signal);
  let saidMs = performance.now();
  let stop = (): void => {};
  try {
    return await new Promise<TurnEcho>((resolve) => {
      // Of one that was said again the last saying counts: shorter than the truth, never longer by a loss.
      heard(() => resolve({ outcome: "heard", rttMs: performance.now() - saidMs }));
      deadline.signal.addEventListener("abort", () => resolve(LOST), { once: true });
      if (deadline.signal.aborted) return resolve(LOST);
      stop = atTimes(SENT_AT_MS, () => {
        saidMs = performance.now();
        say();
      });
    });
  } finally {
    stop();
    deadline.end();
  }
}

function refusedEcho(error: unknown): TurnEcho {
  if (!(error instanceof TurnTrouble)) throw error;
  return error.fault === "forbidden" ? { outcome: "forbidden", rttMs: null } : LOST;
}
