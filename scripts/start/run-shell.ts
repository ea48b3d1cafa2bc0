import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";

/** An end with an error in this time means that Electron can't run here; later it is a crash, which no browser tab helps. */
const EARLY_MS = 10_000;

/** Starts a shell of the app in a process group of its own, so that Ctrl-C reaches it once: from here. */
function spawnShell(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: "inherit" | ["ignore", "inherit", "pipe"],
): ChildProcess {
  // Windows sends Ctrl-C to every program of the console, and has no way to pass it on.
  const own = process.platform !== "win32";
  const child = spawn(program, args, { env, stdio, detached: own });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (own) child.kill(signal);
    });
  }
  return child;
}

/** A shell's exit code as other shells report it. */
function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + constants.signals[signal ?? "SIGKILL"];
}

/** Runs a program until it ends. */
export function runToEnd(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawnShell(program, args, env, "inherit");
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}

/** Why Electron ended at once, in a few words. */
export function explainEarlyEnd(output: string, ending: string): string {
  if (/running as root without --no-sandbox/i.test(output)) return "it refuses to run as root";
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(output)?.[1];
  if (library !== undefined) return `the system lacks ${library}`;
  if (/sandbox/i.test(output) && /(SUID|setuid|namespace)/i.test(output))
    return "this system does not allow its sandbox";
  if (/(missing X server|cannot open display|Failed to open Wayland|ozone_platform)/i.test(output)) {
    return "the display does not answer";
  }
  return ending;
}

export type ElectronRun = { readonly exitCode: number } | { readonly whyNot: string };

/**
 * Runs Electron until it ends. What it prints in its first seconds is held back, since a start that fails is told in one
 * line, and shown once it is clear that it runs.
 */
export function runElectron(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<ElectronRun> {
  const clean = { ...env };
  // Set in the terminals of editors that are Electron apps themselves; it would make Electron a plain Node.
  delete clean["ELECTRON_RUN_AS_NODE"];
  return new Promise((resolve) => {
    const startedMs = performance.now();
    const child = spawnShell(program, args, clean, ["ignore", "inherit", "pipe"]);
    let held: string | undefined = "";
    const release = (): void => {
      process.stderr.write(held ?? "");
      held = undefined;
    };
    const timer = setTimeout(release, EARLY_MS);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (held === undefined) process.stderr.write(text);
      else held += text;
    });
    let failure: string | undefined;
    child.once("error", (error) => (failure = error.message));
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      const stopped = signal === "SIGINT" || signal === "SIGTERM" || signal === "SIGHUP";
      const early = performance.now() - startedMs < EARLY_MS && code !== 0 && !stopped;
      if (failure === undefined && !early) {
        release();
        return resolve({ exitCode: exitCodeOf(code, signal) });
      }
      const ending = failure ?? (signal === null ? `exit code ${code}` : signal);
      resolve({ whyNot: `Electron can't start (${explainEarlyEnd(held ?? "", ending)})` });
    });
  });
}
