import { Session, type Profiler } from "node:inspector/promises";
import { openInputFile } from "./input-file.ts";
import type { RunResult } from "./run-target.ts";

/** Targets one after the other in a process of its own: what hangs or eats all memory there is ended from outside. */
export type ChildTask = {
  targets: readonly string[];
  seed: number;
  /** For each target. */
  runs: number;
  /** Ends each target's run after this time; null: only the number of runs does. */
  limitMs: number | null;
  withCoverage: boolean;
  inputFile: string;
};

export type ChildMessage =
  | { kind: "target"; name: string; result: RunResult }
  /** Of the files of `core` only. */
  | { kind: "end"; coverage: Profiler.ScriptCoverage[] };

process.once("message", (task: ChildTask) => void run(task));

async function run(task: ChildTask): Promise<void> {
  const send = (message: ChildMessage, sent?: () => void): void =>
    void process.send?.(message, undefined, undefined, sent);
  const session = new Session();
  if (task.withCoverage) {
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }
  // Loaded now: what was compiled before has no counters.
  const { targetNamed } = await import("./all-targets.ts");
  const { runTarget } = await import("./run-target.ts");
  const inputFile = openInputFile(task.inputFile);
  for (const name of task.targets) {
    const endMs = task.limitMs === null ? Number.POSITIVE_INFINITY : performance.now() + task.limitMs;
    const result = runTarget(targetNamed(name), {
      runs: task.runs,
      seed: task.seed,
      isTimeUp: () => performance.now() >= endMs,
      onInput: (input) => inputFile.put(input),
    });
    inputFile.clear();
    send({ kind: "target", name, result });
  }
  send({ kind: "end", coverage: task.withCoverage ? await coverageOfCore(session) : [] }, () => process.exit(0));
}

async function coverageOfCore(session: Session): Promise<Profiler.ScriptCoverage[]> {
  const { result: scripts } = await session.post("Profiler.takePreciseCoverage");
  return scripts.filter((script) => script.url.includes("/core/"));
}
