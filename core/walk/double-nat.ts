import { message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import { isSameValue } from "../survey/same-value.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import {
  doubleNatStateSchema,
  doubleNatWays,
  isOneRouter,
  type Box,
  type DecidedPlan,
  type DoubleNatAt,
  type DoubleNatState,
  type DoubleNatStep,
} from "./double-nat-plan.ts";
import { boxesView, changeView, checkView, doneView, riskView, undoView, wayView } from "./double-nat-steps.ts";
import { diagnosisOf, gatewayOf, innerWanAddress, outerBoxes, routerFamilyAt } from "./port-forward-site.ts";
import {
  asking,
  choiceValue,
  failed,
  neededLine,
  nothingPending,
  readValues,
  refused,
  strangeResult,
  usualEvent,
  usualSteps,
  usualView,
  wrongStep,
} from "./step-helpers.ts";
import { takeBack, writeEntry, writeField } from "./step-writing.ts";
import type { StepSummary, StepView } from "./step-view.ts";

/** Two boxes on site translate: one of them is made to stop, or both are made to work together. */
export const doubleNatMachine: WalkMachine<DoubleNatState> = {
  kind: "fix-double-nat",
  schema: doubleNatStateSchema,
  begin,
  steps,
  view,
  handle,
  settle,
};

function begin(context: WalkContext): Outcome<DoubleNatState> {
  const diagnosis = diagnosisOf(context);
  if (diagnosis === null) return refused("doubleNat.begin.not-checked");
  const { kind } = diagnosis.verdict;
  if (kind !== "double-nat") return refused(`doubleNat.begin.${kind}`);
  const layer = diagnosis.layers.find((one) => one.kind === "router");
  const router: Box = {
    name: layer?.name ?? null,
    address: gatewayOf(context),
    owner: layer?.owner ?? "customer",
  };
  return {
    state: {
      step: "boxes",
      ...nothingPending,
      plan: {
        router,
        innerWan: innerWanAddress(context),
        outer: outerBoxes(context).slice(0, 8),
        way: null,
        changed: false,
        written: [],
      },
    },
  };
}

const ORDER = ["boxes", "way", "risk", "change", "check", "done"] as const satisfies readonly DoubleNatStep[];

function steps({ step, plan }: DoubleNatState): StepSummary[] {
  const title = (one: DoubleNatStep) => message(`doubleNat.title.${one}`);
  if (step === "undo-by-hand") return [{ step, title: title(step), state: "current", outcome: null }];
  const order = ORDER.filter(
    (one) =>
      (one !== "risk" || plan.way === "exposed-host") &&
      (one !== "check" || plan.way === null || plan.way === "bridge" || plan.way === "access-point"),
  );
  return usualSteps(order, step, {
    title,
    outcome: (one) => (one === "way" && plan.way !== null ? message(`doubleNat.way.${plan.way}.name`) : null),
  });
}

function view(state: DoubleNatState, context: WalkContext): StepView {
  const isUndoing = state.step === "undo-by-hand";
  return usualView(state, viewOf(state, context), {
    isFirst: state.step === "boxes" || state.step === "done",
    isLast: isUndoing || state.step === "done",
  });
}

function viewOf(state: DoubleNatState, context: WalkContext): StepView {
  switch (state.step) {
    case "boxes":
      return boxesView(state, context);
    case "way":
      return wayView(state, context);
    case "risk":
      return riskView(state);
    case "change":
      return changeView(state, context);
    case "check":
      return checkView(state);
    case "done":
      return doneView(state);
    case "undo-by-hand":
      return undoView(state);
    default:
      return assertNever(state);
  }
}

function handle(state: DoubleNatState, event: WalkEvent, context: WalkContext): Outcome<DoubleNatState> {
  if (event.type === "abandon") return leave(state, "abandoned", context);
  const usual = usualEvent<DoubleNatState>(state, event, {
    back: state.step === "boxes" ? null : () => goBack(state, context),
    abandon: () => [],
  });
  return usual ?? handleStep({ ...state, trouble: null }, event, context);
}

function goBack(state: DoubleNatState, context: WalkContext): Outcome<DoubleNatState> {
  const { plan } = state;
  switch (state.step) {
    case "way":
      return { state: { step: "boxes", plan, ...nothingPending } };
    case "risk":
      return toWay(state.plan, context);
    case "change":
      return leave(state, "way", context);
    case "check":
    case "done":
      return { state: { step: "change", plan: state.plan, ...nothingPending } };
    case "undo-by-hand":
      return { state: { step: "change", plan: state.plan, ...nothingPending } };
    case "boxes":
      return refused("walk.refused.first-step");
    default:
      return assertNever(state);
  }
}

/** The choice again; what was written down for the old one goes. */
function toWay(plan: DecidedPlan, context: WalkContext): Outcome<DoubleNatState> {
  const { changes, written } = takeBack(context.document, plan.written, null);
  return {
    state: { step: "way", plan: { ...plan, written, changed: false }, ...nothingPending },
    changes,
  };
}

