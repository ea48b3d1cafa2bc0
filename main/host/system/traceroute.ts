import { execFile } from "node:child_process";
import type { PingReply } from "#core/system/ping-output.ts";
import { parseTrace } from "#core/system/trace-output.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import type { LimitedPing } from "./limited-ping.ts";
import { withSystemFolders } from "./system-folders.ts";

type TraceQuestion = { target: string; maxHops: number; timeoutMs: number };

/** What each step of a trace brought, by its TTL; steps that nobody answered are missing. */
export type TracedSteps = { steps: ReadonlyMap<number, LimitedPing>; raw: string };

/**
 * The way to a target by the system's own traceroute, tracepath or tracert: for computers where ping is missing or may set no
 * TTL. What was printed when the time is up counts.
 *
 * @throws ProbeTrouble no-ping-program (none of them is there), silent
 */
export async function traceRoute(question: TraceQuestion, signal: AbortSignal): Promise<TracedSteps> {
  for (const [program, args] of tracePrograms(question, process.platform)) {
    const output = await runTrace(program, args, question.timeoutMs, signal);
    if (output === null) continue;
    const steps = stepsOf(output, question.target);
    if (steps.size > 0) return { steps, raw: output };
    throw new ProbeTrouble("silent", "silent", { raw: output });
  }
  throw new ProbeTrouble("failed", "no-ping-program");
}

/** One probe a step and no name lookups, by system. tracert sends its three one after another, so they must be short. */
export function tracePrograms(
  { target, maxHops }: { target: string; maxHops: number },
  platform: NodeJS.Platform,
): [program: string, args: string[]][] {
  const hops = String(maxHops);
  switch (platform) {
    case "win32":
      return [["tracert", ["-4", "-d", "-h", hops, "-w", "250", target]]];
    case "darwin":
      return [["traceroute", ["-n", "-q", "1", "-w", "1", "-m", hops, target]]];
    default:
      return [
        ["traceroute", ["-n", "-q", "1", "-w", "1", "-m", hops, target]],
        ["tracepath", ["-n", "-m", hops, target]],
      ];
  }
}

/** The output, null where the program is not there. */
function runTrace(program: string, args: string[], timeoutMs: number, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { timeout: timeoutMs, signal, env: withSystemFolders({ LC_ALL: "C" }), windowsHide: true },
      (error, stdout) => resolve(error?.code === "ENOENT" || error?.code === "EACCES" ? null : stdout),
    );
  });
}

function stepsOf(output: string, target: string): Map<number, LimitedPing> {
  const steps = new Map<number, LimitedPing>();
  for (const { hop, addresses } of hopsOf(output)) {
    const reply = replyOf(addresses, target);
    if (reply) steps.set(hop, { reply, raw: output });
    if (reply?.reply === "echo") break;
  }
  return steps;
}

function hopsOf(output: string) {
  try {
    return parseTrace(output).hops;
  } catch {
    return [];
  }
}

function replyOf(addresses: readonly string[], target: string): PingReply {
  if (addresses.includes(target)) return { reply: "echo", replier: target };
  const [replier] = addresses;
  return replier === undefined ? null : { reply: "expired", replier };
}
