import { randomUUID } from "node:crypto";
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import Database from "better-sqlite3";
import type { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import type { repairResultSchema } from "#core/contract/team-calls.ts";
import { backupFile, listBackups } from "./backups.ts";
import { openDatabaseFile, writeSequence } from "./database-file.ts";
import { startDatabaseJob } from "./database-job.ts";
import { ownersFolder } from "./owned-rows.ts";
import { countOwners, sweepOwnerLocks, takeFileLock } from "./owner-lock.ts";
import { RepairSource } from "./repair-sources.ts";
import { finishRepair, repairedFile, repairLock, swap } from "./repair-swap.ts";
import { Rebuild } from "./rebuild.ts";
import { readSecondCopy } from "./second-copy-reader.ts";
import { toStoreError } from "./store-errors.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

export type RepairResult = z.infer<typeof repairResultSchema>;

const WORK_FOLDER = /^repair-[0-9a-f-]{36}$/;

/**
 * Builds a sound database of everything that can still be read (the damaged file with its log, the second copy, the backups), and puts
 * it in the damaged one's place, which is kept. This process must have closed its store before; after a crash at any point either
 * the old or the new file is there.
 *
 * @throws HostError STORE_BUSY: another shell that has the file open is alive; DISK_FULL: it needs as much room as the surveys and more
 */
export async function repairStore({ folder, now }: { folder: string; now: () => Date }): Promise<RepairResult> {
  const file = join(folder, "farsite.db");
  try {
    finishRepair(folder);
    const lock = takeFileLock(repairLock(folder));
    try {
      if (countOwners(ownersFolder(folder), null).alive > 0) throw new HostError("STORE_BUSY", { file });
      return await repairLocked(folder, file, now);
    } finally {
      lock.release();
    }
  } catch (error) {
    throw toStoreError(error, file);
  }
}

async function repairLocked(folder: string, file: string, now: () => Date): Promise<RepairResult> {
  for (const name of readdirSync(folder).filter((one) => WORK_FOLDER.test(one))) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  const work = join(folder, `repair-${randomUUID()}`);
  mkdirSync(work, { mode: 0o700 });
  try {
    const built = join(work, "new");
    const result = await rebuild({ folder, file, work, built, now });
    const sound = await startDatabaseJob({ task: "check", file: join(built, "farsite.db") }).done;
    if (sound.problems.length > 0) throw new Error(`the repaired file is not sound: ${sound.problems.join("; ")}`);
    for (const end of ["-wal", "-shm"]) rmSync(join(built, `farsite.db${end}`), { force: true });
    syncFile(join(built, "farsite.db"));
    // From here on the repaired file counts, whatever happens.
    renameSync(join(built, "farsite.db"), repairedFile(folder));
    syncFolder(folder);
    const damagedFile = swap(folder) ?? file;
    sweepOwnerLocks(ownersFolder(folder), null);
    return { ...result, damagedFile };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface Places {
  folder: string;
  file: string;
  work: string;
  built: string;
  now: () => Date;
}

async function rebuild({ folder, file, work, built, now }: Places): Promise<Omit<RepairResult, "damagedFile">> {
  const database = openDatabaseFile(built, NO_HOOKS);
  try {
    const target = new Rebuild(database, { now, computerName: hostname() });
    const shown: { id: string; head: string; name: string }[] = [];
    let sequence = 0;
    // The damaged file first: its settings are the newest.
    await withCopy(file, join(work, "damaged"), async (copy) => {
      const source = openSource(copy);
      if (source === null) return;
      try {
        shown.push(...source.contents.sites());
        await drain(target.take(source.contents));
      } finally {
        source.close();
      }
    });
    const copies = readSecondCopy(folder, (entry) => target.queue(entry));
    await drain(target.takeQueued());
    for (const backup of listBackups(folder)) {
      await withCopy(backupFile(folder, backup), join(work, "backup"), async (copy) => {
        // Backups are sound, or they would not have been kept; an older one is brought to today's shape.
        const opened = openOlder(copy);
        const source = openSource(copy);
        if (opened !== null) sequence = Math.max(sequence, opened);
        if (source === null) return;
        try {
          if (shown.length === 0) shown.push(...source.contents.sites());
          await drain(target.take(source.contents));
        } finally {
          source.close();
        }
      });
    }
    await drain(target.finish());
    target.continueAfter(Math.max(sequence, copies.lastSequence));
    return target.result(shown);
  } finally {
    database.close();
  }
}

const NO_HOOKS = { beforeWrite: () => undefined, foundDamage: () => undefined, beforeMigration: () => undefined };

async function drain(steps: Generator<void>): Promise<void> {
  for (const _ of steps) await nextTurn();
}

/** Works on a copy, since opening a database may already change it. */
async function withCopy(file: string, folder: string, work: (copy: string) => Promise<void>): Promise<void> {
  if (!existsSync(file)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copy = join(folder, "farsite.db");
  try {
    for (const end of ["", "-wal"]) {
      if (existsSync(file + end)) copyFileSync(file + end, copy + end, constants.COPYFILE_FICLONE);
    }
    await work(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Null: nothing can be read of it. */
function openSource(file: string): { contents: RepairSource; close(): void } | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(file);
    db.prepare("select count(*) from sqlite_master").get();
    const opened = db;
    return { contents: new RepairSource(db, statSync(file).size), close: () => opened.close() };
  } catch {
    db?.close();
    return null;
  }
}

/** Brings a copy to today's shape. The number of its last write; null where it can't be opened as a whole. */
function openOlder(file: string): number | null {
  try {
    const database = openDatabaseFile(join(file, ".."), NO_HOOKS);
    try {
      return database.read(writeSequence);
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}
