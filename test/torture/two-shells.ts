import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "./crash.ts";
import { inspectFolder } from "./inspect-folder.ts";

/** Two shells write `edits` each into the same sites at once; one of them may be killed meanwhile. Returns what went wrong. */
export async function writeFromTwoShells(
  seed: number,
  { killOne, edits }: { killOne: boolean; edits: number },
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "farsite-two-"));
  try {
    const [one, other] = await Promise.all([
      runChild(folder, { seed, count: edits }, null),
      runChild(folder, { seed: seed + 1, count: edits }, killOne ? { since: "first-line", ms: seed % 100 } : null),
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
