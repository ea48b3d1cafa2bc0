import type { RehearsalNews, RehearsalRequest } from "#core/contract/rehearsal-calls.ts";
import { assertNever } from "#core/never.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { DirectPrediction } from "#core/rehearsal/prediction.ts";
import type { RehearsalRecord } from "#core/rehearsal/rehearsal-record.ts";
import { problemOfCode, type Problem } from "../../../problems/problem.ts";

/** What goes on, by the text that says it. */
export type Progress =
  | "looking"
  | "colleague"
  | "text"
  | "begin"
  | "meeting"
  | "checking"
  | "checking-relay"
  | "measuring";

/** What is known of a rehearsal that runs. */
export type Running = {
  role: RehearsalRequest["role"];
  progress: Progress;
  code: string | null;
  /** To be carried to the other laptop. */
  text: string | null;
  digits: string | null;
  prediction: DirectPrediction | null;
  udpBlocked: boolean;
  /** Why the text that was put in is none. */
  refused: Message | null;
};

export type RehearsalState =
  | { step: "idle" }
  | { step: "running"; running: Running }
  | { step: "finished"; record: RehearsalRecord; keeping: "none" | "kept" | Problem }
  | { step: "failed"; why: Message }
  /** The call itself broke off. */
  | { step: "broken"; problem: Problem };

export const begun = (role: Running["role"]): Running => ({
  role,
  progress: "looking",
  code: null,
  text: null,
  digits: null,
  prediction: null,
  udpBlocked: false,
  refused: null,
});

/** What comes after an event; one that does not fit (the rehearsal was stopped) changes nothing. */
export function rehearsalAfter(state: RehearsalState, event: RehearsalNews): RehearsalState {
  if (state.step === "finished") {
    if (event.type === "saved") return { ...state, keeping: "kept" };
    return event.type === "not-saved" ? { ...state, keeping: problemOfCode(event.code, event.data) } : state;
  }
  if (state.step !== "running") return state;
  const now = (news: Partial<Running>): RehearsalState => ({ ...state, running: { ...state.running, ...news } });
  switch (event.type) {
    case "code":
      return now({ code: event.code });
    case "text":
      return now({ text: event.text });
    case "waiting":
      return now({ progress: event.for });
    case "refused":
      return now({ refused: event.why });
    case "digits":
      return now({ digits: event.digits, refused: null, progress: "meeting" });
    case "predicted":
      return now({ prediction: event.prediction });
    case "udp-blocked":
      return now({ udpBlocked: true });
    case "checking":
      return now({ progress: event.relay ? "checking-relay" : "checking" });
    case "connected":
      return now({ progress: "measuring" });
    case "finished":
      return { step: "finished", record: event.record, keeping: "none" };
    case "failed":
      return { step: "failed", why: event.why };
    case "candidates":
    case "saved":
    case "not-saved":
      return state;
    default:
      return assertNever(event);
  }
}
