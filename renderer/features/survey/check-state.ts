import type { CheckEvent } from "#core/contract/contract.ts";
import { assertNever } from "#core/never.ts";
import type { Diagnosis } from "#core/nat/diagnosis.ts";
import type { Observation, ProbeId } from "#core/nat/observation.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { problemOfCode, type Problem } from "../../problems/problem.ts";

/** One question of a check: open while `observation` is null. */
export type EvidenceRow = {
  id: string;
  probe: ProbeId;
  question: string;
  asked: string | null;
  observation: Observation | null;
};

/** What the check has shown so far. */
export type Seen = {
  checkId: string;
  startedAt: string;
  talksTo: readonly string[];
  rows: readonly EvidenceRow[];
  diagnosis: Diagnosis | null;
};

/** The one check of this window. `run` numbers the attempts: what an earlier one still sends is not for this one. */
export type CheckState =
  | { step: "idle" }
  | { step: "starting"; run: number; siteId: string | null }
  | { step: "running"; run: number; siteId: string | null; seen: Seen }
  | { step: "saving"; run: number; siteId: string | null; seen: Seen; record: CheckRecord }
  | { step: "saved"; run: number; seen: Seen; record: CheckRecord; siteId: string; siteName: string }
  | { step: "not-saved"; run: number; siteId: string | null; seen: Seen; record: CheckRecord; problem: Problem }
  | { step: "cancelled"; run: number; siteId: string | null; seen: Seen | null }
  | { step: "failed"; run: number; siteId: string | null; seen: Seen | null; problem: Problem };

export type CheckAction =
  | { type: "start"; run: number; siteId: string | null }
  | { type: "event"; run: number; event: CheckEvent }
  | { type: "cancel" }
  | { type: "failed"; run: number; problem: Problem }
  /** A check that could not be saved at first has been, by asking again. */
  | { type: "kept"; run: number; siteId: string; siteName: string }
  /** The saved check has got further answers and is kept once more with them. */
  | { type: "extended"; run: number; record: CheckRecord }
  | { type: "reset" };

export const idleCheck: CheckState = { step: "idle" };

/** Whether the host is still at work, so that a second check has to wait and this one can be cancelled. */
export function isUnderWay(state: CheckState): boolean {
  return state.step === "starting" || state.step === "running" || state.step === "saving";
}

/** The rows of a finished check, in the order in which the questions were asked. */
export function rowsOf(record: CheckRecord): EvidenceRow[] {
  return record.observations
    .map((observation) => ({ ...rowStart(observation), observation }))
    .toSorted((a, b) => a.observation.atMs - b.observation.atMs);
}

/**
 * State x event -> state, without side effects. An event of another run, and one that does not belong to the step, changes
 * nothing: the very same state comes back.
 */
export function reduceCheck(state: CheckState, action: CheckAction): CheckState {
  switch (action.type) {
    case "start":
      return isUnderWay(state) ? state : { step: "starting", run: action.run, siteId: action.siteId };
    case "reset":
      return isUnderWay(state) ? state : idleCheck;
    case "cancel":
      // From `saving` on there is nothing left to stop: the host writes it down within moments.
      if (state.step === "starting") return { step: "cancelled", run: state.run, siteId: state.siteId, seen: null };
      if (state.step === "running")
        return { step: "cancelled", run: state.run, siteId: state.siteId, seen: state.seen };
      return state;
    case "failed":
      return failed(state, action);
    case "kept":
      return kept(state, action);
    case "extended":
      return extended(state, action);
    case "event":
      if (state.step === "idle" || state.run !== action.run) return state;
      return onEvent(state, action.event);
    default:
      return assertNever(action);
  }
}

function failed(state: CheckState, action: { run: number; problem: Problem }): CheckState {
  if (state.step === "idle" || state.run !== action.run) return state;
  switch (state.step) {
    case "starting":
      return { step: "failed", run: state.run, siteId: state.siteId, seen: null, problem: action.problem };
    case "running":
      return { step: "failed", run: state.run, siteId: state.siteId, seen: state.seen, problem: action.problem };
    case "saving":
      // The check itself is complete: what failed is keeping it.
      return { ...state, step: "not-saved", problem: action.problem };
    default:
      return state;
  }
}

function kept(state: CheckState, action: Extract<CheckAction, { type: "kept" }>): CheckState {
  if (state.step !== "not-saved" || state.run !== action.run) return state;
  const { run, seen, record } = state;
  return { step: "saved", run, seen, record, siteId: action.siteId, siteName: action.siteName };
}

function extended(state: CheckState, action: Extract<CheckAction, { type: "extended" }>): CheckState {
  if (state.step !== "saved" || state.run !== action.run) return state;
  const { record } = action;
  return { ...state, record, seen: { ...state.seen, rows: rowsOf(record), diagnosis: record.diagnosis } };
}

function onEvent(state: Exclude<CheckState, { step: "idle" }>, event: CheckEvent): CheckState {
  switch (event.type) {
    case "planned":
      if (state.step !== "starting") return state;
      return {
        ...state,
        step: "running",
        seen: { checkId: event.checkId, startedAt: event.startedAt, talksTo: event.talksTo, rows: [], diagnosis: null },
      };
    case "asking":
      if (state.step !== "running") return state;
      return withRows(state, asking(state.seen.rows, event));
    case "observed":
      if (state.step !== "running") return state;
      return withRows(state, observed(state.seen.rows, event.observation));
    case "diagnosed":
      if (state.step !== "running") return state;
      return { ...state, seen: { ...state.seen, diagnosis: event.diagnosis } };
    case "finished":
      if (state.step !== "running" || event.record.checkId !== state.seen.checkId) return state;
      return {
        ...state,
        step: "saving",
        record: event.record,
        seen: { ...state.seen, rows: rowsOf(event.record), diagnosis: event.record.diagnosis },
      };
    case "saved":
      if (state.step !== "saving") return state;
      return { ...state, step: "saved", siteId: event.siteId, siteName: event.siteName };
    case "not-saved":
      if (state.step !== "saving") return state;
      return { ...state, step: "not-saved", problem: problemOfCode(event.code, event.data) };
    default:
      return assertNever(event);
  }
}

function withRows(state: Extract<CheckState, { step: "running" }>, rows: readonly EvidenceRow[]): CheckState {
  return { ...state, seen: { ...state.seen, rows } };
}

function asking(rows: readonly EvidenceRow[], event: Extract<CheckEvent, { type: "asking" }>): readonly EvidenceRow[] {
  return rows.some((row) => row.id === event.id) ? rows : [...rows, { ...rowStart(event), observation: null }];
}

/** The answer takes the place of its question; one that nobody announced (switched off, skipped) comes at the end. */
function observed(rows: readonly EvidenceRow[], observation: Observation): readonly EvidenceRow[] {
  const answered = { ...rowStart(observation), observation };
  return rows.some((row) => row.id === observation.id)
    ? rows.map((row) => (row.id === observation.id ? answered : row))
    : [...rows, answered];
}

function rowStart(from: Pick<EvidenceRow, "id" | "probe" | "question" | "asked">): Omit<EvidenceRow, "observation"> {
  return { id: from.id, probe: from.probe, question: from.question, asked: from.asked };
}
