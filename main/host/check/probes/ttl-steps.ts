import type { PingReply } from "#core/system/ping-output.ts";
import type { LimitedPing } from "../../system/limited-ping.ts";
import type { TracedSteps } from "../../system/traceroute.ts";
import { ask, type CheckContext, type Question } from "../check-context.ts";
import type { ObservationData } from "#core/nat/observation.ts";
import { ProbeTrouble } from "../probe-trouble.ts";

export type Reply = NonNullable<PingReply>;

export type TtlSteps = {
  target: string;
  /** Ascending. */
  ttls: readonly number[];
  /** Up to this TTL the question is shown at once, and answered whatever comes of the others. */
  shownUpTo: number;
  question: (ttl: number) => Question;
  data: (ttl: number, reply: Reply) => ObservationData;
  /** Called once for every TTL up to the target's distance, with null where nobody answered. */
  settled?: (ttl: number, reply: Reply | null) => void;
};

type Step = { ttl: number; startedMs: number; ping: Promise<LimitedPing>; end(): void };

/**
 * Pings with growing TTLs, all at once: the box at each distance says "time exceeded", the target answers itself from its own
 * distance on. What lies behind the first echo is dropped: every larger TTL reaches the target, too.
 */
export async function askTtlSteps(context: CheckContext, steps: TtlSteps): Promise<void> {
  const begun: Step[] = [];
  const ping = pinger(context, steps);
  for (const ttl of steps.ttls) {
    const ended = new AbortController();
    const reply = ping(ttl, AbortSignal.any([context.signal, ended.signal]));
    begun.push({ ttl, startedMs: context.elapsedMs(), ping: reply, end: () => ended.abort() });
  }
  await Promise.all(begun.flatMap((step) => [askStep(context, steps, step, begun), endFurther(step, begun)]));
}

async function endFurther(step: Step, all: readonly Step[]): Promise<void> {
  const reply = await replyOf(step);
  if (reply?.reply === "echo") for (const other of all) if (other.ttl > step.ttl) other.end();
}

async function askStep(
  context: CheckContext,
  { shownUpTo, question, data, settled }: TtlSteps,
  step: Step,
  all: readonly Step[],
): Promise<void> {
  const { ttl, ping, startedMs } = step;
  if (ttl > shownUpTo && (await isBeyondTarget(step, all))) return;
  await ask(
    context,
    question(ttl),
    async () => {
      const { reply, raw } = await ping;
      return { data: data(ttl, reply), answeredBy: reply.replier, raw };
    },
    startedMs,
  );
  settled?.(ttl, await replyOf(step));
}

async function isBeyondTarget(step: Step, all: readonly Step[]): Promise<boolean> {
  const own = await replyOf(step);
  // Said by a box on the way: the target is further out.
  if (own?.reply === "expired") return false;
  const nearer = await Promise.all(all.filter((other) => other.ttl < step.ttl).map(replyOf));
  return nearer.some((reply) => reply?.reply === "echo");
}

const replyOf = (step: Step): Promise<Reply | null> =>
  step.ping.then(
    (answer) => answer.reply,
    () => null,
  );

/** One ping with a TTL; where the computer has no ping for that, the same step of one trace. */
function pinger(
  { computer, ownAddresses, budget, signal: whole }: CheckContext,
  { target, ttls }: TtlSteps,
): (ttl: number, signal: AbortSignal) => Promise<LimitedPing> {
  const maxHops = ttls.at(-1) ?? 1;
  let traced: Promise<TracedSteps> | undefined;
  return async (ttl, signal) => {
    try {
      return await computer.limitedPing({ target, ttl, ownAddresses, timeoutMs: budget.limitedPingMs }, signal);
    } catch (error) {
      if (!(error instanceof ProbeTrouble) || error.trouble !== "no-ping-program") throw error;
      traced ??= computer.traceRoute({ target, maxHops, timeoutMs: budget.traceRouteMs }, whole);
      const { steps, raw } = await traced;
      const step = steps.get(ttl);
      if (!step) throw new ProbeTrouble("silent", "silent", { raw });
      return step;
    }
  };
}
