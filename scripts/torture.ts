import { parseArgs } from "node:util";
import { torture } from "../test/torture/run-torture.ts";

/** `npm run torture`: kills, torn logs, damaged pages and full disks against the store (docs/decisions/008-second-copy.md). */

const usage = `Usage: npm run torture [-- --kills N] [--tears N] [--seed N]

A shell that edits surveys is killed at random moments; what it left is opened as it is, and copies of it with a torn log or damaged
pages. Fails when a confirmed change is gone without a word, or when anything wrong is shown.

  --kills N   how often the shell is killed (500)
  --tears N   how many damaged copies are opened (500)
  --seed N    another series of moments and places; the one that was used is printed (1)
`;

const PROGRESS_EVERY = 25;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "500" },
      tears: { type: "string", default: "500" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  const [kills, tears, seed] = [Number(values.kills), Number(values.tears), Number(values.seed)];
  if (values.help || ![kills, tears, seed].every((value) => Number.isSafeInteger(value) && value >= 0)) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  console.log(`seed ${seed}, ${kills} kills, ${tears} tears`);
  const result = await torture({
    kills,
    tears,
    seed,
    progress: (done) => {
      if (done.kills % PROGRESS_EVERY === 0) console.log(`  ${done.kills} kills, ${done.tears} tears`);
    },
  });
  for (const [outcome, count] of [...result.outcomes].toSorted(([a], [b]) => a.localeCompare(b)))
    console.log(`${String(count).padStart(6)}  ${outcome}`);
  console.log(`${result.confirmed} confirmed changes, ${result.failures.length} failures`);
  for (const failure of result.failures) console.log(`! ${failure}`);
  return result.failures.length > 0 ? 1 : 0;
}

process.exitCode = await main();
