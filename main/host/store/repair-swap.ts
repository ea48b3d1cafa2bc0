import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { HostError } from "#core/contract/errors.ts";
import { systemErrorCode } from "../system-error.ts";
import { underFileLock } from "./owner-lock.ts";
import { syncFolder } from "./sync-folder.ts";

/** A repaired database under this name is complete: whoever opens the folder next puts it in its place. */
const REPAIRED_NAME = "farsite-repaired.db";
const LOCK_NAME = "repair.lock";

/** Where a repaired file is put when it is complete; from then on it is the one that counts. */
export const repairedFile = (folder: string): string => join(folder, REPAIRED_NAME);

/** One repair at a time; an opening shell waits only while a finished one is put in place. */
export const repairLock = (folder: string): string => join(folder, LOCK_NAME);

/**
 * Puts a repaired file in the place of the damaged one, which is kept with its log. Every step can be repeated, so a crash at any
 * point is finished by the next one who opens the folder.
 *
 * @returns the path of the damaged file; null when there was nothing to do
 * @throws HostError STORE_BUSY: another program has the file open (Windows)
 */
export function finishRepair(folder: string): string | null {
  if (!existsSync(repairedFile(folder))) return null;
  return underFileLock(repairLock(folder), () => swap(folder));
}

/** To be called by whoever holds the lock. */
export function swap(folder: string): string | null {
  const repaired = repairedFile(folder);
  const madeAt = statSync(repaired, { throwIfNoEntry: false })?.mtime;
  // Another process was faster.
  if (madeAt === undefined) return null;
  const file = join(folder, "farsite.db");
  // The same name at every try.
  const kept = join(folder, `farsite-damaged-${madeAt.toISOString().slice(0, 19).replaceAll(":", "-")}Z.db`);
  try {
    keep(file, kept);
    keep(`${file}-wal`, `${kept}-wal`);
    // A log that stayed would be played into the new file.
    for (const end of ["-wal", "-shm"]) rmSync(file + end, { force: true });
    syncFolder(folder);
    renameSync(repaired, file);
    syncFolder(folder);
  } catch (error) {
    if (/^E(BUSY|PERM|ACCES)$/.test(systemErrorCode(error) ?? "")) throw new HostError("STORE_BUSY", { file }, error);
    throw error;
  }
  return kept;
}

/** Gives a file a second name, which stays when the first one goes. */
function keep(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "EEXIST" || code === "ENOENT") return;
    // File systems without links (FAT).
    copyFileSync(file, kept);
  }
}
