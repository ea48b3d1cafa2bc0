import type { Diagnosis, MappingSummary } from "./diagnosis.ts";
import type { Observation, ObservationKind, ObservationOf, ProbeId } from "./observation.ts";
import { observationsOf } from "./observation.ts";

type MappingKind = "pcp-mapping" | "natpmp-mapping" | "upnp-mapping";

/** What each mapping protocol said: is it spoken, was the test mapping granted, and is it gone again. */
export function summariseMappings(input: readonly Observation[]): Diagnosis["mappings"] {
  const observations = [...input].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    pcp: summarise(observations, "pcp", "pcp-mapping", spokenPcp(observations), null),
    natpmp: summarise(
      observations,
      "nat-pmp",
      "natpmp-mapping",
      anyOf(observations, "natpmp-external-address"),
      observationsOf(observations, "natpmp-external-address")[0]?.data.address ?? null,
    ),
    upnp: summarise(
      observations,
      "upnp",
      "upnp-mapping",
      observationsOf(observations, "upnp-gateway").some((o) => o.data.controlUrl !== null),
      observationsOf(observations, "upnp-external-address")[0]?.data.address ?? null,
    ),
  };
}

const anyOf = (observations: readonly Observation[], kind: ObservationKind): boolean =>
  observations.some((o) => o.data.kind === kind);

const spokenPcp = (observations: readonly Observation[]): boolean =>
  // An 8-byte answer of version 0 to a PCP question means "I speak NAT-PMP" (RFC 6887 appendix A), not PCP.
  observationsOf(observations, "pcp-announce").some((o) => o.data.resultName !== "UNSUPP_VERSION");

function summarise(
  observations: readonly Observation[],
  probe: ProbeId,
  kind: MappingKind,
  available: boolean,
  askedAddress: string | null,
): MappingSummary {
  const ofProbe = observations.filter((o) => o.probe === probe);
  const [mapping] = observationsOf(observations, kind) as ObservationOf<MappingKind>[];
  const empty = { externalAddress: askedAddress, externalPort: null, errorName: null, removed: null };
  if (mapping) {
    const { granted, externalAddress, externalPort, errorName, removed } = mapping.data;
    return {
      available: true,
      result: granted ? "granted" : "refused",
      externalAddress: externalAddress ?? askedAddress,
      externalPort,
      errorName,
      removed,
    };
  }
  if (ofProbe.length === 0) return { available: null, result: "not-tested", ...empty };
  if (available) {
    const wasAsked = ofProbe.some((o) => o.question === "test-mapping" && o.outcome !== "skipped");
    return { available: true, result: wasAsked ? "failed" : "not-tested", ...empty };
  }
  if (ofProbe.every((o) => o.outcome === "skipped")) return { available: null, result: "not-tested", ...empty };
  if (ofProbe.some((o) => o.outcome === "refused")) return { available: false, result: "switched-off", ...empty };
  if (ofProbe.some((o) => o.outcome === "failed")) return { available: false, result: "failed", ...empty };
  return { available: false, result: "silent", ...empty };
}
