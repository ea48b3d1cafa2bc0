import type { Site } from "#core/contract/survey-calls.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { Problem } from "../problems/problem.ts";

/**
 * What was filled in and how far it has been kept. Pure; `survey-edits.ts` sends. A change stays in here until the host has
 * confirmed it, whatever happens to the line, the disk or the page.
 */
export type EditsState = {
  /** As the host last told it. */
  site: Site;
  /** On the way; its answer is awaited. */
  sending: readonly SurveyChange[];
  /** To be sent next, in this order. */
  waiting: readonly SurveyChange[];
  /** What the host would not take (its entry is gone, say), each with why. */
  refused: readonly { change: SurveyChange; problem: Problem }[];
  /** So many changes are sent one by one, to find the one that the host would not take. */
  singly: number;
  /** Why nothing can be kept right now; null: it can. */
  problem: Problem | null;
  /** What stands in a field that is typed in, or where the document can't take it (no number, say). */
  typed: Readonly<Record<string, Typed>>;
  /** Own revisions of this window that can be taken back, the latest last. */
  done: readonly string[];
  /** The survey with everything that was filled in, kept or not. */
  shown: SurveyDocument;
};

type Typed = { text: string; isWrong: boolean };

export function begun(site: Site): EditsState {
  return {
    site,
    sending: [],
    waiting: [],
    refused: [],
    singly: 0,
    problem: null,
    typed: {},
    done: [],
    shown: site.document,
  };
}

/** Everything that the host has not confirmed, in its order. */
const unconfirmed = ({ sending, waiting }: EditsState): SurveyChange[] => [...sending, ...waiting];

const withShown = (state: EditsState): EditsState => ({
  ...state,
  shown: tolerantly(state.site.document, unconfirmed(state)),
});

/** The changes that still fit; another window may have removed what one of them is about. */
function tolerantly(document: SurveyDocument, changes: readonly SurveyChange[]): SurveyDocument {
  if (changes.length === 0) return document;
  try {
    return withChanges(document, changes);
  } catch {
    return changes.reduce((last, change) => {
      try {
        return withChanges(last, [change]);
      } catch {
        return last;
      }
    }, document);
  }
}

/** The person changed something. A value that does not fit throws HostError BAD_INPUT, and nothing is changed. */
export function changed(state: EditsState, changes: readonly SurveyChange[]): EditsState {
  const shown = withChanges(state.shown, changes);
  return { ...state, waiting: changes.reduce(joined, state.waiting), shown };
}

/** Only the last of several values of one field is worth a revision. */
function joined(waiting: readonly SurveyChange[], change: SurveyChange): readonly SurveyChange[] {
  const last = waiting.at(-1);
  return last !== undefined && isSameField(last, change) ? [...waiting.slice(0, -1), change] : [...waiting, change];
}

function isSameField(a: SurveyChange, b: SurveyChange): boolean {
  if (a.op === "set" && b.op === "set") return a.section === b.section && a.field === b.field;
  return a.op === "set-in" && b.op === "set-in" && a.list === b.list && a.id === b.id && a.field === b.field;
}

/** As many as one call takes. */
const MAX_CHANGES = 500;

/** What waits goes on its way; nothing while an answer is awaited. */
export function sent(state: EditsState): EditsState {
  if (state.sending.length > 0 || state.waiting.length === 0) return state;
  const count = state.singly > 0 ? 1 : MAX_CHANGES;
  return {
    ...state,
    sending: state.waiting.slice(0, count),
    waiting: state.waiting.slice(count),
    singly: Math.max(0, state.singly - 1),
  };
}

/** Enough to take back a morning's work; the history has the rest. */
const MAX_DONE = 200;

export function confirmed(
  state: EditsState,
  { document, revision }: { document: SurveyDocument; revision: string },
): EditsState {
  const isNew = revision !== state.site.revision;
  return withShown({
    ...state,
    site: { ...state.site, document, revision, name: document.site.name },
    sending: [],
    problem: null,
    done: isNew ? [...state.done, revision].slice(-MAX_DONE) : state.done,
  });
}

/** It could not be kept: it waits again, before what came after it. */
export function failed(state: EditsState, problem: Problem): EditsState {
  const [first, ...rest] = state.sending;
  if (problem.code !== "BAD_INPUT" || first === undefined)
    return { ...state, sending: [], waiting: unconfirmed(state), problem };
  if (rest.length === 0)
    return withShown({ ...state, sending: [], refused: [...state.refused, { change: first, problem }] });
  return { ...state, sending: [], waiting: unconfirmed(state), singly: state.sending.length };
}

/** Try again what the host would not take. */
export function triedAgain(state: EditsState): EditsState {
  const again = state.refused.map(({ change }) => change);
  return withShown({ ...state, refused: [], problem: null, waiting: [...again, ...state.waiting] });
}

export const refusedDropped = (state: EditsState): EditsState => ({ ...state, refused: [] });

/** Somebody else, another window or a taken-back revision changed the survey. */
export const arrived = (state: EditsState, site: Site): EditsState => withShown({ ...state, site });

/** What stands in a field; null: what the document says. */
export function typedIn(state: EditsState, field: string, typed: Typed | null): EditsState {
  const { [field]: before, ...rest } = state.typed;
  if (typed === null) return before === undefined ? state : { ...state, typed: rest };
  return { ...state, typed: { ...rest, [field]: typed } };
}

/** A revision was taken back. Taking that back makes it one's own change again, as `redoneAs`. */
export const takenBack = (state: EditsState, revision: string, redoneAs: string | null): EditsState => ({
  ...state,
  done: [...state.done.filter((one) => one !== revision), ...(redoneAs === null ? [] : [redoneAs])],
});

export type SaveState = "saved" | "saving" | "not-saved" | "refused";

export function saveState({ sending, waiting, refused, problem }: EditsState): SaveState {
  if (problem !== null) return "not-saved";
  if (sending.length + waiting.length > 0) return "saving";
  return refused.length > 0 ? "refused" : "saved";
}

/** Whether closing the window would lose something. */
export const isUnsaved = (state: EditsState): boolean =>
  state.sending.length + state.waiting.length + state.refused.length > 0 ||
  Object.values(state.typed).some(({ isWrong }) => isWrong);
