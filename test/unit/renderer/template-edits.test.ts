import { expect, test } from "vitest";
import { surveyTemplateSchema, type SurveyTemplate } from "#core/survey/survey-template.ts";
import { copyOf, moved, readyTemplate } from "../../../renderer/features/templates/template-edits.ts";

const template: SurveyTemplate = {
  id: "farsite-standard",
  name: " Our jobs ",
  checklist: [
    { id: "a", text: "Passwords" },
    { id: "b", text: "  " },
  ],
  questions: [
    { id: "q", section: "", label: "Which?", kind: "choice", choices: ["one", " ", "two", "one"] },
    { id: "r", section: "", label: "How many?", kind: "number", choices: ["left over"] },
  ],
  photos: [],
  hidden: ["line.plan"],
};

test.each([
  [0, 2, "bca"],
  [2, 0, "cab"],
  [1, 1, "abc"],
  [0, 3, "abc"],
  [5, 0, "abc"],
])("moving %i to %i", (from, to, expected) => {
  expect(moved(["a", "b", "c"], from, to).join("")).toBe(expected);
});

test("what nothing was written into is not kept", () => {
  const ready = readyTemplate(template);
  expect(ready).toMatchObject({ name: "Our jobs", checklist: [{ id: "a" }] });
  expect(ready.questions).toEqual([
    { id: "q", section: "", label: "Which?", kind: "choice", choices: ["one", "two"] },
    { id: "r", section: "", label: "How many?", kind: "number" },
  ]);
  expect(surveyTemplateSchema.parse(ready)).toEqual(ready);
});

test("a copy shares no id with what it was made from", () => {
  let count = 0;
  const copy = copyOf(readyTemplate(template), "Copy", () => `new-${++count}`);
  expect(copy.name).toBe("Copy");
  expect(JSON.stringify(copy)).not.toMatch(/"id":"(a|q|r|farsite-standard)"/);
  expect(copy.hidden).toEqual(["line.plan"]);
});
