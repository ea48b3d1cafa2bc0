import { isHostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n } from "#core/text/translate.ts";

/** A HostError as its sentence and next step; anything else as itself. */
export function errorSentences(error: unknown, locale: Locale): string {
  if (!isHostError(error)) return errorText(error);
  const { t } = createI18n(locale);
  const data = error.data ?? {};
  return `${t(`error.${error.code}.title`, data)}\n${t(`error.${error.code}.next`, data)}`;
}
