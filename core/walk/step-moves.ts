import type { z } from "zod";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { nothingPending, usualEvent } from "./step-helpers.ts";
import { takeBack, type Written } from "./step-writing.ts";
import type { Walk } from "./walk.ts";

type Movable = Parameters<typeof usualEvent>[0] & { readonly written: Written[] };
type More = Readonly<Record<string, unknown>>;
type Writings = readonly { readonly changes: readonly SurveyChange[]; readonly written: readonly Written[] }[];

/** How a walk whose steps follow one another moves between them. */
export function movesOf<S extends Movable>({
  schema,
  previous,
  status,
  waiting = () => null,
  isOwnPending = () => true,
}: {
  schema: z.ZodType<S>;
  /** Where `back` leads from each step; null: it is the first. */
  previous: Readonly<Record<S["step"], S["step"] | null>>;
  status: (state: S) => Walk["status"];
  waiting?: (state: S) => Walk["waiting"];
  /** Whether what is said to be under way is what this step asks for: the survey may be somebody else's. */
  isOwnPending?: (state: S, context: WalkContext) => boolean;
}) {
  /** The state with what follows from it for the list of walks. That a later step has what it needs is the schema's to say. */
  const at = (state: More, changes: readonly SurveyChange[] = []): Outcome<S> => {
    const next = schema.parse(state);
    return { state: next, changes, status: status(next), waiting: waiting(next) };
  };
  /** Another step, with what is new; `writings`: what is written into the survey with it. */
  const goTo = (state: S, step: S["step"], more: More = {}, writings: Writings = []): Outcome<S> =>
    at(
      {
        ...state,
        ...nothingPending,
        ...more,
        written: [...state.written, ...writings.flatMap(({ written }) => written)],
        step,
      },
      writings.flatMap(({ changes }) => changes),
    );
  /** Answers what every step understands; null: the event is the step's own. */
  const usual = (state: S, event: WalkEvent, context: WalkContext): Outcome<S> | null => {
    const { document } = context;
    const here: S["step"] = state.step;
    const before = previous[here];
    const back = (): Outcome<S> => {
      if (before === null) return { state };
      const { changes, written } = takeBack(document, state.written, [before, here]);
      return at({ ...state, ...nothingPending, written, step: before }, changes);
    };
    return usualEvent(state, event, {
      back: before === null ? null : back,
      abandon: () => takeBack(document, state.written, null).changes,
      isOwn: () => isOwnPending(state, context),
    });
  };
  return { at, goTo, usual };
}
