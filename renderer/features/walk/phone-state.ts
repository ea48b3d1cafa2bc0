import { assertNever } from "#core/never.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import type { Problem } from "../../problems/problem.ts";

export type PhoneVisit = Extract<PhoneEvent, { type: "visit" }>;
export type PhonePage = Pick<Extract<PhoneEvent, { type: "ready" }>, "url" | "remarks" | "until">;

/** A test with a telephone, as the page shows it. */
export type PhoneState =
  | { step: "idle" }
  | { step: "starting" }
  | { step: "waiting"; page: PhonePage; visits: readonly PhoneVisit[] }
  | { step: "proven"; record: ProofRecord; visits: readonly PhoneVisit[] }
  | { step: "failed"; why: Message; visits: readonly PhoneVisit[] }
  /** The call itself broke off. */
  | { step: "broken"; problem: Problem; visits: readonly PhoneVisit[] };

export const visitsOf = (state: PhoneState): readonly PhoneVisit[] => ("visits" in state ? state.visits : []);

/** What comes after an event; one that does not fit (the test was stopped) changes nothing. */
export function phoneAfter(state: PhoneState, event: PhoneEvent): PhoneState {
  if (state.step !== "starting" && state.step !== "waiting") return state;
  const visits = visitsOf(state);
  switch (event.type) {
    case "ready":
      return { step: "waiting", page: { url: event.url, remarks: event.remarks, until: event.until }, visits };
    case "visit":
      return state.step === "waiting" ? { ...state, visits: [...visits, event] } : state;
    case "finished":
      return { step: "proven", record: event.record, visits };
    case "failed":
      return { step: "failed", why: event.why, visits };
    default:
      return assertNever(event);
  }
}
