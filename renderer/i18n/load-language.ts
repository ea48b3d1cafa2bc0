import type { i18n } from "i18next";
import type { Catalogue } from "#core/text/catalogue.ts";
import { i18nInstance } from "#core/text/i18n-instance.ts";
import type { Locale } from "#core/survey/settings.ts";
import { automaticLocale } from "./format.ts";

/** Where the language that was last spoken is kept for the first paint, before the host has told the settings. */
const LOCALE_KEY = "farsite.locale";
const NAMESPACE = "translation";

/** A window speaks one language: only that one is loaded, and first what its first page says. */
const START: Record<Locale, () => Promise<Partial<Catalogue>>> = {
  en: async () => (await import("#core/text/start-en.ts")).enStart,
  de: async () => (await import("#core/text/start-de.ts")).deStart,
};

const WHOLE: Record<Locale, () => Promise<Catalogue>> = {
  en: async () => (await import("#core/text/en.ts")).en,
  de: async () => (await import("#core/text/de.ts")).de,
};

/** The words of one window. */
export type Language = {
  i18n: i18n;
  /**
   * Speaks the chosen language, or the browser's when `choice` is null, as soon as it is there. One that can't be loaded (the
   * program that serves it has ended) leaves the words as they are.
   */
  speak: (choice: Locale | null) => Promise<void>;
};

let complete: () => Promise<void> = () => Promise.reject(new Error("the window has no language yet"));

/** All texts of the language that is spoken: what is drawn after the first page waits for them. Fails where they can't be loaded. */
export const wholeLanguage = (): Promise<void> => complete();

/** The language that the window spoke last, or else the browser's, with what the first page says. */
export async function startLanguage(): Promise<Language> {
  const last = localStorage.getItem(LOCALE_KEY);
  let spoken = last === "en" || last === "de" ? last : automaticLocale(navigator.language);
  let asked = spoken;
  const i18n = i18nInstance(spoken, { [spoken]: await START[spoken]() });
  const loads = new Map<Locale, Promise<void>>();

  function load(locale: Locale): Promise<void> {
    const known = loads.get(locale);
    if (known !== undefined) return known;
    const loading = WHOLE[locale]().then(
      (catalogue) => void i18n.addResourceBundle(locale, NAMESPACE, catalogue, true, true),
      (error: unknown) => {
        // The next who needs it tries again.
        loads.delete(locale);
        throw error;
      },
    );
    loads.set(locale, loading);
    return loading;
  }

  complete = () => load(spoken);
  return {
    i18n,
    async speak(choice) {
      const locale = choice ?? automaticLocale(navigator.language);
      asked = locale;
      if (locale !== spoken) {
        try {
          await load(locale);
        } catch {
          return;
        }
        // Whoever chose another one in the meantime means that one.
        if (asked !== locale) return;
        spoken = locale;
        await i18n.changeLanguage(locale);
      }
      localStorage.setItem(LOCALE_KEY, locale);
    },
  };
}
