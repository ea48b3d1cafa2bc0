import { describe, expect, it } from "vitest";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { entrySchemas, KNOWLEDGE_KINDS, type KnowledgeKind } from "#core/knowledge/knowledge.ts";
import { complaintsOf, draftOf, entryFrom, type EntryDraft } from "../../../renderer/features/knowledge/entry-draft.ts";
import { isOldPrice } from "../../../renderer/features/knowledge/known.ts";
import { newEntry } from "../../../renderer/features/knowledge/new-entry.ts";
import type { Plain } from "../../../renderer/features/knowledge/plain-entry.ts";

const all = KNOWLEDGE_KINDS.flatMap((kind) =>
  baseKnowledge()[kind].map((entry): [string, KnowledgeKind, Plain] => [`${kind}/${entry.id}`, kind, entry]),
);

const entry = (kind: KnowledgeKind, id: string): Plain => {
  const found = all.find(([name]) => name === `${kind}/${id}`);
  if (found === undefined) throw new Error(`no ${kind}/${id}`);
  return found[2];
};

const typed = (draft: EntryDraft, texts: Record<string, string>): EntryDraft => ({
  ...draft,
  texts: { ...draft.texts, ...texts },
});

const hotline = { source: "the provider's hotline", seen: "2026-11-20", confidence: "high" };

/** What the form makes of one of Farsite's entries when these fields are typed. */
function changed(kind: KnowledgeKind, id: string, texts: Record<string, string>): Plain {
  const before = entry(kind, id);
  return entryFrom(kind, typed(draftOf(kind, before, "en"), texts), before, "en");
}

describe("a form about an entry", () => {
  it.each(all)("leaves %s as it is when nothing is typed", (_name, kind, before) => {
    for (const locale of ["en", "de"] as const) {
      const draft = draftOf(kind, before, locale);
      expect(entryFrom(kind, draft, before, locale)).toEqual(before);
      expect(complaintsOf(kind, before, draft, before)).toBeNull();
    }
  });

  it("gives its source to what was changed, and to nothing else", () => {
    const before = entry("providers", "de-vodafone-cable");
    const after = changed("providers", "de-vodafone-cable", { "cgnat.is": "no", ...hotline });
    expect(after).toMatchObject({ source: before["source"], confidence: "medium" });
    expect(after["cgnat"]).toMatchObject({ is: "no", ...hotline });
    expect(after["publicAddress"]).toEqual(before["publicAddress"]);
    expect(entrySchemas.providers.safeParse(after).success).toBe(true);
  });

  it("leaves the parts their own source when the note is somebody else's word", () => {
    const after = changed("providers", "de-vodafone-cable", { note: "Ask for the business desk.", ...hotline });
    expect(after).toMatchObject({ ...hotline, note: { en: "Ask for the business desk." } });
    expect(after["cgnat"]).toMatchObject({
      source: entry("providers", "de-vodafone-cable")["source"],
      confidence: "medium",
    });
    expect(after["publicAddress"]).toMatchObject([{ confidence: "low" }]);
  });

  it("vouches for the whole entry when only the source is new, and for none when only the name is", () => {
    expect(changed("providers", "de-telekom", hotline)).toEqual({ ...entry("providers", "de-telekom"), ...hotline });
    const renamed = changed("providers", "de-telekom", { aliases: "Telekom\nTDG" });
    expect(renamed).toEqual({ ...entry("providers", "de-telekom"), aliases: ["Telekom", "TDG"] });
  });

  it("does not keep a changed fact in the name of who said another", () => {
    const before = entry("providers", "de-telekom");
    const draft = typed(draftOf("providers", before, "en"), { "cgnat.is": "yes" });
    const after = entryFrom("providers", draft, before, "en");
    expect(complaintsOf("providers", after, draft, before)?.fields).toEqual(new Map([["source", "farsitesWord"]]));
  });

  it("keeps what was not touched in the other language", () => {
    const steps = draftOf("routers", entry("routers", "pfsense"), "en").texts["portForward.steps"] ?? "";
    const after = changed("routers", "pfsense", { "portForward.steps": `${steps}\nApply.`, ...hotline });
    expect(after["portForward"]).toMatchObject({
      steps: [{ de: expect.any(String) }, {}, { en: "Apply." }],
      ...hotline,
    });
  });

  it("says at which field something is wrong", () => {
    const before = newEntry("prices", "own-1", "2026-11-21");
    const draft = typed(draftOf("prices", before, "en"), { amount: "4,9x", currency: "E" });
    const found = complaintsOf("prices", entryFrom("prices", draft, before, "en"), draft, null);
    expect(found?.fields).toEqual(
      new Map([
        ["source", "needed"],
        ["what", "needed"],
        ["amount", "amount"],
        ["currency", "currency"],
      ]),
    );
    const right = typed(draft, { what: "Our server", amount: "4,95", currency: "eur", source: "our invoice" });
    const kept = entryFrom("prices", right, before, "de");
    expect(complaintsOf("prices", kept, right, null)).toBeNull();
    expect(kept).toMatchObject({ what: { de: "Our server" }, amount: 4.95, currency: "EUR" });
  });
});

it("calls a price old after a year and a half", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  expect(isOldPrice("2025-05-20", now)).toBe(true);
  expect(isOldPrice("2025-05-21", now)).toBe(false);
});
