import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { HostError } from "#core/contract/errors.ts";
import { makeOwnFolder } from "../own-folder.ts";
import { toStoreError } from "../store/store-errors.ts";

/** A person may have to answer the keychain's prompt in the other window first, which is waited for 30 s. */
const WAIT_MS = 60_000;
const RETRY_PAUSE_MS = 30;

/**
 * One change of kept secrets at a time, also between several shells: a change is several steps in the database and a backend, and
 * what another shell has begun must not be taken for what a crash has left. The operating system drops the lock with the process.
 *
 * Held by an exclusive transaction on a tiny database of its own; never open that file by other means (`owner-lock.ts`).
 */
export class VaultLock {
  readonly #folder: string;
  readonly #waitMs: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, { waitMs = WAIT_MS }: { waitMs?: number } = {}) {
    this.#folder = folder;
    this.#waitMs = waitMs;
  }

  /**
   * Runs `work` while nobody else changes secrets. Not to be called from within.
   *
   * @throws HostError STORE_BUSY: another shell holds it for too long
   */
  hold<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      const db = await this.#take();
      try {
        return await work();
      } finally {
        db.close();
      }
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #take(): Promise<Database.Database> {
    const file = join(this.#folder, "vault.lock");
    const giveUpAt = performance.now() + this.#waitMs;
    for (;;) {
      const db = tryToLock(this.#folder, file);
      if (db !== null) return db;
      if (performance.now() > giveUpAt) throw new HostError("STORE_BUSY", { file });
      await pause(RETRY_PAUSE_MS);
    }
  }
}

function tryToLock(folder: string, file: string): Database.Database | null {
  let db: Database.Database | undefined;
  try {
    makeOwnFolder(folder);
    db = new Database(file, { timeout: 0 });
    // Nothing is ever stored: no journal beside the file, no waiting for the disk.
    db.exec("pragma journal_mode = memory; pragma synchronous = off;");
    db.exec("begin exclusive");
    return db;
  } catch (error) {
    db?.close();
    const known = toStoreError(error, file);
    if (known instanceof HostError && known.code === "STORE_BUSY") return null;
    throw known;
  }
}
