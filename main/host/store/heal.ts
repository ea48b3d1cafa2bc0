import type Database from "better-sqlite3";
import type { DatabaseFile } from "./database-file.ts";
import type { Exchange, Refusal, SealedRevision, Taken } from "./exchange.ts";
import { RECORD_TABLES, type RecordTable } from "./record-kinds.ts";
import type { SecondCopyEntry } from "./second-copy-entry.ts";
import { readSecondCopy } from "./second-copy-reader.ts";
import { isNotedUnsigned, noteOwnUnsigned } from "./unsigned-revisions.ts";

/** Few enough that nobody waits long for the event loop. */
const ENTRIES_PER_STEP = 20;
/** More than are written between two backups. */
const MAX_ROWS_COMPARED = 20_000;

export interface Healed {
  /** Revisions and records that were put back. */
  healed: number;
  /** What can't be put back, in plain words; null: nothing is known to be missing. */
  detail: string | null;
}

type Taking = Pick<Exchange, "takeRevisions">;
type Healing = Pick<Exchange, "takeRecords" | "takeRevisions" | "settle" | "revision" | "record">;

type RevisionEntry = Extract<SecondCopyEntry, { kind: "revision" }>;
type RecordEntry = Exclude<SecondCopyEntry, RevisionEntry>;

/**
 * Puts back what the database has lost and the second copy holds, a few entries with each step. Doing it twice does no harm.
 *
 * @param sequence the number of the last write that the database knew of when it was opened
 */
export function* heal(database: DatabaseFile, exchange: Healing, sequence: number): Generator<void, Healed> {
  const records: RecordEntry[] = [];
  const revisions = new Map<string, RevisionEntry>();
  const copied = new Set<string>();
  const own = new Set<string>();
  const copy = database.read((db) =>
    readSecondCopy(database.folder, (entry) => {
      copied.add(entry.hash);
      // Also of what is there: an earlier healing may have been cut off before it noted it.
      if (isOwnUnsigned(entry)) own.add(entry.hash);
      if (isThere(db, entry)) return;
      if (entry.kind !== "revision") records.push(entry);
      else revisions.set(entry.hash, withSignature(entry, revisions.get(entry.hash)));
    }),
  );
  const refused: Refusal[] = [];
  let healed = 0;
  for (const part of inParts(records)) {
    const taken = exchange.takeRecords(part);
    healed += taken.taken;
    refused.push(...taken.refused);
    yield;
  }
  const before = revisionCount(database);
  for (const part of inParts([...revisions.values()])) {
    refused.push(...takeRevisions(exchange, part));
    yield;
  }
  healed += revisionCount(database) - before;
  for (const siteId of new Set([...revisions.values()].map((entry) => entry.siteId))) {
    exchange.settle(siteId);
    yield;
  }
  noteOwnUnsigned(database, own);
  yield;
  copyUncopied(database, exchange, copied);
  yield;
  if (copy.lastSequence > sequence) catchUp(database, copy.lastSequence);
  return { healed, detail: detailOf(copy.writes, sequence, copy.lastSequence, refused) };
}

/** Takes what it can; a signature that can't be checked (the author's card is lost) must not cost the revision. */
export function takeRevisions(exchange: Taking, revisions: readonly SealedRevision[]): Refusal[] {
  let left = [...revisions];
  let refused: Refusal[] = [];
  // Two processes may have written their lines in another order than their writes.
  for (let before = Infinity; left.length < before;) {
    before = left.length;
    ({ refused } = takeOnce(exchange, left));
    const again = new Set(refused.map(({ hash }) => hash));
    left = left.filter(({ hash }) => again.has(hash));
  }
  return refused;
}

function takeOnce(exchange: Taking, revisions: readonly SealedRevision[]): Taken {
  const first = exchange.takeRevisions(
    revisions.map(({ hash, siteId, text, signature }) => ({ hash, siteId, text, signature })),
  );
  const unknown = new Set(first.refused.filter(({ reason }) => reason === "unknown-author").map(({ hash }) => hash));
  if (unknown.size === 0) return first;
  const unsigned = revisions.filter(({ hash }) => unknown.has(hash)).map((one) => ({ ...one, signature: null }));
  const second = exchange.takeRevisions(unsigned);
  return {
    taken: first.taken + second.taken,
    refused: [...first.refused.filter(({ hash }) => !unknown.has(hash)), ...second.refused],
  };
}

