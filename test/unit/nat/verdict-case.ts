import type { VerdictKind } from "#core/nat/diagnosis.ts";
import type { Observation } from "#core/nat/observation.ts";

/** An imagined site and what is to be concluded from it. */
export type VerdictCase = [
  name: string,
  kind: VerdictKind,
  sentence: string,
  confidence: number,
  observations: Observation[],
];
