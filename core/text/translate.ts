import type { i18n } from "i18next";
import type { Message } from "../nat/diagnosis.ts";
import type { Locale } from "../survey/settings.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { i18nInstance } from "./i18n-instance.ts";

/** A fresh i18next instance with all catalogues, ready at once (nothing is loaded at run time). */
export function createI18n(locale: Locale): i18n {
  return i18nInstance(locale, { en, de });
}

export type Translate = (message: Message) => string;

/** Turns the messages of the reasoning into sentences of one language. */
export function createTranslate(locale: Locale): Translate {
  const instance = createI18n(locale);
  return (message) => instance.t(message.key, message.args);
}
