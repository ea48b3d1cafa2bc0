import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Everything that decides what the build puts out. */
const inputs = [
  "core",
  "main",
  "preload",
  "renderer",
  "assets",
  "electron.vite.config.ts",
  "vite.renderer.config.ts",
  "package.json",
  "package-lock.json",
];

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** One hash over the names and contents of all sources. Dates mean nothing after a checkout or a copy. */
export function sourceHash(root: string): string {
  const hash = createHash("sha256");
  const files = inputs.flatMap((input) => filesOf(join(root, input)));
  const named = files.map((file) => ({ file, name: relative(root, file).split(sep).join("/") }));
  for (const { file, name } of named.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${name}\n`).update(createHash("sha256").update(readFileSync(file)).digest());
  }
  return hash.digest("hex");
}
