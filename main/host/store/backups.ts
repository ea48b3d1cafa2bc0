import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { backupSchema } from "#core/contract/team-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import { makeOwnFolder } from "../own-folder.ts";
import { startDatabaseJob, type DatabaseJobResult } from "./database-job.ts";
import { isCovered } from "./second-copy-reader.ts";
import { currentSecondCopy, putSecondCopyAside, secondCopyBytes, secondCopyFiles } from "./second-copy.ts";
import { toStoreError } from "./store-errors.ts";
import { syncFile, syncFolder } from "./sync-folder.ts";

export type Backup = z.infer<typeof backupSchema>;
export type BackupReason = Backup["why"];

const DAYS_KEPT = 7;
const WEEKS_KEPT = 4;
/** Of those that were not made for the day. */
const OTHERS_KEPT = 3;
const DAY_MS = 24 * 60 * 60_000;
/** A backup must not take the room that the day's work needs. */
const ROOM_LEFT_BYTES = 64_000_000;
/** More than this in the second copy and a backup is due before the day is over: it lets the second copy be dropped. */
const SECOND_COPY_DUE_BYTES = 64_000_000;
/** Copying a gigabyte takes seconds; before a change of the file's shape everything else waits for it. */
const MIGRATION_BACKUP_TIMEOUT_MS = 5 * 60_000;
/** What a killed backup left. A backup that is being made by another shell is younger. */
const UNFINISHED_OLD_MS = DAY_MS;

const NAME = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z-(daily|before-update|before-import|by-hand)\.db$/;

export interface Backups {
  /** The newest first. */
  list(): Backup[];
  /** Whether today's is missing, or the second copy has grown too long. */
  isDue(): boolean;
  /**
   * Copies the database while it is used and checks the copy; older ones are removed after that only.
   *
   * @throws HostError DISK_FULL, STORE_DAMAGED: the copy is not sound, and the ones that were there are kept
   */
  make(why: BackupReason): Promise<Backup>;
  /** The same at once, for a file that is about to be brought to a newer shape. */
  makeBeforeMigration(): Backup;
}

export function createBackups(dataFolder: string, now: () => Date): Backups {
  const file = join(dataFolder, "farsite.db");
  const folder = backupsFolder(dataFolder);

  const begin = (): string => {
    makeOwnFolder(folder);
    removeUnfinished(folder, now());
    refuseWithoutRoom(file, folder);
    return join(folder, `${randomUUID()}.part`);
  };

  const finish = (part: string, why: BackupReason, { problems, sequence }: DatabaseJobResult): Backup => {
    if (problems.length > 0) throw new HostError("STORE_DAMAGED", { file, detail: problems.join("; ") });
    chmodSync(part, 0o600);
    syncFile(part);
    const id = `${now().toISOString().slice(0, 19).replaceAll(":", "-")}Z-${why}`;
    renameSync(part, join(folder, `${id}.db`));
    syncFolder(folder);
    const made = readBackup(folder, `${id}.db`);
    if (made === null) throw new Error(`the backup ${id} is gone`);
    removeOutlived(folder, made, now());
    // Last of all: until here the second copy is what holds the newest changes twice.
    if (existsSync(backupFile(dataFolder, made))) dropCoveredCopies(dataFolder, sequence);
    return made;
  };

  const translated = (part: string | null, error: unknown): unknown => {
    if (part !== null) rmSync(part, { force: true });
    return toStoreError(error, file);
  };

  return {
    list: () => listBackups(dataFolder),

    isDue: () => {
      const today = now().toISOString().slice(0, 10);
      const isMadeToday = listBackups(dataFolder).some(({ at }) => at.startsWith(today));
      return !isMadeToday || secondCopyBytes(dataFolder) > SECOND_COPY_DUE_BYTES;
    },

    make: async (why) => {
      let part: string | null = null;
      try {
        part = begin();
        putSecondCopyAside(dataFolder);
        return finish(part, why, await startDatabaseJob({ task: "back-up", file, target: part }).done);
      } catch (error) {
        throw translated(part, error);
      }
    },

    makeBeforeMigration: () => {
      let part: string | null = null;
      try {
        part = begin();
        const job = startDatabaseJob({ task: "back-up", file, target: part });
        return finish(part, "before-update", job.waitFor(MIGRATION_BACKUP_TIMEOUT_MS));
      } catch (error) {
        throw translated(part, error);
      }
    },
  };
}

