import { useText } from "../i18n/language.tsx";
import type { PartProgress } from "./survey-progress.ts";

/** How far a part is, in a word or two; null: nothing to say. */
export function useProgressWords(): (progress: PartProgress) => string | null {
  const { t } = useText();
  return ({ filled, of }) => {
    if (of !== null) return t("ui.survey.filledOf", { filled, of });
    return filled === 0 ? null : t("ui.survey.entries", { count: filled });
  };
}
