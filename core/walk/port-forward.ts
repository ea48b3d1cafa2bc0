import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import { isSameValue } from "../survey/same-value.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import { addressView, handleAddress, settleAddress } from "./port-forward-address.ts";
import { beginPortForward } from "./port-forward-begin.ts";
import { byHandView, handleByHand, handleOuter, outerView, settleOuter, throughOuter } from "./port-forward-by-hand.ts";
import { chooseDevice, deviceView } from "./port-forward-device.ts";
import { doneView, handleDone } from "./port-forward-done.ts";
import {
  handleMethod,
  handleOpen,
  methodView,
  openView,
  settleMethod,
  settleOpen,
  withOpened,
} from "./port-forward-open.ts";
import {
  openedPorts,
  portForwardStateSchema,
  stepAt,
  type PortForwardState,
  type PortForwardStep,
} from "./port-forward-plan.ts";
import { choosePorts, chooseUses, forgetStanding, portsView, usesView } from "./port-forward-ports.ts";
import {
  backupView,
  handleBackup,
  handlePreflight,
  offerFrom,
  preflightView,
  settlePreflight,
} from "./port-forward-preflight.ts";
import { handleProof, proofView, settleProof } from "./port-forward-proof.ts";
import { handleRisks, risksView } from "./port-forward-risks.ts";
import { heldByRisk, isOwnPending } from "./port-forward-guard.ts";
import { outerBoxes } from "./port-forward-site.ts";
import {
  closingView,
  giveUp,
  handleClosing,
  handleUndoByHand,
  settleClosing,
  stopUndoing,
  undoAll,
  undoByHandView,
  withClosed,
} from "./port-forward-undo.ts";
import {
  failed,
  nothingPending,
  refused,
  strangeResult,
  usualEvent,
  usualSteps,
  usualView,
  wrongStep,
  plain,
} from "./step-helpers.ts";
import type { StepSummary, StepView } from "./step-view.ts";

/**
 * Opens ports of the site's router for one device, with all that belongs to it: is the device ready, which ports and no more, whose
 * risk, by whom, and does anything get in. `ipv6.ts` begins the same walk for IPv6, where a hole in the router's firewall takes the
 * forward's place.
 */
export const portForwardMachine: WalkMachine<PortForwardState> = {
  kind: "port-forward",
  schema: portForwardStateSchema,
  begin: beginPortForward,
  steps: forwardWalkSteps,
  view: forwardWalkView,
  handle: handleForwardWalk,
  settle: settleForwardWalk,
};

const ORDER = [
  "device",
  "preflight",
  "backup",
  "uses",
  "ports",
  "risks",
  "method",
  "open",
  "by-hand",
  "outer",
  "address",
  "proof",
  "done",
] as const satisfies readonly PortForwardStep[];

export function forwardWalkSteps(state: PortForwardState, context: WalkContext): StepSummary[] {
  const { plan, step } = state;
  const title = (one: PortForwardStep): Message => message(`portForward.title.${one}`);
  if (step === "closing" || step === "undo-by-hand") {
    return [{ step, title: title(step), state: "current", outcome: null }];
  }
  const isBehindAnother = plan.family === 4 && (plan.outer !== null || outerBoxes(context).length > 0);
  const opened = openedPorts(plan);
  const isByHand =
    plan.means === "by-hand" || step === "by-hand" || opened.some((port) => port.opened.means === "by-hand");
  const isByRouter = plan.means !== "by-hand" || step === "open";
  const order = ORDER.filter(
    (one) => (one !== "outer" || isBehindAnother) && (one !== "by-hand" || isByHand) && (one !== "open" || isByRouter),
  );
  return usualSteps(order, step, {
    title,
    outcome: (one) => outcomeOf(one, state),
    isSkipped: (one) => one === "backup" && plan.backup === "skipped",
  });
}

type Told = "device" | "ports" | "risks" | "method" | "address" | "proof";
const TELLS: ReadonlySet<string> = new Set<Told>(["device", "ports", "risks", "method", "address", "proof"]);
const tells = (step: PortForwardStep): step is Told => TELLS.has(step);

function outcomeOf(step: PortForwardStep, { plan }: PortForwardState): Message | null {
  if (!tells(step)) return null;
  switch (step) {
    case "device":
      return plan.target === null ? null : plain(plan.target.name);
    case "ports":
      return plan.ports.length === 0
        ? null
        : plain(
            plan.ports.map(({ transport, internalPort }) => `${transport.toUpperCase()} ${internalPort}`).join(", "),
          );
    case "risks":
      return plan.accepted.length === 0
        ? null
        : message("portForward.outcome.accepted", { count: plan.accepted.length });
    case "method":
      return plan.means === null ? null : message(`portForward.means.${plan.means}`);
    case "address":
      return plan.hostName === null ? null : plain(plan.hostName);
    case "proof":
      return plan.notProven === null ? null : message("portForward.outcome.not-proven");
    default:
      return assertNever(step);
  }
}

export function forwardWalkView(state: PortForwardState, context: WalkContext): StepView {
  const isFinished = state.step === "done" && state.finished;
  return usualView(state, viewOf(state, context), {
    isFirst: state.step === "device" || isFinished,
    isLast: state.step === "closing" || state.step === "undo-by-hand" || isFinished,
  });
}

