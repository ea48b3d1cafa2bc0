import type { Finding } from "#core/nat/diagnosis.ts";
import type { Observation } from "#core/nat/observation.ts";

/** An imagined site and the finding that it must have, or with severity null must not have. */
export type FindingCase = [
  name: string,
  severity: Finding["severity"] | null,
  code: string,
  observations: Observation[],
];
