import type Database from "better-sqlite3";
import type { z } from "zod";
import type { storeEventSchema } from "#core/contract/survey-calls.ts";
import type { DatabaseFile } from "./database-file.ts";

export type StoreEvent = z.infer<typeof storeEventSchema>;

export interface StoreWatch {
  /** Sites that this or another shell changes, from now on; ends when the signal aborts. */
  watch(signal: AbortSignal): AsyncGenerator<StoreEvent, void>;
}

/**
 * What a watcher has seen already: revisions and records that come later have higher numbers in their tables, whoever writes them.
 * (`pragma data_version` would leave out what this very connection wrote.)
 */
interface Seen {
  revision: number;
  check: number;
  scan: number;
  proof: number;
  /** Sites with revisions that are still to be merged: they change once more when they are. */
  unsettled: readonly string[];
}

/** As soon as a person looks from one window to the other; each look is a few microseconds where nothing changed. */
const LOOK_EVERY_MS = 500;
/** As many as the contract takes; a window reads everything anew instead. */
const MAX_SITES = 100;

export function createStoreWatch(database: DatabaseFile, lookEveryMs = LOOK_EVERY_MS): StoreWatch {
  return {
    watch: async function* (signal) {
      let seen = database.read(seenNow);
      yield { type: "watching" };
      while (await passes(lookEveryMs, signal)) {
        const look = lookAgain(database, seen);
        if (look === null) continue;
        seen = look.seen;
        if (look.event !== null) yield look.event;
      }
    },
  };
}

/** Null: the file can't be read at the moment; the next look finds what this one missed. */
function lookAgain(database: DatabaseFile, seen: Seen): { seen: Seen; event: StoreEvent | null } | null {
  try {
    return database.read((db) => {
      const now = seenNow(db);
      const settled = seen.unsettled.filter((siteId) => !now.unsettled.includes(siteId));
      const siteIds = [...new Set([...changedSince(db, seen), ...settled])];
      if (siteIds.length === 0) return { seen: now, event: null };
      return { seen: now, event: { type: "changed", siteIds: siteIds.length > MAX_SITES ? null : siteIds } };
    });
  } catch {
    return null;
  }
}

function seenNow(db: Database.Database): Seen {
  return {
    revision: last(db, "select max(seq) as n from revision"),
    check: last(db, "select max(rowid) as n from check_record"),
    scan: last(db, "select max(rowid) as n from scan_record"),
    proof: last(db, "select max(rowid) as n from proof_record"),
    unsettled: db
      .prepare<[], { id: string }>(`select id from survey where unsettled = 1 order by id limit ${MAX_SITES + 1}`)
      .all()
      .map(({ id }) => id),
  };
}

const last = (db: Database.Database, query: string): number =>
  db.prepare<[], { n: number | null }>(query).get()?.n ?? 0;

function changedSince(db: Database.Database, { revision, check, scan, proof }: Seen): string[] {
  return db
    .prepare<object, { id: string }>(
      `select survey_id as id from revision where seq > :revision
       union select survey_id from check_record where rowid > :check
       union select survey_id from scan_record where rowid > :scan
       union select survey_id from proof_record where rowid > :proof
       limit ${MAX_SITES + 1}`,
    )
    .all({ revision, check, scan, proof })
    .map(({ id }) => id);
}

/** False as soon as the signal aborts. */
function passes(afterMs: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", settle);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(settle, afterMs);
    timer.unref();
    signal.addEventListener("abort", settle);
  });
}
