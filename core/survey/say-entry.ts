import type { EntryList, Fields } from "./document-diff.ts";

/** As much of a value as a sentence takes. */
const MAX_CHARACTERS = 80;

/** A value within a sentence: on one line, shortened; without what the texts' own nesting would take for a text's name. */
export function shortened(value: unknown): string {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const line = text.replace(/\s+/gu, " ").replaceAll("$t(", "$ t(").trim();
  const characters = [...line];
  return characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS - 1).join("")}…` : line;
}

/** By which fields people know an entry, the best first. */
const NAMED_BY: Record<EntryList, readonly string[]> = {
  contacts: ["name", "role", "phone", "email"],
  devices: ["name", "model", "make", "place", "address", "id"],
  steps: ["text"],
  checklist: ["text"],
  answers: ["label"],
  notes: ["text"],
  photos: ["caption"],
  acceptances: ["risk"],
  accounts: ["label"],
  custody: ["label"],
  // What they lead to: `forwardName`.
  forwards: [],
  // What they are called depends on the language.
  walks: [],
  routerBackups: ["fileName"],
  // Named by its kind, and by the server where there is one.
  tunnels: ["serverName"],
  checks: [],
  scans: [],
  proofs: [],
  rehearsals: [],
};

/** What an entry is called; null: nothing in it tells. */
export function entryName(list: EntryList, entry: Fields): string | null {
  if (list === "forwards") return forwardName(entry);
  const named = NAMED_BY[list].map((field) => entry[field]).find((value) => typeof value === "string" && value !== "");
  return named === undefined ? null : shortened(named);
}

/** "8000 → 192.168.1.20:8000"; null: it doesn't say where it leads. */
function forwardName({ address, externalPort, internalPort }: Fields): string | null {
  if (typeof address !== "string" || typeof externalPort !== "number" || typeof internalPort !== "number") return null;
  const host = address.includes(":") ? `[${address}]` : address;
  return shortened(`${externalPort} → ${host}:${internalPort}`);
}
