import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { ALL_TARGETS, targetNamed } from "../test/fuzz/all-targets.ts";
import { branchesOf, type Branch } from "../test/fuzz/branch-coverage.ts";
import { saveRegression } from "../test/fuzz/regressions.ts";
import type { FuzzTarget } from "../test/fuzz/target.ts";
import { watchedRun } from "../test/fuzz/watched-run.ts";
import { projectRoot } from "./project-root.ts";

/** `npm run fuzz`: changed captures through every reader (docs/fuzzing.md). */

const DEFAULT_SECONDS = 5;
const DEFAULT_SEED = 1;
const NEEDED_PERCENT = 90;

const usage = `Usage: npm run fuzz [-- --seconds S] [--seed N] [--runs R] [--only TARGET]... [--missing]

Changes captures in every way that has broken a reader before and reads them. Fails when a reader throws anything but its own
error, hangs, eats all memory, makes something of nothing, or when the run took less than ${NEEDED_PERCENT} % of its branches.

  --seconds S    for each target (${DEFAULT_SECONDS})
  --runs R       inputs for each target instead: the same seed and number give the same inputs
  --seed N       another series of inputs; the one that was used is printed
  --only TARGET  of ${ALL_TARGETS.map((target) => target.name).join(", ")}
  --missing      list the branches that were not taken
`;

type Row = { name: string; runs: number; corpus: number; branches: Branch[]; broken: string[] };

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string" },
      runs: { type: "string" },
      seed: { type: "string" },
      only: { type: "string", multiple: true },
      missing: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const seed = Number(values.seed ?? DEFAULT_SEED);
  const limitMs = values.runs === undefined ? Number(values.seconds ?? DEFAULT_SECONDS) * 1_000 : null;
  const runs = Number(values.runs ?? Number.MAX_SAFE_INTEGER);
  const areNumbers = [seed, runs, limitMs ?? 0].every((value) => Number.isFinite(value) && value >= 0);
  if (values.help || !areNumbers) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const targets = values.only?.map((name) => targetNamed(name)) ?? ALL_TARGETS;
  const each = limitMs === null ? `${runs} inputs` : `${limitMs / 1_000} s`;
  console.log(`seed ${seed}, ${each} for each of ${targets.length} readers`);
  const rows = await inParallel(targets, (target) => fuzzed(target, { seed, runs, limitMs }));
  const width = Math.max(...rows.map((row) => row.name.length));
  for (const row of rows) for (const line of rowLines(row, width, values.missing)) console.log(line);
  return rows.some((row) => row.broken.length > 0 || percentOf(row.branches) < NEEDED_PERCENT) ? 1 : 0;
}

async function fuzzed(
  target: FuzzTarget,
  limits: { seed: number; runs: number; limitMs: number | null },
): Promise<Row> {
  const { results, coverage } = await watchedRun({ targets: [target.name], ...limits, withCoverage: true });
  const { runs = 0, corpus = 0, findings = [] } = results.get(target.name) ?? {};
  const broken = findings.map(({ input, error }) => {
    const file = relative(projectRoot, saveRegression(target.name, input));
    return `${error}\n  ${input.length} bytes in ${file}`;
  });
  return { name: target.name, runs, corpus, branches: branchesOf(projectRoot, target.sources, coverage), broken };
}

const percentOf = (branches: readonly Branch[]): number =>
  branches.length === 0 ? 100 : (100 * branches.filter(({ reached }) => reached).length) / branches.length;

function rowLines(row: Row, width: number, withMissing: boolean): string[] {
  const percent = percentOf(row.branches);
  const reached = row.branches.filter((branch) => branch.reached).length;
  const mark = row.broken.length > 0 || percent < NEEDED_PERCENT ? "!" : "+";
  const head = `${mark} ${row.name.padEnd(width)} ${String(row.runs).padStart(8)} inputs  ${percent.toFixed(1).padStart(5)} % of branches (${reached}/${row.branches.length})  ${row.corpus} kept`;
  const missing = row.branches
    .filter((branch) => !branch.reached)
    .map((b) => `    not taken: ${b.file}:${b.line} ${b.what}`);
  const isShort = percent < NEEDED_PERCENT;
  return [head, ...row.broken.map((text) => `  ${text}`), ...(withMissing || isShort ? missing : [])];
}

/** As many at once as there are processors, one of which is left to who watches. */
async function inParallel<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...list.entries()];
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) results[one[0]] = await work(one[1]);
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism() - 1) }, next));
  return results;
}

process.exitCode = await main();
