import { randomUUID } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { makeOwnFolder } from "./own-folder.ts";
import { systemErrorCode } from "./system-error.ts";

/** No exchange of files takes a day; by then the process that a number names is another one. */
const KEEP_MS = 24 * 60 * 60 * 1_000;

const NAME = /^[a-z]+-(\d{1,10})-[0-9a-f-]{36}\.[a-z]+$/;

/** Files that are on their way: `temp/` in the data folder, on the same disk as what they become. */
export interface TempFolder {
  /** A path that nothing has yet. The folder exists when this returns. Throws the system's error of the folder. */
  newFile(kind: string, ending: string): string;
  /** Removes what processes left that are gone. Never throws: what can't be removed now is removed another time. */
  clean(): void;
}

export function createTempFolder(dataFolder: string, now: () => Date): TempFolder {
  const folder = join(dataFolder, "temp");
  return {
    newFile: (kind, ending) => {
      makeOwnFolder(folder);
      return join(folder, `${kind}-${process.pid}-${randomUUID()}.${ending}`);
    },
    clean: () => {
      for (const name of namesIn(folder)) {
        const owner = Number(NAME.exec(name)?.[1] ?? Number.NaN);
        if (Number.isNaN(owner)) continue;
        const file = join(folder, name);
        try {
          const isOld = now().getTime() - statSync(file).mtimeMs > KEEP_MS;
          if (isOld || !isRunning(owner)) rmSync(file, { force: true });
        } catch {
          // Another shell was faster, or Windows still has it open.
        }
      }
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Signal 0 asks and does nothing; not being allowed to ask says that somebody is there. */
function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === "EPERM";
  }
}
