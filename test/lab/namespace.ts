import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { mkdirSync, readdirSync, readlinkSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Network namespaces by `ip netns`: naming them, running in them, and taking down exactly what is in them. */

const pollMs = 10;
const namespaceFolder = "/run/netns";
/** `ip netns exec` shows a namespace the files of its folder here instead of those in /etc. */
const etcFolder = "/etc/netns";
const hostPattern = /^[a-z][a-z0-9]{0,9}$/;
/** A prefix ends in its only hyphen and a host has none, so one lab's names can never begin with another's prefix. */
const prefixPattern = /^[a-z][a-z0-9]{0,19}-$/;

/** @throws Error when no host of a lab can be called that. */
function assertHost(host: string): void {
  if (!hostPattern.test(host)) throw new Error(`"${host}" is no lab host name`);
}

/** @throws Error when the prefix could be mistaken for another lab's. */
export function assertPrefix(prefix: string): void {
  if (!prefixPattern.test(prefix)) {
    throw new Error(`"${prefix}" is no lab prefix: up to 20 lower-case letters and digits, then one hyphen`);
  }
}

/** Names of the existing namespaces of the lab with this prefix. */
export function namespacesOf(prefix: string): string[] {
  let names: string[];
  try {
    names = readdirSync(namespaceFolder);
  } catch {
    return [];
  }
  return names.filter((name) => name.startsWith(prefix) && hostPattern.test(name.slice(prefix.length)));
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a system tool to its end. @throws Error with its error output when it fails. */
export function runTool(argv: readonly [string, ...string[]], stdin = ""): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const [command, ...args] = argv;
    const child = spawn(command, args, { stdio: "pipe", env: { ...process.env, PATH: searchPath(), LC_ALL: "C" } });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.stdin.on("error", () => undefined);
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve({ stdout, stderr });
      else reject(new Error(`${argv.join(" ")} failed (${code}): ${stderr.trim() || stdout.trim()}`));
    });
    child.stdin.end(stdin);
  });
}

/** ip, nft and the daemons are in sbin, which a `su` shell may not have on its path. */
export function searchPath(): string {
  return `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin:/usr/bin:/bin`;
}

/** Starts a program in a namespace. The child's pid is the program's own: `ip netns exec` replaces itself. */
export function spawnIn(namespace: string, argv: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn("ip", ["netns", "exec", namespace, ...argv], options);
}

/** Ids of all processes whose network namespace is one of these. */
export function processesIn(namespaces: readonly string[]): number[] {
  const inodes = new Set(
    namespaces.flatMap((name) => {
      try {
        return [`net:[${statSync(join(namespaceFolder, name)).ino}]`];
      } catch {
        return [];
      }
    }),
  );
  if (inodes.size === 0) return [];
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return inodes.has(readlinkSync(`/proc/${pid}/ns/net`));
      } catch {
        return false; // it ended meanwhile
      }
    })
    .map(Number);
}

const termGraceMs = 1_000;
const killWaitMs = 5_000;

/**
 * Ends every process in the namespaces, by their membership and nothing else: first politely, except those that need
 * no farewell, then for good.
 * @throws Error when one survives, or when this process itself is in one of them.
 */
export async function endProcessesIn(
  namespaces: readonly string[],
  needsNoFarewell: (pid: number) => boolean,
): Promise<void> {
  const signal = (name: NodeJS.Signals, wanted: (pid: number) => boolean): number => {
    const pids = processesIn(namespaces);
    if (pids.includes(process.pid)) throw new Error("this process runs inside the lab it should take down");
    const chosen = pids.filter(wanted);
    for (const pid of chosen) {
      try {
        process.kill(pid, name);
      } catch {
        // it ended meanwhile
      }
    }
    return chosen.length;
  };
  const polite = (pid: number) => !needsNoFarewell(pid);
  if (signal("SIGTERM", polite) > 0) await waitUntil(() => !processesIn(namespaces).some(polite), termGraceMs);
  const gone = await waitUntil(() => signal("SIGKILL", () => true) === 0, killWaitMs);
  if (!gone) throw new Error(`processes ${processesIn(namespaces).join(", ")} do not end`);
}

/** Writes the resolv.conf that programs in a namespace are shown; null: it was told no name server. */
export function writeResolvConf(prefix: string, host: string, nameServer: string | null): void {
  assertHost(host);
  const folder = join(etcFolder, prefix + host);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "resolv.conf"), nameServer === null ? "" : `nameserver ${nameServer}\n`);
}

/** Deletes namespaces (their devices go with them) and their files under /etc. */
export async function deleteNamespaces(namespaces: readonly string[]): Promise<void> {
  if (namespaces.length > 0) {
    await runTool(["ip", "-batch", "-"], namespaces.map((name) => `netns del ${name}\n`).join(""));
  }
  for (const name of namespaces) rmSync(join(etcFolder, name), { recursive: true, force: true });
  try {
    rmdirSync(etcFolder);
  } catch {
    // it is not there, or not ours alone
  }
}

/** Whether the condition came true within the time. */
export async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (condition()) return true;
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
