import { execFile } from "node:child_process";
import { parsePingReply, type PingReply } from "#core/system/ping-output.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import { LIMITED_PING_TRIES } from "../check/budget.ts";

type PingQuestion = { target: string; ttl: number; ownAddresses: readonly string[]; timeoutMs: number };

/** What one ping with a small TTL brought back. */
export type LimitedPing = { reply: NonNullable<PingReply>; raw: string };

/**
 * Pings with a TTL, through the system's own `ping`, which has the privileges for it on every system.
 *
 * @throws ProbeTrouble silent, no-ping-program
 */
export async function limitedPing(question: PingQuestion, signal: AbortSignal): Promise<LimitedPing> {
  const outputs: string[] = [];
  for (let attempt = 0; attempt < LIMITED_PING_TRIES && !signal.aborted; attempt++) {
    const output = await runPing(question, signal);
    outputs.push(output.trim());
    const reply = parsePingReply(output, question.target, question.ownAddresses);
    if (reply) return { reply, raw: outputs.join("\n") };
  }
  throw new ProbeTrouble("silent", "silent", { raw: outputs.join("\n") });
}

/** The arguments for one echo request with a TTL and no name lookups, by system. */
export function pingArguments(
  { target, ttl, timeoutMs }: Omit<PingQuestion, "ownAddresses">,
  platform: NodeJS.Platform,
): string[] {
  switch (platform) {
    case "win32":
      return ["-4", "-n", "1", "-i", String(ttl), "-w", String(timeoutMs), target];
    case "darwin":
      return ["-n", "-c", "1", "-m", String(ttl), "-W", String(timeoutMs), target];
    default:
      return ["-n", "-c", "1", "-t", String(ttl), "-W", "1", target];
  }
}

function runPing(question: PingQuestion, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      "ping",
      pingArguments(question, process.platform),
      { timeout: question.timeoutMs, signal, env: { ...process.env, LC_ALL: "C" }, windowsHide: true },
      (error, stdout, stderr) => {
        const code = error?.code;
        if (code === "ENOENT" || code === "EACCES")
          return reject(new ProbeTrouble("failed", "no-ping-program", { cause: error }));
        // Exit codes mean different things on every system (Windows: 0 for "TTL expired"); only the output counts.
        resolve(`${stdout}\n${stderr}`);
      },
    );
  });
}
