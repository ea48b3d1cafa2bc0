import { ask, type CheckContext } from "../check-context.ts";
import type { Outside } from "../environment.ts";
import { askTtlSteps, type Reply } from "./ttl-steps.ts";

/** Every box on the customer's side and the carrier's access network; further out it is none of our business. */
const STEPS = [1, 2, 3, 4, 5, 6, 7, 8];
const SECOND_HOP = 2;
/** Where a box on site or the carrier's first one can be. */
const OUTER_HOPS = [2, 3];

/** A box behind the router; `isNext`: nothing is between the two. */
export type OuterBox = { address: string; isNext: boolean };

/**
 * Which boxes lie on the way: each says "time exceeded" to a ping of its own TTL towards an outside server that has answered
 * before. And how far away the first ones are that are not on the internet yet: a box on site is nearer than the access line
 * is long. `found` is called with them.
 */
export async function probePath(context: CheckContext, target: string, found: (box: OuterBox) => void): Promise<void> {
  const gateway = await context.gateway;
  const distances = gateway ? [measure(context, 1, gateway.address)] : [];
  const replies = new Map<number, Reply | null>();
  const told = new Set<string>(gateway ? [gateway.address] : []);
  await askTtlSteps(context, {
    target,
    ttls: STEPS,
    shownUpTo: SECOND_HOP,
    question: (ttl) => ({
      id: `path/hop-${ttl}`,
      probe: "path",
      question: ttl === SECOND_HOP ? "second-box" : "box-on-the-way",
      asked: target,
    }),
    data: (ttl, reply) => ({ kind: "path-hop", target, ttl, ...reply }),
    settled: (settledTtl, settledReply) => {
      replies.set(settledTtl, settledReply);
      for (const [ttl, address] of outerBoxes(replies, context.outside)) {
        if (told.has(address)) continue;
        told.add(address);
        distances.push(measure(context, ttl, address));
        found({ address, isNext: ttl === SECOND_HOP });
      }
    },
  });
  await Promise.all(distances);
}

/** The boxes behind the router that are surely before the internet: what lies behind a public one is the far side's. */
function outerBoxes(replies: ReadonlyMap<number, Reply | null>, outside: Outside): [ttl: number, address: string][] {
  const boxes: [number, string][] = [];
  for (const ttl of OUTER_HOPS) {
    const reply = replies.get(ttl);
    if (reply === undefined) break;
    if (reply === null) continue;
    if (reply.reply === "echo" || !outside.isBeforeInternet(reply.replier)) break;
    boxes.push([ttl, reply.replier]);
  }
  return boxes;
}

async function measure(context: CheckContext, ttl: number, target: string): Promise<void> {
  const { computer, budget, signal } = context;
  const question = ttl === 1 ? "router-distance" : "hop-distance";
  await ask(context, { id: `path/distance-${ttl}`, probe: "path", question, asked: target }, async () => {
    const { rttMs, raw } = await computer.echoTime({ target, timeoutMs: budget.limitedPingMs }, signal);
    return { data: { kind: "hop-distance", target, rttMs }, answeredBy: target, raw };
  });
}
