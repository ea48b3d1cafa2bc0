import { parseArgs } from "node:util";
import { workOnFullDisk } from "../test/torture/full-disk.ts";
import { torture } from "../test/torture/run-torture.ts";
import { canMountDisks } from "../test/torture/small-disk.ts";
import { writeFromTwoShells } from "../test/torture/two-shells.ts";

/** `npm run torture`: kills, torn logs, damaged pages and full disks against the store (docs/decisions/008-second-copy.md). */

const usage = `Usage: npm run torture [-- --kills N] [--tears N] [--disks N] [--shells N] [--seed N]

A shell that edits surveys is killed at random moments; what it left is opened as it is, and copies of it with a torn log or damaged
pages. Then small disks are filled, and two shells write at once. Fails when a confirmed change is gone without a word, or when anything wrong is shown.

  --kills N   how often the shell is killed (500)
  --tears N   how many damaged copies are opened (500)
  --disks N   how often a small disk is filled (10; by root on Linux only)
  --shells N  how often two shells write at once (10)
  --seed N    another series of moments and places; the one that was used is printed (1)
`;

const PROGRESS_EVERY = 25;
const EDITS_OF_EACH_SHELL = 60;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "500" },
      tears: { type: "string", default: "500" },
      disks: { type: "string", default: "10" },
      shells: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  const { kills: k, tears: t, disks: d, shells: s, seed: n } = values;
  const [kills = 0, tears = 0, disks = 0, shells = 0, seed = 0] = [k, t, d, s, n].map(Number);
  if (values.help || ![kills, tears, disks, shells, seed].every((value) => Number.isSafeInteger(value) && value >= 0)) {
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
  const failures = [...result.failures];
  for (let round = 0; round < shells; round += 1) {
    const found = await writeFromTwoShells(seed * 1_000 + round, {
      killOne: round % 2 === 1,
      edits: EDITS_OF_EACH_SHELL,
    });
    failures.push(...found.map((failure) => `two shells, seed ${seed * 1_000 + round}: ${failure}`));
  }
  console.log(`${String(shells).padStart(6)}  two shells at once`);
  const canFill = canMountDisks ? disks : 0;
  for (let round = 0; round < canFill; round += 1) {
    const found = await workOnFullDisk(seed * 1_000 + round);
    failures.push(...found.map((failure) => `full disk, seed ${seed * 1_000 + round}: ${failure}`));
  }
  console.log(
    canMountDisks ? `${String(disks).padStart(6)}  full disks` : "        no full disks: they need root on Linux",
  );
  console.log(`${result.confirmed} confirmed changes, ${failures.length} failures`);
  for (const failure of failures) console.log(`! ${failure}`);
  return failures.length > 0 ? 1 : 0;
}

process.exitCode = await main();
