import { standingForwards } from "../forward/forward.ts";
import { message } from "../nat/diagnosis.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { forwardSteps } from "../forward/router-steps.ts";
import { closedNow } from "./port-forward-entry.ts";
import {
  openedPorts,
  stepAt,
  type AfterUndo,
  type Draft,
  type Plan,
  type PortForwardState,
  type StateAt,
} from "./port-forward-plan.ts";
import { gatewayOf, outerBoxes, routerFamilyAt } from "./port-forward-site.ts";
import { effectAction, notice, nothingPending, strangeResult, wrongStep } from "./step-helpers.ts";
import { takeBack } from "./step-writing.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";

/** Takes back what this walk opened: what a protocol opened by the protocol, what a person entered by the person. */

type Opened = { plan: Plan; pending: PortForwardState["pending"] };

/** What the host can close; with one whose opening was interrupted, since it may stand. */
function closable({ plan, pending }: Opened): string[] {
  const own = openedPorts(plan).filter(({ opened }) => opened.own && opened.means !== "by-hand");
  const asked = pending?.kind === "open-forward" ? [pending.wish.id] : [];
  return [...new Set([...own.map(({ id }) => id), ...asked])];
}

const enteredByHand = (plan: Plan): string[] =>
  openedPorts(plan).flatMap(({ id, opened }) => (opened.own && opened.means === "by-hand" ? [id] : []));

/** Begins to take all back, and goes on at `goesTo`. */
export function undoAll(state: PortForwardState, goesTo: AfterUndo, context: WalkContext): Outcome<PortForwardState> {
  if (state.step === "device") return over(state, state.plan, context);
  return closeNext({ plan: state.plan, goesTo, left: closable(state) }, context);
}

/** Out of it: what was opened is taken back first. */
export function giveUp(state: PortForwardState, context: WalkContext): Outcome<PortForwardState> {
  switch (state.step) {
    case "closing":
      return closeNext({ ...state, goesTo: "abandoned" }, context);
    case "undo-by-hand":
      return state.goesTo === "abandoned"
        ? after(state.plan, "abandoned", context, [])
        : { state: { ...state, goesTo: "abandoned" } };
    default:
      return undoAll(state, "abandoned", context);
  }
}

/** Back to what is open still. */
export function stopUndoing({ step, plan }: StateAt<"closing" | "undo-by-hand">): Outcome<PortForwardState> {
  if (openedPorts(plan).length === 0) return { state: stepAt("method", plan) };
  return { state: stepAt(step === "closing" ? "open" : "by-hand", plan) };
}

type Closing = Pick<StateAt<"closing">, "plan" | "goesTo" | "left">;

function closeNext(
  { plan, goesTo, left }: Closing,
  context: WalkContext,
  changes: readonly SurveyChange[] = [],
): Outcome<PortForwardState> {
  const [next] = left;
  if (next !== undefined) {
    const effect = { kind: "close-forward", forwardId: next } as const;
    return { state: { step: "closing", plan, goesTo, left, ...nothingPending, pending: effect }, effect, changes };
  }
  // One whose opening was cut short and that is in no list: the host takes it back at its next start here.
  if (plan.outer === "entered" || toRemove(plan, context).length > 0)
    return { state: { step: "undo-by-hand", plan, goesTo, ...nothingPending }, changes };
  return after(plan, goesTo, context, changes);
}

function after(
  plan: Plan,
  goesTo: AfterUndo,
  context: WalkContext,
  changes: readonly SurveyChange[],
): Outcome<PortForwardState> {
  const cleared = { ...plan, outer: null, notProven: null };
  if (goesTo === "method") return { state: stepAt("method", cleared), changes };
  return over(stepAt("method", cleared), cleared, context, changes);
}

/** The walk is over, and what it wrote down is taken out again. */
function over(
  state: PortForwardState,
  plan: Draft,
  context: WalkContext,
  changes: readonly SurveyChange[] = [],
): Outcome<PortForwardState> {
  const back = takeBack(context.document, plan.written, null);
  return {
    state: { ...state, ...nothingPending },
    changes: [...changes, ...back.changes],
    status: "abandoned",
    waiting: null,
  };
}

export function closingView({ plan, left }: StateAt<"closing">): StepView {
  return stepView(message("portForward.title.closing"), {
    lead: message("portForward.closing.lead", { count: left.length }),
    facts: openedPorts(plan).map(({ transport, opened }) => ({
      label: message("portForward.fact.port", { transport: transport.toUpperCase(), port: opened.externalPort }),
      value: message("portForward.closing.stands"),
      tone: null,
    })),
    actions: [
      effectAction("close", message("portForward.action.close"), "close-forward"),
      stepAction("leave", message("portForward.action.close-by-hand"), { look: "secondary", needsFields: false }),
    ],
  });
}

