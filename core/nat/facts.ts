import { addressScope, isIpv4, isUsableAsPublicAddress, type AddressScope } from "../net/ip-address.ts";
import { inOrder, observationsOf, type Observation, type ObservationOf, type ProbeId } from "./observation.ts";

/**
 * What follows from the observations without judging: tri-state facts ("unknown" is not "no"), each with the ids of the
 * observations it rests on. Every list is sorted, so the order in which answers came never shows.
 */

export type Sourced<T> = { value: T; ids: string[] };

/** What a box claims to be its own address on the internet side. */
export type WanClaim = {
  address: string;
  scope: AddressScope;
  protocol: "upnp" | "nat-pmp" | "pcp";
  from: string;
  /** The claim comes from the default gateway itself, not from another box on the LAN. */
  fromGateway: boolean;
  id: string;
};

export type Facts = {
  laptopAddresses: string[];
  gateway: Sourced<string> | null;
  /** No default route at all: the laptop itself has no way out. Null when the routes were not read. */
  hasDefaultRoute: Sourced<boolean> | null;
  /** The adapter through which a VPN takes the traffic out, when it does. */
  tunnelRoute: Sourced<string> | null;
  /** The adapter through which the traffic leaves without any router to ask: a VPN or a modem in the laptop itself. */
  routerless: Sourced<string> | null;
  /** IPv4 default gateways besides the first one. */
  otherGateways: Sourced<string[]> | null;
  /** `unusable`: something answered, though not what was asked (a login page, a refusal, garbage). */
  outside: Sourced<"answered" | "unusable" | "silent"> | null;
  /** Nothing outside was even asked, because no name could be looked up. */
  onlyNamesFailed: boolean;
  /** Distinct public IPv4 addresses that outside servers saw, with who saw them. */
  publicAddresses: Sourced<string>[];
  /** The one address that all outside servers agree on. */
  publicAddress: Sourced<string> | null;
  wanClaims: WanClaim[];
  /** The one address that the gateway's protocols agree on; null when none told or they contradict each other. */
  wan: WanClaim | null;
  wanContradiction: Sourced<string[]> | null;
  /** Who answers for the public address (docs/architecture.md, "One ping"). */
  owner: Sourced<{ who: "router" | "further-out"; replier: string }> | null;
  ownerAsked: string[];
  /** The box right behind the router on the way out, by the address it showed. */
  secondHop: (Sourced<string> & { scope: AddressScope }) | null;
};

/** Addresses that routers report when they mean "none": seen on real devices (docs/protocols/upnp-igd.md). */
const PLACEHOLDER_WAN_ADDRESSES = new Set(["100.100.100.100"]);

const OUTSIDE_PROBES: ReadonlySet<ProbeId> = new Set<ProbeId>(["stun", "public-address"]);

export function deriveFacts(input: readonly Observation[]): Facts {
  const observations = inOrder(input);
  const routes = routeFacts(observations);
  const publicAddresses = seenPublicAddresses(observations);
  const publicAddress = publicAddresses.length === 1 ? (publicAddresses[0] ?? null) : null;
  const wanClaims = claimedWanAddresses(observations, routes.gateway?.value ?? null);
  return {
    laptopAddresses: observationsOf(observations, "interfaces").flatMap((o) =>
      o.data.adapters.flatMap((adapter) => adapter.addresses.map((a) => a.address)),
    ),
    ...routes,
    ...outsideFacts(observations),
    publicAddresses,
    publicAddress,
    wanClaims,
    ...agreedWan(wanClaims),
    ...ownerFact(observations, publicAddress?.value ?? null),
    secondHop: secondHopFact(observations),
  };
}

type RouteTable = Extract<Observation["data"], { kind: "default-routes" }>;
type DefaultRoute = RouteTable["routes"][number];

/**
 * The IPv4 default routes, the one in use first: that of the adapter which the system takes for a packet to the internet,
 * else the best metric. Equal metrics stay in the system's own order (macOS shows none, and lists the one in use first).
 */
export function ipv4WaysOut(table: RouteTable): DefaultRoute[] {
  const inUse = (route: DefaultRoute): number => Number(route.interfaceName === table.outbound?.interfaceName);
  return table.routes
    .filter((route) => route.family === 4)
    .toSorted((a, b) => inUse(b) - inUse(a) || (a.metric ?? 0) - (b.metric ?? 0));
}

function routeFacts(
  observations: readonly Observation[],
): Pick<Facts, "gateway" | "hasDefaultRoute" | "tunnelRoute" | "routerless" | "otherGateways"> {
  const [table] = observationsOf(observations, "default-routes");
  if (!table) return { gateway: null, hasDefaultRoute: null, tunnelRoute: null, routerless: null, otherGateways: null };
  const ids = [table.id];
  const ways = ipv4WaysOut(table.data);
  const first = ways[0];
  const others = ways
    .slice(1)
    .map((r) => r.gateway ?? r.interfaceName)
    .filter((g) => g !== first?.gateway);
  return {
    gateway: first?.gateway ? { value: first.gateway, ids } : null,
    hasDefaultRoute: { value: table.data.routes.length > 0, ids },
    tunnelRoute: tunnelFact(observations, table),
    routerless: first && first.gateway === null ? { value: first.interfaceName, ids } : null,
    otherGateways: others.length > 0 ? { value: [...new Set(others)], ids } : null,
  };
}

