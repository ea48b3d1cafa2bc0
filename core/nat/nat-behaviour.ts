import type { Diagnosis } from "./diagnosis.ts";
import { observationsOf, type Observation } from "./observation.ts";

/**
 * Mapping behaviour from STUN bindings that left the same local port for different servers (RFC 4787 section 4.1). The
 * same mapped port twice is endpoint-independent mapping; a different one depends on the destination. Filtering and
 * hairpinning need further tests and stay unknown here.
 */
export function natBehaviour(observations: readonly Observation[]): Diagnosis["nat"] {
  const bindings = observationsOf(observations, "stun-binding");
  const [first] = bindings;
  const comparable = bindings.filter(
    (o) => o.data.localPort === first?.data.localPort && o.data.localAddress === first.data.localAddress,
  );
  const destinations = new Set(comparable.map((o) => o.data.serverAddress));
  const mapped = new Set(comparable.map((o) => `${o.data.mappedAddress} ${o.data.mappedPort}`));
  const mapping = destinations.size < 2 ? "unknown" : mapped.size === 1 ? "endpoint-independent" : "endpoint-dependent";
  return {
    mapping,
    filtering: "unknown",
    hairpin: "unknown",
    classicName: null,
    portPreservation: "unknown",
    portsSeen: [],
    bindingAliveSeconds: null,
    bindingDeadSeconds: null,
  };
}
