import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What is loaded as one file: what the module imports, all the way down, without what one before it has. */
const WHOLE_FILES = {
  // All that the first page needs, instead of one file for each set of later pages that share a part of it.
  window: "./renderer/main.tsx",
  "start-en": "./core/text/start-en.ts",
  "start-de": "./core/text/start-de.ts",
};

const fileOf = new Map<string, string>();

const findWholeFiles: Plugin = {
  name: "farsite:whole-files",
  buildEnd() {
    fileOf.clear();
    const visit = (id: string, file: string): void => {
      if (fileOf.has(id)) return;
      fileOf.set(id, file);
      for (const imported of this.getModuleInfo(id)?.importedIds ?? []) visit(imported, file);
    };
    for (const [file, module] of Object.entries(WHOLE_FILES)) visit(here(module), file);
  },
};

/** How the window is built, alone (`vite build -c vite.renderer.config.ts`) and as part of the whole app. */
export const rendererConfig: UserConfig = {
  root: here("./renderer"),
  // Relative, so that the same files work under app://farsite/ and under http://127.0.0.1:PORT/.
  base: "./",
  plugins: [react(), tailwindcss(), findWholeFiles],
  build: {
    outDir: here("./out/renderer"),
    emptyOutDir: true,
    minify: true,
    // light-dark() must reach the browser as it is: lowering it needs style rules the tokens don't have.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // `font-src 'self'` and `script-src 'self'` know no data: URLs.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // In one file with zod, what zod is told (zod-without-eval.ts) is told before any other file defines a schema.
          groups: [
            { name: "zod", test: /[\\/](?:node_modules[\\/]zod[\\/]|zod-without-eval\.ts$)/, priority: 2 },
            { debugName: "whole files", name: (id) => fileOf.get(id) ?? null, priority: 1 },
            // One file of what several pages share, instead of one for each set of them.
            { name: "shared", minShareCount: 3, test: (id) => !fileOf.has(id) },
          ],
        },
      },
    },
    // Loaded from the same machine; its size is held by test/e2e/renderer.setup.ts.
    chunkSizeWarningLimit: 1_000,
  },
};

export default defineConfig(rendererConfig);
