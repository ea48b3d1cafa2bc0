import { fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Profiler } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openInputFile } from "./input-file.ts";
import type { ChildMessage, ChildTask } from "./reading-child.ts";
import type { RunResult } from "./run-target.ts";

/** Far longer than any reading takes on the slowest machine: what is not done by then never will be. */
const HANGS_MS = 10_000;
const LOOK_EVERY_MS = 250;
/** Captures and changed inputs are a few hundred kilobytes; a reader that needs this much multiplies them. */
const MAX_HEAP_MB = 512;
/** The end of what a dying process says: the reason stands there. */
const LAST_WORDS_CHARACTERS = 4_000;

export type WatchedRun = {
  /** By target; what comes behind one that hangs was not run. */
  results: Map<string, RunResult>;
  coverage: Profiler.ScriptCoverage[];
};

/**
 * Runs targets in a process and watches it. A reading that hangs, or that eats all memory, ends the process and becomes a finding
 * like any other.
 */
export async function watchedRun(task: Omit<ChildTask, "inputFile">, hangsMs = HANGS_MS): Promise<WatchedRun> {
  const folder = mkdtempSync(join(tmpdir(), "farsite-fuzz-"));
  const path = join(folder, "input");
  writeFileSync(path, new Uint8Array());
  const inputFile = openInputFile(path);
  const child = fork(fileURLToPath(new URL("reading-child.ts", import.meta.url)), {
    execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`],
    serialization: "advanced",
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  const results: WatchedRun["results"] = new Map();
  let lastWords = "";
  let problem: string | null = null;
  let coverage: Profiler.ScriptCoverage[] | null = null;
  let seen = { turn: 0, sinceMs: performance.now() };
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS_CHARACTERS);
  });
  child.on("message", (message: ChildMessage) => {
    if (message.kind === "target") results.set(message.name, message.result);
    else coverage = message.coverage;
  });
  const watch = setInterval(() => {
    const turn = inputFile.turn();
    if (turn !== seen.turn) seen = { turn, sinceMs: performance.now() };
    else if (turn !== 0 && performance.now() - seen.sinceMs > hangsMs) {
      problem ??= `not read within ${hangsMs} ms`;
      child.kill("SIGKILL");
    }
  }, LOOK_EVERY_MS);
  try {
    child.send({ ...task, inputFile: path } satisfies ChildTask);
    const how = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(`the process ended with ${signal ?? code}`));
    });
    const current = task.targets.find((name) => !results.has(name));
    if (coverage === null && current !== undefined) {
      const error = problem ?? `${how}\n${lastWords}`;
      results.set(current, { runs: inputFile.turn(), corpus: 0, findings: [{ input: inputFile.input(), error }] });
    }
    return { results, coverage: coverage ?? [] };
  } finally {
    clearInterval(watch);
    inputFile.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
