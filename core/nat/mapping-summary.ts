import type { Diagnosis, MappingSummary } from "./diagnosis.ts";
import type { Observation, ProbeId } from "./observation.ts";
import { inOrder, observationsOf } from "./observation.ts";

type MappingKind = "pcp-mapping" | "natpmp-mapping" | "upnp-mapping";

/**
 * What each mapping protocol said: is it spoken, was the test mapping granted, and is it gone again. About the gateway only:
 * a second UPnP box on the network is not the way out.
 */
export function summariseMappings(input: readonly Observation[], gateway: string | null): Diagnosis["mappings"] {
  const observations = inOrder(input).filter((o) => isAbout(o, gateway));
  return {
    pcp: summarise(observations, "pcp", "pcp-mapping", spokenPcp(observations), null),
    natpmp: summarise(
      observations,
      "nat-pmp",
      "natpmp-mapping",
      spokenNatPmp(observations),
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

function isAbout({ data, answeredBy }: Observation, gateway: string | null): boolean {
  if (gateway === null) return true;
  if (data.kind === "upnp-search") return data.answers.some((answer) => answer.from === gateway);
  if (data.kind === "no-answer") return answeredBy === null || answeredBy === gateway;
  return !("from" in data) || data.from === gateway;
}

/** RFC 6886 section 3.5: the answer to a version that the gateway does not speak. */
const NATPMP_UNSUPPORTED_VERSION = 1;

const spokenNatPmp = (observations: readonly Observation[]): boolean =>
  // A PCP server without NAT-PMP answers too (RFC 6887 section 9).
  observationsOf(observations, "natpmp-external-address").some((o) => o.data.resultCode !== NATPMP_UNSUPPORTED_VERSION);

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
  const [mapping] = observationsOf(observations, kind);
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
  // Answered, but by "I don't speak that".
  if (ofProbe.some((o) => o.outcome === "answered")) return { available: false, result: "switched-off", ...empty };
  return { available: false, result: "silent", ...empty };
}
