import { createContext, useContext, useEffect, useMemo, useReducer, useRef, type ReactNode } from "react";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useClient } from "../../connection/connection-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { problemOf } from "../../problems/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { idleCheck, reduceCheck, type CheckAction, type CheckState } from "./check-state.ts";
import { confidenceWords } from "./confidence.ts";

type Check = {
  state: CheckState;
  start: (siteId: string | null) => void;
  cancel: () => void;
  /** Tries once more to keep a check that could not be saved. Throws what the host threw. */
  saveAgain: () => Promise<void>;
  /** Shows the saved check with the further answers it has got. */
  extend: (record: CheckRecord) => void;
  /** Back to the start page, for another site. */
  reset: () => void;
};

const CheckContext = createContext<Check | null>(null);

/** The window's check: it goes on while the person looks at other pages. */
export function useCheck(): Check {
  const check = useContext(CheckContext);
  if (check === null) throw new Error("useCheck outside of CheckProvider");
  return check;
}

/** Runs a check and passes on what it reports, until it ends, fails or is aborted. */
async function followCheck(
  client: FarsiteClient,
  siteId: string | null,
  run: number,
  signal: AbortSignal,
  dispatch: (action: CheckAction) => void,
): Promise<void> {
  try {
    const events = await client.check.run({ siteId, only: null }, { signal });
    for await (const event of events) {
      if (signal.aborted) return;
      dispatch({ type: "event", run, event });
    }
    // A stream that ends before "saved" is a fault of the host; after it, this changes nothing.
    if (!signal.aborted)
      dispatch({ type: "failed", run, problem: problemOf(new Error("the check ended without a result")) });
  } catch (error) {
    if (!signal.aborted) dispatch({ type: "failed", run, problem: problemOf(error) });
  }
}

export function CheckProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [state, dispatch] = useReducer(reduceCheck, idleCheck);
  const runs = useRef(0);
  const abort = useRef<AbortController | null>(null);
  useCheckAnnouncements(state);

  const value = useMemo<Check>(
    () => ({
      state,
      start(siteId) {
        abort.current?.abort();
        abort.current = new AbortController();
        const run = ++runs.current;
        dispatch({ type: "start", run, siteId });
        void followCheck(client, siteId, run, abort.current.signal, dispatch);
      },
      cancel() {
        dispatch({ type: "cancel" });
        abort.current?.abort();
      },
      async saveAgain() {
        if (state.step !== "not-saved") return;
        const { run, siteId, record } = state;
        const saved = await client.check.saveAgain({ checkId: record.checkId, siteId });
        dispatch({ type: "kept", run, siteId: saved.siteId, siteName: saved.siteName });
      },
      extend(record) {
        if (state.step === "saved") dispatch({ type: "extended", run: state.run, record });
      },
      reset: () => dispatch({ type: "reset" }),
    }),
    [client, state],
  );
  return <CheckContext value={value}>{children}</CheckContext>;
}

/** Says what the person waits for, each once a run, and only that: rows that stream in would drown it. */
function useCheckAnnouncements(state: CheckState): void {
  const announce = useAnnounce();
  const text = useText();
  const said = useRef(new Set<string>());
  useEffect(() => {
    if (state.step === "idle") return;
    const sayOnce = (what: string, sentence: string): void => {
      const key = `${state.run}/${what}`;
      if (said.current.has(key)) return;
      said.current.add(key);
      announce(sentence);
    };
    if (state.step === "starting") sayOnce("started", text.t("ui.check.announceStarted"));
    // Steps may pass faster than they are drawn: the verdict is said when it is there, whatever the step.
    if ("record" in state) {
      const { verdict } = state.record.diagnosis;
      const confidence = confidenceWords(verdict, text);
      sayOnce("verdict", text.t("ui.check.announceVerdict", { sentence: text.say(verdict.sentence), confidence }));
    }
    if (state.step === "cancelled") sayOnce("cancelled", text.t("ui.check.announceCancelled"));
    if ("problem" in state) sayOnce("problem", text.t(`error.${state.problem.code}.title`, state.problem.args));
  }, [state, announce, text]);
}
