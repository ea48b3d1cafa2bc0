import { isHostError } from "#core/contract/errors.ts";
import { parseJson } from "#core/parse-json.ts";
import { signedLaptopCardSchema } from "#core/team/laptop-card.ts";
import { sha256 } from "../store/compressed-text.ts";
import type { Refusal, SealedRecord, SealedRevision, Taken } from "../store/exchange.ts";
import { noteForged } from "./forged-rows.ts";
import { recordKinds } from "../store/record-kinds.ts";
import { fetchBodies, type ListedRow } from "./hub-rows.ts";
import { unpackText } from "./packed-text.ts";
import { noteUnsettled } from "./settle-sites.ts";
import type { SyncContext } from "./sync-context.ts";

// Rows of the hub into the store. What a row claims is believed by nobody: the store checks it.

/** One answer: ten seconds at 1 Mbit/s, and never much in memory, whatever is on the hub. */
const ANSWER_BYTES = 512 * 1_024;
const ANSWER_ROWS = 64;
/** What is unpacked at once: an answer may become 250 times as long. One text may be longer than this, and is then alone. */
const UNPACKED_CHARACTERS = 8_000_000;

/** Rows with their text, as the hub claims it to be. */
type Fetched = { row: ListedRow; text: string }[];

/** Why a row has to wait: what it follows, or who wrote it, is not known here. */
export type Waiting = { row: ListedRow; reason: Extract<Refusal["reason"], "parent-missing" | "unknown-author"> }[];

/** In order, so many at a time that their bodies fit into one answer. */
export function portions(rows: readonly ListedRow[]): ListedRow[][] {
  const all: ListedRow[][] = [];
  let bytes = Infinity;
  for (const row of rows) {
    const current = all.at(-1);
    if (current === undefined || bytes + row.bytes > ANSWER_BYTES || current.length >= ANSWER_ROWS) {
      all.push([row]);
      bytes = row.bytes;
    } else {
      current.push(row);
      bytes += row.bytes;
    }
  }
  return all;
}

/** In order, a few at a time: what is behind them is still packed. */
async function* fetchTexts(
  context: SyncContext,
  table: "laptop_card" | "revision" | "record",
  rows: readonly ListedRow[],
): AsyncGenerator<Fetched> {
  if (rows.length === 0) return;
  const bodies = await fetchBodies(
    context.line,
    table,
    rows.map(({ seq }) => seq),
  );
  let fetched: Fetched = [];
  let characters = 0;
  for (const row of rows) {
    const body = bodies.get(row.seq);
    // Answers were planned by what was announced.
    const text = body === undefined || body.length > row.bytes ? null : await unpackText(body);
    if (text !== null && characters + text.length > UNPACKED_CHARACTERS && fetched.length > 0) {
      yield fetched;
      fetched = [];
      characters = 0;
    }
    if (text === null) refuse(context, [{ hash: row.hash, reason: "unreadable" }], [row]);
    // Also what is here already, and would be passed over.
    else if (sha256(text) !== row.hash) refuse(context, [{ hash: row.hash, reason: "wrong-hash" }], [row]);
    else {
      fetched.push({ row, text });
      characters += text.length;
    }
  }
  if (fetched.length > 0) yield fetched;
}

export async function takeCards(context: SyncContext, rows: readonly ListedRow[]): Promise<number> {
  let taken = 0;
  for await (const fetched of fetchTexts(context, "laptop_card", rows)) {
    const cards = fetched.flatMap(({ row, text }) => {
      const card = signedLaptopCardSchema.safeParse(parseJson(text));
      if (!card.success) refuse(context, [{ hash: row.hash, reason: "unreadable" }], [row]);
      return card.success ? [card.data] : [];
    });
    taken += (await takeAll(context, cards, rows, (some) => context.exchange.takeCards(some))).taken;
  }
  return taken;
}

/**
 * Records that are not here. Those that somebody else brought are looked at anyhow: this laptop, which has the true one, is who can tell a
 * forged one.
 */
export async function unknownRecords(context: SyncContext, rows: readonly ListedRow[]): Promise<ListedRow[]> {
  const known = await knownOf(context, rows, (siteId) => context.exchange.recordHashes(siteId));
  return rows.filter((row) => !known.has(row.hash) || row.pushed_by !== context.login);
}

export async function takeRecords(context: SyncContext, rows: readonly ListedRow[]): Promise<void> {
  for await (const fetched of fetchTexts(context, "record", rows)) {
    const records = fetched.flatMap(({ row, text }): SealedRecord[] => {
      const kind = recordKinds.find((known) => known === row.kind);
      return row.site_id === null || kind === undefined ? [] : [{ hash: row.hash, siteId: row.site_id, kind, text }];
    });
    await takeAll(context, records, rows, (some) => context.exchange.takeRecords(some));
  }
}

/**
 * Not here, or here without the signature that has come. `alsoOfOthers`: and what somebody else brought, which this laptop, having the true
 * one, is the one to check.
 */
