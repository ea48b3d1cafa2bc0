import { useEffect, useMemo, useState, type ReactNode } from "react";
import { I18nextProvider, useTranslation } from "react-i18next";
import type { TextKey } from "#core/text/catalogue.ts";
import { createI18n } from "#core/text/translate.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { Locale } from "#core/survey/settings.ts";
import { automaticLocale, createFormat, formatTag, type Format } from "./format.ts";

/** A key as it is used: without the suffix of its plural forms. */
type UsedKey<K extends string> = K extends `${infer Base}_one` ? Base : K extends `${infer Base}_other` ? Base : K;
export type Key = UsedKey<TextKey>;
export type Args = Record<string, string | number>;

export type Text = Format & {
  locale: Locale;
  t: (key: Key, args?: Args) => string;
  /** A sentence of the reasoning: its key comes with the data, not from this program. */
  say: (message: Message) => string;
  /** A text that may not exist in this version; `otherwise` is shown then. */
  orElse: (key: string, otherwise: string) => string;
};

export function useText(): Text {
  const { i18n } = useTranslation();
  const locale: Locale = i18n.language === "de" ? "de" : "en";
  return useMemo(
    () => ({
      ...createFormat(formatTag(locale, navigator.language)),
      locale,
      t: (key, args = {}) => i18n.t(key, args),
      say: (message) => i18n.t(message.key, message.args),
      orElse: (key, otherwise) => (i18n.exists(key) ? i18n.t(key) : otherwise),
    }),
    [i18n, locale],
  );
}

/** Gives the texts to the tree below, in the chosen language or, when `locale` is null, in the browser's. */
export function LanguageProvider({ locale, children }: { locale: Locale | null; children: ReactNode }) {
  const chosen = locale ?? automaticLocale(navigator.language);
  const [i18n] = useState(() => createI18n(chosen));
  useEffect(() => {
    void i18n.changeLanguage(chosen);
    document.documentElement.lang = chosen;
    document.documentElement.dir = i18n.dir(chosen);
  }, [i18n, chosen]);
  return <I18nextProvider i18n={i18n}>{children}</I18nextProvider>;
}
