import { isHostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n } from "#core/text/translate.ts";
import { InputError } from "./input-error.ts";
import { isWrongUsage } from "./usage.ts";

/** Wrong words and what was wrong with a FILE in one line, a HostError as its sentence and next step; anything else as itself. */
export function errorSentences(error: unknown, locale: Locale): string {
  const { t } = createI18n(locale);
  if (isWrongUsage(error)) return t("terminal.usageError", { detail: error.message });
  if (error instanceof InputError) {
    const { file, problem } = error;
    if (problem.kind === "not-json") return t("terminal.notJson", { file });
    const detail = problem.reason === "other" ? problem.detail : t(`terminal.unreadable.${problem.reason}`);
    return t("terminal.fileUnreadable", { file, detail });
  }
  if (!isHostError(error)) return errorText(error);
  const data = error.data ?? {};
  return `${t(`error.${error.code}.title`, data)}\n${t(`error.${error.code}.next`, data)}`;
}
