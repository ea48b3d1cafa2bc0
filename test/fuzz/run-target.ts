import { mutated } from "./mutate.ts";
import { randomFrom } from "./random.ts";
import type { FuzzTarget } from "./target.ts";

export type Finding = { input: Uint8Array; error: string };

/** `corpus`: how many inputs were kept to be changed further. */
export type RunResult = { runs: number; findings: Finding[]; corpus: number };

export type TargetRun = {
  /** Ends the run after so many inputs, or before the next one when `isTimeUp` says so. */
  runs: number;
  isTimeUp(): boolean;
  /** The same seed gives the same inputs. */
  seed: number;
  /** Told of every input before it is read: who watches knows on which one it hung. */
  onInput(input: Uint8Array): void;
};

/** One reading takes milliseconds of a processor; a second is a loop that grew with the square of its input. */
const SLOW_CPU_MS = 1_500;
/** The first few say it all. */
const MAX_FINDINGS = 5;
const MAX_CORPUS = 600;

/** Reads the seeds as they are, then changed ones. Stops at the fifth thing that does not hold. */
export function runTarget(target: FuzzTarget, run: TargetRun): RunResult {
  const random = randomFrom(run.seed);
  const seeds = target.seeds();
  if (seeds.length === 0) throw new Error(`${target.name} has no seeds`);
  const corpus = [...seeds];
  const seen = new Set<string>();
  const findings: Finding[] = [];
  let runs = 0;
  while (runs < run.runs && findings.length < MAX_FINDINGS && !run.isTimeUp()) {
    const input = seeds[runs] ?? mutated(random, { corpus, tokens: target.tokens });
    runs += 1;
    run.onInput(input);
    const outcome = checked(target, input);
    if ("error" in outcome) {
      if (!findings.some(({ error }) => kindOf(error) === kindOf(outcome.error)))
        findings.push({ input: Uint8Array.from(input), error: outcome.error });
    } else if (!seen.has(outcome.signature)) {
      seen.add(outcome.signature);
      if (corpus.length < MAX_CORPUS) corpus.push(Uint8Array.from(input));
    }
  }
  return { runs, findings, corpus: corpus.length };
}

/** The same thing in other inputs is not told again. */
const kindOf = (error: string): string => (error.split("\n", 1)[0] ?? "").replace(/\d+|".*"/g, "#");

/** What came of one input: a word for it, or what is wrong. */
export function checked(target: FuzzTarget, input: Uint8Array): { signature: string } | { error: string } {
  const before = process.threadCpuUsage();
  try {
    const signature = target.check(input);
    const { user, system } = process.threadCpuUsage(before);
    const tookMs = (user + system) / 1_000;
    return tookMs > SLOW_CPU_MS ? { error: `slow: ${Math.round(tookMs)} ms of processor time` } : { signature };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
