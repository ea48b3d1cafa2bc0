import type { SurveyChange } from "#core/survey/survey-change.ts";
import { DisconnectedError, type FarsiteClient } from "../connection/client.ts";
import { problemOf, type Problem } from "../problems/problem.ts";
import {
  arrived,
  begun,
  changed,
  confirmed,
  failed,
  isUnsaved,
  refusedDropped,
  saveState,
  sent,
  takenBack,
  triedAgain,
  typedIn,
  type EditsState,
} from "./edits-state.ts";

/** A pause in typing: what stands there then is probably a word. */
const PAUSE_MS = 700;
/** A full disk or a busy database is looked at again without being asked to. */
const RETRY_MS = 8_000;
/** Several revisions may come at once (an import, a merge). */
const REFRESH_PAUSE_MS = 150;

export type SurveyState = { step: "loading" } | { step: "failed"; problem: Problem } | ({ step: "ready" } & EditsState);

/** One survey as this window knows it: what was filled in is sent in its order and kept until it is confirmed. */
export type SurveyEdits = {
  state: () => SurveyState;
  subscribe: (listener: () => void) => () => void;
  /** A new line: what waits goes out, and what others did meanwhile comes in. Null: the line is gone. */
  use: (client: FarsiteClient | null) => void;
  refresh: () => void;
  /** Null: done, and sent soon; otherwise what is wrong with it. */
  edit: (changes: readonly SurveyChange[], when: "now" | "after-pause") => Problem | null;
  type: (field: string, typed: EditsState["typed"][string] | null) => void;
  /** Sends what waits, at once. */
  flush: () => void;
  tryAgain: () => void;
  dropRefused: () => void;
  /** Takes a revision back (`redo`: one that took back another one). Resolves to the revision that does. */
  undo: (revision: string, what: "undo" | "redo") => Promise<string>;
  /** Resolves when nothing is on its way any more. */
  settled: () => Promise<void>;
  isUnsaved: () => boolean;
  /** Nothing is sent or asked any more. */
  close: () => void;
};

export function surveyEdits(siteId: string): SurveyEdits {
  let state: SurveyState = { step: "loading" };
  let client: FarsiteClient | null = null;
  let confirmations = 0;
  let isRefreshing = false;
  let refreshAgain = false;
  let sendTimer: ReturnType<typeof setTimeout> | undefined;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  function set(next: SurveyState): void {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function update(change: (ready: EditsState) => EditsState): void {
    if (state.step === "ready") set({ step: "ready", ...change(state) });
  }

  function sendAfter(delayMs: number): void {
    clearTimeout(sendTimer);
    sendTimer = setTimeout(() => void send(), delayMs);
  }

  async function send(): Promise<void> {
    clearTimeout(sendTimer);
    const asked = client;
    if (asked === null || state.step !== "ready" || state.sending.length > 0) return;
    update(sent);
    if (state.sending.length === 0) return;
    try {
      const answer = await asked.survey.change({ siteId, changes: [...state.sending] });
      confirmations++;
      update((ready) => confirmed(ready, answer));
    } catch (error) {
      const problem = problemOf(error);
      update((ready) => failed(ready, problem));
      // A lost line says by `use` when it is back, which may have been before this call knew that it was lost.
      if (problem.code === "DISCONNECTED" && (client === null || client === asked)) return;
      if (problem.code !== "BAD_INPUT" && problem.code !== "DISCONNECTED") return sendAfter(RETRY_MS);
      refreshSoon();
    }
    if (state.step === "ready" && state.waiting.length > 0) void send();
  }

  function refreshSoon(): void {
    clearTimeout(refreshTimer);
    refreshTimer = setTimeout(() => void load(), REFRESH_PAUSE_MS);
  }

  async function load(): Promise<void> {
    const asked = client;
    if (asked === null) return;
    if (isRefreshing) return void (refreshAgain = true);
    isRefreshing = true;
    const turn = confirmations;
    const wasSending = state.step === "ready" && state.sending.length > 0;
    try {
      const site = await asked.sites.get({ siteId });
      // An answer that crossed one of ours may be older than what is confirmed by now.
      if (turn === confirmations) {
        if (state.step === "ready") update((ready) => arrived(ready, site));
        else set({ step: "ready", ...begun(site) });
      } else refreshAgain = true;
      if (wasSending) refreshAgain = true;
    } catch (error) {
      // What is shown stays; a site that was shown once is worth more than a message instead of it.
      if (state.step !== "ready") set({ step: "failed", problem: problemOf(error) });
    } finally {
      isRefreshing = false;
    }
    if (!refreshAgain) return;
    refreshAgain = false;
    refreshSoon();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    use(next) {
      if (client === next) return;
      client = next;
      if (next === null) return;
      isRefreshing = false;
      update((ready) => ({ ...ready, problem: null }));
      void load();
      void send();
    },
    refresh: refreshSoon,
    edit(changes, when) {
      if (state.step !== "ready") return null;
      try {
        set({ step: "ready", ...changed(state, changes) });
      } catch (error) {
        const code = "BAD_INPUT";
        return { code, args: {}, detail: error instanceof Error ? error.message : null };
      }
      if (when === "now") void send();
      else sendAfter(PAUSE_MS);
      return null;
    },
    type: (field, typed) => update((ready) => typedIn(ready, field, typed)),
    flush: () => void send(),
    tryAgain() {
      update(triedAgain);
      void send();
    },
    dropRefused: () => update(refusedDropped),
    async undo(revision, what) {
      if (client === null) throw new DisconnectedError();
      const answer = await client.survey.undo({ siteId, revision });
      update((ready) => takenBack(ready, revision, what === "redo" ? answer.revision : null));
      await load();
      return answer.revision;
    },
    async settled() {
      void send();
      await new Promise<void>((resolve) => {
        const isIdle = (): boolean => state.step !== "ready" || saveState(state) !== "saving";
        if (isIdle()) return resolve();
        const stop = (): void => {
          if (!isIdle()) return;
          listeners.delete(stop);
          resolve();
        };
        listeners.add(stop);
      });
    },
    isUnsaved: () => state.step === "ready" && isUnsaved(state),
    close() {
      clearTimeout(sendTimer);
      clearTimeout(refreshTimer);
      client = null;
    },
  };
}
