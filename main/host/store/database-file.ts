import { makeOwnFolder } from "../own-folder.ts";
import { closeSync, openSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { HostError } from "#core/contract/errors.ts";
import { migrations } from "./migrations.ts";
import { runMigration } from "./migrations/migration.ts";
import { createSecondCopy } from "./second-copy.ts";
import type { SecondCopyEntry } from "./second-copy-entry.ts";
import { readSecondCopy } from "./second-copy-reader.ts";
import { toStoreError } from "./store-errors.ts";

/** How long a call waits for another shell's write. Writes take milliseconds; waiting longer would look like a freeze. */
const BUSY_TIMEOUT_MS = 4_000;
/** Switching to WAL ignores SQLite's own waiting when two processes create the file at once; so it is tried again. */
const WAL_RETRY_PAUSE_MS = 25;

/** "FARS": tells a Farsite database from any other SQLite file (SQLite file format, section 1.3.1, offset 68). */
const APPLICATION_ID = 0x46415253;

/** One open database. Every access goes through `read` or `write`, which turn SQLite's errors into the contract's. */
export interface DatabaseFile {
  readonly file: string;
  readonly folder: string;
  read<T>(work: (db: Database.Database) => T): T;
  /** One transaction that holds the write lock from its start; on disk, in both copies, when this returns. */
  write<T>(work: (db: Database.Database) => T): T;
  /**
   * Only inside a write's work: this goes into the second copy once the transaction is on disk, and nowhere if it fails. A
   * signature that comes later than its revision is remembered as the revision once more.
   */
  remember(entry: SecondCopyEntry): void;
  /** Whether the second copy has everything that was written by this process. */
  isWrittenTwice(): boolean;
  /** Tries once more to copy what has no second copy yet: `isWrittenTwice` tells what came of it. */
  close(): void;
}

export interface DatabaseFileHooks {
  /** Called before every write, outside of its transaction; may wait or throw. */
  beforeWrite(): void;
  /** A read or a write came upon damage. */
  foundDamage(detail: string): void;
  /** Called with the file's older version before it is brought to the current one. */
  beforeMigration(file: string): void;
}

/**
 * Opens (and creates or migrates) `<folder>/farsite.db`. Nothing is changed in a file that is damaged, foreign or newer.
 *
 * Throws HostError STORE_DAMAGED, STORE_NEWER, STORE_BUSY, DISK_FULL or FOLDER_NOT_WRITABLE.
 */
export function openDatabaseFile(folder: string, hooks: DatabaseFileHooks): DatabaseFile {
  const file = join(folder, "farsite.db");
  let db: Database.Database | undefined;
  try {
    makeOwnFolder(folder);
    createPrivately(file);
    db = open(file);
    refuseForeign(db, file);
    prepareConnection(db);
    if (readNumber(db, "user_version") < migrations.length) {
      if (readNumber(db, "user_version") > 0) hooks.beforeMigration(file);
      migrate(db, file);
    }
  } catch (error) {
    db?.close();
    throw toStoreError(error, file);
  }
  const connection = db;
  const secondCopy = createSecondCopy(folder);
  const opened = inodeOf(file);
  let remembered: SecondCopyEntry[] | null = null;
  const translated = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const translation = toStoreError(error, file);
      if (translation instanceof HostError && translation.code === "STORE_DAMAGED" && !isTransient(error)) {
        hooks.foundDamage(translation.message);
      }
      throw translation;
    }
  };
  const refuseReplaced = (): void => {
    if (inodeOf(file) === opened) return;
    throw new HostError("STORE_READ_ONLY", { file, detail: "another window has repaired it: start Farsite again" });
  };
  return {
    file,
    folder,
    read: (work) => translated(() => work(connection)),
    write: (work) =>
      translated(() => {
        hooks.beforeWrite();
        const entries: SecondCopyEntry[] = [];
        remembered = entries;
        try {
          const { result, sequence } = inWriteTransaction(connection, () => {
            // Under the lock, which a repair takes as well: what is written into the file that it put aside would be lost.
            refuseReplaced();
            return counted(connection, work);
          });
          if (sequence !== null) secondCopy.append({ sequence, entries });
          return result;
        } finally {
          remembered = null;
        }
      }),
    remember: (entry) => {
      if (remembered === null) throw new Error("only what a write is writing can be remembered");
      remembered.push(entry);
    },
    isWrittenTwice: () => secondCopy.isComplete(),
    close: () => {
      secondCopy.flush();
      connection.close();
    },
  };
}