export const backupsFolder = (dataFolder: string): string => join(dataFolder, "backups");

/** The backups of a data folder, the newest first. */
export function listBackups(dataFolder: string): Backup[] {
  const folder = backupsFolder(dataFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => readBackup(folder, name) ?? [])
    .toSorted((a, b) => b.id.localeCompare(a.id));
}

export const backupFile = (dataFolder: string, { id }: Backup): string => join(backupsFolder(dataFolder), `${id}.db`);

function readBackup(folder: string, name: string): Backup | null {
  const [, date, hour, minute, second, why] = NAME.exec(name) ?? [];
  const bytes = statSync(join(folder, name), { throwIfNoEntry: false })?.size;
  const parsed = backupSchema.safeParse({
    id: name.slice(0, -".db".length),
    at: `${date}${hour}:${minute}:${second}.000Z`,
    bytes,
    why,
  });
  return parsed.success ? parsed.data : null;
}

/** Ahead of the copy, since a disk that is full for a moment fails the work of others. */
function refuseWithoutRoom(file: string, folder: string): void {
  const needed = [file, `${file}-wal`]
    .map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, bytes) => sum + bytes, ROOM_LEFT_BYTES);
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < needed) throw new HostError("DISK_FULL", { folder });
}

/** Drops what was put aside of the second copy and is in a verified backup as well. */
function dropCoveredCopies(dataFolder: string, sequence: number): void {
  for (const copy of secondCopyFiles(dataFolder)) {
    if (copy !== currentSecondCopy(dataFolder) && isCovered(copy, sequence)) rmSync(copy, { force: true });
  }
}

function removeUnfinished(folder: string, now: Date): void {
  for (const name of readdirSync(folder).filter((one) => /\.part(-journal|-wal|-shm)?$/.test(one))) {
    const modified = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (now.getTime() - modified > UNFINISHED_OLD_MS) rmSync(join(folder, name), { force: true });
  }
}

/** What this run made stays, whatever the clock says: it alone is known to hold the newest changes. */
function removeOutlived(folder: string, made: Backup, now: Date): void {
  const all = readdirSync(folder).flatMap((name) => readBackup(folder, name) ?? []);
  const kept = new Set(keptBackups(all, now).map(({ id }) => id)).add(made.id);
  for (const { id } of all) if (!kept.has(id)) rmSync(join(folder, `${id}.db`), { force: true });
}

/**
 * Those of the last seven days and four weeks that have one, by the newest of each; of other kinds the newest three. What is dated after
 * `now` was made before somebody set the clock back, and counts as older than everything else.
 */
export function keptBackups(all: readonly Backup[], now: Date): Backup[] {
  const isFuture = ({ at }: Backup): number => Number(at > now.toISOString());
  const newestFirst = all.toSorted((a, b) => isFuture(a) - isFuture(b) || b.at.localeCompare(a.at));
  const daily = newestFirst.filter(({ why }) => why === "daily");
  const others = newestFirst.filter(({ why }) => why !== "daily");
  return [
    ...new Set([
      ...newestOfEach(daily, ({ at }) => at.slice(0, 10), DAYS_KEPT),
      ...newestOfEach(daily, ({ at }) => String(weekOf(at)), WEEKS_KEPT),
      ...["before-update", "before-import", "by-hand"].flatMap((why) =>
        others.filter((backup) => backup.why === why).slice(0, OTHERS_KEPT),
      ),
    ]),
  ];
}

function newestOfEach(newestFirst: readonly Backup[], key: (backup: Backup) => string, most: number): Backup[] {
  const found = new Map<string, Backup>();
  for (const backup of newestFirst) if (!found.has(key(backup))) found.set(key(backup), backup);
  return [...found.values()].slice(0, most);
}

/** Weeks since Monday, 29 December 1969. */
const weekOf = (at: string): number => Math.floor((Date.parse(at) / DAY_MS + 3) / 7);
