import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import type { Compared, ComparedState } from "#core/wireguard/probe.ts";
import type { Computer } from "../check/environment.ts";
import { toProbeTrouble, type ProbeTrouble } from "../check/probe-trouble.ts";
import { TRANSACTION_ID_BYTES } from "../check/stun-binding.ts";
import { splitHostPort } from "../net/name-lookup.ts";
import { StunSocket } from "../net/stun-socket.ts";
import { tcpPortState } from "../net/tcp-port.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { addressesOf } from "./hub-name.ts";

/** What is asked besides the hub's WireGuard, so that its silence can be understood. */
export type Comparison = {
  /** Ports of the hub that take TCP connections: SSH, HTTPS. At most 4. */
  tcpPorts: readonly number[];
  /** Where the hub itself answers STUN; null: nowhere. */
  stunPortOnHost: number | null;
  /** `host:port` of STUN servers elsewhere, at most 4. */
  stunServers: readonly string[];
  /** `host:port` of servers elsewhere that take TCP connections, at most 4. */
  tcpServers: readonly string[];
};

/** Two round trips over a satellite, and a lost packet on all other lines. */
const COMPARE_MS = 2_000;
/** A ping is a process of its own: none where the hub answers soon. */
const PING_AFTER_MS = 250;
const STUN_AT_MS = [0, 300, 800];

type Heard = Pick<Compared, "state" | "rttMs">;
type Names = Pick<Computer, "lookupIpv4" | "lookupIpv6">;
type Comparer = Pick<Computer, "echoTime"> & { names: Names };

/** All comparisons at once; what the signal ends stays `unknown`. Never throws, if `hubAddresses` does not. */
export function compare(
  comparison: Comparison,
  hubAddresses: Promise<readonly string[]>,
  computer: Comparer,
  signal: AbortSignal,
): Promise<Compared[]> {
  const ask = async (what: Compared["what"], target: string, questions: Promise<Heard[]>): Promise<Compared> => ({
    what,
    target,
    ...best(await questions),
  });
  const onHub = async (port: number, question: Question): Promise<Heard[]> =>
    Promise.all((await hubAddresses).map((address) => question({ address, port }, signal)));
  const { tcpPorts, stunPortOnHost, stunServers, tcpServers } = comparison;
  const stunPorts = stunPortOnHost === null ? [] : [stunPortOnHost];
  return Promise.all([
    ...tcpPorts.map((port) => ask("hub-tcp", String(port), onHub(port, askTcp))),
    ...stunPorts.map((port) => ask("hub-stun", String(port), onHub(port, askStun))),
    ask("hub-ping", "", ping(hubAddresses, computer, signal)),
    ...stunServers.map((server) => ask("other-stun", server, elsewhere(server, askStun, computer.names, signal))),
    ...tcpServers.map((server) => ask("other-tcp", server, elsewhere(server, askTcp, computer.names, signal))),
  ]);
}

type Question = (to: { address: string; port: number }, signal: AbortSignal) => Promise<Heard>;

const RANKS: readonly ComparedState[] = ["unknown", "unreachable", "silent", "refused", "answered"];
const best = (all: readonly Heard[]): Heard =>
  all.toSorted((a, b) => RANKS.indexOf(b.state) - RANKS.indexOf(a.state))[0] ?? { state: "unknown", rttMs: null };

async function elsewhere(server: string, question: Question, names: Names, signal: AbortSignal): Promise<Heard[]> {
  const { host, port } = splitHostPort(server);
  const { addresses } = await addressesOf(host, names, signal);
  // One of each family: behind a NAT64 only the second one has a way.
  const chosen = [isIpv4, isIpv6].flatMap((isOfFamily) => addresses.filter(isOfFamily).slice(0, 1));
  return Promise.all(chosen.map((address) => question({ address, port }, signal)));
}

/** What a question came to; `silent` only where it was given its time. */
async function timed(ask: () => Promise<ComparedState>, signal: AbortSignal): Promise<Heard> {
  const startedMs = performance.now();
  let state: ComparedState;
  try {
    state = await ask();
  } catch (error) {
    state = stateOf(toProbeTrouble(error));
  }
  if (state === "silent" && signal.aborted) return { state: "unknown", rttMs: null };
  const isHeard = state === "answered" || state === "refused";
  return { state, rttMs: isHeard ? performance.now() - startedMs : null };
}

function stateOf({ outcome, trouble }: ProbeTrouble): ComparedState {
  if (outcome === "refused" || outcome === "silent") return outcome;
  return trouble === "unreachable" ? "unreachable" : "unknown";
}

function askTcp({ address, port }: { address: string; port: number }, signal: AbortSignal): Promise<Heard> {
  return timed(async () => {
    const state = await tcpPortState({ address, port, timeoutMs: COMPARE_MS }, signal);
    return state === "open" ? "answered" : state;
  }, signal);
}

async function askStun(to: { address: string; port: number }, signal: AbortSignal): Promise<Heard> {
  const deadline = timeoutSignal(COMPARE_MS, signal);
  let socket: StunSocket | null = null;
  try {
    return await timed(async () => {
      socket = await StunSocket.open(isIpv6(to.address) ? 6 : 4);
      const request = { transactionId: randomBytes(TRANSACTION_ID_BYTES) };
      await socket.ask({ to, request, sendAtMs: STUN_AT_MS, answerFrom: "asked" }, deadline.signal);
      return "answered";
    }, signal);
  } finally {
    deadline.end();
    (socket as StunSocket | null)?.close();
  }
}

/** Only of IPv4: Windows' ping is told so. */
async function ping(
  hubAddresses: Promise<readonly string[]>,
  computer: Comparer,
  signal: AbortSignal,
): Promise<Heard[]> {
  const target = (await hubAddresses).find(isIpv4);
  if (target === undefined) return [];
  const ask = async (): Promise<ComparedState> => {
    await sleep(PING_AFTER_MS, undefined, { signal });
    await computer.echoTime({ target, timeoutMs: COMPARE_MS }, signal);
    return "answered";
  };
  return [await timed(ask, signal)];
}
