import { createHash } from "node:crypto";
import { closeSync, constants, fdatasyncSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { systemErrorCode } from "../system-error.ts";
import type { SecondCopyEntry } from "./second-copy-entry.ts";

/**
 * The second copy: what every write confirmed, appended to a file of its own beside the database and synced before the write is
 * confirmed. SQLite's log and its pages can be torn by a power cut or a bad disk; this file is then read back.
 */

const FILE_NAME = "recent-changes.jsonl";
/** More than this waiting for room on the disk is given up: the database holds it, and the next backup holds it twice. */
const MAX_WAITING_BYTES = 16_000_000;
const SUM_LENGTH = 16;

/** What one transaction changed: its place in the order of writes, and its entries. */
export interface CommittedWrite {
  sequence: number;
  entries: readonly SecondCopyEntry[];
}

export interface SecondCopy {
  /**
   * Appends what was just committed, on disk when this returns. Never throws: the write itself is on disk already, so what
   * finds no room waits for the next call.
   */
  append(write: CommittedWrite): void;
  /** Whether everything this process wrote is in the file. */
  isComplete(): boolean;
}

export function createSecondCopy(folder: string): SecondCopy {
  const file = join(folder, FILE_NAME);
  let waiting = "";
  let isComplete = true;
  return {
    append: (write) => {
      // It begins on a line of its own even after a line that another process was cut off in.
      const lines = waiting === "" ? `\n${linesOf(write)}` : waiting + linesOf(write);
      try {
        appendSynced(file, folder, lines);
        waiting = "";
      } catch {
        isComplete &&= lines.length <= MAX_WAITING_BYTES;
        waiting = lines.length <= MAX_WAITING_BYTES ? lines : "";
      }
    },
    isComplete: () => isComplete && waiting === "",
  };
}

const linesOf = ({ sequence, entries }: CommittedWrite): string =>
  [...entries, { kind: "write", sequence, entries: entries.length }].map((line) => summed(line)).join("");

function summed(line: object): string {
  const text = JSON.stringify(line);
  return `{"sum":"${sumOf(text)}","line":${text}}\n`;
}

const sumOf = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex").slice(0, SUM_LENGTH);

/** One write call, so that lines of several processes don't mix; opened anew, since another process may have put it aside. */
function appendSynced(file: string, folder: string, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  const { fd, isNew } = openForAppend(file);
  try {
    const written = writeSync(fd, bytes);
    if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes found room`);
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
  if (isNew) syncFolder(folder);
}

function openForAppend(file: string): { fd: number; isNew: boolean } {
  const flags = constants.O_WRONLY | constants.O_APPEND;
  try {
    return { fd: openSync(file, flags), isNew: false };
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
    return { fd: openSync(file, flags | constants.O_CREAT, 0o600), isNew: true };
  }
}

/** A new file's name is on disk once its folder is; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
