import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Inputs that once broke a reader, one folder for each: committed with the fix, and read again by every `npm test`. */
const folder = fileURLToPath(new URL("regressions/", import.meta.url));

export type Regression = { target: string; file: string; input: Uint8Array };

export function allRegressions(): Regression[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".bin"))
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted()
    .map((file) => ({
      file,
      target: file.slice(0, file.indexOf("/")),
      input: new Uint8Array(readFileSync(join(folder, file))),
    }));
}

/** Writes an input down, under a name that depends on its bytes only. Returns the file. */
export function saveRegression(target: string, input: Uint8Array): string {
  const name = createHash("sha256").update(input).digest("hex").slice(0, 12);
  mkdirSync(join(folder, target), { recursive: true });
  const file = join(folder, target, `${name}.bin`);
  writeFileSync(file, input);
  return file;
}