function isThere(db: Database.Database, entry: SecondCopyEntry): boolean {
  const { kind, hash, siteId } = entry;
  const isIn = (table: string): boolean =>
    db.prepare(`select 1 from ${table} where hash = :hash`).get({ hash }) !== undefined;
  if (kind === "revision") return isIn("revision") && (entry.signature === null || isIn("revision_signature"));
  const table = RECORD_TABLES[kind];
  return (
    db.prepare(`select 1 from ${table} where survey_id = :siteId and hash = :hash`).get({ siteId, hash }) !== undefined
  );
}

/** Whether this laptop wrote it, and had not signed it then. */
export const isOwnUnsigned = (entry: SecondCopyEntry): boolean =>
  entry.kind === "revision" && entry.own === true && entry.signature === null;

const withSignature = (entry: RevisionEntry, known: RevisionEntry | undefined): RevisionEntry => ({
  ...entry,
  signature: entry.signature ?? known?.signature ?? null,
});

const revisionCount = (database: DatabaseFile): number =>
  database.read((db) => db.prepare<[], { n: number }>("select count(*) as n from revision").get()?.n ?? 0);

/**
 * What was killed between its commit and its second copy is copied now: nothing that follows it could be put back without it.
 */
function copyUncopied(database: DatabaseFile, exchange: Healing, copied: ReadonlySet<string>): void {
  const entries = database.read((db) => [
    ...uncopied(db, "revision", copied).map(({ hash }) => ({
      kind: "revision" as const,
      ...exchange.revision(hash),
      ...(isNotedUnsigned(db, hash) && { own: true as const }),
    })),
    ...Object.values(RECORD_TABLES)
      .flatMap((table) => uncopied(db, table, copied))
      .flatMap(({ hash, siteId }) => exchange.record(siteId, hash) ?? []),
  ]);
  if (entries.length === 0) return;
  database.write((db) => {
    db.exec("update write_sequence set number = number");
    for (const entry of entries) database.remember(entry);
  });
}

/** Rows that came after the first one that the second copy holds, and are not in it. */
function uncopied(
  db: Database.Database,
  table: "revision" | RecordTable,
  copied: ReadonlySet<string>,
): { hash: string; siteId: string }[] {
  const rows = db.prepare<[], { hash: string; siteId: string }>(
    `select hash, survey_id as siteId from ${table} order by rowid desc limit ${MAX_ROWS_COMPARED}`,
  );
  const found: { hash: string; siteId: string }[] = [];
  let beforeCopied = 0;
  for (const row of rows.iterate()) {
    if (!copied.has(row.hash)) found.push(row);
    else beforeCopied = found.length;
  }
  return found.slice(0, beforeCopied).toReversed();
}

/** From here on new writes have numbers that the second copy has not seen. */
function catchUp(database: DatabaseFile, lastSequence: number): void {
  database.write((db) =>
    db.prepare("update write_sequence set number = max(number, :lastSequence)").run({ lastSequence }),
  );
}

function detailOf(
  writes: ReadonlyMap<number, number>,
  sequence: number,
  lastSequence: number,
  refused: readonly Refusal[],
): string | null {
  let others = 0;
  for (let number = sequence + 1; number <= lastSequence; number += 1) {
    // A write without entries changed settings, templates or what is known of passwords, which have no second copy.
    if ((writes.get(number) ?? 0) === 0) others += 1;
  }
  const parts = [
    others > 0 ? `${others} changes to settings, templates or accounts may be lost` : null,
    refused.length > 0 ? `${refused.length} entries could not be put back (${refused[0]?.reason ?? ""})` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join("; ");
}

/** In lists of at most `size`. */
export function* inParts<T>(all: Iterable<T>, size = ENTRIES_PER_STEP): Generator<T[]> {
  let part: T[] = [];
  for (const one of all) {
    part.push(one);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
