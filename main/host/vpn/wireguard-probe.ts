import { fromBase64 } from "#core/codec/byte-text.ts";
import { isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import type { WireGuardIdentity } from "#core/wireguard/handshake.ts";
import { judgeWireGuard } from "#core/wireguard/judge.ts";
import { isWireGuardKey, wireGuardKeyBytes, wireGuardPublicKey } from "#core/wireguard/keys.ts";
import { noiseKeys } from "#core/wireguard/noise-ik.ts";
import {
  CLOCK_TOLERANCE_MS,
  type WireGuardObserved,
  type WireGuardPort,
  type WireGuardProbe,
} from "#core/wireguard/probe.ts";
import type { Computer } from "../check/environment.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { addressesOf } from "./hub-name.ts";
import { compare, type Comparison } from "./wireguard-comparison.ts";
import { shakeHands, type Stamps } from "./wireguard-port.ts";

export type WireGuardProbeOptions = {
  /** Name or address of the hub. */
  host: string;
  /** The port it is meant to use first, then others where it may listen as well (443). At most 4. */
  ports: readonly number[];
  serverPublicKey: string;
  /**
   * Of a peer that exists for probes only, with nothing but its own /32 in the hub's AllowedIPs. With the site's own key (`asSite`)
   * the hub sends the site's traffic to this computer afterwards, and believes no handshake of an earlier time any more: only
   * before the gateway's first start.
   */
  privateKey: string;
  presharedKey: string | null;
  asSite: boolean;
  /** How far this computer's clock is ahead of the world's; null: nobody knows. Waited for before the first handshake. */
  clockSkewMs: number | null | Promise<number | null>;
  comparison: Comparison;
  /** Looks up what is compared with, where that is not the computer's own way. */
  namesElsewhere?: Pick<Computer, "lookupIpv4" | "lookupIpv6">;
  computer: Pick<Computer, "lookupIpv4" | "lookupIpv6" | "localAddressTowards" | "echoTime">;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** The times of a probe, all in milliseconds. A parameter, so that a test of silence need not wait for it. */
export type ProbeTimes = {
  sendAtMs: readonly number[];
  betweenPortsMs: number;
  handshakesMs: number;
  othersMs: number;
};

export const PROBE_TIMES: ProbeTimes = {
  // Four tries: a lost packet or two on any line, and time for the second half to bear the right time where this computer's is
  // behind. A real WireGuard waits 5 s for the second one.
  sendAtMs: [0, 300, 800, 1_500],
  // Hubs drop what one peer sends within 20 ms, and all ports may lead to the same hub.
  betweenPortsMs: 60,
  // With the last try, a round trip over a satellite.
  handshakesMs: 2_600,
  // After the first answer the others get two tries and, besides, twice as long as that one took.
  othersMs: 350,
};

/** The first tries bear this computer's own time. */
const TRIES_WITH_OWN_TIME = 2;
const MAX_PORTS = 4;
const MAX_SERVERS = 4;

/**
 * Whether a WireGuard hub answers, and if not, what can be said of why; at most 4.8 s, mostly a fraction of a second.
 *
 * @throws RangeError for keys, ports or numbers of servers that can't be; AbortError when the signal ends it
 */
export async function probeWireGuard(
  options: WireGuardProbeOptions,
  signal: AbortSignal,
  times: ProbeTimes = PROBE_TIMES,
): Promise<WireGuardProbe> {
  const identity = identityOf(options);
  const startedMs = performance.now();
  const found = addressesOf(options.host, options.computer, signal);
  const reachable = found.then(({ addresses }) => withWay(addresses, options.computer));
  const answered = new AbortController();
  const ended = AbortSignal.any([signal, answered.signal]);
  // At once, so that a dead name server does not make everybody wait one after the other.
  const { comparison, computer, namesElsewhere = computer } = options;
  const comparing = compare(comparison, reachable, { ...computer, names: namesElsewhere }, ended);
  const [addresses, clockSkewMs] = await Promise.all([reachable, options.clockSkewMs]);
  const ports = await handshakes({ ...options, clockSkewMs }, identity, addresses, times, signal);
  if (ports.some(({ state }) => state === "answered")) answered.abort();
  const compared = await comparing;
  signal.throwIfAborted();

  const { asSite } = options;
  const { state: name } = await found;
  const observed: WireGuardObserved = { name, wishedPorts: [...options.ports], ports, compared, asSite, clockSkewMs };
  return {
    host: options.host,
    serverPublicKey: options.serverPublicKey,
    ownPublicKey: wireGuardPublicKey(options.privateKey),
    usesPresharedKey: options.presharedKey !== null,
    observed,
    ...judgeWireGuard(observed),
    durationMs: performance.now() - startedMs,
  };
}

/** One address of each family to which the system knows a way; where it knows none, all of them, so that it can say so. */
async function withWay(addresses: readonly string[], computer: WireGuardProbeOptions["computer"]): Promise<string[]> {
  const chosen = [isIpv4, isIpv6].flatMap((isOfFamily) => addresses.filter(isOfFamily).slice(0, 1));
  const ways = await Promise.all(chosen.map((address) => computer.localAddressTowards(address)));
  const reachable = chosen.filter((_, index) => ways[index] !== null);
  return reachable.length > 0 ? reachable : chosen;
}

type KnownClock = WireGuardProbeOptions & { clockSkewMs: number | null };

async function handshakes(
  options: KnownClock,
  identity: WireGuardIdentity,
  addresses: readonly string[],
  times: ProbeTimes,
  signal: AbortSignal,
): Promise<WireGuardPort[]> {
  const deadline = timeoutSignal(times.handshakesMs, signal);
  const enough = new AbortController();
  const ended = AbortSignal.any([deadline.signal, enough.signal]);
  const stamps = stampsOf(options);
  const targets = options.ports.flatMap((port) => addresses.map((address) => ({ address, port })));
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.all(
      targets.map(async (to, index) => {
        const laterMs = index * times.betweenPortsMs;
        const sendAtMs = times.sendAtMs.map((atMs) => atMs + laterMs);
        const port = await shakeHands({ to, identity, stamps, sendAtMs }, ended);
        if (port.state === "answered")
          timer ??= setTimeout(
            () => enough.abort(),
            times.othersMs + targets.length * times.betweenPortsMs + 2 * (port.rttMs ?? 0),
          );
        return port;
      }),
    );
  } finally {
    clearTimeout(timer);
    deadline.end();
  }
}

/**
 * A hub believes no earlier time than the last it saw. Where this computer's clock is known to be ahead, the right time is sent,
 * so that the probe leaves no time behind that others have to wait for; where it is behind, its own time first, as WireGuard on
 * this computer would, then the right one, which tells whether that was the reason for the silence. Not with the site's own key: whoever
 * told a time that is yet to come would lock the gateway out until then.
 */
function stampsOf({ clockSkewMs, asSite, now }: KnownClock): Stamps {
  const skewMs = clockSkewMs === null || Math.abs(clockSkewMs) <= CLOCK_TOLERANCE_MS ? 0 : clockSkewMs;
  let lastMs = 0;
  return {
    next: (attempt) => {
      const isRightTime = skewMs > 0 || (skewMs < 0 && !asSite && attempt >= TRIES_WITH_OWN_TIME);
      lastMs = Math.max(isRightTime ? now() - skewMs : now(), lastMs + 1);
      return { unixMs: lastMs, isRightTime };
    },
  };
}

/** @throws RangeError */
function identityOf(options: WireGuardProbeOptions): WireGuardIdentity {
  const privateKey = wireGuardKeyBytes(options.privateKey);
  const peerPublicKey = isWireGuardKey(options.serverPublicKey) ? fromBase64(options.serverPublicKey) : undefined;
  const presharedKey = options.presharedKey === null ? null : wireGuardKeyBytes(options.presharedKey);
  if (privateKey === undefined) throw new RangeError("the private key is none");
  if (peerPublicKey === undefined) throw new RangeError("the server's public key is none");
  if (presharedKey === undefined) throw new RangeError("the pre-shared key is none");
  const { ports, comparison } = options;
  const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;
  const allPorts = [
    ...ports,
    ...comparison.tcpPorts,
    ...(comparison.stunPortOnHost === null ? [] : [comparison.stunPortOnHost]),
  ];
  if (ports.length === 0 || ports.length > MAX_PORTS || new Set(ports).size < ports.length || !allPorts.every(isPort))
    throw new RangeError("one to four different ports");
  const { tcpPorts, stunServers, tcpServers } = comparison;
  if ([tcpPorts, stunServers, tcpServers].some((list) => list.length > MAX_SERVERS))
    throw new RangeError("at most four of each to compare with");
  return { own: noiseKeys(privateKey), peerPublicKey, presharedKey };
}
