import { mapRuleFor, sharedPortsFrom } from "./map-e.ts";
import { observationsOf, type Observation } from "./observation.ts";
import type { Sourced } from "./sourced.ts";

export type PortRange = { from: number; to: number };

export type SharedPortFacts = {
  /** This IPv6 prefix gives, by its operator's published rule, exactly the public address that was seen. */
  mapRule: Sourced<{ operator: string; ranges: PortRange[] }> | null;
  /** What the outside ports say: only some of them are this line's own, or any. */
  portSet: Sourced<"restricted" | "unrestricted"> | null;
};

/** Whether the public address is shared with others by ports (MAP-E, lw4o6). */
export function sharedPortFacts(observations: readonly Observation[], publicAddress: string | null): SharedPortFacts {
  return { mapRule: mapRule(observations, publicAddress), portSet: portSet(observations, publicAddress) };
}

function mapRule(observations: readonly Observation[], publicAddress: string | null): SharedPortFacts["mapRule"] {
  const seen = observationsOf(observations, "stun-binding").filter((o) => o.data.mappedAddress === publicAddress);
  for (const o of observationsOf(observations, "interfaces"))
    for (const { address } of o.data.adapters.flatMap((a) => a.addresses)) {
      const rule = mapRuleFor(address);
      if (rule && rule.ipv4Address === publicAddress)
        return {
          value: { operator: rule.operator, ranges: [...rule.ranges] },
          ids: [o.id, ...seen.map((s) => s.id)],
        };
    }
  return null;
}

function portSet(observations: readonly Observation[], publicAddress: string | null): SharedPortFacts["portSet"] {
  const bindings = observationsOf(observations, "stun-binding").filter((o) => o.data.mappedAddress === publicAddress);
  const { state } = sharedPortsFrom(
    bindings.map(({ data }) => ({ localPort: data.localPort, mappedPort: data.mappedPort })),
  );
  return state === "unknown" ? null : { value: state, ids: bindings.map((o) => o.id) };
}
