import { describe, expect, it } from "vitest";
import { HostError } from "#core/contract/errors.ts";
import { letterSchema } from "#core/contract/route-calls.ts";
import { sampleCheck } from "#core/survey/sample-check.ts";
import { sampleSurvey } from "#core/survey/sample-survey.ts";
import { letter } from "#core/text/en/letter.ts";
import { letterFor, type LetterInput } from "#core/walk/letter.ts";
import { publicIpMachine } from "#core/walk/public-ip.ts";
import type { PublicIpState } from "#core/walk/public-ip-state.ts";
import { checkWith, emptyKnowledge, NOW, siteDocument, someProviders, walkContext } from "./walk-context.ts";

const { document } = sampleSurvey(() => "0".repeat(64));
const knowledge = { ...emptyKnowledge, providers: someProviders };
const context = walkContext({ document, knowledge, check: sampleCheck() });

/** The state after the request was put together. */
function stateAfter(events: readonly (readonly [string, Record<string, unknown>])[]): PublicIpState {
  const first = publicIpMachine.begin(context, { deviceId: null });
  if ("refused" in first) throw new Error(first.refused.key);
  let { state } = first;
  for (const [type, values] of events) {
    const outcome = publicIpMachine.handle(state, { type, values }, context);
    if ("refused" in outcome) throw new Error(outcome.refused.key);
    ({ state } = outcome);
  }
  return state;
}

const named = [
  ["choose", { name: "Blau", entry: "blau-de" }],
  ["choose", { product: "own-0" }],
] as const;
const contact = { holder: "Katrin Lindner", deadline: "2026-12-04", callbackName: "Jonas", callbackPhone: "030 5" };
const prepared = stateAfter([...named, ["keep", { form: "e-mail", ...contact }]]);
const waiting = stateAfter([
  ...named,
  ["sent", { form: "e-mail", ...contact }],
  ["asked", { on: "2026-11-01", reference: "T-77" }],
]);
const recheckedAs = (found: "still-shared" | "filtered"): PublicIpState => ({
  ...waiting,
  rechecked: {
    checkId: sampleCheck().checkId,
    on: "2026-11-19",
    found,
    sentence: { key: "verdict.name.cgnat", args: {} },
  },
});

const write = (more: Partial<LetterInput> = {}) =>
  letterSchema.parse(
    letterFor({
      form: "letter",
      locale: "en",
      document,
      check: sampleCheck(),
      knowledge,
      now: NOW,
      by: "Jonas Brandt",
      walkState: prepared,
      ...more,
    }),
  );

const FORMS = ["letter", "e-mail", "phone"] as const;
const LOCALES = ["en", "de"] as const;
const every = FORMS.flatMap((form) => LOCALES.map((locale) => ({ form, locale })));

