import { describe, expect, test } from "vitest";
import { withChanges } from "#core/survey/survey-change.ts";
import { emptyDocument, listNames, sectionNames, type ListName } from "#core/survey/survey-document.ts";
import { fieldSpecs, type FieldSpec } from "../../../renderer/survey/field-specs.ts";
import { readField, setAt } from "../../../renderer/survey/field-value.ts";

describe("what is typed", () => {
  test.each([
    [{ kind: "text" }, "  Telekom ", { ok: true, value: "Telekom" }],
    [{ kind: "text" }, "   ", { ok: true, value: undefined }],
    [{ kind: "text", isNeeded: true }, " ", { ok: false, why: "needed" }],
    [{ kind: "number" }, "16,5", { ok: true, value: 16.5 }],
    [{ kind: "number" }, "250", { ok: true, value: 250 }],
    [{ kind: "number" }, "-3", { ok: false, why: "not-a-number" }],
    [{ kind: "number" }, "50 Mbit", { ok: false, why: "not-a-number" }],
    [{ kind: "number" }, "1e9", { ok: false, why: "not-a-number" }],
    [{ kind: "number" }, "", { ok: true, value: undefined }],
  ] as const)("%j %j", (spec, typed, expected) => {
    expect(readField(spec, typed)).toEqual(expected);
  });
});

/** Something that fits a field by its kind. */
const samples = { text: "a", lines: "a\nb", phone: "+49 1", email: "a@b.c", technical: "10.0.0.1", number: 5 } as const;

/** Of what walk-throughs write, where nothing may be missing. */
function wholeEntry(list: ListName): object {
  const at = "2026-11-21T10:00:00.000Z";
  const forward = { address: "10.0.0.2", transport: "tcp", internalPort: 1, externalPort: 1, use: "app", means: "pcp" };
  const laptopId = "3f3c9a6e-1111-4222-8333-444455556666";
  switch (list) {
    case "forwards":
      return { ...forward, openedAt: at };
    case "walks":
      return { kind: "public-ip", startedAt: at, updatedAt: at, status: "open", state: { step: "letter" } };
    case "routerBackups":
      return { fileName: "box.cfg", bytes: 1, hash: "0".repeat(64), savedAt: at, laptopId };
    case "tunnels":
      return { kind: "ssh", peers: [], published: [], madeAt: at };
    default:
      return {};
  }
}

const isPort = ({ field }: FieldSpec): boolean => field.endsWith("Port");

describe("every field that is asked for is one of the survey", () => {
  test.each(sectionNames)("%s", (section) => {
    for (const spec of fieldSpecs[section]) {
      const value =
        spec.kind === "choice"
          ? spec.options[0]?.value
          : spec.kind === "date"
            ? "2026-11-21"
            : spec.kind === "time"
              ? "2026-11-21T10:00:00.000Z"
              : samples[spec.kind];
      const document = withChanges(emptyDocument("x"), [setAt({ section, field: spec.field }, value)]);
      // A field that the schema does not know would be left out.
      expect(document[section], spec.field).toHaveProperty(spec.field, value);
      if (spec.isNeeded) continue;
      const unknown = withChanges(document, [setAt({ section, field: spec.field }, null)]);
      expect(unknown[section]).toHaveProperty(spec.field, null);
      const cleared = withChanges(unknown, [setAt({ section, field: spec.field }, undefined)]);
      expect(cleared[section]).not.toHaveProperty(spec.field);
    }
  });

  test.each(listNames.filter((list) => list !== "photos" && list !== "answers"))("%s", (list) => {
    const needed = { keys: [], text: "x", risk: "x", state: "open", at: "2026-11-21T10:00:00.000Z" };
    const whole = wholeEntry(list);
    const document = withChanges(emptyDocument("x"), [{ op: "put", list, entry: { ...needed, ...whole, id: "e1" } }]);
    for (const spec of fieldSpecs[list].filter(({ kind }) => kind !== "choice" && kind !== "time" && kind !== "date")) {
      const value = spec.kind === "number" || isPort(spec) ? 5 : "a";
      const changed = withChanges(document, [setAt({ list, id: "e1", field: spec.field }, value)]);
      expect(changed[list][0], spec.field).toHaveProperty(spec.field, value);
    }
  });
});
