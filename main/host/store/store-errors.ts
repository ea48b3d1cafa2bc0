import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { HostError } from "#core/contract/errors.ts";

/** Less than this free and a failed write is a full disk, whatever SQLite calls it: it needs room for its log and index. */
const DISK_FULL_BELOW_BYTES = 256 * 1024;

/**
 * What a failure of SQLite or the file system means to a person. Errors that mean a bug of ours come back unchanged, so
 * that they are not dressed up as the disk's fault.
 */
export function toStoreError(error: unknown, file: string): unknown {
  if (error instanceof HostError || !(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const folder = dirname(file);
  if (code === "ENOSPC" || code === "EDQUOT" || code.startsWith("SQLITE_FULL")) {
    return new HostError("DISK_FULL", { folder }, error);
  }
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    return new HostError("STORE_BUSY", { file }, error);
  }
  // A full disk shows as an I/O error where SQLite grows its shared-memory index (SQLITE_IOERR_SHMSIZE).
  if (code.startsWith("SQLITE_IOERR") && hasNoRoom(folder)) return new HostError("DISK_FULL", { folder }, error);
  // Node reports a folder it may not make on a read-only disk as ENOENT.
  if (/^(E(ACCES|PERM|ROFS|NOENT|NOTDIR|EXIST|ISDIR)$|SQLITE_(READONLY|CANTOPEN|PERM|AUTH))/.test(code)) {
    return new HostError("FOLDER_NOT_WRITABLE", { folder }, error);
  }
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT|IOERR)/.test(code)) {
    return new HostError("STORE_DAMAGED", { file, detail: `${code}: ${error.message}` }, error);
  }
  return error;
}

function hasNoRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < DISK_FULL_BELOW_BYTES;
  } catch {
    return false;
  }
}