export function handleClosing(
  state: StateAt<"closing">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const [first, ...left] = state.left;
  switch (event.type) {
    case "close":
      return closeNext(state, context);
    case "leave":
      // The router cannot be reached from here: a person has to look after it.
      return closeNext(
        { ...state, left, plan: first === undefined ? state.plan : unconfirmed(state.plan, first, context) },
        context,
      );
    default:
      return wrongStep();
  }
}

export function settleClosing(
  state: StateAt<"closing">,
  result: EffectResult,
  context: WalkContext,
): Outcome<PortForwardState> {
  if (result.kind !== "forward-closed") return strangeResult<PortForwardState>(state);
  const [first, ...left] = state.left;
  if (first === undefined) return closeNext(state, context);
  return result.gone === true
    ? closeNext({ ...state, left, plan: forgotten(state.plan, first, context) }, context, closedNow(first, context))
    : closeNext({ ...state, left, plan: unconfirmed(state.plan, first, context) }, context);
}

/** A port that was closed after the walk had gone on. */
export function withClosed(
  plan: Plan,
  effect: WalkEffect,
  result: EffectResult,
  context: WalkContext,
): { plan: Plan; changes: SurveyChange[] } | null {
  if (effect.kind !== "close-forward" || result.kind !== "forward-closed" || result.gone !== true) return null;
  return {
    plan: forgotten(plan, effect.forwardId, context),
    changes: closedNow(effect.forwardId, context),
  };
}

/** The port is planned and not open; opened again it is another forward, with a history of its own. */
const forgotten = (plan: Plan, id: string, context: WalkContext): Plan => ({
  ...plan,
  ports: plan.ports.map((port) =>
    port.id === id ? { ...port, id: context.newId(), opened: null, refused: null, held: null } : port,
  ),
});

const unconfirmed = (plan: Plan, id: string, context: WalkContext): Plan => ({
  ...forgotten(plan, id, context),
  leftovers: [...new Set([...plan.leftovers, id])],
});

/** Forwards that a person has to take out of the router. */
function toRemove(plan: Plan, context: WalkContext) {
  const ids = new Set([...enteredByHand(plan), ...plan.leftovers]);
  return standingForwards(context.document.forwards).filter(({ id }) => ids.has(id));
}

export function undoByHandView({ plan, goesTo }: StateAt<"undo-by-hand">, context: WalkContext): StepView {
  const gateway = gatewayOf(context);
  const [where] = forwardSteps(routerFamilyAt(context, gateway), gateway, []).instructions;
  const outer = plan.outer === "entered" ? outerBoxes(context)[0] : undefined;
  return stepView(message("portForward.title.undo-by-hand"), {
    lead: message("portForward.undo.lead"),
    instructions: [
      ...(where === undefined ? [] : [where]),
      ...toRemove(plan, context).map((forward) =>
        message("portForward.undo.remove", {
          transport: forward.transport.toUpperCase(),
          externalPort: forward.externalPort,
          address: forward.address,
          internalPort: forward.internalPort,
        }),
      ),
      ...(outer === undefined ? [] : [message("portForward.undo.outer", { address: outer.address ?? "–" })]),
    ].slice(0, 30),
    notices: plan.leftovers.length > 0 ? [notice("warning", message("portForward.undo.leftovers"))] : [],
    actions: [
      stepAction("removed", message("portForward.action.removed"), { needsFields: false }),
      stepAction("leave", message(`portForward.action.leave-standing.${goesTo}`), {
        look: "danger",
        confirm: message("portForward.confirm.leave-standing"),
        needsFields: false,
      }),
    ],
  });
}

export function handleUndoByHand(
  state: StateAt<"undo-by-hand">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const { plan, goesTo } = state;
  const ids = toRemove(plan, context).map(({ id }) => id);
  switch (event.type) {
    case "removed": {
      const cleared = ids.reduce<Plan>((next, id) => forgotten(next, id, context), { ...plan, leftovers: [] });
      const changes = ids.flatMap((id) => closedNow(id, context));
      return after(cleared, goesTo, context, changes);
    }
    case "leave":
      // They stand, and the survey goes on saying so.
      return after(plan, goesTo, context, []);
    default:
      return wrongStep();
  }
}
