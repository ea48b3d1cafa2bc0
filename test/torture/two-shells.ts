import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "./crash.ts";
import { inspectFolder } from "./inspect-folder.ts";

const EDITS = 60;

/** Two shells write into the same sites at once, and one of them may be killed meanwhile. Returns what went wrong. */
export async function writeFromTwoShells(seed: number, { killOne }: { killOne: boolean }): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "farsite-two-"));
  try {
    const [one, other] = await Promise.all([
      runChild(folder, { seed, count: EDITS }, null),
      runChild(folder, { seed: seed + 1, count: EDITS }, killOne ? { since: "first-line", ms: seed % 100 } : null),
    ]);
    const complaints = [one, other].map((run) => run.complaint).filter((text) => text !== "");
    // Whose change of a site came last can't be told from outside: each is looked for by itself.
    const reports = await Promise.all([inspectFolder(folder, one.confirmed), inspectFolder(folder, other.confirmed)]);
    const unfinished = one.code === 0 ? [] : ["the shell that nobody killed did not end by itself"];
    return [...complaints, ...unfinished, ...reports.flatMap(({ failures }) => failures)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
