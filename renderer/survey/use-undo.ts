import { useEffect, useRef, useState } from "react";
import { useText } from "../i18n/language.tsx";
import { problemOf, type Problem } from "../problems/problem.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { useToast } from "../ui/toast.tsx";
import type { SurveyEdits } from "./survey-edits.ts";

const TEXT_FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

/** Ctrl+Z outside of text fields takes back this window's last change of the survey, and offers to redo it. */
export function useUndo(edits: SurveyEdits): { problem: Problem | null; clear: () => void } {
  const { t } = useText();
  const toast = useToast();
  const announce = useAnnounce();
  const [problem, setProblem] = useState<Problem | null>(null);
  const isBusy = useRef(false);

  async function run(work: () => Promise<void>): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      isBusy.current = false;
    }
  }

  async function takeBackLast(): Promise<void> {
    await edits.settled();
    const state = edits.state();
    const last = state.step === "ready" ? state.done.at(-1) : undefined;
    if (last === undefined) return announce(t("ui.survey.undo.nothing"));
    const by = await edits.undo(last, "undo");
    announce(t("ui.survey.undo.done"));
    toast(t("ui.survey.undo.done"), {
      label: t("ui.survey.undo.redo"),
      onClick: () =>
        void run(async () => {
          await edits.undo(by, "redo");
          announce(t("ui.survey.undo.redone"));
        }),
    });
  }

  const latest = useRef(() => {});
  useEffect(() => {
    latest.current = () => void run(takeBackLast);
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      if (event.target instanceof Element && event.target.closest(TEXT_FIELDS) !== null) return;
      event.preventDefault();
      latest.current();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  return { problem, clear: () => setProblem(null) };
}
