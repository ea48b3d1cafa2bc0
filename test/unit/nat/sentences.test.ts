import { describe, expect, it } from "vitest";
import { diagnose } from "#core/nat/diagnose.ts";
import type { Diagnosis, Message } from "#core/nat/diagnosis.ts";
import { en } from "#core/text/en.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import { FINDING_CASES } from "./finding-cases.ts";
import { VERDICT_CASES } from "./verdict-cases.ts";

/** Every sentence that the reasoning can say is said in these cases; each must come out whole in every language. */

const diagnoses = [...VERDICT_CASES.map((row) => row[4]), ...FINDING_CASES.map((row) => row[3])].map(diagnose);

const messagesOf = ({ verdict, findings }: Diagnosis): Message[] =>
  [
    verdict.sentence,
    ...verdict.for,
    ...verdict.against,
    verdict.settledBy,
    ...findings.flatMap((finding) => [finding.title, finding.whatToDo]),
  ].filter((message) => message !== null);

const said = diagnoses.flatMap(messagesOf);

describe.each(["en", "de"] as const)("the sentences in %s", (locale) => {
  const say = createTranslate(locale);
  const i18n = createI18n(locale);

  it("exist and have all that they name filled in", () => {
    for (const message of said) {
      const sentence = say(message);
      expect(sentence).not.toBe(message.key);
      expect(sentence).not.toMatch(/\{\{|\}\}|undefined|null|NaN|\( *\)|^\s*$/);
      // A missing translation would fall back to English unnoticed.
      expect([message.key, i18n.exists(message.key, { lngs: [locale], fallbackLng: [], ...message.args })]).toEqual([
        message.key,
        true,
      ]);
    }
  });

  it("take the plural from the count", () => {
    const nobody = (count: number): string => say({ key: "evidence.nobody-outside", args: { count } });
    expect(nobody(1)).not.toBe(nobody(2).replace("2", "1"));
  });
});

function leaves(tree: object, prefix: string): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string"
      ? [`${prefix}.${name.replace(/_(one|other)$/, "")}`]
      : leaves(value as object, `${prefix}.${name}`),
  );
}

describe("the catalogue", () => {
  it.each(["verdict", "evidence", "settle", "finding"] as const)("has no text under %s that nothing says", (area) => {
    const used = new Set(said.map((message) => message.key));
    const known = new Set(leaves(en[area], area).filter((key) => !key.startsWith("verdict.name.")));
    expect([...known].filter((key) => !used.has(key))).toEqual([]);
  });
});
