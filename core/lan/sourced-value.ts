import type { Sourced } from "./device.ts";
import { sourceTrust, together } from "./source-trust.ts";
import type { Claims, Sighting, SightingSource } from "./sighting.ts";

/** What one source says of one thing, and how sure that is. */
export type Candidate<T> = { value: T; source: SightingSource; confidence: number };

const MAX_OTHERWISE = 8;

/**
 * The value that is said with the most trust, who says so, and what else is said. Sources that agree make it surer; two
 * answers of one source count once.
 */
export function sourced<T extends string>(candidates: readonly Candidate<T>[]): Sourced<T> | null {
  const byValue = Map.groupBy(candidates, ({ value }) => value.toLowerCase());
  const values = [...byValue.values()].flatMap((same) => {
    const bySource = new Map<SightingSource, Candidate<T>>();
    for (const candidate of same) {
      const known = bySource.get(candidate.source);
      if (known === undefined || byTrust(candidate, known) < 0) bySource.set(candidate.source, candidate);
    }
    const [best, ...others] = [...bySource.values()].toSorted(byTrust);
    if (best === undefined) return [];
    const confidence = others.reduce((sum, { confidence: more }) => together(sum, more), best.confidence);
    return [{ ...best, confidence: Math.round(confidence * 100) / 100 }];
  });
  const [first, ...rest] = values.toSorted(byTrust);
  if (first === undefined) return null;
  const otherwise = rest.slice(0, MAX_OTHERWISE).map(({ value, source }) => ({ value, source }));
  return { ...first, otherwise };
}

/** Then by what they say, so that the order of the answers never shows. */
const byTrust = (a: Candidate<string>, b: Candidate<string>): number =>
  b.confidence - a.confidence ||
  (a.value === b.value ? 0 : a.value < b.value ? -1 : 1) ||
  (a.source === b.source ? 0 : a.source < b.source ? -1 : 1);

/** What the most trusted of those that say it says; null: nobody does. */
export function mostTrusted<T>(sightings: readonly Sighting[], say: (claims: Claims) => T | undefined): T | null {
  let best: { value: T; trust: number } | null = null;
  for (const { source, claims } of sightings) {
    const value = say(claims);
    const trust = sourceTrust(source);
    if (value !== undefined && (best === null || trust > best.trust)) best = { value, trust };
  }
  return best?.value ?? null;
}
