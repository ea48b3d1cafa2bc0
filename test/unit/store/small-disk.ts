import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A disk of its own can be made by root on Linux only; elsewhere the tests that need one say so and are left out. */
export const canMountDisks = process.platform === "linux" && process.getuid?.() === 0 && mountsWork();

/** Mounts an empty disk of the given size in memory, unmounted after the test. */
export function mountSmallDisk(sizeKib: number): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeKib}k`, "tmpfs", folder]);
  onTestFinished(() => unmount(folder));
  return folder;
}

export function makeReadOnly(mountedFolder: string): void {
  execFileSync("mount", ["-o", "remount,ro", mountedFolder]);
}

function unmount(folder: string): void {
  // Lazily, since a store that is still open would keep it busy.
  execFileSync("umount", ["-l", folder]);
  rmdirSync(folder);
}

function mountsWork(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "farsite-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
    unmount(folder);
    return true;
  } catch {
    rmdirSync(folder);
    return false;
  }
}
