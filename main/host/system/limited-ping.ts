import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEchoTimes, parsePingReply, type PingReply } from "#core/system/ping-output.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import { DISTANCE_ECHOES, LIMITED_PING_AT_MS } from "../check/budget.ts";
import { withSystemFolders } from "./system-folders.ts";

type PingQuestion = { target: string; ttl: number; ownAddresses: readonly string[]; timeoutMs: number };

/** What one ping with a small TTL brought back. */
export type LimitedPing = { reply: NonNullable<PingReply>; raw: string };

/** The shortest way there and back, in milliseconds. */
export type EchoTime = { rttMs: number; raw: string };

/**
 * Pings with a TTL, through the system's own `ping`, which has the privileges for it on every system. A second try starts
 * while the first may still be answered.
 *
 * @throws ProbeTrouble silent, no-ping-program
 */
export async function limitedPing(question: PingQuestion, signal: AbortSignal): Promise<LimitedPing> {
  const answered = new AbortController();
  const ended = AbortSignal.any([signal, answered.signal]);
  const outputs: string[] = [];
  const tries = LIMITED_PING_AT_MS.map(async (atMs) => {
    if (atMs > 0) await sleep(atMs, undefined, { signal: ended });
    const output = await runPing(pingArguments(question, process.platform), question.timeoutMs, ended);
    outputs.push(output.trim());
    const reply = parsePingReply(output, question.target, question.ownAddresses);
    if (!reply) throw new ProbeTrouble("silent", "silent");
    return { reply, raw: outputs.join("\n") };
  });
  try {
    return await Promise.any(tries);
  } catch (error) {
    throw worst(error, outputs);
  } finally {
    answered.abort();
  }
}

/** What stands in the way matters more than a silence. */
function worst(error: unknown, outputs: readonly string[]): unknown {
  const errors = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const failed = errors.find((one) => one instanceof ProbeTrouble && one.outcome === "failed");
  return failed ?? new ProbeTrouble("silent", "silent", { raw: outputs.join("\n") });
}

/**
 * How far away a box is: several echoes at once, of which the shortest counts, since only delays are added on the way.
 *
 * @throws ProbeTrouble silent, no-ping-program
 */
export async function echoTime(
  { target, timeoutMs }: { target: string; timeoutMs: number },
  signal: AbortSignal,
): Promise<EchoTime> {
  const question = { target, ttl: null, timeoutMs };
  const outputs = await Promise.all(
    Array.from({ length: DISTANCE_ECHOES }, () =>
      runPing(pingArguments(question, process.platform), timeoutMs, signal),
    ),
  );
  const raw = outputs.map((output) => output.trim()).join("\n");
  const times = parseEchoTimes(raw, target);
  if (times.length === 0) throw new ProbeTrouble("silent", "silent", { raw });
  return { rttMs: Math.min(...times), raw };
}

/** The arguments for one echo request without name lookups, by system; TTL null: the system's own. */
export function pingArguments(
  { target, ttl, timeoutMs }: { target: string; ttl: number | null; timeoutMs: number },
  platform: NodeJS.Platform,
): string[] {
  const limit = (option: string): string[] => (ttl === null ? [] : [option, String(ttl)]);
  switch (platform) {
    case "win32":
      return ["-4", "-n", "1", ...limit("-i"), "-w", String(timeoutMs), target];
    case "darwin":
      return ["-n", "-c", "1", ...limit("-m"), "-W", String(timeoutMs), target];
    default:
      return ["-n", "-c", "1", ...limit("-t"), "-W", "1", target];
  }
}

function runPing(args: string[], timeoutMs: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      "ping",
      args,
      { timeout: timeoutMs, signal, env: withSystemFolders({ LC_ALL: "C" }), windowsHide: true },
      (error, stdout, stderr) => {
        const code = error?.code;
        if (code === "ENOENT" || code === "EACCES" || isForbidden(error, stdout, stderr))
          return reject(new ProbeTrouble("failed", "no-ping-program", { message: stderr.trim(), cause: error }));
        // Exit codes mean different things on every system (Windows: 0 for "TTL expired"); only the output counts.
        resolve(`${stdout}\n${stderr}`);
      },
    );
  });
}

/**
 * A ping that may not send, or that knows no such option, ends by itself before it prints its first line; so does one that
 * has no way to go, which says so.
 */
const isForbidden = (error: { killed?: boolean; code?: unknown } | null, stdout: string, stderr: string): boolean =>
  error !== null &&
  typeof error.code === "number" &&
  error.killed !== true &&
  stdout.trim() === "" &&
  stderr.trim() !== "" &&
  !/unreachable/i.test(stderr);
