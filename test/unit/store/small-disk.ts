import { execFileSync } from "node:child_process";
import { onTestFinished } from "vitest";
import { mountDisk, unmountDisk } from "../../torture/small-disk.ts";

/** Mounts an empty disk of the given size in memory, unmounted after the test. */
export function mountSmallDisk(sizeKib: number): string {
  const folder = mountDisk(sizeKib);
  onTestFinished(() => unmountDisk(folder));
  return folder;
}

export function makeReadOnly(mountedFolder: string): void {
  execFileSync("mount", ["-o", "remount,ro", mountedFolder]);
}
