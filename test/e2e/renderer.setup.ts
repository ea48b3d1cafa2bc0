import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test as setup } from "@playwright/test";
import { buildRenderer, FAKE_RENDERER_FOLDER } from "./build-renderer.ts";

/** What the window loads before its first page stands, compressed: what `index.html` names and its words in the longer language. */
const MAX_START_BYTES = 300_000;

/** All the rest, compressed: the other pages and dialogs, all other words, in both languages. */
const MAX_LATER_BYTES = 500_000;

const ASSETS = join(FAKE_RENDERER_FOLDER, "assets");

const compressed = async (file: string): Promise<number> => gzipSync(await readFile(join(ASSETS, file))).length;

/** The scripts that the browser is told of before it runs any; what these import is among them, Vite names it to save round trips. */
async function namedScripts(): Promise<readonly string[]> {
  const page = await readFile(join(FAKE_RENDERER_FOLDER, "index.html"), "utf8");
  return [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(([, file]) => file ?? "");
}

setup("build the window", async () => {
  await buildRenderer();
  const scripts = (await readdir(ASSETS)).filter((file) => file.endsWith(".js"));
  const sizes = new Map(await Promise.all(scripts.map(async (file) => [file, await compressed(file)] as const)));
  const sum = (files: readonly string[]): number =>
    files.reduce((total, file) => total + (sizes.get(file) ?? Number.NaN), 0);
  const words = ["start-en-", "start-de-"].map((start) => sum(scripts.filter((file) => file.startsWith(start))));
  expect(Math.min(...words)).toBeGreaterThan(0);

  const named = await namedScripts();
  expect(named).not.toHaveLength(0);
  const start = sum(named) + Math.max(...words);
  const later = sum(scripts) - start;
  console.log(`the window: ${start} bytes to start with, ${later} later, in ${scripts.length} files`);
  expect(start).toBeLessThan(MAX_START_BYTES);
  expect(later).toBeLessThan(MAX_LATER_BYTES);
});
