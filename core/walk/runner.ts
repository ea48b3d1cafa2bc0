import { message, type Message } from "../nat/diagnosis.ts";
import { nothingPending } from "./step-helpers.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import { stepAction, stepView, type StepSummary, type StepView } from "./step-view.ts";
import type { Walk } from "./walk.ts";

type State = Walk["state"];

/** A machine of whichever walk, by states as the survey holds them. */
export interface WalkRunner {
  begin(context: WalkContext, options: { readonly deviceId: string | null }): Outcome<State>;
  steps(walk: Walk, context: WalkContext): StepSummary[];
  view(walk: Walk, context: WalkContext): StepView;
  handle(walk: Walk, event: WalkEvent, context: WalkContext): Outcome<State>;
  settle(state: State, effect: WalkEffect, result: EffectResult, context: WalkContext): Outcome<State>;
}

/**
 * Runs a machine on states that come out of the survey, where a newer or older Farsite may have written something else: such a walk
 * shows that, and can only be given up.
 */
export function walkRunner<S extends { readonly step: string }>(machine: WalkMachine<S>): WalkRunner {
  const read = (state: State): S | null => {
    const parsed = machine.schema.safeParse(state);
    return parsed.success ? parsed.data : null;
  };
  return {
    begin: (context, options) => machine.begin(context, options),
    steps: ({ state }, context) => {
      const known = read(state);
      return known === null ? [] : machine.steps(known, context);
    },
    view: ({ state, status }, context) => {
      const known = read(state);
      if (known === null) return otherVersion;
      const view = machine.view(known, context);
      if (status === "open") return view;
      // What is over is looked at, and changed by a walk of its own; what can be copied stays of use.
      return { ...view, fields: [], actions: [], parts: view.parts.filter(({ kind }) => kind === "copy") };
    },
    handle: (walk, event, context) => {
      if (walk.status !== "open") return refuse("walk.refused.is-over");
      const known = read(walk.state);
      if (known !== null) return machine.handle(known, event, context);
      if (event.type !== "abandon") return refuse("walk.refused.other-version");
      return { state: { ...walk.state, ...nothingPending }, status: "abandoned", waiting: null };
    },
    settle: (state, effect, result, context) => {
      const known = read(state);
      return known === null ? refuse("walk.refused.other-version") : machine.settle(known, effect, result, context);
    },
  };
}

const refuse = (key: string): { refused: Message } => ({ refused: message(key) });

const otherVersion: StepView = stepView(message("walk.otherVersion.title"), {
  lead: message("walk.otherVersion.lead"),
  actions: [stepAction("abandon", message("walk.action.abandon"), { look: "secondary", needsFields: false })],
});
