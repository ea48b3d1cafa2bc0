import type { i18n as I18n } from "i18next";
import { useEffect, useMemo, type ReactNode } from "react";
import { I18nextProvider, useTranslation } from "react-i18next";
import type { TextKey } from "#core/text/catalogue.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createFormat, formatTag, type Format } from "./format.ts";

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

/** Making one takes the browser as long as drawing a small component, and nearly every component asks for one. */
const formats = new Map<string, Format>();

function formatOf(tag: string): Format {
  const known = formats.get(tag);
  if (known !== undefined) return known;
  const format = createFormat(tag);
  formats.set(tag, format);
  return format;
}

export function useText(): Text {
  const { i18n } = useTranslation();
  const locale: Locale = i18n.language === "de" ? "de" : "en";
  return useMemo(
    () => ({
      ...formatOf(formatTag(locale, navigator.language)),
      locale,
      t: (key, args = {}) => i18n.t(key, args),
      say: (message) => i18n.t(message.key, message.args),
      orElse: (key, otherwise) => (i18n.exists(key) ? i18n.t(key) : otherwise),
    }),
    [i18n, locale],
  );
}

/** Gives the texts to the tree below, in the language that `i18n` speaks. */
export function LanguageProvider({ i18n, children }: { i18n: I18n; children: ReactNode }) {
  useEffect(() => {
    const say = (language: string): void => {
      document.documentElement.lang = language;
      document.documentElement.dir = i18n.dir(language);
    };
    say(i18n.language);
    i18n.on("languageChanged", say);
    return () => i18n.off("languageChanged", say);
  }, [i18n]);
  return <I18nextProvider i18n={i18n}>{children}</I18nextProvider>;
}
