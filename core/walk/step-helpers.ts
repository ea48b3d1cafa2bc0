import { z } from "zod";
import { messageSchema, message, type Message } from "../nat/diagnosis.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import { walkEffectSchema, type WalkEffect } from "./effect.ts";
import type { Outcome, WalkEvent } from "./machine.ts";
import { stepAction, type StepAction, type StepNotice, type StepSummary, type StepView } from "./step-view.ts";

/** What every machine does alike: effects that survive a crash, going back, giving up, the list of steps. */

/** What every state carries beside its step and its data. */
export const usualState = {
  /** Asked of the host and not answered yet; still there when the walk was killed meanwhile. */
  pending: walkEffectSchema.nullable(),
  /** Why the last one did not work; gone with the next event. */
  trouble: messageSchema.nullable(),
};
/** The same of a walk that has the site checked and nothing else: a survey from elsewhere must not make it open a port. */
export const checkingState = {
  ...usualState,
  pending: z.object({ kind: z.literal("check-site") }).nullable(),
};
type Usual = { readonly step: string; readonly pending: WalkEffect | null; readonly trouble: Message | null };

/** The state of a walk that begins: nothing is under way. */
export const nothingPending = { pending: null, trouble: null } as const;

/** Nothing happened, and why. */
export const refused = (key: string, args: Message["args"] = {}): { refused: Message } => ({
  refused: message(key, args),
});

/** The same state, waiting for what the host does. */
export function asking<S extends Usual>(state: S, effect: WalkEffect): Outcome<S> {
  return { state: { ...state, pending: effect, trouble: null }, effect };
}

/** The same state, with what went wrong. */
export function failed<S extends Usual>(state: S, why: Message): Outcome<S> {
  return { state: { ...state, pending: null, trouble: why } };
}

/** The ways that every step has; each machine knows best what they undo. */
type UsualWays<S> = {
  /** One step back, undoing what that step did; null: this is the first one. */
  back: (() => Outcome<S>) | null;
  /** What is to be undone before the walk is over. */
  abandon: () => readonly SurveyChange[];
  /** Whether what is said to be under way is what this step asks for: the survey may be somebody else's. Absent: whatever it is. */
  isOwn?: (() => boolean) | undefined;
};

/**
 * Answers `again`, `back` and `abandon`, and refuses everything else while an effect is under way. Null: the event is the step's own.
 */
export function usualEvent<S extends Usual>(
  state: S,
  event: WalkEvent,
  { back, abandon, isOwn = () => true }: UsualWays<S>,
) {
  const { pending } = state;
  switch (event.type) {
    case "again":
      if (pending === null) return refused("walk.refused.nothing-to-repeat");
      return isOwn() ? asking(state, pending) : failed(state, message("walk.trouble.not-its-own"));
    case "back":
      return back === null ? refused("walk.refused.first-step") : back();
    case "abandon":
      return {
        state: { ...state, ...nothingPending },
        changes: abandon(),
        status: "abandoned",
        waiting: null,
      } satisfies Outcome<S>;
    default:
      return pending === null ? null : refused("walk.refused.under-way");
  }
}

/** An event that this step does not know: sent by a window that showed an older step. */
export const wrongStep = () => refused("walk.refused.other-step");

/** A result that does not belong to the effect: the host's mistake, said instead of guessed around. */
export const strangeResult = <S extends Usual>(state: S): Outcome<S> =>
  failed(state, message("walk.trouble.strange-result"));

/**
 * A step's view with what all have: what went wrong, the way back and out; after an interruption only the choice between doing it
 * again and these.
 */
export function usualView(
  { pending, trouble }: Pick<Usual, "pending" | "trouble">,
  view: StepView,
  { isFirst = false, isLast = false }: { isFirst?: boolean; isLast?: boolean } = {},
): StepView {
  const troubled: StepNotice[] = trouble === null ? [] : [notice("problem", trouble)];
  const ways: StepAction[] = [...(isFirst ? [] : [backAction]), ...(isLast ? [] : [abandonAction])];
  if (pending === null)
    return { ...view, notices: [...troubled, ...view.notices], actions: [...view.actions, ...ways] };
  return {
    ...view,
    notices: [notice("warning", message("walk.interrupted")), ...troubled],
    instructions: [],
    fields: [],
    parts: [],
    actions: [
      stepAction("again", message("walk.action.again"), {
        busy: message(`walk.busy.${pending.kind}`),
        needsFields: false,
      }),
      ...ways,
    ],
  };
}

