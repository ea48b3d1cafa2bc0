import { open, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { makeOwnFolder } from "../own-folder.ts";
import { toStoreError } from "../store/store-errors.ts";
import { syncFolder } from "../store/sync-folder.ts";
import { systemErrorCode } from "../system-error.ts";

/** Thousands of long secrets are less; what is more was not written by Farsite. */
const MAX_BYTES = 64_000_000;
/** On Windows a virus scanner or a backup may have the file open for a moment. */
const RENAME_TRIES = 6;
const RENAME_PAUSE_MS = 50;

/** Null: there is no such file. @throws HostError FOLDER_NOT_WRITABLE, Error: too large */
export async function readVaultFile(file: string): Promise<string | null> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new Error("it is too large");
    return await readFile(file, "latin1");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return null;
    throw toStoreError(error, file);
  }
}

/**
 * Writes the whole file, for its owner only: the new one is on disk before it takes the old one's place, so that a power cut
 * leaves one of the two. Not to be called twice at once.
 *
 * @throws HostError DISK_FULL, FOLDER_NOT_WRITABLE
 */
export async function replaceVaultFile(file: string, text: string): Promise<void> {
  const next = `${file}.new`;
  try {
    makeOwnFolder(dirname(file));
    await removeVaultFile(next);
    const handle = await open(next, "wx", 0o600);
    try {
      await handle.writeFile(text, "latin1");
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renamePatiently(next, file);
    syncFolder(dirname(file));
  } catch (error) {
    await removeVaultFile(next).catch(() => undefined);
    throw toStoreError(error, file);
  }
}

/** Fine when there is none. @throws the system's error */
export async function removeVaultFile(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
  }
}

/** Puts a file out of the way that can't be read any more. @throws HostError FOLDER_NOT_WRITABLE */
export async function putAside(file: string, now: Date): Promise<void> {
  try {
    await renamePatiently(file, `${file}.aside-${now.toISOString().replaceAll(":", "-")}`);
  } catch (error) {
    throw toStoreError(error, file);
  }
}

async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const isHeldOpen = ["EPERM", "EACCES", "EBUSY"].includes(systemErrorCode(error) ?? "");
      if (process.platform !== "win32" || !isHeldOpen || attempt === RENAME_TRIES) throw error;
      await pause(RENAME_PAUSE_MS * attempt);
    }
  }
}
