import type { ProofResult } from "./proof-record.ts";

/**
 * How many of these are proven, and of how many that could be at all: over UDP nobody answers a stranger, so such a forward must
 * not make every test look like a failed one.
 */
export const provenCount = (results: readonly ProofResult[]): { proven: number; provable: number } => ({
  proven: results.filter(({ strength }) => strength === "proof").length,
  provable: results.filter(({ transport }) => transport === "tcp").length,
});
