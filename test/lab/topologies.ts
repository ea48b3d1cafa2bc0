import { blockedTopologies } from "./blocked-topologies.ts";
import { carrierTopologies } from "./carrier-topologies.ts";
import { doubleNatTopologies } from "./double-nat-topologies.ts";
import { ipv6Topologies } from "./ipv6-topologies.ts";
import { publicTopologies } from "./public-topologies.ts";
import type { NatBehaviour, Topology } from "./topology.ts";
import { publicSite } from "./topology-pieces.ts";

/** The catalogue of sites. New ones are put together from the pieces of `topology-pieces.ts`. */
export const topologies: readonly Topology[] = [
  ...publicTopologies,
  ...carrierTopologies,
  ...doubleNatTopologies,
  ...blockedTopologies,
  ...ipv6Topologies,
];

/** Not in the catalogue: a public site whose router has the given UDP behaviour, for measuring all nine pairs. */
export function natPairTopology(nat: NatBehaviour): Topology {
  return publicSite(`nat ${nat.mapping} / ${nat.filtering}`, "One pair of UDP behaviours", { nat });
}

/** @throws Error naming the known ones when there is no such topology. */
export function topologyByName(name: string): Topology {
  const found = topologies.find((topology) => topology.name === name);
  if (!found) {
    throw new Error(`no topology "${name}"; there are: ${topologies.map((t) => t.name).join(", ")}`);
  }
  return found;
}
