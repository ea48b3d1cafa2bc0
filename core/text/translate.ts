import i18next, { type i18n } from "i18next";
import type { Message } from "../nat/diagnosis.ts";
import type { Locale } from "../survey/settings.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";

const resources = { en: { translation: en }, de: { translation: de } };

/** A fresh i18next instance with all catalogues, ready at once (nothing is loaded at run time). */
export function createI18n(locale: Locale): i18n {
  const instance = i18next.createInstance();
  // Escaping is the output's job: React and Typst both escape, the terminal has nothing to escape.
  void instance.init({
    lng: locale,
    fallbackLng: "en",
    resources,
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  return instance;
}

export type Translate = (message: Message) => string;

/** Turns the messages of the reasoning into sentences of one language. */
export function createTranslate(locale: Locale): Translate {
  const instance = createI18n(locale);
  return (message) => instance.t(message.key, message.args);
}
