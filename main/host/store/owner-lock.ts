import { makeOwnFolder } from "../own-folder.ts";
import { chmodSync, existsSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { HostError } from "#core/contract/errors.ts";

/**
 * Tells whether the process that wrote a row is still alive: every owner holds an exclusive transaction on a tiny database
 * file of its own, and the operating system drops that lock when the process ends, however it ends. Process ids can't do
 * this (they are reused), nor can a "last seen" time (a laptop sleeps).
 *
 * Never open a lock file by other means: on POSIX, closing any handle to it would drop this process's lock.
 */

/** A sweep by another process may hold a fresh file for a moment before it sees that nobody owns it. */
const OWN_LOCK_TIMEOUT_MS = 2_000;
const MAX_TRIES = 5;
const SUFFIX = ".lock";

/** The collector closes a connection that nothing refers to; a lock must live as long as the process, forgotten or not. */
const held = new Set<Database.Database>();

export interface OwnerLock {
  readonly id: string;
  release(): void;
  /** Leaves the file, as a process does that is killed: whoever opens the store next looks after what is open. */
  leave(): void;
}

/** Takes the lock for a new owner in `folder` (created when missing). */
export function takeOwnerLock(folder: string, randomUuid: () => string): OwnerLock {
  makeOwnFolder(folder);
  for (let attempt = 1; ; attempt += 1) {
    const id = randomUuid();
    const file = join(folder, id + SUFFIX);
    const db = lock(file, OWN_LOCK_TIMEOUT_MS);
    // A sweep that came in between has removed the file: a lock on it is invisible to everyone else.
    if (db !== null && existsSync(file)) {
      held.add(db);
      chmodSync(file, 0o600);
      return {
        id,
        release: () => {
          held.delete(db);
          removeAndClose(file, db);
        },
        leave: () => {
          held.delete(db);
          db.close();
        },
      };
    }
    db?.close();
    if (attempt === MAX_TRIES) throw new Error(`no owner lock could be taken in ${folder}`);
  }
}

/** Whether the owner's process is gone. A lock file that is missing had its owner end properly. */
export function ownerIsGone(folder: string, id: string): boolean {
  const file = join(folder, id + SUFFIX);
  if (!existsSync(file)) return true;
  const db = lock(file, 0);
  db?.close();
  return db !== null;
}

/** Which owners there are: processes that live, and those that ended without saying so (killed, a power cut). */
export function countOwners(folder: string, ownId: string | null): { alive: number; gone: number } {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const others = names.filter((name) => name.endsWith(SUFFIX) && name !== `${ownId}${SUFFIX}`);
  const gone = others.filter((name) => ownerIsGone(folder, name.slice(0, -SUFFIX.length))).length;
  return { gone, alive: others.length - gone };
}

/** Removes the lock files of owners that are gone. */
export function sweepOwnerLocks(folder: string, ownId: string | null): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(SUFFIX) || name === `${ownId}${SUFFIX}`) continue;
    const file = join(folder, name);
    const db = lock(file, 0);
    if (db !== null) removeAndClose(file, db);
  }
}

/**
 * Does something while no other process does the same.
 *
 * @throws HostError STORE_BUSY when another process takes too long
 */
export function underFileLock<T>(file: string, work: () => T): T {
  const taken = takeFileLock(file);
  try {
    return work();
  } finally {
    taken.release();
  }
}

/**
 * The file stays: taken away, it could be locked by one who still sees the old one and by one who sees the next.
 *
 * Throws HostError STORE_BUSY when another process holds it for too long.
 */
export function takeFileLock(file: string): { release(): void } {
  const db = lock(file, OWN_LOCK_TIMEOUT_MS);
  if (db === null) throw new HostError("STORE_BUSY", { file });
  held.add(db);
  chmodSync(file, 0o600);
  return {
    release: () => {
      held.delete(db);
      db.exec("rollback");
      db.close();
    },
  };
}

/** The open connection that holds the lock, or null when another process holds it (or somebody else's file lies there). */
function lock(file: string, timeoutMs: number): Database.Database | null {
  const db = new Database(file, { timeout: timeoutMs });
  try {
    // Nothing is ever stored: no journal beside the file, no waiting for the disk.
    db.exec("pragma journal_mode = memory; pragma synchronous = off;");
    db.exec("begin exclusive");
    return db;
  } catch (error) {
    db.close();
    if (error instanceof Error && "code" in error && /^SQLITE_(BUSY|NOTADB)/.test(String(error.code))) return null;
    throw error;
  }
}

/** Removed while still locked, so that nobody can take it in between; Windows allows it only afterwards. */
function removeAndClose(file: string, db: Database.Database): void {
  const removed = tryUnlink(file);
  db.close();
  if (!removed) tryUnlink(file);
}

function tryUnlink(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch {
    // On Windows a file that someone has open; a later sweep removes it.
    return false;
  }
}
