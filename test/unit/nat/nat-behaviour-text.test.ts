import { describe, expect, it } from "vitest";
import { natBehaviourSchema, type Diagnosis } from "#core/nat/diagnosis.ts";
import { behaviourLines } from "#core/nat/nat-behaviour-text.ts";
import { en } from "#core/text/en.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";

const UNKNOWN: Diagnosis["nat"] = {
  mapping: "unknown",
  filtering: "unknown",
  hairpin: "unknown",
  classicName: null,
  portPreservation: "unknown",
  portsSeen: [],
  bindingAliveSeconds: null,
  bindingDeadSeconds: null,
};
const say = createTranslate("en");

describe("the NAT's behaviour in words", () => {
  it("leaves out what is not known", () => {
    expect(behaviourLines(UNKNOWN)).toEqual([]);
  });

  it("has the plain words and the technical ones", () => {
    const nat = { ...UNKNOWN, mapping: "endpoint-independent", portPreservation: "no" } as const;
    expect(behaviourLines(nat).map((line) => [say(line.name), say(line.value), say(line.technical)])).toEqual([
      ["Outgoing port", "the same for every destination", "endpoint-independent mapping"],
      ["Port number", "is changed outside", "port preservation"],
    ]);
  });

  it.each(["en", "de"] as const)("has every text in %s, and none that nothing says", (locale) => {
    const i18n = createI18n(locale);
    const names = Object.keys(en.natBehaviour["classic-name"]) as Diagnosis["nat"]["classicName"][];
    const said = new Set(
      [
        ...natBehaviourSchema.options.map((word) => ({ ...UNKNOWN, mapping: word, filtering: word })),
        ...names.map((classicName) => ({ ...UNKNOWN, classicName })),
        ...(["yes", "no"] as const).map((word) => ({ ...UNKNOWN, hairpin: word, portPreservation: word })),
      ]
        .flatMap(behaviourLines)
        .flatMap(({ name, value, technical }) => [name.key, value.key, technical.key]),
    );
    for (const key of said) expect(i18n.exists(key, { lngs: [locale], fallbackLng: [] }), key).toBe(true);
    const { title: _title, hint: _hint, ...lines } = en.natBehaviour;
    const all = Object.entries(lines).flatMap(([what, words]) =>
      Object.keys(words).map((w) => `natBehaviour.${what}.${w}`),
    );
    expect(all.filter((key) => !said.has(key))).toEqual([]);
  });
});
