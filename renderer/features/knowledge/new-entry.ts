import type { Plain } from "./plain-entry.ts";

/** The kinds that a firm adds entries of: the others begin with Farsite's. */
export type AddedKind = "providers" | "prices";

/** What a new entry has before anything is typed. Nothing is stated: its facts are unknown, and unchecked. */
export function newEntry(kind: AddedKind, id: string, today: string): Plain {
  const sourcing = { source: "", seen: today, confidence: "low" };
  return kind === "providers"
    ? { id, ...sourcing, country: null, name: "", line: "fixed", cgnat: { is: "unknown" } }
    : { id, ...sourcing, route: "public-ip", currency: "EUR", per: "month", use: "alternative", date: today };
}
