import { inboundFacts, type InboundFacts } from "./inbound-facts.ts";
import { inOrder, observationsOf, type Observation } from "./observation.ts";
import { ipv6Facts, outsideFacts, type Ipv6Facts, type OutsideFacts } from "./outside-facts.ts";
import { pathFacts, type PathFacts } from "./path-facts.ts";
import { routeFacts, type RouteFacts } from "./route-facts.ts";
import { sharedPortFacts, type SharedPortFacts } from "./shared-port-facts.ts";
import type { Sourced } from "./sourced.ts";
import { wanFacts, type WanClaim, type WanFacts } from "./wan-facts.ts";

/**
 * What follows from the observations without judging: tri-state facts ("unknown" is not "no"), each with the ids of the
 * observations it rests on. Every list is sorted, so the order in which answers came never shows.
 */
export type Facts = RouteFacts &
  OutsideFacts &
  WanFacts &
  PathFacts &
  InboundFacts &
  SharedPortFacts & {
    laptopAddresses: string[];
    /** Of those, the ones on cable or Wi-Fi: virtual machines and VPNs give the laptop others. */
    wiredAddresses: string[];
    ipv6: Ipv6Facts;
    /** The prefix under which this network reaches IPv4. */
    nat64: Sourced<string> | null;
  };

const ON_SITE_KINDS: ReadonlySet<string> = new Set(["ethernet", "wifi", "unknown"]);

export function deriveFacts(input: readonly Observation[]): Facts {
  const observations = inOrder(input);
  const routes = routeFacts(observations);
  const gateway = routes.gateway?.value ?? null;
  const outside = outsideFacts(observations);
  const publicAddresses = outside.publicAddresses.map((a) => a.value);
  const [nat64] = observationsOf(observations, "nat64-prefix");
  return {
    laptopAddresses: observationsOf(observations, "interfaces").flatMap((o) =>
      o.data.adapters.flatMap((adapter) => adapter.addresses.map((a) => a.address)),
    ),
    wiredAddresses: observationsOf(observations, "interfaces").flatMap((o) =>
      o.data.adapters.filter((a) => ON_SITE_KINDS.has(a.adapterKind)).flatMap((a) => a.addresses.map((x) => x.address)),
    ),
    ...routes,
    ...outside,
    ...wanFacts(observations, gateway),
    ...pathFacts(observations, gateway, publicAddresses),
    ...inboundFacts(observations),
    ...sharedPortFacts(observations, outside.publicAddress?.value ?? null),
    ipv6: ipv6Facts(observations),
    nat64: nat64 ? { value: nat64.data.prefix, ids: [nat64.id] } : null,
  };
}

/** The router's own address, unless the ping shows that another box has it: then nobody knows the router's. */
export function believedWan(facts: Facts): WanClaim | null {
  const isForeign = facts.owner?.value.who === "further-out" && facts.wan?.address === facts.publicAddress?.value;
  return isForeign ? null : facts.wan;
}