function tunnelFact(
  observations: readonly Observation[],
  table: ObservationOf<"default-routes">,
): Sourced<string> | null {
  const ways = ipv4WaysOut(table.data);
  const outbound = table.data.outbound?.interfaceName ?? null;
  // Traffic that leaves through an adapter without a default route is steered there by a VPN's narrower routes or rules.
  if (outbound !== null && ways.length > 0 && !ways.some((way) => way.interfaceName === outbound))
    return { value: outbound, ids: [table.id] };
  const interfaceName = outbound ?? ways[0]?.interfaceName;
  for (const o of observationsOf(observations, "interfaces")) {
    const adapter = o.data.adapters.find((a) => a.name === interfaceName);
    if (adapter?.adapterKind === "tunnel") return { value: adapter.name, ids: [table.id, o.id] };
  }
  return null;
}

function outsideFacts(observations: readonly Observation[]): Pick<Facts, "outside" | "onlyNamesFailed"> {
  const asked = observations.filter((o) => OUTSIDE_PROBES.has(o.probe) && o.outcome !== "skipped");
  const ids = (list: readonly Observation[]): string[] => list.map((o) => o.id);
  const onlyNamesFailed = asked.length > 0 && asked.every((o) => o.trouble === "dns-failed");
  if (asked.length === 0) return { outside: null, onlyNamesFailed };
  const answered = asked.filter((o) => o.outcome === "answered");
  if (answered.length > 0) return { outside: { value: "answered", ids: ids(answered) }, onlyNamesFailed };
  // A refusal or nonsense is no answer, but it takes somebody to give it: that is not what a dead line looks like.
  const reacted = asked.filter((o) => o.outcome === "refused" || o.answeredBy !== null);
  return reacted.length > 0
    ? { outside: { value: "unusable", ids: ids(reacted) }, onlyNamesFailed }
    : { outside: { value: "silent", ids: ids(asked) }, onlyNamesFailed };
}

function seenPublicAddresses(observations: readonly Observation[]): Sourced<string>[] {
  const seen = new Map<string, string[]>();
  const note = (address: string, id: string): void => {
    if (!isIpv4(address) || !isUsableAsPublicAddress(address)) return;
    seen.set(address, [...(seen.get(address) ?? []), id]);
  };
  for (const o of observationsOf(observations, "stun-binding")) note(o.data.mappedAddress, o.id);
  for (const o of observationsOf(observations, "public-address-https")) note(o.data.address, o.id);
  return [...seen].map(([value, ids]) => ({ value, ids })).toSorted((a, b) => (a.value < b.value ? -1 : 1));
}

function claimedWanAddresses(observations: readonly Observation[], gateway: string | null): WanClaim[] {
  const claims: WanClaim[] = [];
  const claim = (protocol: WanClaim["protocol"], from: string, address: string | null, id: string): void => {
    if (address === null || !isIpv4(address) || PLACEHOLDER_WAN_ADDRESSES.has(address)) return;
    const scope = addressScope(address);
    // 0.0.0.0, 127.0.0.1 and the like mean "no connection", not an address.
    if (scope !== "public" && scope !== "private" && scope !== "shared") return;
    claims.push({ address, scope, protocol, from, fromGateway: from === gateway, id });
  };
  for (const o of observationsOf(observations, "upnp-external-address"))
    claim("upnp", o.data.from, o.data.address, o.id);
  for (const o of observationsOf(observations, "natpmp-external-address"))
    claim("nat-pmp", o.data.from, o.data.address, o.id);
  for (const o of observationsOf(observations, "pcp-mapping"))
    // A refusal may name the address, too: we suggest none, so one that is not zero is the router's own word.
    claim("pcp", o.data.from, o.data.externalAddress, o.id);
  return claims;
}

function agreedWan(claims: readonly WanClaim[]): Pick<Facts, "wan" | "wanContradiction"> {
  // A box that is not the gateway may be a second router beside it: its claim says nothing about our way out.
  const ours = claims.filter((c) => c.fromGateway);
  const addresses = [...new Set(ours.map((c) => c.address))].toSorted();
  if (addresses.length > 1) return { wan: null, wanContradiction: { value: addresses, ids: ours.map((c) => c.id) } };
  return { wan: ours[0] ?? null, wanContradiction: null };
}

function ownerFact(
  observations: readonly Observation[],
  publicAddress: string | null,
): Pick<Facts, "owner" | "ownerAsked"> {
  const ownerAsked = observations
    .filter((o) => o.probe === "own-address-ping" && o.outcome !== "skipped")
    .map((o) => o.id);
  const pings = observationsOf(observations, "own-address-ping").filter(
    (o) => o.data.target === publicAddress && o.data.ttl === 1,
  );
  const [ping] = pings;
  // Two answers that disagree (a reroute in the middle, a spoofed reply) prove nothing.
  if (!ping || pings.some((o) => o.data.reply !== ping.data.reply)) return { owner: null, ownerAsked };
  return {
    owner: {
      value: { who: ping.data.reply === "echo" ? "router" : "further-out", replier: ping.data.replier },
      ids: pings.map((o) => o.id),
    },
    ownerAsked,
  };
}

function secondHopFact(observations: readonly Observation[]): Facts["secondHop"] {
  const hops = observationsOf(observations, "path-hop").filter((o) => o.data.ttl === 2 && o.data.reply === "expired");
  const repliers = [...new Set(hops.map((o) => o.data.replier))];
  const [value] = repliers;
  // Two boxes at the same distance: the way forks, and neither is "the" second hop.
  if (value === undefined || repliers.length > 1) return null;
  return { value, scope: addressScope(value), ids: hops.map((o) => o.id) };
}

/** The router's own address, unless the ping shows that another box has it: then nobody knows the router's. */
export function believedWan(facts: Facts): WanClaim | null {
  const isForeign = facts.owner?.value.who === "further-out" && facts.wan?.address === facts.publicAddress?.value;
  return isForeign ? null : facts.wan;
}