describe("words for the provider", () => {
  it.each(every)("name what was measured at this site: $form in $locale", ({ form, locale }) => {
    const { text, subject } = write({ form, locale });
    expect(subject === null).toBe(form === "phone");
    for (const fact of ["100.74.18.203", "192.31.196.61", "K-5541-882", "Mill Lane 4", "Katrin Lindner", "Static IP"]) {
      expect(text).toContain(fact);
    }
    expect(text).toContain(locale === "en" ? "November 18, 2026" : "18. November 2026");
    expect(text).not.toMatch(/\{\{|\}\}|undefined|null|NaN|letter\.|evidence\./);
  });

  it.each(every)("show what nobody entered as a gap: $form in $locale", ({ form, locale }) => {
    const { text } = write({
      form,
      locale,
      document: siteDocument({}),
      by: null,
      walkState: { ...prepared, contact: null },
    });
    const gaps =
      locale === "en" ? ["[contract number]", "[contract holder]"] : ["[Vertragsnummer]", "[Vertragsinhaber]"];
    for (const gap of gaps) expect(text).toContain(gap);
  });

  it.each(["public", "unknown", "offline", "double-nat", "firewalled"] as const)(
    "claim nothing of a shared address where the check says %s",
    (kind) => {
      const check = checkWith({ kind, for: sampleCheck().diagnosis.verdict.for });
      for (const { form, locale } of every) {
        expect(write({ form, locale, check }).text).not.toMatch(/carrier-grade|100\.74|measured|gemessen|Gemessen/i);
      }
    },
  );

  it("claim nothing at all without a check", () => {
    expect(write({ check: null, form: "phone" }).text).not.toMatch(/measured|100\.74|At the check/);
  });

  it("are careful where the check is", () => {
    expect(write({ check: checkWith({ kind: "cgnat", confidence: 0.65 }) }).text).toContain("By all that was measured");
  });

  it.each([
    ["verdict.shared-address.ds-lite", "shared-address", "DS-Lite"],
    ["verdict.shared-address.map-e", "shared-address", "only some of its ports"],
    ["verdict.nat64.only-ipv6", "nat64", "IPv6 only"],
  ] as const)("say why by %s", (key, kind, cause) => {
    expect(write({ check: checkWith({ kind, sentence: { key, args: {} } }) }).text).toContain(cause);
  });

  it("ask in neutral words where the product is not known", () => {
    const walkState = stateAfter([
      ["choose", { name: "Village Net" }],
      ["choose", { product: "dynamic-public" }],
    ]);
    const { text, to } = write({ walkState });
    expect(text).toContain("it need not be a fixed one (dynamic)");
    expect(text).not.toContain("switch “");
    expect(to).toBeNull();
  });

  it("go where the book says", () => {
    expect([write({ form: "phone" }).to, write({ form: "e-mail" }).to]).toEqual([
      "Blau, 0800 1",
      "Blau, https://blau.example/contact",
    ]);
  });

  it.each([
    ["reminder", waiting, "We have not had an answer yet."],
    [
      "reminder",
      { ...waiting, promised: { until: "2026-11-15", product: null, price: null } },
      "You named November 15, 2026 as the day for it.",
    ],
    ["not-done", recheckedAs("still-shared"), "We were told that this has been done"],
  ] as const)("become a %s", (mood, walkState, sentence) => {
    const { subject, text } = write({ walkState });
    expect(subject).toBe(letter.subject[mood].replace("{{account}}", "K-5541-882"));
    expect(text).toContain("On November 1, 2026 we asked you");
    expect(text).toContain("Your reference: T-77");
    expect(text).toContain(sentence);
  });

  it("thank for the address where only the way in is missing", () => {
    const { text } = write({ walkState: recheckedAs("filtered"), check: checkWith({ kind: "firewalled" }) });
    expect(text).toContain("The line now has a public IPv4 address, thank you.");
    expect(text).toContain("Please let incoming connections through");
  });

  it.each(["local-only", "native", "unknown"] as const)("answer to IPv6 by what was seen: %s", (state) => {
    const check = checkWith({ kind: "cgnat" }, { ipv6: { state, address: null, inbound: "untested" } });
    const said = {
      "local-only": "no IPv6 that could be used",
      native: "has IPv6, that is right",
      unknown: "With IPv6 alone",
    };
    expect(write({ form: "phone", check }).text).toContain(said[state]);
  });

  it.each(LOCALES)("answer every usual objection in %s", (locale) => {
    expect(write({ form: "phone", locale }).text.match(/^→ /gm)).toHaveLength(5);
  });

  it("let nothing of the survey break out of its line", () => {
    const text = write({
      document: siteDocument({ site: { name: "x", address: "Mill\nLane {{wan}} $t(ui.title)" } }),
    }).text;
    expect(text).toContain("Mill Lane {{wan}} $t(ui.title)");
  });

  it("are of this walk-through alone", () => {
    expect(() => write({ walkState: { step: "needs" } })).toThrow(HostError);
  });
});
