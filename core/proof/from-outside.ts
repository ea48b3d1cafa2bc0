import type { ProofRecord, ProofResult } from "./proof-record.ts";

/**
 * Whether a kept result says that the device itself was reached from outside. A record may come from another laptop: what contradicts
 * itself (a hairpin, a stranger, silence that is called a proof) proves nothing.
 */
export const reachedFromOutside = (
  { origin }: Pick<ProofRecord, "origin">,
  { target, outcome, strength, sameDevice }: ProofResult,
): boolean =>
  origin.kind !== "hairpin" &&
  target === "device" &&
  strength === "proof" &&
  sameDevice !== "no" &&
  (outcome === "answered" || outcome === "connected");
