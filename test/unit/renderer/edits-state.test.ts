import { describe, expect, test } from "vitest";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import {
  arrived,
  begun,
  changed,
  confirmed,
  failed,
  isUnsaved,
  refusedDropped,
  saveState,
  sent,
  takenBack,
  triedAgain,
  typedIn,
} from "../../../renderer/survey/edits-state.ts";
import { fakeSite } from "./fake-survey-site.ts";

const provider = (value: string): SurveyChange => ({ op: "set", section: "line", field: "provider", value });
const plan = (value: string | null): SurveyChange => ({ op: "set", section: "line", field: "plan", value });
const step = (id: string): SurveyChange => ({ op: "put", list: "steps", entry: { id, text: id } });
const stepNote = (id: string, value: string): SurveyChange => ({
  op: "set-in",
  list: "steps",
  id,
  field: "note",
  value,
});

const diskFull = { code: "DISK_FULL", args: {}, detail: null } as const;
const badInput = { code: "BAD_INPUT", args: {}, detail: null } as const;

const start = begun(fakeSite());

describe("what is filled in", () => {
  test("is shown at once and waits to be sent", () => {
    const state = changed(start, [provider("Telekom"), plan(null)]);
    expect(state.shown.line).toEqual({ provider: "Telekom", plan: null });
    expect(state.site.document.line).toEqual({});
    expect(state.waiting).toHaveLength(2);
    expect(saveState(state)).toBe("saving");
  });

  test("several values of one field in a row become one change", () => {
    const state = ["T", "Te", "Telekom"].reduce((last, text) => changed(last, [provider(text)]), start);
    expect(state.waiting).toEqual([provider("Telekom")]);
  });

  test("a field that was left in between keeps its place in the order", () => {
    const state = [provider("a"), plan("b"), provider("c")].reduce((last, one) => changed(last, [one]), start);
    expect(state.waiting).toEqual([provider("a"), plan("b"), provider("c")]);
  });

  test("a value that does not fit changes nothing", () => {
    expect(() => changed(start, [{ op: "set", section: "line", field: "downloadMbps", value: "fast" }])).toThrow(
      "BAD_INPUT",
    );
    expect(start.waiting).toEqual([]);
  });
});

describe("sending", () => {
  test("what comes while an answer is awaited goes out afterwards", () => {
    let state = sent(changed(start, [provider("Telekom")]));
    expect(state.sending).toEqual([provider("Telekom")]);
    state = changed(state, [provider("Vodafone")]);
    // One that is on its way is not replaced: it may be kept already.
    expect(sent(state)).toBe(state);
    state = confirmed(state, { revision: "r1", document: { ...state.site.document, line: { provider: "Telekom" } } });
    expect(state.shown.line.provider).toBe("Vodafone");
    state = sent(state);
    expect(state.sending).toEqual([provider("Vodafone")]);
  });

  test("a confirmed revision can be taken back, one that changed nothing can't", () => {
    const document = { ...start.site.document, line: { provider: "Telekom" } };
    const state = confirmed(sent(changed(start, [provider("Telekom")])), { revision: "r1", document });
    expect(state.done).toEqual(["r1"]);
    expect(saveState(state)).toBe("saved");
    expect(isUnsaved(state)).toBe(false);
    expect(confirmed(state, { revision: "r1", document }).done).toEqual(["r1"]);
    expect(takenBack(state, "r1", null).done).toEqual([]);
    expect(takenBack(state, "u1", "redone").done).toEqual(["r1", "redone"]);
  });

  test("what could not be kept waits before what came later", () => {
    const state = failed(changed(sent(changed(start, [provider("Telekom")])), [plan("50")]), diskFull);
    expect(state.waiting).toEqual([provider("Telekom"), plan("50")]);
    expect(state.sending).toEqual([]);
    expect(state.shown.line).toEqual({ provider: "Telekom", plan: "50" });
    expect(saveState(state)).toBe("not-saved");
    expect(isUnsaved(state)).toBe(true);
    expect(saveState(triedAgain(state))).toBe("saving");
  });
});

describe("a change that the host will not take", () => {
  const before = begun(fakeSite({ steps: [{ id: "s1", text: "s1" }] }));
  const together = failed(sent(changed(before, [provider("a"), stepNote("s1", "b"), plan("c")])), badInput);

  test("is found by sending one by one, and holds up nothing else", () => {
    let state = sent(together);
    expect(state.sending).toEqual([provider("a")]);
    state = sent(confirmed(state, { revision: "r1", document: { ...before.site.document, line: { provider: "a" } } }));
    expect(state.sending).toEqual([stepNote("s1", "b")]);
    state = sent(failed(state, badInput));
    expect(state.refused.map(({ change }) => change)).toEqual([stepNote("s1", "b")]);
    expect(state.sending).toEqual([plan("c")]);
    expect(state.singly).toBe(0);
  });

  test("stays until it is tried again or given up", () => {
    const refused = failed(sent(changed(before, [stepNote("s1", "b")])), badInput);
    expect(saveState(refused)).toBe("refused");
    expect(isUnsaved(refused)).toBe(true);
    expect(triedAgain(refused).waiting).toEqual([stepNote("s1", "b")]);
    expect(isUnsaved(refusedDropped(refused))).toBe(false);
  });
});

describe("what others write", () => {
  test("appears below what is being filled in here", () => {
    const state = changed(start, [provider("Telekom")]);
    const theirs = fakeSite({ line: { provider: "Vodafone", plan: "Cable 250" } }, "r9");
    expect(arrived(state, theirs).shown.line).toEqual({ provider: "Telekom", plan: "Cable 250" });
  });

  test("an entry that somebody else removed does not break the rest", () => {
    const state = changed(begun(fakeSite({ steps: [{ id: "s1", text: "s1" }] })), [
      stepNote("s1", "gone"),
      provider("Telekom"),
    ]);
    const after = arrived(state, fakeSite({}, "r9"));
    expect(after.shown.steps).toEqual([]);
    expect(after.shown.line.provider).toBe("Telekom");
    expect(after.waiting).toHaveLength(2);
  });

  test("added entries of both are there", () => {
    const state = arrived(
      changed(start, [step("mine")]),
      fakeSite({ steps: [{ id: "theirs", text: "theirs" }] }, "r9"),
    );
    expect(state.shown.steps.map(({ id }) => id)).toEqual(["theirs", "mine"]);
  });
});

test("only what is wrong in a field counts as not saved: the rest is in the survey", () => {
  const typing = typedIn(start, "line/provider", { text: "Tele ", isWrong: false });
  expect(isUnsaved(typing)).toBe(false);
  const wrong = typedIn(typing, "line/downloadMbps", { text: "fast", isWrong: true });
  expect(isUnsaved(wrong)).toBe(true);
  expect(isUnsaved(typedIn(wrong, "line/downloadMbps", null))).toBe(false);
});
