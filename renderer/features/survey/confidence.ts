import { confidenceWord, type ConfidenceWord } from "#core/nat/confidence-word.ts";
import type { Verdict } from "#core/nat/diagnosis.ts";
import type { Text } from "../../i18n/language.tsx";

/** The meter says the same as the word beside it, and as the meter of the printed report. */
const METER_STEPS: Record<ConfidenceWord, number> = { certain: 5, high: 4, medium: 3, low: 1, none: 0 };

/** How many of the meter's five segments are filled; none where there is no verdict to be sure of. */
export function confidenceSteps(verdict: Verdict): number {
  return verdict.kind === "unknown" ? 0 : METER_STEPS[confidenceWord(verdict.confidence)];
}

/** How sure, in words and as a number; words only where there is no verdict to be sure of. */
export function confidenceWords(verdict: Verdict, text: Text): string {
  const word = confidenceWord(verdict.confidence);
  const words = text.t(`confidence.${word}`);
  return word === "none"
    ? words
    : text.t("ui.verdict.confidence", { words, percent: text.percent(verdict.confidence) });
}
