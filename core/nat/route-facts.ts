import { addressScope, inPrefix, isIpv4, TUNNEL_END_PREFIX } from "../net/ip-address.ts";
import { observationsOf, type Observation, type ObservationOf } from "./observation.ts";
import type { Sourced } from "./sourced.ts";

export type RouteFacts = {
  gateway: Sourced<string> | null;
  /** No default route at all: the laptop itself has no way out. Null when the routes were not read. */
  hasDefaultRoute: Sourced<boolean> | null;
  /** There is a way out, but only over IPv6. */
  onlyIpv6Route: Sourced<true> | null;
  /** The laptop translates IPv4 into IPv6 itself (CLAT, RFC 6877): the adapter it does that with. */
  clat: Sourced<string> | null;
  /** The adapter through which a VPN takes the traffic out, when it does. */
  tunnelRoute: Sourced<string> | null;
  /** The adapter through which the traffic leaves without any router to ask: a VPN or a modem in the laptop itself. */
  routerless: Sourced<string> | null;
  /** IPv4 default gateways besides the first one. */
  otherGateways: Sourced<string[]> | null;
  /** Adapters of VPNs that are up beside the way out: their 100.64.0.0/10 is not the carrier's. */
  meshVpns: Sourced<string>[];
  /** The way out is over Wi-Fi. */
  onWifi: Sourced<string> | null;
};

type RouteTable = ObservationOf<"default-routes">["data"];
type DefaultRoute = RouteTable["routes"][number];
type Adapter = ObservationOf<"interfaces">["data"]["adapters"][number];

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

const NOTHING_READ: RouteFacts = {
  gateway: null,
  hasDefaultRoute: null,
  onlyIpv6Route: null,
  clat: null,
  tunnelRoute: null,
  routerless: null,
  otherGateways: null,
  meshVpns: [],
  onWifi: null,
};

export function routeFacts(observations: readonly Observation[]): RouteFacts {
  const [table] = observationsOf(observations, "default-routes");
  if (!table) return NOTHING_READ;
  const ids = [table.id];
  const ways = ipv4WaysOut(table.data);
  const first = ways[0];
  const others = ways
    .slice(1)
    .map((r) => r.gateway ?? r.interfaceName)
    .filter((g) => g !== first?.gateway);
  const outbound = table.data.outbound?.interfaceName ?? first?.interfaceName ?? null;
  const tunnelRoute = tunnelFact(observations, table);
  return {
    gateway: first?.gateway ? { value: first.gateway, ids } : null,
    hasDefaultRoute: { value: table.data.routes.length > 0, ids },
    onlyIpv6Route: ways.length === 0 && table.data.routes.length > 0 ? { value: true, ids } : null,
    clat: adapterFact(observations, table, (a) => a.name === outbound && a.addresses.some(isClatAddress)),
    tunnelRoute,
    routerless: first && first.gateway === null ? { value: first.interfaceName, ids } : null,
    otherGateways: others.length > 0 ? { value: [...new Set(others)], ids } : null,
    meshVpns: tunnelsBeside(observations, tunnelRoute?.value ?? null),
    onWifi: adapterFact(observations, table, (a) => a.name === outbound && a.adapterKind === "wifi"),
  };
}

const isClatAddress = ({ address }: { address: string }): boolean => inPrefix(address, TUNNEL_END_PREFIX);

function adapterFact(
  observations: readonly Observation[],
  table: Observation,
  test: (adapter: Adapter) => boolean,
): Sourced<string> | null {
  for (const o of observationsOf(observations, "interfaces")) {
    const found = o.data.adapters.find(test);
    if (found) return { value: found.name, ids: [table.id, o.id] };
  }
  return null;
}

function tunnelsBeside(observations: readonly Observation[], wayOut: string | null): Sourced<string>[] {
  return observationsOf(observations, "interfaces").flatMap((o) =>
    o.data.adapters
      .filter((a) => a.adapterKind === "tunnel" && a.name !== wayOut)
      .filter((a) => a.addresses.some(({ address }) => isIpv4(address) && addressScope(address) !== "link-local"))
      .map((a) => ({ value: a.name, ids: [o.id] })),
  );
}

function tunnelFact(
  observations: readonly Observation[],
  table: ObservationOf<"default-routes">,
): Sourced<string> | null {
  const ways = ipv4WaysOut(table.data);
  const outbound = table.data.outbound?.interfaceName ?? null;
  const interfaceName = outbound ?? ways[0]?.interfaceName;
  const isOwn = (a: Adapter): boolean => a.name === interfaceName;
  // A CLAT is a tunnel by its kind, and no VPN: it is how IPv4 leaves an IPv6-only line.
  if (adapterFact(observations, table, (a) => isOwn(a) && a.addresses.some(isClatAddress))) return null;
  // Traffic that leaves through an adapter without a default route is steered there by a VPN's narrower routes or rules.
  if (outbound !== null && ways.length > 0 && !ways.some((way) => way.interfaceName === outbound))
    return { value: outbound, ids: [table.id] };
  return adapterFact(observations, table, (a) => isOwn(a) && a.adapterKind === "tunnel");
}
