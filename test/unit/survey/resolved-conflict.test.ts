import { expect, it } from "vitest";
import { conflictId } from "#core/survey/survey-conflict.ts";
import { withSide } from "#core/survey/resolved-conflict.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";

const side = (value: unknown) => ({
  value,
  revision: "a".repeat(64),
  author: "11111111-2222-4333-8444-555555555555",
  at: "2026-11-20T12:00:00.000Z",
});
const conflictAt = (...path: string[]) => ({ id: conflictId(path), path, sides: [side("7590"), side("7530")] });

it.each([
  [["weather", "wind"]],
  [["weather"]],
  [["weather", "a", "wind"]],
  [["contacts", "nobody", "name"]],
  [["line", "unheard-of"]],
])("a conflict at %j, which no survey has, goes without changing anything else", (path) => {
  const router = conflictAt("line", "router");
  const document: SurveyDocument = {
    ...emptyDocument("Bakery"),
    line: { router: "7530" },
    conflicts: [conflictAt(...path), router],
  };
  expect(withSide(document, conflictId(path), 0)).toEqual({ ...document, conflicts: [router] });
});

it("one that is decided already is not there", () => {
  expect(() => withSide(emptyDocument("Bakery"), conflictId(["weather"]), 0)).toThrow("CONFLICT_NOT_FOUND");
});
