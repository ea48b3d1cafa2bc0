import type { z } from "zod";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { SurveyDocument } from "../survey/survey-document.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { nothingPending, wrongStep, type usualEvent } from "./step-helpers.ts";
import { takeBack, type Written } from "./step-writing.ts";

/** What the survey says of a walk's tunnel. Somebody may have changed or removed it meanwhile: what they wrote stays. */
export function putTunnel(document: SurveyDocument, id: string, more: Partial<Tunnel>): SurveyChange[] {
  const known = document.tunnels.find((one) => one.id === id);
  return known === undefined ? [] : [{ op: "put", list: "tunnels", entry: { ...known, ...more } }];
}

type Leavable = Parameters<typeof usualEvent>[0] & {
  readonly written: readonly Written[];
  readonly tunnelId: string | null;
  readonly isSetUp: boolean;
};

/** How a walk to a VPN is given up, whose last step `undo` lets a person take away what stands at the site. */
export function waysOut<S extends Leavable>(schema: z.ZodType<S>) {
  const over = (state: S, changes: readonly SurveyChange[]): Outcome<S> => ({
    state: { ...state, ...nothingPending },
    changes,
    status: "abandoned",
    waiting: null,
  });
  /** What stands at the site a person takes away; before that there is nothing but what was written. */
  const giveUp = (state: S, { document }: WalkContext): Outcome<S> => {
    if (state.step === "undo") return over(state, givenUp(document, state, null));
    const undo = schema.safeParse({ ...state, ...nothingPending, step: "undo" });
    if (state.isSetUp && undo.success) return { state: undo.data, waiting: null };
    return over(state, takeBack(document, state.written, null).changes);
  };
  /** What the step `undo` is told. */
  const undone = (state: S, event: WalkEvent, { document, now }: WalkContext): Outcome<S> => {
    switch (event.type) {
      case "undone":
        return over(state, givenUp(document, state, now));
      case "left":
        return over(state, givenUp(document, state, null));
      default:
        return wrongStep();
    }
  };
  return { giveUp, undone };
}

/**
 * The end of a walk whose box or router was set up already: the tunnel's entry stays in the survey, since somebody may look for it, with
 * the time at which a person took it away at the site; null: it was left there.
 */
function givenUp(
  document: SurveyDocument,
  { written, tunnelId }: Leavable,
  removedAt: string | null,
): readonly SurveyChange[] {
  const others = written.filter((one) => one.kind !== "entry" || one.list !== "tunnels");
  const { changes } = takeBack(document, others, null);
  return removedAt === null || tunnelId === null
    ? changes
    : [...changes, ...putTunnel(document, tunnelId, { removedAt })];
}
