import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Judged } from "#core/proof/judge-visit.ts";
import { phonePageHtml } from "#core/proof/phone-page.ts";
import { proofOutcomeSchema } from "#core/proof/proof-record.ts";
import { localeSchema } from "#core/survey/settings.ts";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";

function leaves(tree: object, prefix: string): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "string"
      ? [[`${prefix}.${name}`, value] as [string, string]]
      : leaves(value as object, `${prefix}.${name}`),
  );
}

const folder = (path: string): string => {
  const root = fileURLToPath(new URL(`../../../${path}/`, import.meta.url));
  return readdirSync(root)
    .map((file) => readFileSync(root + file, "utf8"))
    .join("\n");
};
const sources =
  ["core/proof", "core/tunnel", "main/host/proof"].map(folder).join("\n") +
  readFileSync(new URL("../../../main/cli/commands/verify.ts", import.meta.url), "utf8");

describe("the texts of proof", () => {
  const english = leaves(en.proof, "proof");
  const german = new Map(leaves(de.proof, "proof"));

  test.each(english)("%s has the same values in German", (key, sentence) => {
    const values = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").toSorted();
    expect(values(german.get(key) ?? "")).toEqual(values(sentence));
  });

  test("are all used", () => {
    const unused = english
      .map(([key]) => key.replace(/_(one|other)$/, ""))
      .filter((key) => {
        const parts = key.split(".");
        const last = parts.at(-1) ?? "";
        // Put together from a word: `proof.remark.${why}`.
        const words = [
          key,
          last,
          ...(last.match(/^(.*)-(?:but-inside|elsewhere)$/)?.slice(1) ?? []),
          ...last.split("-").slice(-1),
        ];
        const isMadeUp = sources.includes(`\`${parts.slice(0, 2).join(".")}.\${`);
        return !sources.includes(`"${key}"`) && !(isMadeUp && words.some((word) => sources.includes(`"${word}"`)));
      });
    expect(unused).toEqual([]);
  });

  test.each(localeSchema.options)("name every outcome, with a word for a proof, in %s", (locale) => {
    const i18n = createI18n(locale);
    for (const word of [...proofOutcomeSchema.options, "proven", "weak"])
      expect([word, i18n.exists(`proof.outcome.${word}`, { lngs: [locale], fallbackLng: [] })]).toEqual([word, true]);
  });

  test.each(localeSchema.options)("make a page of their own for every kind of visitor in %s", (locale) => {
    const kinds: readonly Exclude<Judged, "wrong-page">[] = ["outside", "same-network", "hairpin", "same-carrier"];
    for (const kind of kinds) {
      const html = phonePageHtml(kind, createTranslate(locale), locale);
      expect(html).toContain(`<html lang="${locale}">`);
      expect(html).not.toMatch(/proof\.page|<script|\{\{|undefined/);
    }
  });
});
