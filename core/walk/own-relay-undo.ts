import type { Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import {
  goTo,
  serverOf,
  stepAt,
  tunnelOf,
  type OwnRelayAt,
  type OwnRelayState,
  type RelayDraft,
  type RelayPlan,
} from "./own-relay-plan.ts";
import { say, title } from "./own-relay-words.ts";
import { asking, effectAction, failed, notice, nothingPending, strangeResult, wrongStep } from "./step-helpers.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";
import { takeBack } from "./step-writing.ts";

/** Ends what the walk began: this laptop's tunnel, then the key at the server. What only a person can take back is listed. */

type Toward = OwnRelayAt<"closing">["toward"];

/** Whether the tunnel itself goes, and not only this laptop's end of it. */
const isRemoved = (toward: Toward): boolean => toward === "keys" || toward === "give-up";

/** What is still to be ended, the next first; null: nothing. */
export function nextClosing(plan: RelayPlan, toward: Toward): WalkEffect | null {
  if (plan.isLive) return { kind: "close-live", tunnelId: plan.tunnelId };
  const isTold = plan.applied === "server" || plan.applied === "asked";
  return isRemoved(toward) && isTold ? { kind: "apply-to-server", serverId: plan.serverId } : null;
}

/** Ends all that `toward` asks for, one after the other, and goes on there. */
export function closeDown(plan: RelayPlan, toward: Toward, context: WalkContext): Outcome<OwnRelayState> {
  const tunnel = tunnelOf(plan, context);
  const removes = isRemoved(toward) && tunnel !== null && (tunnel.removedAt ?? null) === null;
  // Before the server is told: it is told what stands in the surveys.
  const changes: SurveyChange[] = removes
    ? [{ op: "set-in", list: "tunnels", id: plan.tunnelId, field: "removedAt", value: context.now }]
    : [];
  return goOnClosing(plan, toward, context, changes);
}

function goOnClosing(
  plan: RelayPlan,
  toward: Toward,
  context: WalkContext,
  changes: readonly SurveyChange[] = [],
): Outcome<OwnRelayState> {
  const effect = nextClosing(plan, toward);
  return effect === null
    ? afterClosing(plan, toward, context, changes)
    : { ...asking<OwnRelayState>({ step: "closing", plan, toward, ...nothingPending }, effect), changes };
}

function afterClosing(
  plan: RelayPlan,
  toward: Toward,
  context: WalkContext,
  changes: readonly SurveyChange[],
): Outcome<OwnRelayState> {
  switch (toward) {
    case "keys":
    case "roll-out":
    case "agent":
      return goTo(toward, toward === "keys" ? { ...plan, trialId: null, proofId: null, up: null } : plan, changes);
    case "give-up":
      return leftByHand(plan, context).length > 0
        ? goTo("left", plan, changes)
        : abandoned(stepAt("left", plan), context, changes);
    default:
      return assertNever(toward);
  }
}

function abandoned(
  state: OwnRelayState,
  { document }: WalkContext,
  changes: readonly SurveyChange[] = [],
): Outcome<OwnRelayState> {
  return {
    state: { ...state, ...nothingPending },
    changes: [...changes, ...takeBack(document, state.plan.written, null).changes],
    status: "abandoned",
    waiting: null,
  };
}

/** Gives the walk up from anywhere. */
export function giveUp(state: OwnRelayState, context: WalkContext): Outcome<OwnRelayState> {
  if (state.step === "server" || state.step === "left") {
    const { serverId } = state.plan;
    const isBegun = state.plan.isLive || state.plan.applied !== null;
    return state.step === "server" && serverId !== null && isBegun
      ? closeDown({ ...state.plan, serverId }, "give-up", context)
      : abandoned(state, context);
  }
  return closeDown(state.plan, "give-up", context);
}

/** What only a person can do. */
function leftByHand(plan: RelayDraft, context: WalkContext): Message[] {
  const name = serverOf(plan, context)?.name ?? "?";
  return [
    ...(plan.isLive ? [say("left.live")] : []),
    ...(plan.applied === "server" || plan.applied === "asked" ? [say("left.server", { name })] : []),
    ...(plan.applied === "by-hand" ? [say(`left.by-hand.${plan.carrier}`, { name })] : []),
    ...(plan.isInstalled ? [say("left.agent")] : []),
  ];
}

export function closingView({ plan, toward }: OwnRelayAt<"closing">, context: WalkContext): StepView {
  const name = serverOf(plan, context)?.name ?? "?";
  const effect = nextClosing(plan, toward);
  return stepView(title("closing"), {
    lead: say(plan.isLive ? "lead.closing-live" : "lead.closing-server", { name }),
    notices: effect?.kind === "apply-to-server" ? [notice("warning", say("notice.still-lets-in", { name }))] : [],
    actions: [
      effectAction("go-on", say("action.try-closing"), effect?.kind ?? "close-live"),
      stepAction("leave", say("action.leave-closing"), { look: "quiet", needsFields: false }),
    ],
  });
}

export function handleClosing(
  state: OwnRelayAt<"closing">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  switch (event.type) {
    case "go-on":
      return goOnClosing(state.plan, state.toward, context);
    case "leave":
      return afterClosing(state.plan, state.toward, context, []);
    default:
      return wrongStep();
  }
}

/** `back`: what was not ended yet stays; a tunnel that is removed already is made again at the keys. */
export const stopClosing = ({ plan, toward }: OwnRelayAt<"closing">): Outcome<OwnRelayState> =>
  goTo(isRemoved(toward) ? "keys" : "live", plan);

export function settleClosing(
  state: OwnRelayAt<"closing">,
  result: EffectResult,
  context: WalkContext,
): Outcome<OwnRelayState> {
  const { plan, toward } = state;
  switch (result.kind) {
    case "live-closed":
      return goOnClosing({ ...plan, isLive: false }, toward, context);
    case "applied":
      return goOnClosing({ ...plan, applied: null, appliedSays: null }, toward, context);
    case "not-applied":
      return failed<OwnRelayState>(state, result.why);
    default:
      return strangeResult<OwnRelayState>(state);
  }
}

export function leftView({ plan }: OwnRelayAt<"left">, context: WalkContext): StepView {
  return stepView(title("left"), {
    lead: say("lead.left"),
    instructions: leftByHand(plan, context),
    actions: [stepAction("finish", say("action.end"), { needsFields: false })],
  });
}

export const handleLeft = (state: OwnRelayAt<"left">, event: WalkEvent, context: WalkContext): Outcome<OwnRelayState> =>
  event.type === "finish" ? abandoned(state, context) : wrongStep();
