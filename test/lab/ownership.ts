import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assertPrefix, deleteNamespaces, endProcessesIn, namespacesOf } from "./namespace.ts";

/**
 * Which process a lab belongs to. A lab whose process is gone (kill -9, a crashed test run) is taken down by whoever
 * brings up the next one; a lab whose process lives is never touched.
 */

const stateFolder = "/run/farsite-lab";

interface Owner {
  readonly pid: number;
  /** Start time in clock ticks since boot: a process id alone may have been given to somebody else since. */
  readonly startTicks: string;
}

/** The start time of a process (proc(5), field 22 of stat); null when there is no such process. */
function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Field 2, the command, may hold spaces and parentheses; the rest begins after its last parenthesis.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

const lockOf = (prefix: string) => join(stateFolder, `${prefix}owner`);
const folderOf = (prefix: string) => join(stateFolder, `${prefix}files`);

function livingOwner(prefix: string): Owner | null {
  try {
    const owner = JSON.parse(readFileSync(lockOf(prefix), "utf8")) as Owner;
    return startTicksOf(owner.pid) === owner.startTicks ? owner : null;
  } catch {
    return null;
  }
}

/** Takes down the processes, namespaces and files of one prefix; see `endProcessesIn` for the farewell. */
export async function removeLab(prefix: string, needsNoFarewell: (pid: number) => boolean): Promise<void> {
  const namespaces = namespacesOf(prefix);
  await endProcessesIn(namespaces, needsNoFarewell);
  await deleteNamespaces(namespaces);
  rmSync(folderOf(prefix), { recursive: true, force: true });
  rmSync(lockOf(prefix), { force: true });
}

async function removeAbandonedLabs(): Promise<void> {
  const prefixes = readdirSync(stateFolder).flatMap((name) => /^(.+-)owner$/.exec(name)?.[1] ?? []);
  for (const prefix of prefixes) {
    if (livingOwner(prefix) !== null) continue;
    // Of several processes that find it abandoned, the one whose rename succeeds takes it down.
    const claimed = join(stateFolder, `${prefix}abandoned-${process.pid}`);
    try {
      renameSync(lockOf(prefix), claimed);
    } catch {
      continue;
    }
    await removeLab(prefix, () => true);
    rmSync(claimed, { force: true });
  }
}

/**
 * Makes the prefix this process's own, after clearing away what crashed labs left behind.
 * @returns the folder for the lab's files.
 * @throws Error when a living process has a lab with this prefix.
 */
export async function claimPrefix(prefix: string): Promise<string> {
  assertPrefix(prefix);
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  await removeAbandonedLabs();
  const draft = join(stateFolder, `${prefix}draft-${process.pid}`);
  const owner: Owner = { pid: process.pid, startTicks: startTicksOf(process.pid) ?? "" };
  writeFileSync(draft, JSON.stringify(owner));
  try {
    // A hard link appears whole or not at all, and fails when there is one already.
    linkSync(draft, lockOf(prefix));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const other = livingOwner(prefix);
    const who = other?.pid ?? "unknown";
    throw new Error(`a lab with prefix "${prefix}" is up already (process ${who})`, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
  // Namespaces of our names without an owner file: left by something that did not even get to write one.
  const leftovers = namespacesOf(prefix);
  await endProcessesIn(leftovers, () => true);
  await deleteNamespaces(leftovers);
  const folder = folderOf(prefix);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}
