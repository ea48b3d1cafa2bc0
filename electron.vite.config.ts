import { fileURLToPath } from "node:url";
import { defineConfig } from "electron-vite";
import { rendererConfig } from "./vite.renderer.config.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The oldest Electron that the tests run the built app in embeds Node 20.18; the shipped one is newer. */
const nodeTarget = "node20.18";

export default defineConfig({
  main: {
    build: {
      outDir: here("./out/main"),
      target: nodeTarget,
      rolldownOptions: {
        input: {
          electron: here("./main/electron/electron.ts"),
          // The host runs in a utility process, which is started by file name.
          host: here("./main/electron/host-process.ts"),
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      outDir: here("./out/preload"),
      target: nodeTarget,
      rolldownOptions: {
        input: { preload: here("./preload/preload.ts") },
        // A sandboxed preload is run as a CommonJS script, and with "type": "module" only .cjs says so.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    ...rendererConfig,
    build: {
      ...rendererConfig.build,
      rolldownOptions: { ...rendererConfig.build?.rolldownOptions, input: here("./renderer/index.html") },
    },
  },
});
