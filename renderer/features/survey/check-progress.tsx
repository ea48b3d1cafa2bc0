import { useText } from "../../i18n/language.tsx";
import { Instrument } from "../../ui/instrument.tsx";
import type { CheckState } from "./check-state.ts";

/** What is being asked of whom, right now. */
export function CheckProgress({ state }: { state: Extract<CheckState, { step: "starting" | "running" | "saving" }> }) {
  const { t, orElse } = useText();
  if (state.step !== "running")
    return <Instrument label={t(state.step === "starting" ? "ui.check.starting" : "ui.check.saving")} />;
  const { rows } = state.seen;
  const open = rows.filter((row) => row.observation === null);
  // The newest open question changes most often and says most about what is going on.
  const latest = open.at(-1);
  return (
    <Instrument
      label={
        latest === undefined
          ? t(rows.length === 0 ? "ui.check.waiting" : "ui.check.evaluating")
          : t(latest.asked === null ? "ui.check.askingSelf" : "ui.check.askingNow", {
              whom: latest.asked ?? "",
              question: orElse(`question.${latest.question}`, latest.question),
            })
      }
      count={t("ui.check.progress", { count: rows.length - open.length, open: open.length })}
    />
  );
}