const backAction = stepAction("back", message("walk.action.back"), { look: "quiet", needsFields: false });
const abandonAction = stepAction("abandon", message("walk.action.abandon"), {
  look: "quiet",
  confirm: message("walk.confirm.abandon"),
  needsFields: false,
});

/** An action that makes the host do something, with what is said meanwhile. */
export function effectAction(
  event: string,
  label: Message,
  kind: WalkEffect["kind"],
  more: Partial<Omit<StepAction, "event" | "label">> = {},
): StepAction {
  return stepAction(event, label, { busy: message(`walk.busy.${kind}`), needsFields: false, ...more });
}

/** A name, an address, a number: the same in every language. */
export const plain = (text: string): Message => message("walk.plain", { text });

export const notice = (tone: StepNotice["tone"], text: Message, details: Message[] = []): StepNotice => ({
  tone,
  text,
  details,
});

/** The list of steps beside: what lies before the current one is done, unless it was passed over. */
export function usualSteps<Step extends string>(
  order: readonly Step[],
  current: NoInfer<Step>,
  about: {
    title: (step: Step) => Message;
    outcome?: (step: Step) => Message | null;
    isSkipped?: (step: Step) => boolean;
  },
): StepSummary[] {
  const at = order.indexOf(current);
  return order.map((step, index) => {
    const isPast = index < at;
    const state = about.isSkipped?.(step) === true && step !== current ? "skipped" : isPast ? "done" : "to-do";
    return {
      step,
      title: about.title(step),
      state: step === current ? "current" : state,
      outcome: isPast && state === "done" ? (about.outcome?.(step) ?? null) : null,
    };
  });
}

/**
 * An event's values by a schema whose fields are made of those below. What does not fit is refused with the message for that field,
 * `walk.refused.field.<name>` where there is one.
 */
export function readValues<T extends z.ZodRawShape>(
  event: WalkEvent,
  shape: T,
  /** What to say about a field that does not fit; else a sentence for all. */
  says: { readonly [K in keyof T]?: Message } = {},
): { readonly values: z.infer<z.ZodObject<T>> } | { readonly refused: Message } {
  const parsed = z.object(shape).safeParse(event.values);
  if (parsed.success) return { values: parsed.data };
  const wrong = parsed.error.issues[0]?.path[0];
  const said = typeof wrong === "string" ? says[wrong] : undefined;
  return { refused: said ?? message("walk.refused.values") };
}

const MAX_LINE = 200;
const MAX_TEXT = 2_000;

/** A line of text; null: left empty. */
export const lineValue = (max = MAX_LINE) =>
  z.preprocess((value) => value ?? "", z.string().trim().max(max)).transform((text) => (text === "" ? null : text));
/** A line of text that must be there. */
export const neededLine = (max = MAX_LINE) => z.string().trim().min(1).max(max);
/** Several lines; null: left empty. */
export const textValue = (max = MAX_TEXT) => lineValue(max);
/** A day; null: left empty. */
export const dayValue = z.preprocess((value) => (value === "" ? null : (value ?? null)), z.iso.date().nullable());
export const neededDay = z.iso.date();
/** A number as a person types it, "7,5" too; null: left empty. */
export const numberValue = ({ min = 0, max = 1_000_000 }: { min?: number; max?: number } = {}) =>
  z.preprocess(typedNumber, z.number().min(min).max(max).nullable());
export const confirmValue = z.preprocess((value) => value ?? false, z.boolean());
/** One of the options; null: none was chosen. */
export const choiceValue = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.preprocess((value) => (value === "" ? null : (value ?? null)), z.enum(options).nullable());
/** Any number of the options. */
export const choicesValue = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.preprocess((value) => value ?? [], z.array(z.enum(options)).max(100));

function typedNumber(value: unknown): unknown {
  if (value === undefined || value === "") return null;
  // An empty text was taken care of; "12.5.2026" and the like stay texts and so do not fit.
  return typeof value === "string" && /^\s*-?\d+([.,]\d+)?\s*$/.test(value) ? Number(value.replace(",", ".")) : value;
}

/**
 * A day as an argument of `{{date, datetime(timeZone: UTC; dateStyle: long)}}`; takes a time as well, as its day there. Not to be called
 * `day`: i18next hands all arguments to Intl as options, and there it means something else.
 */
export const dayArgument = (isoDay: string): number => Date.parse(isoDay.slice(0, "2026-11-20".length));

/** The day it is for the person. */
export const dayOf = (isoTime: string): string => isoTime.slice(0, "2026-11-20".length);
