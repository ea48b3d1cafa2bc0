import { describe, expect, it } from "vitest";
import { localeSchema } from "#core/survey/settings.ts";
import { en } from "#core/text/en.ts";
import { createI18n } from "#core/text/translate.ts";

describe.each(localeSchema.options)("what to do about a keychain in %s", (locale) => {
  const i18n = createI18n(locale);
  const states = Object.entries(en.vault.keychain).flatMap(([state, texts]) =>
    Object.keys(texts).map((platform) => [state, platform] as const),
  );

  it("is said for each trouble on each system", () => {
    expect(states).toHaveLength(9);
  });

  it.each(states)("%s on %s: in this language, with the passphrase safe as the way out", (state, platform) => {
    const key = `vault.keychain.${state}.${platform}`;
    expect(i18n.exists(key, { lngs: [locale], fallbackLng: [] })).toBe(true);
    expect(i18n.t(key as never)).toMatch(locale === "de" ? /Passphrasen-Tresor/ : /passphrase safe/);
  });
});
