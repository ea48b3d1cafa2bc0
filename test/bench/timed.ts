import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunOptions, RunResult } from "../lab/commands.ts";

export type Timed = { wallMs: number; cpuMs: number; peakMb: number; stdout: string };

const TIME = "/usr/bin/time";
/** The slowest tool takes 6 s where everything answers; one that hangs must not hang the bench. */
const defaultTimeoutMs = 60_000;

/** A lab of either kind. */
type Hosts = { run(host: string, argv: readonly string[], options?: RunOptions): Promise<RunResult> };

/** Runs a program on a host of the lab by GNU time. CPU is of it and its children; peak is of the largest of them. */
export async function timed(
  lab: Hosts,
  host: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  timeoutMs = defaultTimeoutMs,
): Promise<Timed> {
  const folder = mkdtempSync(join(tmpdir(), "farsite-time-"));
  try {
    const figures = join(folder, "figures");
    const result = await lab.run(host, [TIME, "-o", figures, "-f", "%e %U %S %M", ...argv], { env, timeoutMs });
    if (result.timedOut) throw new Error(`${argv[0]} did not end: ${result.stderr.slice(-500)}`);
    // A tool's own verdict ("no device found") is its exit code; only the time counts here.
    const [wall = 0, user = 0, system = 0, peakKb = 0] = (readFileSync(figures, "utf8").trim().split("\n").at(-1) ?? "")
      .split(" ")
      .map(Number);
    const { stdout } = result;
    return { wallMs: wall * 1_000, cpuMs: (user + system) * 1_000, peakMb: peakKb / 1_024, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
