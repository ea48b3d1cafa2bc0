import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { electronPackage, installedElectron } from "./electron-package.ts";

/** A server that accepts and then says nothing must not hold up the start. */
const STALL_MS = 15_000;
/** Less than this in that time (0.5 Mbit/s) would take most of an hour. */
const LEAST_PROGRESS_BYTES = 1_000_000;
const LOOK_EVERY_MS = 250;
const TAIL_CHARS = 10_000;

export interface DownloadOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Called once, when bytes come: from then on it takes as long as the line needs. */
  readonly onFirstBytes: () => void;
  readonly stallMs?: number;
}

export type Download = { readonly program: string } | { readonly failure: string };

function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.reduce((sum, entry) => {
    if (!entry.isFile()) return sum;
    return sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}

const errorCode =
  /\b(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|E\w+UNREACH|ENOSPC|EACCES|EPERM|EROFS|EPIPE|UND_ERR_\w+|CERT_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|DEPTH_ZERO_\w+)\b/;

/** Why the installer gave up, in a few words. */
export function explainDownloadFailure(output: string): string {
  const code = errorCode.exec(output)?.[1];
  const status = /Response code (\d{3})/.exec(output)?.[1];
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "no internet";
  if (code === "ENOSPC") return "the disk is full";
  if (code !== undefined) return code;
  if (status !== undefined) return `the server answered ${status}`;
  return /checksum|sumchecker|did not match/i.test(output)
    ? "the file is not the published one"
    : "the installer failed";
}

/** Downloads Electron's program with the package's own installer, watched from outside since it has no time-out. */
export function downloadElectron(root: string, options: DownloadOptions): Promise<Download> {
  const stallMs = options.stallMs ?? STALL_MS;
  const dist = join(electronPackage(root), "dist");
  mkdirSync(join(root, "node_modules", ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, "node_modules", ".cache", "electron-"));
  // @electron/get downloads into the folder for temporary files: one of its own can be watched and cleared away.
  const env = { ...options.env, TMPDIR: folder, TEMP: folder, TMP: folder, ELECTRON_GET_NO_PROGRESS: "1" };

  return new Promise((resolve) => {
    const nameFailure = new URL("name-fetch-failure.mjs", import.meta.url).href;
    const child = spawn(process.execPath, ["--import", nameFailure, join(electronPackage(root), "install.js")], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      signal: options.signal,
      killSignal: "SIGKILL",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-TAIL_CHARS)));
    }
    let stalled = false;
    let told = false;
    let mark = { bytes: 0, atMs: performance.now() };
    const look = setInterval(() => {
      const bytes = bytesIn(folder) + bytesIn(dist);
      if (bytes > 0 && !told) {
        told = true;
        options.onFirstBytes();
      }
      // Fewer bytes than before: the archive went into the cache, or was unpacked.
      if (bytes >= mark.bytes + LEAST_PROGRESS_BYTES || bytes < mark.bytes) mark = { bytes, atMs: performance.now() };
      else if (performance.now() - mark.atMs > stallMs) {
        stalled = true;
        child.kill("SIGKILL");
      }
    }, LOOK_EVERY_MS);
    child.once("error", (error) => (output += error.message));
    child.once("close", () => {
      clearInterval(look);
      rmSync(folder, { recursive: true, force: true });
      const program = installedElectron(root);
      if (program !== undefined) return resolve({ program });
      // Half an unpacked program would be taken for one that lacks libraries.
      rmSync(dist, { recursive: true, force: true });
      resolve({ failure: stalled ? `no progress for ${stallMs / 1000} s` : explainDownloadFailure(output) });
    });
  });
}
