import { lstat, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { HostError } from "#core/contract/errors.ts";
import { inputError } from "./read-input.ts";

export interface OutputFile {
  /** Where it belongs on another machine, or its name; below the folder in any case. */
  path: string;
  content: string | Uint8Array;
  hasSecrets: boolean;
}

/** Only whoever wrote it may read it. */
const SECRET_MODE = 0o600;
const OPEN_MODE = 0o644;

/**
 * Writes files below a folder, all of them or none, and none over one that is there. Returns where they are.
 *
 * @throws HostError BAD_INPUT: there is something of that name; InputError
 */
export async function writeFilesInto(folder: string, files: readonly OutputFile[]): Promise<string[]> {
  const written: string[] = [];
  const planned = files.map((file) => ({ ...file, to: join(folder, ...safeSegments(file.path)) }));
  for (const { to } of planned) {
    if (await isThere(to)) throw new HostError("BAD_INPUT", { detail: `${to} is there already` });
  }
  try {
    for (const { to, content, hasSecrets } of planned) {
      await mkdir(dirname(to), { recursive: true });
      await writeFile(to, content, { flag: "wx", mode: hasSecrets ? SECRET_MODE : OPEN_MODE });
      written.push(to);
    }
  } catch (error) {
    for (const to of written) await rm(to, { force: true }).catch(() => undefined);
    throw inputError(folder, error);
  }
  return written;
}

/** Parts of a path that lead downwards only, on Windows as well. */
function safeSegments(path: string): string[] {
  const segments = path
    .split(/[/\\]/)
    .map((segment) => segment.replaceAll(/[^\p{L}\p{N}._@+ -]/gu, "-"))
    .filter((segment) => segment !== "" && !/^\.+$/.test(segment));
  return segments.length > 0 ? segments : ["file"];
}

/** Also for a link that leads nowhere: nothing is written through one. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
