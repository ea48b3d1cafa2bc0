import { HostError } from "#core/contract/errors.ts";
import { systemErrorCode } from "./system-error.ts";

/** What a failure to write a file in `folder` means to a person; errors that mean a bug of ours come back unchanged. */
export function toFileError(error: unknown, folder: string): unknown {
  const code = systemErrorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") return new HostError("DISK_FULL", { folder }, error);
  // Node reports a folder it may not make on a read-only disk as ENOENT.
  if (/^E(ACCES|PERM|ROFS|NOENT|NOTDIR|EXIST|ISDIR)$/.test(code ?? "")) {
    return new HostError("FOLDER_NOT_WRITABLE", { folder }, error);
  }
  return error;
}
