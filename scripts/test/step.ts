import { spawn } from "node:child_process";

export interface Skipped {
  readonly name: string;
  readonly reason: string;
}

/** A test that failed, with the beginning of what it said. */
export interface Failure {
  readonly name: string;
  readonly lines: readonly string[];
}

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skipped[];
  /** Those of `failed` that can be named. */
  readonly failures: readonly Failure[];
  /** Passed, but not at the first try. */
  readonly flaky: readonly Failure[];
}

export interface Step {
  readonly name: string;
  readonly run: (signal: AbortSignal) => Promise<StepResult>;
}

export const passed: StepResult = { passed: 1, failed: 0, skipped: [], failures: [], flaky: [] };
export const failed: StepResult = { passed: 0, failed: 1, skipped: [], failures: [], flaky: [] };

/**
 * Runs a program with its output shown as it comes.
 * @param timeoutMs after which it counts as hanging and is killed with everything it started
 * @returns its exit code, null when it was killed or could not be started
 */
export function show(
  command: readonly [string, ...string[]],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
  },
): Promise<number | null> {
  const [program, ...args] = command;
  const ownGroup = process.platform !== "win32";
  return new Promise((resolve) => {
    const { cwd, env } = options;
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"], detached: ownGroup });
    const kill = (): void => {
      if (child.pid === undefined) return;
      if (ownGroup) process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    };
    const timer = setTimeout(() => {
      console.error(`Farsite: ${program} did not end within ${options.timeoutMs / 60_000} minutes and was stopped.`);
      kill();
    }, options.timeoutMs);
    options.signal.addEventListener("abort", kill, { once: true });
    const end = (code: number | null): void => {
      clearTimeout(timer);
      options.signal.removeEventListener("abort", kill);
      resolve(code);
    };
    child.once("error", (error) => {
      console.error(`Farsite: ${program} can't be started (${error.message}).`);
      end(null);
    });
    child.once("close", (code) => end(code));
  });
}
