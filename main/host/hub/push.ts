import { createHash } from "node:crypto";
import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { MERGED_BY_RULE } from "#core/survey/revision.ts";
import type { SignedLaptopCard } from "#core/team/laptop-card.ts";
import type { SealedRevision } from "../store/exchange.ts";
import { forgedHashes, settleForged } from "./forged-rows.ts";
import { isRowRefusal } from "./hub-errors.ts";
import {
  insertCards,
  insertRecords,
  insertRevisions,
  insertSignature,
  type Added,
  type PackedRow,
  type RecordRow,
  type RevisionRow,
} from "./hub-inserts.ts";
import { lacking, lackingCards, siteDigests, unsignedOnHub, type OfSite } from "./hub-rows.ts";
import { packText } from "./packed-text.ts";
import { MAX_RECORD_BODY_BYTES, MAX_REVISION_BODY_BYTES } from "./schema.ts";
import { writeMarks, type SiteMark, type SyncContext } from "./sync-context.ts";

/** One question to the hub: 4 kB. */
const SITES_AT_ONCE = 100;
/** One question: 50 kB. */
const HASHES_AT_ONCE = 500;
/** One statement: little is lost when the line breaks in it, and it takes a second at 1 Mbit/s. */
const STATEMENT_BYTES = 128 * 1_024;
const STATEMENT_ROWS = 48;

const headSchema = z.object({ author: z.uuid(), createdAt: z.string() });

/** What this laptop has of a site. */
interface OwnSite {
  siteId: string;
  revisions: string[];
  records: string[];
}

/** Brings everything of these sites to the hub that it does not have; it is asked, and nothing taken from memory. */
export async function pushSites(context: SyncContext, siteIds: readonly string[]): Promise<void> {
  const forged = forgedHashes(context);
  const answered = new Set<string>();
  await pushCards(context, []);
  let done = 0;
  for (let i = 0; i < siteIds.length; i += SITES_AT_ONCE) {
    const some = siteIds.slice(i, i + SITES_AT_ONCE);
    const own = await ownSites(context, some);
    const digests = await siteDigests(context.line, some);
    const isForged = ({ revisions, records }: OwnSite): boolean =>
      forged.size > 0 && [...revisions, ...records].some((hash) => forged.has(hash));
    const different = own.filter((site) => digestOf(site) !== digests.get(site.siteId) || isForged(site));
    if (different.length > 0) {
      await pushCards(
        context,
        different.map(({ siteId }) => siteId),
      );
      const progress = (): void => context.report("push", done, siteIds.length);
      await pushRecords(context, different, forged, progress);
      await pushRevisions(context, different, forged, progress);
      for (const { revisions, records } of different) {
        for (const hash of [...revisions, ...records]) if (forged.has(hash)) answered.add(hash);
      }
    }
    await pushLateSignatures(context, own, some);
    done = Math.min(i + SITES_AT_ONCE, siteIds.length);
    context.report("push", done, siteIds.length);
    markPushed(context, own);
  }
  settleForged(context, answered);
}

async function ownSites(context: SyncContext, siteIds: readonly string[]): Promise<OwnSite[]> {
  const own: OwnSite[] = [];
  await context.pace.each(
    "read",
    siteIds,
    (some) => {
      for (const siteId of some) {
        const { exchange } = context;
        own.push({ siteId, revisions: exchange.revisionHashes(siteId), records: exchange.recordHashes(siteId) });
      }
    },
    context.signal,
  );
  return own;
}

/** As `siteDigests` computes it on the hub. */
function digestOf({ revisions, records }: OwnSite): string {
  const sorted = [...new Set([...revisions, ...records])].toSorted();
  return createHash("sha256")
    .update(Buffer.from(sorted.join(""), "hex"))
    .digest("hex");
}

async function pushCards(context: SyncContext, siteIds: readonly string[]): Promise<void> {
  const cards = new Map<string, string>();
  const take = (some: readonly string[]): void => {
    for (const card of context.exchange.cardsFor(some)) cards.set(cardHash(card), canonicalJson(card));
  };
  // This laptop's own is among any of them.
  if (siteIds.length === 0) take([]);
  await context.pace.each("read", siteIds, take, context.signal);
  const missing = await lackingCards(context.line, [...cards.keys()]);
  const rows = await Promise.all(
    [...cards]
      .filter(([hash]) => missing.has(hash))
      .map(async ([hash, text]) => ({ hash, body: await packText(text) })),
  );
  if (rows.length > 0) await added(context, "laptop_card", rows, insertCards);
}

const cardHash = (card: SignedLaptopCard): string =>
  createHash("sha256").update(canonicalJson(card), "utf8").digest("hex");

async function pushRecords(
  context: SyncContext,
  sites: readonly OwnSite[],
  forged: ReadonlySet<string>,
  progress: () => void,
): Promise<void> {
  const items = sites.flatMap(({ siteId, records }) => records.map((hash) => ({ siteId, hash })));
  await inStatements(context, await lackingOf(context, "record", items, forged), MAX_RECORD_BODY_BYTES, {
    read: async ({ siteId, hash }): Promise<RecordRow | null> => {
      const record = context.exchange.record(siteId, hash);
      return record && { hash, siteId, kind: record.kind, body: await packText(record.text) };
    },
    send: async (rows) => {
      await added(context, "record", rows, insertRecords);
      progress();
    },
  });
}

