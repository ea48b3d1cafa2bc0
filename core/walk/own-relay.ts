import type { Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import { isSameValue } from "../survey/same-value.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import { agentView, handleAgent, handleUp, inTunnel, settleUp, upView } from "./own-relay-agent.ts";
import { accessView, chooseAccess, chooseDevices, devicesView } from "./own-relay-devices.ts";
import { doneView, handleDone } from "./own-relay-done.ts";
import { guarded, isOwnPending } from "./own-relay-guard.ts";
import { handleLive, handleProof, liveView, proofView, settleLive, settleProof } from "./own-relay-live.ts";
import {
  firstPlan,
  goTo,
  OWN_RELAY_STEPS,
  ownRelayStateSchema,
  serverOf,
  tunnelOf,
  type OwnRelayState,
  type OwnRelayStep,
  type RelayDraft,
} from "./own-relay-plan.ts";
import { handleRisks, risksView } from "./own-relay-risks.ts";
import { handleReach, handleServer, reachView, serverView, settleReach, settleServer } from "./own-relay-server.ts";
import { handleKeys, handleRollOut, keysView, rollOutView, settleKeys, settleRollOut } from "./own-relay-tunnel.ts";
import {
  closeDown,
  closingView,
  giveUp,
  handleClosing,
  handleLeft,
  leftView,
  settleClosing,
  stopClosing,
} from "./own-relay-undo.ts";
import { say, title } from "./own-relay-words.ts";
import {
  dayArgument,
  failed,
  nothingPending,
  plain,
  refused,
  strangeResult,
  usualEvent,
  usualSteps,
  usualView,
  wrongStep,
} from "./step-helpers.ts";
import type { StepSummary, StepView } from "./step-view.ts";

/**
 * A relay on the firm's own server: the site holds a tunnel open, and its devices are reached at the server's ports. Tried from this
 * laptop first, then installed for good, and proven both times by the devices' own protocol.
 */
export const ownRelayMachine: WalkMachine<OwnRelayState> = {
  kind: "own-relay",
  schema: ownRelayStateSchema,
  begin({ check, newId }, { deviceId }) {
    if (check?.diagnosis.verdict.kind === "offline")
      return refused("walk.own-relay.refused.offline", { date: dayArgument(check.startedAt) });
    return { state: { step: "server", plan: firstPlan(newId(), deviceId), ...nothingPending } };
  },
  steps: ownRelaySteps,
  view(state, context) {
    const isOver = state.step === "done" && state.isOver;
    return usualView(state, viewOf(state, context), {
      isFirst: state.step === "server" || isOver,
      isLast: state.step === "left" || isOver,
    });
  },
  handle(state, event, context) {
    if (event.type === "abandon") return giveUp(state, context);
    if (event.type === "again" && state.pending?.kind === "trust-server" && state.step === "reach")
      return handleReach({ ...state, ...nothingPending }, { type: "look", values: {} }, context);
    const usual = usualEvent<OwnRelayState>(state, event, {
      back: state.step === "server" ? null : () => goBack(state, context),
      abandon: () => [],
      isOwn: () => isOwnPending(state, context),
    });
    return guarded(state, usual ?? handleStep(state, event, context), context);
  },
  settle: (state, effect, result, context) => guarded(state, settled(state, effect, result, context), context),
};

function ownRelaySteps({ step, plan }: OwnRelayState, context: WalkContext): StepSummary[] {
  if (step === "closing" || step === "left") return [{ step, title: title(step), state: "current", outcome: null }];
  const isFrp = plan.carrier === "frp";
  const isLeftOut = (one: OwnRelayStep): boolean => isFrp && (one === "access" || one === "live");
  return usualSteps(
    OWN_RELAY_STEPS.filter((one) => !isLeftOut(one)),
    step,
    {
      title,
      outcome: (one) => outcomeOf(one, plan, context),
      isSkipped: (one) =>
        (one === "risks" && !isForEveryone(plan) && plan.ports.length > 0) || (one === "live" && plan.noTrial !== null),
    },
  );
}

const isForEveryone = ({ ports }: Pick<RelayDraft, "ports">): boolean =>
  ports.some(({ listen }) => listen === "everyone");

function outcomeOf(step: OwnRelayStep, plan: RelayDraft, context: WalkContext): Message | null {
  switch (step) {
    case "server":
      return plain(serverOf(plan, context)?.name ?? "?");
    case "devices":
      return plan.ports.length === 0 ? null : say("outcome.ports", { count: plan.ports.length });
    case "roll-out":
      return plan.applied === null ? null : say(`outcome.${plan.applied === "by-hand" ? "by-hand" : "told"}`);
    case "agent":
      return plan.platform === null ? null : say(`platform.${plan.platform}`);
    case "proof":
      return plan.noProof === null ? null : say("outcome.not-proven");
    default:
      return null;
  }
}

function viewOf(state: OwnRelayState, context: WalkContext): StepView {
  switch (state.step) {
    case "server":
      return serverView(state, context);
    case "reach":
      return reachView(state, context);
    case "devices":
      return devicesView(state, context);
    case "access":
      return accessView(state);
    case "risks":
      return risksView(state, context);
    case "keys":
      return keysView(state, context);
    case "roll-out":
      return rollOutView(state, context);
    case "live":
      return liveView(state, context);
    case "agent":
      return agentView(state);
    case "up":
      return upView(state, context);
    case "proof":
      return proofView(state, context);
    case "done":
      return doneView(state, context);
    case "closing":
      return closingView(state, context);
    case "left":
      return leftView(state, context);
    default:
      return assertNever(state);
  }
}

/** One step back. What a server was told, or this laptop holds open, is ended on the way. */
function goBack(state: OwnRelayState, context: WalkContext): Outcome<OwnRelayState> {
  if (state.step === "server") return refused("walk.refused.first-step");
  const { plan } = state;
  const isFrp = plan.carrier === "frp";
  switch (state.step) {
    case "reach":
      return { state: { step: "server", plan, ...nothingPending } };
    case "devices":
      return goTo("reach", plan);
    case "access":
      return goTo("devices", plan);
    case "risks":
      return goTo(isFrp ? "devices" : "access", plan);
    case "keys": {
      const before = isForEveryone(plan) ? "risks" : "access";
      return goTo(before, plan, isStanding(plan, context) ? inTunnel(plan, "removedAt", context.now, context) : []);
    }
    case "roll-out":
      return closeDown(plan, "keys", context);
    case "live":
      return closeDown(plan, "roll-out", context);
    case "agent":
      return goTo(isFrp ? "roll-out" : "live", plan);
    case "up":
      return goTo("agent", plan, inTunnel(plan, "installedAt", null, context));
    case "proof":
      return goTo("up", plan);
    case "done":
      return goTo("proof", plan);
    case "closing":
      return stopClosing(state);
    case "left":
      return goTo("keys", plan);
    default:
      return assertNever(state);
  }
}

function isStanding(plan: RelayDraft, context: WalkContext): boolean {
  const tunnel = tunnelOf(plan, context);
  return tunnel !== null && (tunnel.removedAt ?? null) === null;
}

function handleStep(state: OwnRelayState, event: WalkEvent, context: WalkContext): Outcome<OwnRelayState> {
  switch (state.step) {
    case "server":
      return handleServer(state, event, context);
    case "reach":
      return handleReach(state, event, context);
    case "devices":
      return chooseDevices(state, event, context);
    case "access":
      return chooseAccess(state, event, context);
    case "risks":
      return handleRisks(state, event, context);
    case "keys":
      return handleKeys(state, event, context);
    case "roll-out":
      return handleRollOut(state, event, context);
    case "live":
      return handleLive(state, event, context);
    case "agent":
      return handleAgent(state, event, context);
    case "up":
      return handleUp(state, event);
    case "proof":
      return handleProof(state, event, context);
    case "done":
      return handleDone(state, event, context);
    case "closing":
      return handleClosing(state, event, context);
    case "left":
      return handleLeft(state, event, context);
    default:
      return wrongStep();
  }
}

function settled(
  state: OwnRelayState,
  effect: WalkEffect,
  result: EffectResult,
  context: WalkContext,
): Outcome<OwnRelayState> {
  // The walk has moved on; what a server or this laptop holds is known by what was asked of it.
  if (!isSameValue(state.pending, effect)) return { state };
  if (result.kind === "failed") return failed<OwnRelayState>(state, result.why);
  switch (state.step) {
    case "server":
      return settleServer(state, result);
    case "reach":
      return settleReach(state, result);
    case "keys":
      return settleKeys(state, result);
    case "roll-out":
      return settleRollOut(state, result);
    case "live":
      return settleLive(state, result);
    case "up":
      return settleUp(state, result, context);
    case "proof":
      return settleProof(state, result);
    case "closing":
      return settleClosing(state, result, context);
    default:
      return strangeResult<OwnRelayState>(state);
  }
}