export async function unknownRevisions(
  context: SyncContext,
  rows: readonly ListedRow[],
  { alsoOfOthers }: { alsoOfOthers: boolean },
): Promise<ListedRow[]> {
  const known = await knownOf(context, rows, (siteId) => context.exchange.revisionHashes(siteId));
  const unknown: ListedRow[] = [];
  await context.pace.each(
    "read",
    rows,
    (some) => {
      for (const row of some) {
        const here = known.has(row.hash) ? revisionHere(context.exchange, row.hash) : null;
        const isOthers = alsoOfOthers && row.pushed_by !== context.login;
        if (isOthers && here !== null && contradicts(here.signature, row.signature)) {
          refuse(context, [{ hash: row.hash, reason: "wrong-signature" }], [row]);
        } else if (here === null || isOthers || (here.signature === null && row.signature !== null)) {
          unknown.push(row);
        }
      }
    },
    context.signal,
  );
  return unknown;
}

const contradicts = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && one !== other;

function revisionHere(exchange: SyncContext["exchange"], hash: string): SealedRevision | null {
  try {
    return exchange.revision(hash);
  } catch (error) {
    if (isHostError(error) && error.code === "REVISION_NOT_FOUND") return null;
    throw error;
  }
}

async function knownOf(
  context: SyncContext,
  rows: readonly ListedRow[],
  hashesOf: (siteId: string) => string[],
): Promise<Set<string>> {
  const siteIds = new Set(rows.flatMap(({ site_id: siteId }) => (siteId === null ? [] : [siteId])));
  const known = new Set<string>();
  await context.pace.each(
    "read",
    [...siteIds],
    (some) => {
      for (const siteId of some) for (const hash of hashesOf(siteId)) known.add(hash);
    },
    context.signal,
  );
  return known;
}

/** Returns what can't be taken yet. */
export async function takeRevisions(context: SyncContext, rows: readonly ListedRow[]): Promise<Waiting> {
  const waiting: Waiting = [];
  for await (const fetched of fetchTexts(context, "revision", rows)) {
    waiting.push(...(await takeFetchedRevisions(context, fetched)));
  }
  return waiting;
}

async function takeFetchedRevisions(context: SyncContext, fetched: Fetched): Promise<Waiting> {
  const rows = fetched.map(({ row }) => row);
  const revisions = fetched.flatMap(({ row, text }): SealedRevision[] =>
    row.site_id === null ? [] : [{ hash: row.hash, siteId: row.site_id, text, signature: row.signature }],
  );
  const known = await knownOf(context, rows, (siteId) => context.exchange.revisionHashes(siteId));
  const news = revisions.filter(({ hash }) => !known.has(hash));
  noteUnsettled(
    context,
    news.map(({ siteId }) => siteId),
  );
  const { taken, waiting, refused } = await takeAll(context, revisions, rows, (some) =>
    context.exchange.takeRevisions(some),
  );
  context.totals.pulled += taken;
  for (const { hash, siteId } of news) {
    if (!waiting.has(hash) && !refused.has(hash)) context.changedSites.add(siteId);
  }
  return rows.flatMap((row) => {
    const reason = waiting.get(row.hash);
    return reason === undefined ? [] : [{ row, reason }];
  });
}

/** Signatures that came later than their revision. */
export async function takeSignatures(context: SyncContext, rows: readonly ListedRow[]): Promise<void> {
  const signed: SealedRevision[] = [];
  await context.pace.each(
    "read",
    rows,
    (some) => {
      for (const { hash, signature } of some) {
        const here = revisionHere(context.exchange, hash);
        if (here?.signature === null) signed.push({ ...here, signature });
      }
    },
    context.signal,
  );
  await takeAll(context, signed, rows, (some) => context.exchange.takeRevisions(some));
}

async function takeAll<T>(
  context: SyncContext,
  items: readonly T[],
  rows: readonly ListedRow[],
  take: (some: readonly T[]) => Taken,
): Promise<{ taken: number; waiting: Map<string, Waiting[number]["reason"]>; refused: Set<string> }> {
  let taken = 0;
  const waiting = new Map<string, Waiting[number]["reason"]>();
  const refused: Refusal[] = [];
  await context.pace.each(
    "take",
    items,
    (some) => {
      const result = take(some);
      taken += result.taken;
      for (const refusal of result.refused) {
        const { hash, reason } = refusal;
        if (reason === "parent-missing" || reason === "unknown-author") waiting.set(hash, reason);
        else refused.push(refusal);
      }
    },
    context.signal,
  );
  refuse(context, refused, rows);
  return { taken, waiting, refused: new Set(refused.map(({ hash }) => hash)) };
}

/** Counted and told, with who brought it. */
function refuse(context: SyncContext, refused: readonly Refusal[], rows: readonly ListedRow[]): void {
  if (refused.length === 0) return;
  context.totals.refused += refused.length;
  const by = new Map(rows.map((row) => [row.hash, row.pushed_by]));
  context.leftOut.push(
    ...refused.map(({ hash, reason }) => ({ side: "row" as const, hash, reason, pushedBy: by.get(hash) ?? null })),
  );
  noteForged(
    context,
    refused.filter(({ reason }) => reason !== "wrong-merge").map(({ hash }) => hash),
  );
}
