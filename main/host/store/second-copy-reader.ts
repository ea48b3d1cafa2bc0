import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { z } from "zod";
import { systemErrorCode } from "../system-error.ts";
import { currentSecondCopy, secondCopyFiles, textOfLine } from "./second-copy.ts";
import { secondCopyEntrySchema, type SecondCopyEntry } from "./second-copy-entry.ts";

/** The number of the last write is in the last line; a line that was cut off may follow. */
const TAIL_BYTES = 64 * 1024;

const writeLineSchema = z.object({
  kind: z.literal("write"),
  sequence: z.number().int().positive(),
  entries: z.number().int().nonnegative(),
});
type WriteLine = z.infer<typeof writeLineSchema>;

type Line = SecondCopyEntry | WriteLine;
const lineSchema = z.union([writeLineSchema, secondCopyEntrySchema]);

export interface ReadSecondCopy {
  /** Every write that is told of, by its number, with how many entries it had. */
  writes: Map<number, number>;
  /** The highest of these numbers; 0 without any. */
  lastSequence: number;
  /** Lines that can't be read. */
  torn: number;
}

/**
 * Reads the whole second copy. Lines that are torn, mixed up or damaged are left out.
 *
 * @param take gets every entry in the order of its file, also those that the database has
 */
export function readSecondCopy(folder: string, take: (entry: SecondCopyEntry) => void): ReadSecondCopy {
  const read: ReadSecondCopy = { writes: new Map(), lastSequence: 0, torn: 0 };
  for (const file of secondCopyFiles(folder)) {
    for (const text of linesOf(readIfThere(file))) {
      const line = parseLine(text);
      if (line === null) read.torn += 1;
      else if (line.kind === "write") {
        read.writes.set(line.sequence, line.entries);
        read.lastSequence = Math.max(read.lastSequence, line.sequence);
      } else take(line);
    }
  }
  return read;
}

/** The highest number of a write that the end of the file tells of; 0 where it tells none. Reads little, however long it is. */
export function lastSequenceIn(folder: string): number {
  const bytes = readTail(currentSecondCopy(folder));
  const numbers = [...linesOf(bytes)].map((text) => {
    const line = parseLine(text);
    return line?.kind === "write" ? line.sequence : 0;
  });
  return Math.max(0, ...numbers);
}

/** Whether a backup that holds the writes up to `sequence` holds all that this file tells of. */
export function isCovered(file: string, sequence: number): boolean {
  for (const text of linesOf(readIfThere(file))) {
    const line = parseLine(text);
    if (line?.kind === "write" && line.sequence > sequence) return false;
  }
  return true;
}

/** Split as bytes: a whole file may be longer than the longest string. */
function* linesOf(bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(0x0a, from);
    const end = found === -1 ? bytes.length : found;
    if (end > from) yield bytes.toString("utf8", from, end);
    from = end + 1;
  }
}

function parseLine(text: string): Line | null {
  const content = textOfLine(text);
  if (content === null) return null;
  const parsed = lineSchema.safeParse(JSON.parse(content));
  return parsed.success ? parsed.data : null;
}

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    // Another process has dropped it, since a backup holds it.
    if (systemErrorCode(error) === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

function readTail(file: string): Buffer {
  let fd: number;
  try {
    fd = openSync(file, "r");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
  try {
    const { size } = fstatSync(fd);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const length = readSync(fd, bytes, 0, bytes.length, size - bytes.length);
    return bytes.subarray(0, length);
  } finally {
    closeSync(fd);
  }
}
