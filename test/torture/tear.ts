import { closeSync, openSync, readdirSync, readSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { assertNever } from "#core/never.ts";
import type { Random } from "../fuzz/random.ts";

const PAGE_BYTES = 4_096;
const MAX_FLIPS = 8;

const logTears = ["log cut off", "log bits flipped", "log tail zeroed"] as const;
const otherTears = [
  "page overwritten",
  "page bits flipped",
  "file cut off",
  "second copy cut off",
  "second copy flipped",
] as const;
export type Tear = (typeof logTears)[number] | (typeof otherTears)[number];

/**
 * Damages a crashed folder as a power cut or a bad disk does, mostly the end of SQLite's log. No connection to it may be open.
 *
 * @returns what was done; null: there is nothing of this kind to damage
 */
export function tear(folder: string, random: Random): { kind: Tear; detail: string } | null {
  const kind = random.oneIn(3) ? random.pick(otherTears) : random.pick(logTears);
  const file = join(folder, fileOf(kind, folder));
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile() || found.size === 0) return null;
  const { size } = found;
  switch (kind) {
    case "log cut off":
    case "file cut off":
    case "second copy cut off": {
      const length = random.int(size);
      truncateSync(file, length);
      return { kind, detail: `${size} bytes to ${length}` };
    }
    case "log bits flipped":
    case "page bits flipped":
    case "second copy flipped":
      return { kind, detail: flipBits(file, size, random) };
    case "log tail zeroed": {
      const from = random.int(size);
      overwrite(file, from, Buffer.alloc(size - from));
      return { kind, detail: `from ${from} of ${size}` };
    }
    case "page overwritten": {
      const page = random.int(Math.ceil(size / PAGE_BYTES));
      overwrite(file, page * PAGE_BYTES, Buffer.alloc(PAGE_BYTES, random.int(256)));
      return { kind, detail: `page ${page + 1}` };
    }
    default:
      return assertNever(kind);
  }
}

function fileOf(kind: Tear, folder: string): string {
  switch (kind) {
    case "log cut off":
    case "log bits flipped":
    case "log tail zeroed":
      return "farsite.db-wal";
    case "page overwritten":
    case "page bits flipped":
    case "file cut off":
      return "farsite.db";
    case "second copy cut off":
    case "second copy flipped":
      return readdirSync(folder).find((name) => name.startsWith("recent-changes")) ?? "";
    default:
      return assertNever(kind);
  }
}

function flipBits(file: string, size: number, random: Random): string {
  const offsets = Array.from({ length: 1 + random.int(MAX_FLIPS) }, () => random.int(size));
  for (const offset of offsets) {
    const byte = Buffer.alloc(1);
    const fd = openSync(file, "r");
    readSync(fd, byte, 0, 1, offset);
    closeSync(fd);
    overwrite(file, offset, Buffer.from([(byte[0] ?? 0) ^ (1 << random.int(8))]));
  }
  return `at ${offsets.join(", ")} of ${size}`;
}

function overwrite(file: string, offset: number, bytes: Buffer): void {
  const fd = openSync(file, "r+");
  writeSync(fd, bytes, 0, bytes.length, offset);
  closeSync(fd);
}