/** Only a person can put the boxes back as they were. */
function leave(
  state: DoubleNatState,
  goesTo: DoubleNatAt<"undo-by-hand">["goesTo"],
  context: WalkContext,
): Outcome<DoubleNatState> {
  if (state.step === "boxes" || state.step === "way" || state.step === "undo-by-hand") return over(state, context);
  const { plan } = state;
  if (plan.changed && isOneRouter(plan)) {
    return { state: { step: "undo-by-hand", plan, goesTo, ...nothingPending } };
  }
  return goesTo === "way" ? toWay(state.plan, context) : over(state, context);
}

function over(state: DoubleNatState, context: WalkContext): Outcome<DoubleNatState> {
  const { changes } = takeBack(context.document, state.plan.written, null);
  return { state: { ...state, ...nothingPending }, changes, status: "abandoned", waiting: null };
}

function handleStep(state: DoubleNatState, event: WalkEvent, context: WalkContext): Outcome<DoubleNatState> {
  switch (state.step) {
    case "boxes":
      return event.type === "next" ? { state: { step: "way", plan: state.plan, ...nothingPending } } : wrongStep();
    case "way":
      return event.type === "next" ? chooseWay(state, event, context) : wrongStep();
    case "risk":
      return event.type === "accept" ? accept(state, event, context) : wrongStep();
    case "change":
      return event.type === "changed" ? changed(state) : wrongStep();
    case "check":
      return event.type === "check" ? asking<DoubleNatState>(state, { kind: "check-site" }) : wrongStep();
    case "done":
      return wrongStep();
    case "undo-by-hand":
      return undone(state, event, context);
    default:
      return assertNever(state);
  }
}

function chooseWay({ plan }: DoubleNatAt<"way">, event: WalkEvent, context: WalkContext): Outcome<DoubleNatState> {
  const read = readValues(event, { way: choiceValue(doubleNatWays) });
  if ("refused" in read) return read;
  const { way } = read.values;
  if (way === null) return refused("doubleNat.refused.way");
  const bridge = routerFamilyAt(context, plan.outer[0]?.address ?? null)?.bridge?.possible;
  if (way === "bridge" && bridge === "no") return refused("doubleNat.way.bridge.not-here");
  return {
    state: { step: way === "exposed-host" ? "risk" : "change", plan: { ...plan, way }, ...nothingPending },
  };
}

function accept({ plan }: DoubleNatAt<"risk">, event: WalkEvent, context: WalkContext): Outcome<DoubleNatState> {
  const read = readValues(
    event,
    { acceptedBy: neededLine(200), role: neededLine(200), reason: neededLine(1_000) },
    {
      acceptedBy: message("portForward.refused.accepted-by"),
      role: message("portForward.refused.role"),
      reason: message("portForward.refused.reason"),
    },
  );
  if ("refused" in read) return read;
  const { acceptedBy, role, reason } = read.values;
  const said = event.values["riskText"];
  const { changes, written } = writeEntry("risk", "acceptances", {
    id: context.newId(),
    finding: "exposed-host",
    risk: typeof said === "string" && said.trim() !== "" ? said.trim().slice(0, 1_000) : "exposed-host",
    acceptedBy,
    role,
    acceptedAt: context.now,
    note: reason,
  });
  return {
    state: { step: "change", plan: { ...plan, written: [...plan.written, ...written] }, ...nothingPending },
    changes,
  };
}

/** What cannot be seen in a check of the line (both boxes go on translating) is shown by the proof of a forward. */
function changed(state: DoubleNatAt<"change">): Outcome<DoubleNatState> {
  const plan: DecidedPlan = { ...state.plan, changed: true };
  return isOneRouter(plan)
    ? asking<DoubleNatState>({ step: "check", plan, found: null, ...nothingPending }, { kind: "check-site" })
    : { state: { step: "done", plan, found: null, ...nothingPending }, status: "done", waiting: null };
}

function undone(state: DoubleNatAt<"undo-by-hand">, event: WalkEvent, context: WalkContext): Outcome<DoubleNatState> {
  if (event.type !== "restored" && event.type !== "leave") return wrongStep();
  return state.goesTo === "way" ? toWay(state.plan, context) : over(state, context);
}

function settle(
  state: DoubleNatState,
  effect: WalkEffect,
  result: EffectResult,
  context: WalkContext,
): Outcome<DoubleNatState> {
  if (!isSameValue(state.pending, effect)) return { state };
  if (result.kind === "failed") return failed<DoubleNatState>(state, result.why);
  if (state.step !== "check" || result.kind !== "checked") return strangeResult<DoubleNatState>(state);
  const { plan } = state;
  const found = diagnosisOf(context)?.verdict.kind ?? "unknown";
  switch (found) {
    case "public":
    case "cgnat":
    case "shared-address":
    case "firewalled": {
      const { changes, written } =
        plan.way === "bridge"
          ? writeField(context.document, "check", { section: "line", field: "bridgeMode" }, "on")
          : { changes: [], written: [] };
      return {
        state: { step: "done", plan: { ...plan, written: [...plan.written, ...written] }, found, ...nothingPending },
        changes,
        status: "done",
        waiting: null,
      };
    }
    case "double-nat":
    case "nat64":
    case "offline":
    case "unknown":
      return { state: { ...state, ...nothingPending, found } };
    default:
      return assertNever(found);
  }
}
