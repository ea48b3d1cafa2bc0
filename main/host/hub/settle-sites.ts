import type { SyncContext } from "./sync-context.ts";

const UNSETTLED_PREFIX = "unsettled:";

/** Written before anything is taken: if the app ends in between, the next start merges what came. */
export function noteUnsettled({ state }: SyncContext, siteIds: readonly string[]): void {
  if (siteIds.length > 0) state.set(Object.fromEntries(siteIds.map((siteId) => [UNSETTLED_PREFIX + siteId, "yes"])));
}

/** Merges by rule what came. Returns the sites that changed. */
export async function settleSites(context: SyncContext): Promise<string[]> {
  const changed: string[] = [];
  const { state, totals } = context;
  const here = new Set(context.exchange.siteIds());
  await context.pace.each(
    "settle",
    [...state.all(UNSETTLED_PREFIX).keys()],
    (some) => {
      for (const siteId of some) {
        if (!here.has(siteId)) continue;
        const result = context.exchange.settle(siteId);
        totals.conflicts += result.conflicts;
        if (result.changed) changed.push(siteId);
      }
      state.set(Object.fromEntries(some.map((siteId) => [UNSETTLED_PREFIX + siteId, null])));
    },
    context.signal,
  );
  for (const siteId of changed) context.changedSites.add(siteId);
  totals.sitesChanged = context.changedSites.size;
  return changed;
}
