import { createHash, randomUUID } from "node:crypto";
import { closeSync, constants, fdatasyncSync, openSync, readdirSync, renameSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { systemErrorCode } from "../system-error.ts";
import type { SecondCopyEntry } from "./second-copy-entry.ts";
import { syncFolder } from "./sync-folder.ts";

/**
 * The second copy: what every write confirmed, appended to a file of its own beside the database and synced before the write is
 * confirmed. SQLite's log and its pages can be torn by a power cut or a bad disk; this file is then read back
 * (`second-copy-reader.ts`). A backup that holds the same lets the file be dropped.
 */

const CURRENT_NAME = "recent-changes.jsonl";
const PUT_ASIDE_NAME = /^recent-changes-[0-9a-f-]{36}\.jsonl$/;
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
  /** Tries once more to append what waits. Never throws. */
  flush(): void;
  /** Whether everything this process wrote is in the file. */
  isComplete(): boolean;
}

export function createSecondCopy(folder: string): SecondCopy {
  const file = join(folder, CURRENT_NAME);
  let waiting = "";
  let isComplete = true;
  const appendOrWait = (lines: string): void => {
    try {
      appendSynced(file, folder, lines);
      waiting = "";
    } catch {
      isComplete &&= lines.length <= MAX_WAITING_BYTES;
      waiting = lines.length <= MAX_WAITING_BYTES ? lines : "";
    }
  };
  return {
    // It begins on a line of its own even after a line that another process was cut off in.
    append: (write) => appendOrWait((waiting === "" ? "\n" : waiting) + linesOf(write)),
    flush: () => {
      if (waiting !== "") appendOrWait(waiting);
    },
    isComplete: () => isComplete && waiting === "",
  };
}

/** The files of the second copy, those that were put aside first. */
export function secondCopyFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name === CURRENT_NAME || PUT_ASIDE_NAME.test(name));
  return names
    .toSorted((a, b) => Number(a === CURRENT_NAME) - Number(b === CURRENT_NAME))
    .map((name) => join(folder, name));
}

export const currentSecondCopy = (folder: string): string => join(folder, CURRENT_NAME);

/** Begins a new file. Whoever is about to append to the old one still can: it is kept until a backup holds all of it. */
export function putSecondCopyAside(folder: string): void {
  try {
    renameSync(join(folder, CURRENT_NAME), join(folder, `recent-changes-${randomUUID()}.jsonl`));
    syncFolder(folder);
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
  }
}

/** What the second copy takes on the disk. */
export function secondCopyBytes(folder: string): number {
  return secondCopyFiles(folder)
    .map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, bytes) => sum + bytes, 0);
}

const linesOf = ({ sequence, entries }: CommittedWrite): string =>
  [...entries, { kind: "write", sequence, entries: entries.length }].map((line) => summed(line)).join("");

function summed(line: object): string {
  const text = JSON.stringify(line);
  return `{"sum":"${sumOf(text)}","line":${text}}\n`;
}

const SUMMED = new RegExp(`^\\{"sum":"([0-9a-f]{${SUM_LENGTH}})","line":`);

/** What stands in a line, as JSON; null where the line is torn or damaged. */
export function textOfLine(line: string): string | null {
  const sum = SUMMED.exec(line);
  if (sum === null || !line.endsWith("}")) return null;
  const text = line.slice(sum[0].length, -1);
  return sumOf(text) === sum[1] ? text : null;
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
