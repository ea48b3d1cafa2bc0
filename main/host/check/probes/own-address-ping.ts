import type { CheckContext } from "../check-context.ts";
import { askTtlSteps } from "./ttl-steps.ts";

const ONE_STEP = 1;
/** A second router, a third, and the carrier's box behind them. */
const STEPS = [ONE_STEP, 2, 3, 4, 5];

/**
 * Pings of our own public address tell whose it is: with TTL 1 an echo reply = the router has it, "time exceeded" = a box
 * further out does, and the TTL at which the echo comes says how many boxes away. Needs no protocol on any box and no
 * privileges. Silence, or no `ping`, leaves it open. (docs/protocols/path.md)
 */
export async function pingOwnAddress(context: CheckContext, target: string): Promise<void> {
  const id = `own-address-ping/${target}`;
  await askTtlSteps(context, {
    target,
    ttls: STEPS,
    shownUpTo: ONE_STEP,
    question: (ttl) => ({
      id: ttl === ONE_STEP ? id : `${id}/ttl-${ttl}`,
      probe: "own-address-ping",
      question: ttl === ONE_STEP ? "own-this-address" : "own-this-address-further-out",
      asked: target,
    }),
    data: (ttl, reply) => ({ kind: "own-address-ping", target, ttl, ...reply }),
  });
}
