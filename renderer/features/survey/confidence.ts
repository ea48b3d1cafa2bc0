import { confidenceWord } from "#core/nat/confidence-word.ts";
import type { Verdict } from "#core/nat/diagnosis.ts";
import type { Text } from "../../i18n/language.tsx";

/** How sure, in words and as a number; words only where there is no verdict to be sure of. */
export function confidenceWords(verdict: Verdict, text: Text): string {
  const word = confidenceWord(verdict.confidence);
  const words = text.t(`confidence.${word}`);
  return word === "none"
    ? words
    : text.t("ui.verdict.confidence", { words, percent: text.percent(verdict.confidence) });
}
