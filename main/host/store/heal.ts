import type Database from "better-sqlite3";
import type { DatabaseFile } from "./database-file.ts";
import type { Exchange, Refusal, SealedRevision, Taken } from "./exchange.ts";
import type { SecondCopyEntry } from "./second-copy-entry.ts";
import { readSecondCopy } from "./second-copy-reader.ts";

/** Few enough that nobody waits long for the event loop. */
const ENTRIES_PER_STEP = 20;

export interface Healed {
  /** Revisions and records that were put back. */
  healed: number;
  /** What can't be put back, in plain words; null: nothing is known to be missing. */
  detail: string | null;
}

export type Taking = Pick<Exchange, "takeRecords" | "takeRevisions" | "settle">;

type RevisionEntry = Extract<SecondCopyEntry, { kind: "revision" }>;
type RecordEntry = Exclude<SecondCopyEntry, RevisionEntry>;

/**
 * Puts back what the database has lost and the second copy holds, a few entries with each step. Doing it twice does no harm.
 *
 * @param sequence the number of the last write that the database knew of when it was opened
 */
export function* heal(database: DatabaseFile, exchange: Taking, sequence: number): Generator<void, Healed> {
  const records: RecordEntry[] = [];
  const revisions = new Map<string, RevisionEntry>();
  const copy = database.read((db) =>
    readSecondCopy(database.folder, (entry) => {
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

function isThere(db: Database.Database, { kind, hash, siteId, ...rest }: SecondCopyEntry): boolean {
  switch (kind) {
    case "revision": {
      const signature = db.prepare("select 1 from revision_signature where hash = :hash").get({ hash });
      const revision = db.prepare("select 1 from revision where hash = :hash").get({ hash });
      const hasMore = "signature" in rest && rest.signature !== null && signature === undefined;
      return revision !== undefined && !hasMore;
    }
    case "check":
    case "scan":
      return (
        db.prepare(`select 1 from ${kind}_record where survey_id = :siteId and hash = :hash`).get({ siteId, hash }) !==
        undefined
      );
  }
}

const withSignature = (entry: RevisionEntry, known: RevisionEntry | undefined): RevisionEntry => ({
  ...entry,
  signature: entry.signature ?? known?.signature ?? null,
});

const revisionCount = (database: DatabaseFile): number =>
  database.read((db) => db.prepare<[], { n: number }>("select count(*) as n from revision").get()?.n ?? 0);

/** From here on new writes have numbers that the second copy has not seen. */
function catchUp(database: DatabaseFile, lastSequence: number): void {
  database.write((db) => db.prepare("update write_sequence set number = :lastSequence").run({ lastSequence }));
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

function* inParts<T>(list: readonly T[]): Generator<T[]> {
  for (let from = 0; from < list.length; from += ENTRIES_PER_STEP) yield list.slice(from, from + ENTRIES_PER_STEP);
}
