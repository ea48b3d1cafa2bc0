import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Confirmed } from "./random-edits.ts";

const script = fileURLToPath(new URL("./torture-child.ts", import.meta.url));
/** More than any edit takes; a child that is not through by then hangs. */
const CHILD_TIMEOUT_MS = 60_000;

export interface ChildRun {
  /** In the order in which they were confirmed. */
  confirmed: Confirmed[];
  code: number | null;
  /** What it complained about. */
  complaint: string;
}

/**
 * Runs a shell that edits surveys.
 *
 * @param killAfter how long after its first confirmed change (`first-line`) or its start it is killed; null: it ends by itself
 */
export function runChild(
  folder: string,
  { seed, count }: { seed: number; count: number },
  killAfter: { since: "start" | "first-line"; ms: number } | null,
): Promise<ChildRun> {
  const child = spawn(process.execPath, [script, folder, String(seed), String(count)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let complaint = "";
  const kill = (): void => void child.kill("SIGKILL");
  const timers = [setTimeout(kill, CHILD_TIMEOUT_MS)];
  const arm = (since: "start" | "first-line"): void => {
    if (killAfter?.since === since) timers.push(setTimeout(kill, killAfter.ms));
  };
  arm("start");
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    if (text === "") arm("first-line");
    text += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => (complaint += part));
  return new Promise((resolve) => {
    child.once("close", (code) => {
      for (const timer of timers) clearTimeout(timer);
      resolve({ confirmed: readLines(text), code, complaint });
    });
  });
}

/** Whole lines only: what was cut off was not confirmed to anyone. */
function readLines(text: string): Confirmed[] {
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  return lines.flatMap((line) => {
    const [siteId, revision] = line.split(" ");
    return siteId && revision ? [{ siteId, revision }] : [];
  });
}
