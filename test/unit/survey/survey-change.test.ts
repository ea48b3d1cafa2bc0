import { describe, expect, it } from "vitest";
import { surveyChangeSchema, withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import { currentDocument, emptyDocument } from "#core/survey/survey-document.ts";
import { withTemplate } from "#core/survey/survey-template.ts";

const empty = emptyDocument("Bakery");
const contact = (id: string, name: string): SurveyChange => ({ op: "put", list: "contacts", entry: { id, name } });

describe("filling in a survey", () => {
  it("tells what was never asked from what nobody knows", () => {
    const asked = withChanges(empty, [{ op: "set", section: "line", field: "provider", value: null }]);
    expect(asked.line).toEqual({ provider: null });
    expect(withChanges(asked, [{ op: "set", section: "line", field: "provider" }]).line).toEqual({});
  });

  it("adds, changes, moves and removes entries", () => {
    const document = withChanges(empty, [
      contact("a", "Winter"),
      contact("b", "Gray"),
      contact("c", "Hale"),
      { op: "set-in", list: "contacts", id: "a", field: "phone", value: " 030 1 " },
      { op: "move", list: "contacts", id: "c", before: "a" },
      contact("b", "Grey"),
    ]);
    expect(document.contacts).toEqual([
      { id: "c", name: "Hale" },
      { id: "a", name: "Winter", phone: "030 1" },
      { id: "b", name: "Grey" },
    ]);
    const less = withChanges(document, [
      { op: "remove", list: "contacts", id: "a" },
      { op: "remove", list: "contacts", id: "gone already" },
      { op: "move", list: "contacts", id: "c", before: null },
    ]);
    expect(less.contacts.map(({ id }) => id)).toEqual(["b", "c"]);
    expect(empty.contacts).toEqual([]);
  });

  it.each<[string, SurveyChange]>([
    ["a number where text belongs", { op: "set", section: "line", field: "provider", value: 5 }],
    ["a site without a name", { op: "set", section: "site", field: "name" }],
    ["an unknown technology", { op: "set", section: "line", field: "technology", value: "string" }],
    ["an entry that is not there", { op: "set-in", list: "contacts", id: "x", field: "name", value: "y" }],
    ["another id for an entry", { op: "set-in", list: "contacts", id: "a", field: "id", value: "b" }],
    ["text without end", { op: "set", section: "line", field: "note", value: "x".repeat(2_001) }],
  ])("refuses %s", (_what, change) => {
    const document = withChanges(empty, [contact("a", "Winter")]);
    expect(() => withChanges(document, [change])).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });

  it("leaves alone what people don't write: records, accounts, the ledger", () => {
    for (const list of ["checks", "accounts", "custody", "conflicts"]) {
      expect(surveyChangeSchema.safeParse({ op: "put", list, entry: { id: "a" } }).success).toBe(false);
    }
    expect(surveyChangeSchema.safeParse({ op: "set", section: "checks", field: "length", value: 0 }).success).toBe(
      false,
    );
  });

  it("does not reach what objects inherit", () => {
    for (const field of ["__proto__", "constructor.name"]) {
      expect(surveyChangeSchema.safeParse({ op: "set", section: "line", field, value: {} }).success).toBe(false);
    }
    expect(withChanges(empty, [{ op: "set", section: "line", field: "constructor", value: "x" }]).line).toEqual({});
  });
});

describe("older shapes", () => {
  it("become the current one, with what was written about devices", () => {
    const site = { name: "Bakery" };
    const [first, second] = [
      currentDocument({ format: "farsite-survey", version: 1, site, checks: [] }),
      currentDocument({
        format: "farsite-survey",
        version: 2,
        site,
        checks: [],
        scans: [],
        deviceNotes: [{ keys: ["mac:1", "serial:2"], name: "Gate", note: null }],
      }),
    ];
    expect(first).toEqual(empty);
    expect(second).toEqual({ ...empty, devices: [{ id: "mac:1", keys: ["mac:1", "serial:2"], name: "Gate" }] });
  });
});

describe("a template", () => {
  const template = {
    id: "cctv",
    name: "CCTV",
    checklist: [{ id: "time", text: "Clock set" }],
    questions: [{ id: "q", section: "site", label: "Alarm code?", kind: "yes-no" as const }],
    photos: [],
    hidden: [],
  };

  it("adds what it asks for and keeps what was filled in", () => {
    const begun = withTemplate(empty, template);
    expect(begun).toMatchObject({
      site: { template: { id: "cctv", name: "CCTV" } },
      checklist: [{ id: "time", text: "Clock set", state: "open" }],
      answers: [{ id: "q", label: "Alarm code?" }],
    });
    const done = withChanges(begun, [
      { op: "set-in", list: "checklist", id: "time", field: "state", value: "done" },
      { op: "set-in", list: "answers", id: "q", field: "value", value: true },
    ]);
    expect(withTemplate(done, template)).toEqual(done);
  });
});