/** Of each site parents before those that follow them. */
async function pushRevisions(
  context: SyncContext,
  sites: readonly OwnSite[],
  forged: ReadonlySet<string>,
  progress: () => void,
): Promise<void> {
  const items = sites.flatMap(({ siteId, revisions }) => revisions.map((hash) => ({ siteId, hash })));
  await inStatements(context, await lackingOf(context, "revision", items, forged), MAX_REVISION_BODY_BYTES, {
    read: ({ siteId, hash }) => revisionRow(context.exchange.revision(hash), siteId),
    send: async (rows) => {
      noteUnsigned(context, rows);
      context.totals.pushed += await added(context, "revision", rows, insertRevisions);
      progress();
    },
  });
}

async function revisionRow(sealed: SealedRevision, siteId: string): Promise<RevisionRow> {
  const { hash, text, signature } = sealed;
  const { author, createdAt } = headSchema.parse(parseJson(text));
  return { hash, siteId, author, createdAt, signature, body: await packText(text) };
}

const UNSIGNED_PREFIX = "unsigned:";

/** Revisions may be signed later than written, when the keychain was locked. (A merge by rule is never signed.) */
function noteUnsigned({ state }: SyncContext, rows: readonly RevisionRow[]): void {
  const unsigned = rows.filter(({ signature, author }) => signature === null && author !== MERGED_BY_RULE);
  if (unsigned.length === 0) return;
  state.set(Object.fromEntries(unsigned.map(({ hash, siteId }) => [UNSIGNED_PREFIX + hash, siteId])));
}

/** Sites with revisions that this laptop brought there without a signature and that have one by now. */
export async function sitesSignedSince({ state, exchange, pace, signal }: SyncContext): Promise<string[]> {
  const siteIds: string[] = [];
  await pace.each(
    "read",
    [...state.all(UNSIGNED_PREFIX)],
    (some) => {
      for (const [hash, siteId] of some) if (exchange.revision(hash).signature !== null) siteIds.push(siteId);
    },
    signal,
  );
  return siteIds;
}

async function pushLateSignatures(
  context: SyncContext,
  own: readonly OwnSite[],
  siteIds: readonly string[],
): Promise<void> {
  const here = new Map(own.flatMap(({ siteId, revisions }) => revisions.map((hash) => [hash, siteId] as const)));
  const late: { hash: string; siteId: string; signature: string }[] = [];
  await context.pace.each(
    "read",
    await unsignedOnHub(context.line, siteIds),
    (some) => {
      for (const hash of some) {
        const siteId = here.get(hash);
        const signature = siteId === undefined ? null : context.exchange.revision(hash).signature;
        if (siteId !== undefined && signature !== null) late.push({ hash, siteId, signature });
      }
    },
    context.signal,
  );
  for (const row of late) {
    context.signal.throwIfAborted();
    await insertSignature(context.line, row);
    context.state.set({ [UNSIGNED_PREFIX + row.hash]: null });
  }
}

async function lackingOf(
  context: SyncContext,
  table: "revision" | "record",
  items: readonly OfSite[],
  forged: ReadonlySet<string>,
): Promise<OfSite[]> {
  const missing: OfSite[] = [];
  for (let i = 0; i < items.length; i += HASHES_AT_ONCE) {
    missing.push(...(await lacking(context.line, table, items.slice(i, i + HASHES_AT_ONCE), forged)));
  }
  return missing;
}

/** Reads and packs one after the other, and sends as many as fit into one statement. */
async function inStatements<Row extends PackedRow>(
  context: SyncContext,
  items: readonly OfSite[],
  maxBytes: number,
  { read, send }: { read: (item: OfSite) => Promise<Row | null>; send: (rows: Row[]) => Promise<unknown> },
): Promise<void> {
  let rows: Row[] = [];
  let bytes = 0;
  for (const item of items) {
    context.signal.throwIfAborted();
    // Packing happens in another thread, so the host answers in between.
    const row = await read(item);
    if (row === null) continue;
    if (row.body.length > maxBytes) {
      context.leftOut.push({ side: "own", hash: item.hash, reason: "too-large", pushedBy: null });
      continue;
    }
    rows.push(row);
    bytes += row.body.length;
    if (bytes >= STATEMENT_BYTES || rows.length >= STATEMENT_ROWS) {
      await send(rows);
      rows = [];
      bytes = 0;
    }
  }
  if (rows.length > 0) await send(rows);
}

/** Adds rows and remembers the last one: while it is on the hub, nothing before it was lost there. Returns how many were new. */
async function added<Row extends PackedRow>(
  context: SyncContext,
  table: string,
  rows: readonly Row[],
  insert: (line: SyncContext["line"], rows: readonly Row[]) => Promise<Added[]>,
): Promise<number> {
  let news: Added[] = [];
  try {
    news = await insert(context.line, rows);
  } catch (error) {
    if (!isRowRefusal(error)) throw error;
    const [only, ...others] = rows;
    if (only && others.length === 0) {
      context.leftOut.push({ side: "own", hash: only.hash, reason: "hub-refused", pushedBy: null });
      return 0;
    }
    let sum = 0;
    for (const row of rows) sum += await added(context, table, [row], insert);
    return sum;
  }
  const last = news.at(-1);
  if (last) context.state.set({ [`pushed:${table}`]: `${last.seq} ${last.hash}` });
  return news.length;
}

function markPushed(context: SyncContext, own: readonly OwnSite[]): void {
  writeMarks(
    context,
    new Map(
      own.map(({ siteId, revisions }): [string, SiteMark] => [
        siteId,
        { revisions: revisions.length, photos: context.marks.get(siteId)?.photos ?? 0, complete: false },
      ]),
    ),
  );
}
