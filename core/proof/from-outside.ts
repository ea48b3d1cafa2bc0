import type { ProofRecord, ProofResult } from "./proof-record.ts";

/** A test that went through a tunnel says that the tunnel works, and nothing of what gets in by itself. */
export const isThroughTunnel = ({ origin }: Pick<ProofRecord, "origin">): boolean =>
  origin.kind === "server" || origin.kind === "vpn";

/**
 * Whether a kept result says that the device itself was reached from outside. A record may come from another laptop: what contradicts
 * itself (a hairpin, a stranger, silence that is called a proof) proves nothing.
 */
export const reachedFromOutside = (
  record: Pick<ProofRecord, "origin">,
  { target, outcome, strength, sameDevice }: ProofResult,
): boolean =>
  record.origin.kind !== "hairpin" &&
  !isThroughTunnel(record) &&
  target === "device" &&
  strength === "proof" &&
  sameDevice !== "no" &&
  (outcome === "answered" || outcome === "connected");
