import type { Claims } from "../sighting.ts";

/**
 * Claims of one answer put together where they are equally sure and don't contradict each other, the surest first. What is less
 * sure stays apart: one certainty speaks for brand, model and role alike.
 */
export function gatherClaims(claims: readonly Claims[]): Claims[] {
  const gathered: Claims[] = [];
  for (const claim of claims.toSorted((a, b) => sureness(b) - sureness(a))) {
    const index = gathered.findIndex((other) => sureness(other) === sureness(claim) && agree(other, claim));
    const before = gathered[index];
    if (before === undefined) gathered.push(claim);
    else gathered[index] = { ...claim, ...before };
  }
  return gathered;
}

const sureness = ({ certainty = 1 }: Claims): number => certainty;

const agree = (a: Claims, b: Claims): boolean =>
  (["brand", "model", "role"] as const).every(
    (name) => a[name] === undefined || b[name] === undefined || a[name] === b[name],
  );
