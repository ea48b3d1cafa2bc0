import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { deStart } from "#core/text/start-de.ts";
import { enStart } from "#core/text/start-en.ts";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const { imports } = createRequire(import.meta.url)("../../../package.json") as { imports: Record<string, string> };

/** Where an import of this project leads; null: a package's, or no script. */
function fileOf(name: string, from: string): string | null {
  if (!/\.tsx?$/.test(name)) return null;
  if (name.startsWith(".")) return join(dirname(from), name);
  for (const [start, folder] of Object.entries(imports)) {
    const prefix = start.slice(0, -1);
    if (name.startsWith(prefix)) return join(root, folder.slice(0, -1), name.slice(prefix.length));
  }
  return null;
}

/** What the window is made of before it loads anything else: all that `main.tsx` imports, without what is loaded later and types. */
function startSources(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    const source = readFileSync(file, "utf8");
    found.set(file, source);
    for (const [, name] of source.matchAll(
      /^(?:import(?! type)(?: [^"]*? from)?|\} from|export [^"]*? from) "([^"]+)"/gm,
    )) {
      const next = fileOf(name ?? "", file);
      if (next !== null) visit(next);
    }
  };
  visit(join(root, "renderer/main.tsx"));
  return found;
}

describe("the words that the window starts with", () => {
  const sources = [...startSources()].filter(([file]) => file.startsWith(join(root, "renderer")));

  test("are enough for all that is drawn before the rest is loaded", () => {
    expect(sources.map(([file]) => file)).toContain(join(root, "renderer/pages/start-page.tsx"));
    const areas = Object.keys(en);
    const used = sources.flatMap(([file, source]) =>
      [...source.matchAll(/["`]([a-zA-Z]+)\.[a-zA-Z$][^\s"`]*["`]/g)]
        .filter(([, area]) => areas.includes(area ?? ""))
        .map(([key, area]) => ({ area, key, file })),
    );
    expect(new Set(used.map(({ area }) => area))).toContain("ui");
    expect(used.filter(({ area }) => !Object.hasOwn(enStart, area ?? ""))).toEqual([]);
  });

  test.each([
    ["en", enStart, en],
    ["de", deStart, de],
  ] as const)("are a part of all words: %s", (_, start, whole) => {
    for (const [area, words] of Object.entries(start)) expect(whole[area as keyof typeof whole]).toBe(words);
    expect(Object.keys(start).length).toBeLessThan(Object.keys(whole).length);
  });

  test("leave out the pages that are loaded later", () => {
    expect(sources.map(([file]) => file)).not.toContain(join(root, "renderer/pages/settings-page.tsx"));
  });
});
