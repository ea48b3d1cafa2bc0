import type { ProofRecord, ProofSummary } from "./proof-record.ts";

/** A test from outside in a line of a list. Weak evidence proves nothing, and what could not be tested was not. */
export function proofSummary({ proofId, startedAt, origin, results }: ProofRecord): ProofSummary {
  return {
    proofId,
    startedAt,
    origin: origin.kind,
    proven: origin.kind === "hairpin" ? 0 : results.filter(({ strength }) => strength === "proof").length,
    tested: results.filter(({ outcome }) => outcome !== "not-tested").length,
  };
}