/** An I/O error may pass (a disk that was pulled out), and says nothing about the file. */
function isTransient(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_IOERR");
}

/** Looks at the name only; the file itself must not be opened (see `createPrivately`). */
function inodeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}

/**
 * Creates the file readable by its owner only; SQLite gives the log beside it the same rights. An existing file must not
 * be opened here: closing it would drop the POSIX locks of a connection this process may already have to it.
 */
function createPrivately(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

function open(file: string): Database.Database {
  try {
    return new Database(file, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    // Without a code of SQLite's own the driver refused, which it does for a path it can't use.
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("SQLITE_")) throw Object.assign(new Error(String(error)), { code: "SQLITE_CANTOPEN" });
    throw error;
  }
}

/** Looks before anything is written: reading the version is the first thing that touches the file. */
function refuseForeign(db: Database.Database, file: string): void {
  const version = readNumber(db, "user_version");
  if (version > migrations.length) {
    throw new HostError("STORE_NEWER", { file, found: version, known: migrations.length });
  }
  const applicationId = readNumber(db, "application_id");
  const tables = db.prepare<[], { n: number }>("select count(*) as n from sqlite_master").get()?.n ?? 0;
  if (tables > 0 && applicationId !== APPLICATION_ID) {
    throw new HostError("STORE_DAMAGED", { file, detail: "this is a database of another program" });
  }
}

function prepareConnection(db: Database.Database): void {
  switchToWal(db);
  // FULL, not NORMAL: in WAL mode only FULL syncs the log at every commit, and "saved" must survive a power cut.
  db.exec("pragma synchronous = full; pragma foreign_keys = on;");
}

function switchToWal(db: Database.Database): void {
  const giveUpAt = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      db.prepare("pragma journal_mode = wal").get();
      return;
    } catch (error) {
      const busy = error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
      if (!busy || performance.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_RETRY_PAUSE_MS);
    }
  }
}

function migrate(db: Database.Database, file: string): void {
  inWriteTransaction(db, () => {
    // Read again under the lock: another shell may have migrated in between, or be newer than this one.
    const version = readNumber(db, "user_version");
    if (version > migrations.length) {
      throw new HostError("STORE_NEWER", { file, found: version, known: migrations.length });
    }
    if (version === 0) refuseToForget(file);
    for (const step of migrations.slice(version)) runMigration(db, step);
    db.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${migrations.length};`);
  });
}

function inWriteTransaction<T>(db: Database.Database, work: () => T): T {
  db.exec("begin immediate");
  try {
    const result = work();
    db.exec("commit");
    return result;
  } catch (error) {
    // SQLite itself rolls back on some errors (a full disk); a second rollback would hide the first error.
    if (db.inTransaction) db.exec("rollback");
    throw error;
  }
}

/** The work's result, and the number of this write; null when it changed nothing. */
function counted<T>(db: Database.Database, work: (db: Database.Database) => T): { result: T; sequence: number | null } {
  const changes = db.prepare<[], { n: number }>("select total_changes() as n");
  const before = changes.get()?.n;
  const result = work(db);
  if (changes.get()?.n === before) return { result, sequence: null };
  db.exec("update write_sequence set number = number + 1");
  return { result, sequence: writeSequence(db) };
}

/** The number of the last write. */
export function writeSequence(db: Database.Database): number {
  return db.prepare<[], { number: number }>("select number from write_sequence").get()?.number ?? 0;
}

/** A new, empty file where there were surveys: only if the second copy holds all of them does it become the old one again. */
function refuseToForget(file: string): void {
  const { writes, lastSequence } = readSecondCopy(dirname(file), () => undefined);
  if (lastSequence === 0 || writes.has(1)) return;
  throw new HostError("STORE_DAMAGED", { file, detail: "it is empty, though there were surveys in it" });
}

function readNumber(db: Database.Database, pragma: "user_version" | "application_id"): number {
  return db.prepare<[], Record<string, number>>(`pragma ${pragma}`).get()?.[pragma] ?? 0;
}
