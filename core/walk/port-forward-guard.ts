import { assertNever } from "../never.ts";
import { isSameValue } from "../survey/same-value.ts";
import type { Outcome, WalkContext } from "./machine.ts";
import { closedPorts, stepAt, wishFor, type PortForwardState } from "./port-forward-plan.ts";
import { hasOpenRisk } from "./port-forward-risks.ts";
import { isTunnelEffect } from "./tunnel-effect.ts";

/** What is held against a walk before a router is asked: it may come from elsewhere, and the site may have changed meanwhile. */

/**
 * Whether what is said to be under way is what this step asks for. The survey may be from somebody else, and what is done must be what
 * is shown: an opening to another address or port than the plan's is never repeated.
 */
export function isOwnPending(state: PortForwardState): boolean {
  const { pending, step, plan } = state;
  if (pending === null) return true;
  if (step === "device" || isTunnelEffect(pending)) return false;
  const isPlanned = (id: string): boolean => plan.ports.some((port) => port.id === id);
  switch (pending.kind) {
    case "check-site":
      return step === "outer";
    case "ask-router":
      return step === "backup" || step === "method";
    case "reach-device":
      return step === "preflight" && pending.address === plan.target.address;
    case "open-forward": {
      const port = plan.ports.find(({ id }) => id === pending.wish.id);
      if (port === undefined || (step !== "open" && step !== "proof")) return false;
      const externalPort = port.opened?.externalPort ?? port.externalPort;
      return isSameValue(pending.wish, { ...wishFor(plan, port), externalPort });
    }
    case "close-forward":
      return step === "closing" && pending.forwardId === state.left[0];
    case "look-at-forward":
      return step === "proof" && isPlanned(pending.forwardId);
    case "prove":
      return step === "proof" && pending.forwardIds.every(isPlanned);
    case "look-up-name":
      return step === "address" && pending.name === plan.hostName;
    default:
      return assertNever(pending);
  }
}

/**
 * Leads back to the risks instead of opening anything, by the router or by hand, while one of them is nobody's: a search since then may
 * have found what nobody has accepted yet.
 */
export function heldByRisk(
  from: PortForwardState["step"],
  outcome: Outcome<PortForwardState>,
  context: WalkContext,
): Outcome<PortForwardState> {
  if ("refused" in outcome || outcome.state.step === "device") return outcome;
  const { state, effect, changes = [] } = outcome;
  const isByHand =
    state.step === "by-hand" && (from === "method" || from === "open") && closedPorts(state.plan).length > 0;
  const opens = effect?.kind === "open-forward" || isByHand;
  return opens && hasOpenRisk(state.plan, context) ? { state: stepAt("risks", state.plan), changes } : outcome;
}
