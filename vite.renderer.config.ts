import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** How the window is built, alone (`vite build -c vite.renderer.config.ts`) and as part of the whole app. */
export const rendererConfig: UserConfig = {
  root: here("./renderer"),
  // Relative, so that the same files work under app://farsite/ and under http://127.0.0.1:PORT/.
  base: "./",
  plugins: [react(), tailwindcss()],
  build: {
    outDir: here("./out/renderer"),
    emptyOutDir: true,
    minify: true,
    // light-dark() must reach the browser as it is: lowering it needs style rules the tokens don't have.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // `font-src 'self'` and `script-src 'self'` know no data: URLs.
    assetsInlineLimit: 0,
    // What several pages share comes first in a bundle of many files; zod must be told before the first schema (zod-without-eval.ts).
    rolldownOptions: { output: { strictExecutionOrder: true } },
    // One file, loaded from the same machine; its size is held by test/e2e/renderer.setup.ts.
    chunkSizeWarningLimit: 1_700,
  },
};

export default defineConfig(rendererConfig);
