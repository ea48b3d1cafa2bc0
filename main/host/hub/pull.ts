import {
  BEFORE_ALL,
  countAfter,
  listAfter,
  listRecords,
  readHorizon,
  siteCounts,
  type Horizon,
  type ListedRow,
  type OrderedTable,
  type Place,
} from "./hub-rows.ts";
import {
  portions,
  takeCards,
  takeRecords,
  takeRevisions,
  takeSignatures,
  unknownRecords,
  unknownRevisions,
} from "./pull-rows.ts";
import { completeSites, noteWaiting, noteWaitingSites } from "./pull-waiting.ts";
import type { SyncContext } from "./sync-context.ts";

/** One list: 60 kB. */
const ROWS_LISTED = 400;
/**
 * Takes in everything that came to the hub since the last time. How far it got is kept after every few rows, together with the sites that
 * have yet to be merged, so a line that breaks costs nothing but the rows on their way. `all`: what is here is compared with what is there,
 * too. Returns the sites that something came for.
 */
export async function pull(context: SyncContext, options: { all: boolean }): Promise<Set<string>> {
  const horizon = await readHorizon(context.line);
  const progress = await pullProgress(context, horizon);
  const touched = new Set<string>();
  let newCards = 0;
  await inOrder(context, "laptop_card", horizon, async (rows) => {
    newCards += await takeCards(context, rows);
    progress(rows.length);
  });
  await inOrder(context, "record", horizon, async (rows) => {
    await takeRecords(context, await unknownRecords(context, rows));
    progress(rows.length);
  });
  await inOrder(context, "revision", horizon, async (rows) => {
    const waiting = await takeRevisions(context, await unknownRevisions(context, rows, { alsoOfOthers: true }));
    noteWaiting(context, waiting);
    for (const { site_id: siteId } of rows) if (siteId !== null) touched.add(siteId);
    progress(rows.length);
  });
  await inOrder(context, "late_signature", horizon, async (rows) => {
    await takeSignatures(context, rows);
    progress(rows.length);
  });
  if (options.all) {
    const short = await sitesShortOf(context);
    noteWaitingSites(context, short);
    for (const siteId of short) touched.add(siteId);
  }
  await completeSites(context, newCards > 0 ? "all" : touched);
  await fetchMissingRecords(context, touched);
  return touched;
}

/** Sites that the hub has more of than this laptop, whatever the places say that it has read up to. */
async function sitesShortOf({ line, exchange, pace, signal }: SyncContext): Promise<string[]> {
  const short: string[] = [];
  await pace.each(
    "read",
    [...(await siteCounts(line))],
    (some) => {
      for (const [siteId, n] of some) if (exchange.revisionHashes(siteId).length < n) short.push(siteId);
    },
    signal,
  );
  return short;
}

async function pullProgress(context: SyncContext, horizon: Horizon): Promise<(rows: number) => void> {
  const tables = ["laptop_card", "record", "revision", "late_signature"] as const;
  let total = 0;
  for (const table of tables) total += await countAfter(context.line, table, horizon, placeIn(context, table));
  let done = 0;
  context.report("pull", 0, total);
  return (rows) => {
    done += rows;
    context.report("pull", done, Math.max(done, total));
  };
}

const PLACE_PREFIX = "pulled:";

function placeIn({ state }: SyncContext, table: OrderedTable): Place {
  const [era, tx, seq] = (state.get(PLACE_PREFIX + table) ?? "").split(" ");
  return seq === undefined || tx === undefined ? BEFORE_ALL : { era: Number(era), tx, seq };
}

/** The row that was read last, for looking whether it is still there. */
export function lastPulled({ state }: SyncContext, table: OrderedTable): { seq: string; hash: string } | null {
  const [, , seq, hash] = (state.get(PLACE_PREFIX + table) ?? "").split(" ");
  return seq === undefined || hash === undefined ? null : { seq, hash };
}

export function forgetPlaces({ state }: SyncContext): void {
  state.removeAll(PLACE_PREFIX);
}

async function inOrder(
  context: SyncContext,
  table: OrderedTable,
  horizon: Horizon,
  take: (rows: ListedRow[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const rows = await listAfter(context.line, table, horizon, placeIn(context, table), ROWS_LISTED);
    for (const some of portions(rows)) {
      context.signal.throwIfAborted();
      await take(some);
      const last = some.at(-1);
      if (last) {
        context.state.set({ [PLACE_PREFIX + table]: `${last.era} ${last.tx} ${last.seq} ${last.hash}` });
      }
    }
    if (rows.length < ROWS_LISTED) return;
  }
}

/** A survey names checks whose record never came, or came and was left out. */
async function fetchMissingRecords(context: SyncContext, siteIds: ReadonlySet<string>): Promise<void> {
  for (const siteId of siteIds) {
    const missing = context.exchange.missingRecords(siteId);
    if (missing.length === 0) continue;
    const rows = await listRecords(context.line, missing);
    for (const some of portions(rows)) await takeRecords(context, some);
  }
}
