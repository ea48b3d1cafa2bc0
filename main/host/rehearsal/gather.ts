import type { Endpoint } from "#core/net/endpoint.ts";
import { isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import { sortedCandidates, type Candidate } from "#core/rehearsal/candidate.ts";
import type { TurnServer } from "./ice-peer.ts";
import { freeUdpPort } from "./own-port.ts";
import type { NamedServer, OwnMapping, RehearsalServiceOptions, RehearsalWish } from "./rehearsal-options.ts";
import { udpReach, type UdpReach } from "./udp-reach.ts";

/** For a router that is asked by three protocols one after the other; who is slower is not waited for. */
const MAPPING_MS = 3_500;
const LOOKUP_MS = 1_500;

/** What an end knows of itself before the checks. */
export type Surroundings = {
  localPort: number;
  reach: UdpReach;
  turn: TurnServer | null;
  /** Open ports that ICE itself would not find. */
  openPorts: Candidate[];
};

/** What is to be taken back, however a rehearsal ends. */
export type Undo = (() => Promise<void> | void)[];

type Around = Pick<RehearsalServiceOptions, "environment" | "stunServers" | "turnServer" | "openPort" | "randomBytes">;

/** Servers asked, a port mapped: everything at once. @throws RehearsalTrouble port-taken; the signal's reason */
export async function lookAroundHere(
  around: Around,
  forwarded: RehearsalWish["forwarded"],
  undo: Undo,
  signal: AbortSignal,
): Promise<Surroundings> {
  const localPort = await freeUdpPort(forwarded?.localPort ?? null);
  const [{ reach, turn }, mapping] = await Promise.all([
    reachServers(around, signal),
    forwarded ? null : openPort(around, localPort, undo, signal),
  ]);
  signal.throwIfAborted();
  const openPorts: Candidate[] = [];
  if (forwarded) openPorts.push({ kind: "forwarded", address: forwarded.address, port: forwarded.port });
  if (mapping) openPorts.push({ kind: "mapped", address: mapping.address, port: mapping.port });
  return { localPort, reach, turn: reach.state === "blocked" ? null : turn, openPorts };
}

/** All that ICE found and all that it could not know. */
export const allCandidates = (gathered: readonly Candidate[], { openPorts }: Surroundings): Candidate[] =>
  sortedCandidates([...openPorts, ...gathered]);

async function reachServers(
  around: Around,
  signal: AbortSignal,
): Promise<{ reach: UdpReach; turn: TurnServer | null }> {
  const named = await around.turnServer();
  const lookUp = (server: NamedServer): Promise<Endpoint[]> => endpointsOf(around, server, signal);
  const [turnAt, ...stunAt] = await Promise.all([
    named ? lookUp(named) : [],
    ...around.stunServers().map((server) => lookUp(server)),
  ]);
  const servers = [...turnAt, ...stunAt.flat()];
  const reach = await udpReach(servers, around.randomBytes, signal);
  const at = turnAt.find(({ address }) => isIpv4(address)) ?? turnAt[0];
  return { reach, turn: named && at ? { ...at, username: named.username, password: named.password } : null };
}

/** Addresses of both families, one each; none where the name leads nowhere. */
async function endpointsOf(
  { environment: { computer } }: Around,
  { host, port }: NamedServer,
  signal: AbortSignal,
): Promise<Endpoint[]> {
  if (isIpv4(host) || isIpv6(host)) return [{ address: host, port }];
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(LOOKUP_MS)]);
  const found = await Promise.all([
    computer.lookupIpv4(host, inTime).catch(() => []),
    computer.lookupIpv6(host, inTime).catch(() => []),
  ]);
  return found.flatMap(([address]) => (address === undefined ? [] : [{ address, port }]));
}

/** A mapping that comes too late is taken back with the others. */
async function openPort(
  { openPort: open }: Around,
  localPort: number,
  undo: Undo,
  signal: AbortSignal,
): Promise<OwnMapping | null> {
  const ended = new AbortController();
  const asked = open(localPort, AbortSignal.any([signal, ended.signal]));
  undo.push(async () => {
    ended.abort();
    await (await asked)?.close();
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), MAPPING_MS);
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