function viewOf(state: PortForwardState, context: WalkContext): StepView {
  switch (state.step) {
    case "device":
      return deviceView(state, context);
    case "preflight":
      return preflightView(state, context);
    case "backup":
      return backupView(state, context);
    case "uses":
      return usesView(state, context);
    case "ports":
      return portsView(state, context);
    case "risks":
      return risksView(state, context);
    case "method":
      return methodView(state);
    case "open":
      return openView(state, context);
    case "by-hand":
      return byHandView(state, context);
    case "outer":
      return outerView(state, context);
    case "address":
      return addressView(state, context);
    case "proof":
      return proofView(state, context);
    case "done":
      return doneView(state, context);
    case "closing":
      return closingView(state);
    case "undo-by-hand":
      return undoByHandView(state, context);
    default:
      return assertNever(state);
  }
}

export function handleForwardWalk(
  state: PortForwardState,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  if (event.type === "abandon") return giveUp(state, context);
  const usual = usualEvent<PortForwardState>(state, event, {
    back: state.step === "device" ? null : () => goBack(state, context),
    abandon: () => [],
    isOwn: () => isOwnPending(state),
  });
  return heldByRisk(state.step, usual ?? handleStep({ ...state, trouble: null }, event, context), context);
}

/** One step back. What the router was told is taken back first; what was typed stays. */
function goBack(state: PortForwardState, context: WalkContext): Outcome<PortForwardState> {
  if (state.step === "device") return refused("walk.refused.first-step");
  const { plan } = state;
  const isOpened = openedPorts(plan).some(({ opened }) => opened.own);
  switch (state.step) {
    case "preflight":
      return { state: { step: "device", plan, ...nothingPending } };
    case "backup":
      return { state: stepAt("preflight", plan) };
    case "uses":
      return { state: stepAt("backup", plan) };
    case "ports":
      return { state: stepAt("uses", plan) };
    case "risks":
      return forgetStanding(plan, context);
    case "method":
      return isOpened ? undoAll(state, "method", context) : { state: stepAt("risks", plan) };
    case "open":
    case "by-hand":
      return isOpened || state.pending?.kind === "open-forward"
        ? undoAll(state, "method", context)
        : { state: stepAt("method", plan) };
    case "outer":
      return { state: stepAt(beforeOuter(state), plan) };
    case "address":
      return plan.outer === null
        ? { state: stepAt(beforeOuter(state), plan) }
        : { state: stepAt("outer", { ...plan, outer: null }), changes: throughOuter(plan, null, context) };
    case "proof":
      return { state: stepAt("address", plan) };
    case "done":
      return { state: stepAt("proof", plan) };
    case "closing":
    case "undo-by-hand":
      return stopUndoing(state);
    default:
      return assertNever(state);
  }
}

const beforeOuter = ({ plan }: PortForwardState) => {
  const own = openedPorts(plan).filter(({ opened }) => opened.own);
  if (own.length === 0) return "risks" as const;
  return own.some(({ opened }) => opened.means === "by-hand") ? ("by-hand" as const) : ("open" as const);
};

function handleStep(state: PortForwardState, event: WalkEvent, context: WalkContext): Outcome<PortForwardState> {
  switch (state.step) {
    case "device":
      return event.type === "next" ? chooseDevice(state, event, context) : wrongStep();
    case "preflight":
      return handlePreflight(state, event, context);
    case "backup":
      return handleBackup(state, event, context);
    case "uses":
      return chooseUses(state, event, context);
    case "ports":
      return choosePorts(state, event, context);
    case "risks":
      return handleRisks(state, event, context);
    case "method":
      return handleMethod(state, event);
    case "open":
      return handleOpen(state, event, context);
    case "by-hand":
      return handleByHand(state, event, context);
    case "outer":
      return handleOuter(state, event, context);
    case "address":
      return handleAddress(state, event, context);
    case "proof":
      return handleProof(state, event, context);
    case "done":
      return handleDone(state, event, context);
    case "closing":
      return handleClosing(state, event, context);
    case "undo-by-hand":
      return handleUndoByHand(state, event, context);
    default:
      return assertNever(state);
  }
}

export function settleForwardWalk(
  state: PortForwardState,
  effect: WalkEffect,
  result: EffectResult,
  context: WalkContext,
): Outcome<PortForwardState> {
  if (!isSameValue(state.pending, effect)) return late(state, effect, result, context);
  if (state.step === "backup") {
    const offer = offerFrom(result);
    return offer === null
      ? strangeResult<PortForwardState>(state)
      : { state: stepAt("uses", { ...state.plan, offer }) };
  }
  if (result.kind === "failed") return failed<PortForwardState>(state, result.why);
  switch (state.step) {
    case "preflight":
      return settlePreflight(state, result);
    case "method":
      return settleMethod(state, result);
    case "open":
      return heldByRisk(state.step, settleOpen(state, effect, result, context), context);
    case "outer":
      return settleOuter(state, result, context);
    case "address":
      return settleAddress(state, result, context);
    case "proof":
      return settleProof(state, effect, result, context);
    case "closing":
      return settleClosing(state, result, context);
    default:
      return strangeResult<PortForwardState>(state);
  }
}

/** The walk has moved on: only what changed in the router must not be forgotten. */
function late(
  state: PortForwardState,
  effect: WalkEffect,
  result: EffectResult,
  context: WalkContext,
): Outcome<PortForwardState> {
  if (state.step === "device") return { state };
  const changed = withOpened(state.plan, effect, result, context) ?? withClosed(state.plan, effect, result, context);
  return changed === null ? { state } : { state: { ...state, plan: changed.plan }, changes: changed.changes };
}
