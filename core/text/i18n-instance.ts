import i18next, { type i18n } from "i18next";
import type { Locale } from "../survey/settings.ts";
import type { Catalogue } from "./catalogue.ts";

/** A fresh i18next instance that speaks `locale` at once; one without a catalogue for it must be given that first. */
export function i18nInstance(locale: Locale, catalogues: Partial<Record<Locale, Partial<Catalogue>>>): i18n {
  const instance = i18next.createInstance();
  const resources = Object.entries(catalogues).map(([language, translation]) => [language, { translation }] as const);
  // Escaping is the output's job: React and Typst both escape, the terminal has nothing to escape.
  void instance.init({
    lng: locale,
    // Every language has every key, by type.
    fallbackLng: false,
    resources: Object.fromEntries(resources),
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  return instance;
}
