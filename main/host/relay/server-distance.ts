import { connect } from "node:net";
import type { ServerDistance } from "#core/relay/server-distance.ts";
import { lookupIpv4, lookupIpv6 } from "../net/name-lookup.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { systemErrorCode } from "../system-error.ts";

export type DistanceCandidate = { id: string; name: string; host: string; tcpPorts: readonly number[] };

/** The first wakes whatever sleeps on the way and is not counted. */
const TIMES = 6;
/** Around the world and over a satellite; a lost SYN is sent again after 1 s and would be no round trip. */
const CONNECT_MS = 950;
const PAUSE_MS = 40;

/**
 * The round trip to each server: how long a TCP connection takes to stand, which a refusal tells as well. One connection after the
 * other to each, all servers at once.
 *
 * @throws the signal's reason
 */
export async function measureDistances(
  candidates: readonly DistanceCandidate[],
  signal: AbortSignal,
): Promise<ServerDistance[]> {
  const distances = await Promise.all(candidates.map((candidate) => measure(candidate, signal)));
  signal.throwIfAborted();
  return distances;
}

async function measure({ id, name, host, tcpPorts }: DistanceCandidate, signal: AbortSignal): Promise<ServerDistance> {
  const unknown: ServerDistance = { id, name, rttMs: null, spreadMs: null, tried: 0, answered: 0, port: null };
  const address = await addressOf(host, signal);
  if (address === null) return unknown;
  for (const port of tcpPorts) {
    const first = await connectMs(address, port, signal);
    if (first === null) continue;
    const times: number[] = [];
    for (let index = 1; index < TIMES && !signal.aborted; index += 1) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      const ms = await connectMs(address, port, signal);
      if (ms !== null) times.push(ms);
    }
    const sorted = (times.length === 0 ? [first] : times).toSorted((a, b) => a - b);
    const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? first;
    const spread = (sorted.at(-2) ?? median) - (sorted[0] ?? median);
    return {
      ...unknown,
      rttMs: round(median),
      spreadMs: round(Math.max(0, spread)),
      tried: TIMES,
      answered: times.length + 1,
      port,
    };
  }
  return { ...unknown, tried: tcpPorts.length };
}

async function addressOf(host: string, signal: AbortSignal): Promise<string | null> {
  const found = await lookupIpv4(host, signal).catch(() => []);
  return found[0] ?? (await lookupIpv6(host, signal).catch(() => []))[0] ?? null;
}

/** Null: it did not come. Who refuses has answered. */
function connectMs(address: string, port: number, signal: AbortSignal): Promise<number | null> {
  const deadline = timeoutSignal(CONNECT_MS, signal);
  const startedMs = performance.now();
  const socket = connect({ host: address, port });
  return new Promise<number | null>((resolve) => {
    deadline.signal.addEventListener("abort", () => resolve(null), { once: true });
    if (deadline.signal.aborted) resolve(null);
    socket.once("connect", () => resolve(performance.now() - startedMs));
    socket.on("error", (error) =>
      resolve(systemErrorCode(error) === "ECONNREFUSED" ? performance.now() - startedMs : null),
    );
  }).finally(() => {
    deadline.end();
    socket.destroy();
  });
}

const round = (ms: number): number => Math.round(ms * 100) / 100;
