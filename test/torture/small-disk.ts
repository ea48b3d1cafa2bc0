import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of its own can be made by root on Linux only; elsewhere what needs one says so and is left out. */
export const canMountDisks = process.platform === "linux" && process.getuid?.() === 0 && mountsWork();

/** Mounts an empty disk of the given size in memory. */
export function mountDisk(sizeKib: number): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeKib}k`, "tmpfs", folder], { stdio: "ignore" });
  return folder;
}

export function unmountDisk(folder: string): void {
  // Lazily, since a store that is still open would keep it busy.
  execFileSync("umount", ["-l", folder]);
  rmdirSync(folder);
}

function mountsWork(): boolean {
  try {
    unmountDisk(mountDisk(64));
    return true;
  } catch {
    return false;
  }
}
