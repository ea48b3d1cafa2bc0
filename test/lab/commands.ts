import type { ChildProcess, SpawnOptions } from "node:child_process";
import { dirname, join } from "node:path";
import { spawnIn, searchPath } from "./namespace.ts";

/** Running programs on the lab's hosts. */

const repositoryRoot = join(import.meta.dirname, "../..");

export interface RunOptions {
  /** Added to the lab's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** After this the program is ended and the result says `timedOut`; default 30,000. */
  readonly timeoutMs?: number;
  /** Ends the program; the result then has its `signal`. */
  readonly signal?: AbortSignal;
  /** Written to its standard input. */
  readonly stdin?: string;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
}

/** A healthy command of the lab's tests is done in a few seconds, also on a busy machine. */
const defaultRunTimeoutMs = 30_000;
/** Between asking a program to end and ending it. */
const endGraceMs = 2_000;
/** The longest output of a test's command is some 100 kB of JSON. */
const maxOutputCharacters = 16_000_000;

/** This Node first on the path, and no proxies: the lab's laptop could not reach them. */
function hostEnvironment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const environment = Object.fromEntries(
    Object.entries({ ...process.env, ...extra }).filter(([name]) => !/^(https?|all|no|ftp)_proxy$/i.test(name)),
  );
  return { ...environment, PATH: `${dirname(process.execPath)}:${searchPath()}` };
}

/** Starts a program on a host, in the repository's root folder; `env` is added to the lab's environment. */
export function startOn(namespace: string, argv: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawnIn(namespace, argv, { cwd: repositoryRoot, ...options, env: hostEnvironment(options.env ?? {}) });
}

/** Runs a program on a host to its end. @throws Error only when it could not be started. */
export function runOn(namespace: string, argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    // A process group of its own, so that a timeout also ends what a shell script started.
    const child = startOn(namespace, argv, { stdio: "pipe", detached: true, env: { ...options.env } });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
        if (output[name].length < maxOutputCharacters) output[name] += chunk;
      });
    }
    child.stdin?.on("error", () => undefined); // it need not read what it is given
    child.stdin?.end(options.stdin ?? "");

    let timedOut = false;
    let killTimer: NodeJS.Timeout | undefined;
    const end = () => {
      killGroup(child, "SIGTERM");
      killTimer ??= setTimeout(() => killGroup(child, "SIGKILL"), endGraceMs);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, options.timeoutMs ?? defaultRunTimeoutMs);
    if (options.signal?.aborted) end();
    options.signal?.addEventListener("abort", end, { once: true });
    const settle = () => {
      clearTimeout(timer);
      clearTimeout(killTimer);
      options.signal?.removeEventListener("abort", end);
    };
    child.once("error", (error) => {
      settle();
      reject(error);
    });
    child.once("close", (exitCode, signal) => {
      settle();
      resolve({ ...output, exitCode, signal, timedOut });
    });
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // the whole group has ended
  }
}
