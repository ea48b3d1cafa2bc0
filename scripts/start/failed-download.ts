import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A site visit without internet should wait once, not at every start; at home in the evening it is tried again. */
const REMEMBER_MS = 6 * 60 * 60 * 1000;

function noteFile(root: string): string {
  return join(root, "node_modules", ".cache", "farsite-electron-download.json");
}

/** Why the last download failed, undefined when there was none lately. */
export function recentFailure(root: string, nowMs: number): string | undefined {
  try {
    const { reason, atMs } = JSON.parse(readFileSync(noteFile(root), "utf8")) as { reason: string; atMs: number };
    const ageMs = nowMs - atMs;
    return ageMs >= 0 && ageMs < REMEMBER_MS ? reason : undefined;
  } catch {
    return undefined;
  }
}

export function rememberFailure(root: string, reason: string, nowMs: number): void {
  mkdirSync(join(root, "node_modules", ".cache"), { recursive: true });
  writeFileSync(noteFile(root), JSON.stringify({ reason, atMs: nowMs }));
}

export function forgetFailure(root: string): void {
  rmSync(noteFile(root), { force: true });
}
