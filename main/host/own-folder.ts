import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { systemErrorCode } from "./system-error.ts";

/**
 * Makes a folder, for its owner only, with the missing ones above it. Node's own recursive mkdir never returns where a file
 * system says "no such file" to every attempt (`/proc`, some network mounts); this one fails there.
 *
 * @throws the system's error of the folder that can't be made
 */
export function makeOwnFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const at of missing) {
    try {
      mkdirSync(at, { mode: 0o700 });
    } catch (error) {
      // Another Farsite was faster.
      if (systemErrorCode(error) !== "EEXIST") throw error;
    }
  }
}
