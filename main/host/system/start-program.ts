import { execFile } from "node:child_process";
import type { SystemCommand } from "#core/system/second-address.ts";
import { withSystemFolders } from "./system-folders.ts";

/** Runs one of the system's own programs for as long as it takes. @returns whether it succeeded, and what it printed */
export function startProgram({ program, args }: SystemCommand): Promise<{ succeeded: boolean; printed: string }> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { windowsHide: true, env: withSystemFolders({ LC_ALL: "C" }), encoding: "utf8" },
      (error, stdout, stderr) => {
        const printed = `${stderr}${stdout}`.replace(/\s+/g, " ").trim();
        resolve({ succeeded: error === null, printed: printed === "" && error !== null ? error.message : printed });
      },
    );
  });
}
