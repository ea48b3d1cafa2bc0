import { fileURLToPath } from "node:url";
import { build } from "vite";
import { rendererConfig } from "../../vite.renderer.config.ts";

/** Beside the app's own output, so that a test of the window alone never changes what another one is serving. */
export const FAKE_RENDERER_FOLDER = fileURLToPath(new URL("../../out/renderer-alone/", import.meta.url));

/** Builds the window as it is shipped. */
export async function buildRenderer(): Promise<void> {
  await build({
    ...rendererConfig,
    configFile: false,
    logLevel: "warn",
    build: { ...rendererConfig.build, outDir: FAKE_RENDERER_FOLDER },
  });
}
