import { knownForged } from "./forged-rows.ts";
import { listOfSite } from "./hub-rows.ts";
import { portions, takeRevisions, takeSignatures, unknownRevisions, type Waiting } from "./pull-rows.ts";
import type { SyncContext } from "./sync-context.ts";

/** Rows that were added in the wrong order need one round more for each generation; more than this is somebody's game. */
const MAX_ROUNDS = 32;
const PREFIX = "waiting:";

/** Sites of which a revision came before what it follows, or before the card of who wrote it. Kept, since that may come next week. */
export function noteWaiting(context: SyncContext, waiting: Waiting): void {
  noteWaitingSites(
    context,
    waiting.flatMap(({ row: { site_id: siteId } }) => (siteId === null ? [] : [siteId])),
  );
}

export function noteWaitingSites({ state }: SyncContext, siteIds: readonly string[]): void {
  if (siteIds.length > 0) state.set(Object.fromEntries(siteIds.map((siteId) => [PREFIX + siteId, "yes"])));
}

/**
 * Fetches all that the hub has of the waiting sites for which something came (or of all of them, when new laptops have shown who they are), until
 * nothing more can be taken.
 */
export async function completeSites(context: SyncContext, touched: ReadonlySet<string> | "all"): Promise<void> {
  const waiting = [...context.state.all(PREFIX).keys()].filter((siteId) => touched === "all" || touched.has(siteId));
  for (const siteId of waiting) {
    if (await completeSite(context, siteId)) context.state.set({ [PREFIX + siteId]: null });
  }
}

async function completeSite(context: SyncContext, siteId: string): Promise<boolean> {
  // What was refused once is not asked for again; the true one comes with the rows that are read in order.
  const refused = knownForged(context);
  const listed = await listOfSite(context.line, "revision", siteId);
  let left = (await unknownRevisions(context, listed, { alsoOfOthers: false })).filter(
    ({ hash }) => !refused.has(hash),
  );
  let waiting: Waiting = [];
  for (let round = 0; round < MAX_ROUNDS && left.length > 0; round += 1) {
    waiting = [];
    for (const some of portions(left)) waiting.push(...(await takeRevisions(context, some)));
    if (waiting.length === left.length) break;
    left = waiting.map(({ row }) => row);
  }
  await takeSignatures(context, await listOfSite(context.line, "late_signature", siteId));
  for (const { row, reason } of waiting) {
    // Whoever does not say who he is does not count as a colleague; a parent may simply be late.
    if (reason === "unknown-author") context.totals.refused += 1;
    context.leftOut.push({ side: "row", hash: row.hash, reason, pushedBy: row.pushed_by });
  }
  return waiting.length === 0;
}
