import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "../build/build-app.ts";
import { findElectron, hasDisplay } from "../start/find-electron.ts";
import { failure } from "./failure.ts";
import { failed, passed, show, type Step, type StepResult } from "./step.ts";
import { hasProgram } from "./system-packages.ts";

const STATIC_TIMEOUT_MS = 3 * 60_000;
const FUZZ_TIMEOUT_MS = 12 * 60_000;
/** For each reader; the same inputs every time, so that no busy machine takes fewer branches. */
const FUZZ_RUNS = "6000";
/** Each kill starts a program anew; 500 take a quarter of an hour on two busy cores. */
const TORTURE_TIMEOUT_MS = 45 * 60_000;
/** Hundreds of stores, each of which waits for its disk: a busy machine has needed five and a half minutes. */
const UNIT_TIMEOUT_MS = 8 * 60_000;
/** The long run checks the site in every topology. */
const LAB_TIMEOUT_MS = 20 * 60_000;
/** Two installs over a slow line. */
const CLONE_TIMEOUT_MS = 8 * 60_000;
/** Three minutes; a busy machine has needed six, and a test that hangs is tried twice. */
const E2E_TIMEOUT_MS = 15 * 60_000;

export interface StepContext {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A program's own file in node_modules, run by this Node: no shell, no shebang, no .cmd. */
function tool({ root }: StepContext, ...path: readonly string[]): [string, string] {
  return [process.execPath, join(root, "node_modules", ...path)];
}

function check(
  context: StepContext,
  name: string,
  command: [string, ...string[]],
  timeoutMs = STATIC_TIMEOUT_MS,
): Step {
  return {
    name,
    async run(signal) {
      const { root: cwd, env } = context;
      return (await show(command, { cwd, env, timeoutMs, signal })) === 0 ? passed : failed;
    },
  };
}

function fuzz(context: StepContext): Step {
  const script = join(context.root, "scripts", "fuzz.ts");
  return check(context, "fuzz", [process.execPath, script, "--runs", FUZZ_RUNS], FUZZ_TIMEOUT_MS);
}

function torture(context: StepContext): Step {
  const script = join(context.root, "scripts", "torture.ts");
  return check(context, "torture", [process.execPath, script], TORTURE_TIMEOUT_MS);
}

function build({ root }: StepContext): Step {
  return {
    name: "build",
    async run(signal) {
      const result = await buildApp(root, { force: false, signal });
      if (!result.ok) console.error(result.output);
      return result.ok ? passed : failed;
    },
  };
}

/** Runs a test runner that leaves its result in a file; without one, it counts as one failure. */
async function runTests(
  { root, env }: StepContext,
  name: string,
  command: [string, ...string[]],
  options: { readonly timeoutMs: number; readonly signal: AbortSignal; readonly env?: NodeJS.ProcessEnv },
): Promise<StepResult> {
  const file = join(root, "test-results", `${name}.json`);
  rmSync(file, { force: true });
  const code = await show(command, {
    cwd: root,
    env: { ...env, ...options.env, FARSITE_TEST_RESULT: file },
    timeoutMs: options.timeoutMs,
    signal: options.signal,
  });
  if (!existsSync(file)) return { ...failed, failures: [failure(name, [{ message: "it ended without a result" }])] };
  const result = JSON.parse(readFileSync(file, "utf8")) as StepResult;
  // A runner that is unhappy for another reason than a failed test must not pass.
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

function vitest(context: StepContext, name: string, projects: readonly string[], timeoutMs: number): Step {
  const summary = join(context.root, "scripts", "test", "vitest-summary.ts");
  const selected = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", `--reporter=${summary}`];
  return {
    name,
    run: async (signal) => {
      const inMemory = name === "unit" ? memoryFolder() : null;
      try {
        return await runTests(
          context,
          name,
          [...tool(context, "vitest", "vitest.mjs"), "run", ...selected, ...reporters],
          {
            timeoutMs,
            signal,
            env: inMemory === null ? {} : { TMPDIR: inMemory },
          },
        );
      } finally {
        if (inMemory !== null) rmSync(inMemory, { recursive: true, force: true });
      }
    },
  };
}

/** What the tests leave there in one run is some hundred megabytes. */
const MEMORY_BYTES = 4_000_000_000;

/**
 * A folder in memory for what tests write, where Linux has room for it: hundreds of them wait for the disk at every write, which is a
 * third of their time. A killed process leaves the same there; what a disk may do besides is the torture's part. Null: none.
 */
function memoryFolder(): string | null {
  const shared = "/dev/shm";
  if (process.platform !== "linux" || !existsSync(shared)) return null;
  const { bavail, bsize } = statfsSync(shared);
  if (bavail * bsize < MEMORY_BYTES) return null;
  const folder = mkdtempSync(join(shared, "farsite-test-"));
  // As /tmp: servers that tests start under another name have folders there, too.
  chmodSync(folder, 0o1777);
  return folder;
}

/**
 * What a command is wrapped in so that windows have a screen, and so that not one packet can leave the machine: a network
 * namespace with nothing but loopback, where the machine lets us have one.
 */
function wrapped({ env }: StepContext, command: readonly [string, ...string[]]): [string, ...string[]] {
  if (process.platform !== "linux") return [...command];
  const screen = !hasDisplay(env, "linux") && hasProgram("xvfb-run", env) ? ["xvfb-run", "-a", ...command] : command;
  const mayIsolate = process.getuid?.() === 0 && hasProgram("unshare", env) && hasProgram("ip", env);
  if (!mayIsolate) return screen as [string, ...string[]];
  return ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", ...screen];
}

/** Which Electron the tests run, or why none. Looked for before them, since inside their namespace nothing can be downloaded. */
async function electronEnv({ root, env }: StepContext, signal: AbortSignal): Promise<NodeJS.ProcessEnv> {
  const electron = await findElectron({ root, env, insist: false, signal, say: console.log });
  return "program" in electron
    ? { FARSITE_ELECTRON_EXECUTABLE: electron.program }
    : { FARSITE_ELECTRON_MISSING: electron.whyNot };
}

/** Two files at once: a window, a site and a check wait more than they work. */
const E2E_PARTS = {
  window: ["--project=renderer", "--workers=2"],
  e2e: ["--project=electron", "--project=journey", "--workers=2"],
} as const;

function endToEnd(context: StepContext, name: keyof typeof E2E_PARTS): Step {
  const { root } = context;
  return {
    name,
    async run(signal) {
      const env = name === "e2e" ? await electronEnv(context, signal) : {};
      const summary = join(root, "scripts", "test", "playwright-summary.ts");
      const playwright = [
        ...tool(context, "@playwright", "test", "cli.js"),
        "test",
        ...E2E_PARTS[name],
        `--reporter=list,${summary}`,
      ] as const;
      return runTests(context, name, wrapped(context, playwright), { timeoutMs: E2E_TIMEOUT_MS, signal, env });
    },
  };
}

/** Steps one after the other. */
type Lane = readonly Step[];

/**
 * All steps, in rows: a row begins when the one before has ended, and its lanes go on beside each other. The lab waits for its networks most
 * of the time, and leaves room for what reckons. What costs a second comes first.
 */
export function allSteps(context: StepContext): readonly (readonly Lane[])[] {
  const formatted = check(context, "format", [...tool(context, "oxfmt", "bin", "oxfmt"), "--check", "."]);
  const read: Lane = [
    check(context, "lint", [...tool(context, "oxlint", "bin", "oxlint")]),
    check(context, "types", [process.execPath, join(context.root, "scripts", "typecheck.ts")]),
    check(context, "unused", [...tool(context, "knip", "bin", "knip.js")]),
  ];
  const clone = vitest(context, "clone", ["clone"], CLONE_TIMEOUT_MS);
  return [
    [[formatted, build(context)]],
    [[vitest(context, "unit", ["unit", "contract"], UNIT_TIMEOUT_MS)], [...read, clone]],
    // Samples of both are among the unit tests.
    ...(context.env["FARSITE_LONG"] === "1" ? [[[fuzz(context), torture(context)]]] : []),
    [[vitest(context, "lab", ["lab"], LAB_TIMEOUT_MS)], [endToEnd(context, "window")]],
    [[endToEnd(context, "e2e")]],
  ];
}
