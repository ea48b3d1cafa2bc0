import type { SyncContext } from "./sync-context.ts";

/**
 * Rows whose content is not what their hash says. Such a row makes the hub look as if it had the true one, until a laptop that has that
 * sees it and brings its own beside it, once.
 *
 * `new`: seen since this laptop last compared all its surveys with the hub. `seen`: the true one is not here. `answered`: it was brought.
 */
const PREFIX = "forged:";
/** Somebody who floods the hub must not fill this laptop's disk as well. */
const MOST_NOTED = 5_000;

export function noteForged({ state }: SyncContext, hashes: readonly string[]): void {
  if (hashes.length === 0) return;
  const known = state.all(PREFIX);
  const news = hashes.filter((hash) => !known.has(hash)).slice(0, Math.max(0, MOST_NOTED - known.size));
  if (news.length > 0) state.set(Object.fromEntries(news.map((hash) => [PREFIX + hash, "new"])));
}

export const knownForged = ({ state }: SyncContext): Set<string> => new Set(state.all(PREFIX).keys());

export const hasNewForged = ({ state }: SyncContext): boolean =>
  [...state.all(PREFIX).values()].some((was) => was === "new");

/** Those that a true one has not been brought beside. */
export function forgedHashes({ state }: SyncContext): Set<string> {
  return new Set([...state.all(PREFIX)].filter(([, was]) => was !== "answered").map(([hash]) => hash));
}

/** After all surveys were compared: what was among them has been answered. */
export function settleForged({ state }: SyncContext, answered: ReadonlySet<string>): void {
  const all = [...state.all(PREFIX)].filter(([, was]) => was === "new");
  const open = [...all.map(([hash]) => hash), ...answered];
  if (open.length === 0) return;
  state.set(Object.fromEntries(open.map((hash) => [PREFIX + hash, answered.has(hash) ? "answered" : "seen"])));
}
