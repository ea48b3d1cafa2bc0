import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The closed registry of individual address blocks, which the package leaves out (README of assets/oui). */
const IAB_FILE = fileURLToPath(new URL("iab.tsv", import.meta.url));

const require = createRequire(import.meta.url);

/** All registries together, from the package `oui-data` and the file beside this one. */
export function readRegistries(): ReadonlyMap<string, string> {
  // Of each entry the first line is the maker, the others its address.
  const listed = require("oui-data") as Readonly<Record<string, string>>;
  const blocks = readFileSync(IAB_FILE, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t") as [string, string]);
  return new Map([...blocks, ...Object.entries(listed)].map(([prefix, maker]) => [prefix, nameOf(maker)]));
}

const nameOf = (entry: string): string => (entry.split("\n")[0] ?? "").replace(/\s+/g, " ").trim();
