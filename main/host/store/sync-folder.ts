import { closeSync, constants, fsyncSync, openSync } from "node:fs";

/** A file's new name is on disk once its folder is; Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  syncPath(folder, constants.O_RDONLY);
}

/** Waits until the file's bytes are on disk. */
export function syncFile(file: string): void {
  // Windows flushes only what is open for writing.
  syncPath(file, constants.O_RDWR);
}

function syncPath(path: string, flags: number): void {
  const fd = openSync(path, flags);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
