import type { Diagnosis, Finding, MappingSummary, Message, Verdict } from "./diagnosis.ts";
import type { Facts } from "./facts.ts";
import type { Observation } from "./observation.ts";

/** What a finding is judged from. */
export type FindingInput = {
  facts: Facts;
  observations: readonly Observation[];
  verdict: Verdict;
  mappings: Diagnosis["mappings"];
  nat: Diagnosis["nat"];
};

export type Hit = { args?: Message["args"]; observationIds: string[]; severity?: Finding["severity"] };

/**
 * One finding of the catalogue: a pure rule over facts. `hiddenBy` names the findings that are its cause: while one of those
 * stands, the consequence is not shown beside it.
 */
export type FindingRule = {
  code: string;
  severity: Finding["severity"];
  hiddenBy?: string[];
  find(input: FindingInput): Hit | null;
};

/** Worst first. */
export const SEVERITY_ORDER: Finding["severity"][] = ["problem", "warning", "advice", "info"];

const PROTOCOL_NAMES = { pcp: "PCP", natpmp: "NAT-PMP", upnp: "UPnP" } as const;
export type MappingProtocol = keyof typeof PROTOCOL_NAMES;
const PROTOCOLS: MappingProtocol[] = ["pcp", "natpmp", "upnp"];

export const protocolsWhere = (
  mappings: Diagnosis["mappings"],
  test: (m: MappingSummary) => boolean,
): MappingProtocol[] => PROTOCOLS.filter((p) => test(mappings[p]));

export const named = (protocols: MappingProtocol[]): string => protocols.map((p) => PROTOCOL_NAMES[p]).join(", ");

export const idsOf = (observations: readonly Observation[]): string[] => observations.map((o) => o.id);

export const idsOfMappings = (observations: readonly Observation[]): string[] =>
  idsOf(observations.filter((o) => o.question === "test-mapping" && o.outcome !== "skipped"));

/** What the verdict rests on, without every server that only saw the address. */
export const idsOfVerdict = (verdict: Verdict): string[] => {
  const telling = verdict.for.filter((e) => e.key !== "evidence.public-seen");
  return (telling.length > 0 ? telling : verdict.for).flatMap((e) => e.observationIds);
};
