import { existsSync } from "node:fs";
import { downloadElectron } from "./download-electron.ts";
import { installedElectron } from "./electron-package.ts";
import { forgetFailure, recentFailure, rememberFailure } from "./failed-download.ts";

export type FoundElectron = { readonly program: string } | { readonly whyNot: string };

/** Electron's program, downloaded when it is not there yet; or why it can't be had, as the beginning of a sentence. */
export async function findElectron(options: {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** The person asked for it: try a download that failed lately again. */
  readonly insist: boolean;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}): Promise<FoundElectron> {
  const { root, env, insist, signal, say } = options;
  const given = env["FARSITE_ELECTRON_EXECUTABLE"];
  if (given !== undefined && given !== "") {
    return existsSync(given) ? { program: given } : { whyNot: `FARSITE_ELECTRON_EXECUTABLE names no file (${given})` };
  }
  const program = installedElectron(root);
  if (program !== undefined) return { program };
  const earlier = insist ? undefined : recentFailure(root, Date.now());
  if (earlier !== undefined) {
    return {
      whyNot: `Electron's program couldn't be downloaded lately (${earlier}; "npm start -- --electron" tries again)`,
    };
  }
  const onFirstBytes = (): void => say("downloading Electron's program (once, about 120 MB) ...");
  const download = await downloadElectron(root, { env, signal, onFirstBytes });
  if ("program" in download) {
    forgetFailure(root);
    return download;
  }
  if (!signal.aborted) rememberFailure(root, download.failure, Date.now());
  return { whyNot: `Electron's program can't be downloaded (${download.failure})` };
}

/** Whether a window can be opened at all. */
export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  return platform !== "linux" || Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}
