import { message, type Message } from "../nat/diagnosis.ts";
import { isSameValue } from "../survey/same-value.ts";
import type { WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext } from "./machine.ts";
import { makeEffect, applyEffect } from "./own-relay-tunnel.ts";
import { openEffect, proveEffect } from "./own-relay-live.ts";
import { publishedOf, serverOf, stepAt, tunnelOf, type OwnRelayState, type RelayPlan } from "./own-relay-plan.ts";
import { hasOpenRelayRisk } from "./own-relay-risks.ts";
import { lookEffect, measureEffect } from "./own-relay-server.ts";
import { nextClosing } from "./own-relay-undo.ts";

/** What is held against a walk before anything is asked of a server: it may come from elsewhere, and the survey may have changed. */

/**
 * Whether what is said to be under way is what this step asks for, letter by letter. A host key is never accepted again by repeating:
 * a person looks at it anew.
 */
export function isOwnPending(state: OwnRelayState, context: WalkContext): boolean {
  const { pending } = state;
  return pending === null || asksOf(state, context).some((effect) => isSameValue(effect, pending));
}

function asksOf(state: OwnRelayState, context: WalkContext): WalkEffect[] {
  switch (state.step) {
    case "server":
      return [measureEffect(context)];
    case "reach":
    case "up":
      return [lookEffect(state.plan)];
    case "keys":
      return [makeEffect(state.plan)];
    case "roll-out":
      return [applyEffect(state.plan)];
    case "live":
      return [openEffect(state.plan), proveEffect(state.plan, { reconnect: true })];
    case "proof":
      return [proveEffect(state.plan, { reconnect: false })];
    case "closing":
      return [nextClosing(state.plan, state.toward)].flatMap((effect) => effect ?? []);
    default:
      return [];
  }
}

/**
 * The outcome, unless it would make or open a tunnel that is not the one that was shown, to a server that this laptop does not know, or
 * to everybody while a risk of it is nobody's.
 */
export function guarded(
  before: OwnRelayState,
  outcome: Outcome<OwnRelayState>,
  context: WalkContext,
): Outcome<OwnRelayState> {
  if ("refused" in outcome || before.step === "server" || outcome.state.step === "closing") return outcome;
  const { effect } = outcome;
  const isMade = before.step === "keys" && (effect?.kind === "make-keys" || outcome.state.step === "roll-out");
  const isUsed = effect?.kind === "open-live" || effect?.kind === "prove-through" || effect?.kind === "apply-to-server";
  if (!isMade && !isUsed) return outcome;
  if (hasOpenRelayRisk(before.plan, context)) return { state: stepAt("risks", before.plan) };
  const why = isUsed ? whyNot(before.plan, context) : null;
  return why === null ? outcome : { state: { ...before, pending: null, trouble: why } };
}

function whyNot(plan: RelayPlan, context: WalkContext): Message | null {
  const tunnel = tunnelOf(plan, context);
  if (serverOf(plan, context) === null) return message("walk.own-relay.refused.server");
  const isAsPlanned =
    tunnel !== null &&
    (tunnel.removedAt ?? null) === null &&
    tunnel.kind === plan.carrier &&
    tunnel.serverId === plan.serverId &&
    isSameValue(tunnel.published, publishedOf(plan));
  return isAsPlanned ? null : message("walk.own-relay.trouble.other-tunnel");
}
