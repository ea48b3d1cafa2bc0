import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repairStore } from "#host/store/repair.ts";
import { randomFrom, type Random } from "../fuzz/random.ts";
import { runChild } from "./crash.ts";
import { inspectFolder, type FolderReport } from "./inspect-folder.ts";
import type { Confirmed } from "./random-edits.ts";
import { tear } from "./tear.ts";

/** A folder's history is begun anew after so many crashes, so that young files and old ones are both met. */
const CRASHES_PER_FOLDER = 20;
/** Some edits take a millisecond, some tens of them. */
const LONGEST_LIFE_MS = 300;
/** Node needs that long to begin; so some are killed while they open or mend the store. */
const LONGEST_START_MS = 900;
const MANY_EDITS = 100_000;

export interface TortureOptions {
  kills: number;
  tears: number;
  seed: number;
  /** Called after each crash. */
  progress?: (done: { kills: number; tears: number }) => void;
}

export interface TortureResult {
  kills: number;
  tears: number;
  confirmed: number;
  /** How often which tear ended how. */
  outcomes: Map<string, number>;
  /** Each with what is needed to see it again. */
  failures: string[];
}

type Crash = { seed: number; folder: string; confirmed: readonly Confirmed[]; tears: number; result: TortureResult };

/** Kills a writing shell again and again; what it left is opened as it is, and damaged copies of it as well. */
export async function torture({ kills, tears, seed, progress }: TortureOptions): Promise<TortureResult> {
  const result: TortureResult = { kills: 0, tears: 0, confirmed: 0, outcomes: new Map(), failures: [] };
  let folder = "";
  let confirmed: Confirmed[] = [];
  for (let round = 0; round < Math.max(kills, 1) && (result.kills < kills || result.tears < tears); round += 1) {
    if (round % CRASHES_PER_FOLDER === 0) {
      if (folder !== "") rmSync(folder, { recursive: true, force: true });
      folder = mkdtempSync(join(tmpdir(), "farsite-torture-"));
      confirmed = [];
    }
    const roundSeed = seed * 1_000_000 + round;
    const random = randomFrom(roundSeed);
    const run = await runChild(folder, { seed: roundSeed, count: MANY_EDITS }, momentOf(random));
    confirmed.push(...run.confirmed);
    result.kills += 1;
    result.confirmed += run.confirmed.length;
    if (run.complaint !== "")
      result.failures.push(`seed ${roundSeed}: the child complained: ${run.complaint.slice(0, 500)}`);
    // Spread evenly over the crashes that are still to come.
    const share = Math.ceil((tears - result.tears) / Math.max(1, kills - round));
    await tearCopies({ seed: roundSeed, folder, confirmed, tears: share, result });
    note(result, "killed", roundSeed, "", await inspectFolder(folder, confirmed), ["intact", "healed"]);
    progress?.(result);
  }
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
  return result;
}

const momentOf = (random: Random): { since: "start" | "first-line"; ms: number } =>
  random.oneIn(5)
    ? { since: "start", ms: random.int(LONGEST_START_MS) }
    : { since: "first-line", ms: random.int(LONGEST_LIFE_MS) };

/** Damaged copies of the crashed folder: each is healed, or says that it is damaged and can then be repaired. */
async function tearCopies({ seed, folder, confirmed, tears, result }: Crash): Promise<void> {
  const random = randomFrom(seed + 0.5 * 2 ** 32);
  for (let index = 0; index < tears; index += 1) {
    const copy = mkdtempSync(join(tmpdir(), "farsite-torn-"));
    cpSync(folder, copy, { recursive: true });
    const done = tear(copy, random);
    if (done !== null) {
      result.tears += 1;
      const report = await inspectFolder(copy, confirmed);
      const detail = `${index}: ${done.kind}, ${done.detail}`;
      note(result, done.kind, seed, detail, report, ["intact", "healed", "reported"]);
      if (report.outcome === "reported") {
        const repaired = await repairedFolder(copy, confirmed);
        note(result, `repaired after ${done.kind}`, seed, detail, repaired, ["intact"]);
      }
    }
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * The kill may come between the database and the second copy: that one change was never confirmed, and only the damaged file had it.
 * Whether all confirmed ones are there is looked at besides.
 */
const UNCONFIRMED = 1;

/** What a damaged folder is after its repair, which has the second copy to take from. */
async function repairedFolder(folder: string, confirmed: readonly Confirmed[]): Promise<FolderReport> {
  try {
    const { lost, setBack } = await repairStore({ folder, now: () => new Date() });
    const report = await inspectFolder(folder, confirmed);
    const complaints = lost > UNCONFIRMED ? [`the repair lost ${lost}, set back: ${setBack.join(", ")}`] : [];
    return { ...report, failures: [...complaints, ...report.failures] };
  } catch (error) {
    return { outcome: "reported", failures: [`the repair failed: ${String(error)}`] };
  }
}

function note(
  result: TortureResult,
  what: string,
  seed: number,
  detail: string,
  { outcome, failures }: FolderReport,
  allowed: readonly FolderReport["outcome"][],
): void {
  const key = `${what}: ${outcome}`;
  result.outcomes.set(key, (result.outcomes.get(key) ?? 0) + 1);
  const wrong = allowed.includes(outcome) ? failures : [`it reports damage`, ...failures];
  for (const failure of wrong.slice(0, 3)) result.failures.push(`seed ${seed} ${detail}: ${failure}`);
}
