import { expect, test } from "vitest";
import { emptyDocument } from "#core/survey/survey-document.ts";
import { isDone, surveyProgress } from "../../../renderer/survey/survey-progress.ts";

const none: ReadonlySet<string> = new Set();
const part = (name: string, document = emptyDocument("x"), hidden = none) =>
  surveyProgress(document, hidden).find((one) => one.part === name);

test("an empty survey has its name and nothing else", () => {
  expect(part("site")).toMatchObject({ filled: 1, of: 5 });
  expect(part("line")).toMatchObject({ filled: 0 });
  expect(part("contacts")).toEqual({ part: "contacts", filled: 0, of: null, open: [] });
});

test("what nobody knows was asked, so it counts", () => {
  const before = part("line")?.open.length ?? 0;
  const document = { ...emptyDocument("x"), line: { provider: null, plan: "50" } };
  expect(part("line", document)).toMatchObject({ filled: 2 });
  expect(part("line", document)?.open).toHaveLength(before - 2);
});

test("a field that the template leaves out is not missing, and is shown where it is filled in", () => {
  const of = part("line")?.of ?? 0;
  expect(part("line", emptyDocument("x"), new Set(["line.plan"]))?.of).toBe(of - 1);
  const filled = { ...emptyDocument("x"), line: { plan: "50" } };
  expect(part("line", filled, new Set(["line.plan"]))).toMatchObject({ of, filled: 1 });
});

test("own questions are a part only where there are some", () => {
  expect(part("questions")).toBeUndefined();
  const answers = [{ id: "q", section: "", label: "Signs?", kind: "yes-no" as const, value: false }];
  expect(part("questions", { ...emptyDocument("x"), answers })).toMatchObject({ filled: 1, of: 1 });
});

test("a checklist is done when nothing on it is open", () => {
  const item = (id: string, state: "open" | "done" | "not-applicable") => ({ id, text: id, state });
  const progress = (items: ReturnType<typeof item>[]) => {
    const found = part("checklist", { ...emptyDocument("x"), checklist: items });
    return found !== undefined && isDone(found);
  };
  expect(progress([])).toBe(false);
  expect(progress([item("a", "done"), item("b", "open")])).toBe(false);
  expect(progress([item("a", "done"), item("b", "not-applicable")])).toBe(true);
});
