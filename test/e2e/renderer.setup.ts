import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test as setup } from "@playwright/test";
import { buildRenderer, FAKE_RENDERER_FOLDER } from "./build-renderer.ts";

/** What the window loads before it shows anything, compressed; both languages are in it. 405 kB when this was written. */
const MAX_SCRIPT_BYTES = 460_000;

setup("build the window", async () => {
  await buildRenderer();
  const assets = join(FAKE_RENDERER_FOLDER, "assets");
  const scripts = (await readdir(assets)).filter((file) => file.endsWith(".js"));
  const sizes = await Promise.all(scripts.map(async (file) => gzipSync(await readFile(join(assets, file))).length));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_SCRIPT_BYTES);
});
