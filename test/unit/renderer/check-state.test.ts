import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { CheckEvent } from "#core/contract/contract.ts";
import { diagnose } from "#core/nat/diagnose.ts";
import { fakeRecord } from "../../e2e/fake-host.ts";
import { fakeObservations } from "../../e2e/fake-observations.ts";
import {
  idleCheck,
  isUnderWay,
  reduceCheck,
  rowsOf,
  type CheckAction,
  type CheckState,
} from "../../../renderer/features/survey/check-state.ts";

const SITE = "6f1c2b1e-0000-4000-8000-000000000001";
const observations = fakeObservations("public");
const record = fakeRecord("public", new Date("2026-11-20T10:00:00Z"), observations);
const [first, second] = observations;
if (first === undefined || second === undefined) throw new Error("the fake site has too few observations");

const planned: CheckEvent = {
  type: "planned",
  checkId: record.checkId,
  startedAt: record.startedAt,
  probes: ["upnp"],
  talksTo: ["192.168.1.1"],
};
const asking = (of = first): CheckEvent => ({
  type: "asking",
  id: of.id,
  probe: of.probe,
  question: of.question,
  asked: of.asked,
});
const observed = (observation = first): CheckEvent => ({ type: "observed", observation });
const diagnosed: CheckEvent = { type: "diagnosed", diagnosis: diagnose([first]) };
const finished: CheckEvent = { type: "finished", record };
const saved: CheckEvent = { type: "saved", siteId: SITE, siteName: "Bakery", revision: "r1" };
const notSaved: CheckEvent = { type: "not-saved", code: "DISK_FULL", data: { folder: "/data" } };
const problem = { code: "UNEXPECTED", args: {}, detail: null } as const;

const start = (run = 1): CheckAction => ({ type: "start", run, siteId: null });
const event = (of: CheckEvent, run = 1): CheckAction => ({ type: "event", run, event: of });
const play = (...actions: CheckAction[]): CheckState => actions.reduce(reduceCheck, idleCheck);

function rowsIn(state: CheckState) {
  if (!("seen" in state) || state.seen === null) throw new Error(`nothing seen in ${state.step}`);
  return state.seen.rows;
}

describe("a check's state", () => {
  test("goes from the start to saved", () => {
    expect(play(start())).toMatchObject({ step: "starting", siteId: null });
    expect(play(start(), event(planned))).toMatchObject({
      step: "running",
      seen: { talksTo: ["192.168.1.1"], rows: [] },
    });
    expect(play(start(), event(planned), event(diagnosed))).toMatchObject({ step: "running", seen: { diagnosis: {} } });
    expect(play(start(), event(planned), event(finished))).toMatchObject({ step: "saving", record });
    expect(play(start(), event(planned), event(finished), event(saved))).toMatchObject({
      step: "saved",
      siteId: SITE,
      siteName: "Bakery",
      record,
    });
  });

  test("an answer takes the place of its question, in the order of asking", () => {
    const open = play(start(), event(planned), event(asking(first)), event(asking(second)));
    expect(rowsIn(open).map((row) => row.observation)).toEqual([null, null]);
    const answered = reduceCheck(open, event(observed(second)));
    expect(rowsIn(answered).map((row) => [row.id, row.observation?.id ?? null])).toEqual([
      [first.id, null],
      [second.id, second.id],
    ]);
  });

  test("an answer that nobody announced is not lost, and a question asked twice is one row", () => {
    expect(rowsIn(play(start(), event(planned), event(observed())))).toHaveLength(1);
    expect(rowsIn(play(start(), event(planned), event(asking()), event(asking())))).toHaveLength(1);
  });

  test("the finished record replaces what was shown, so that nothing is missing", () => {
    const state = play(start(), event(planned), event(asking()), event(finished));
    expect(rowsIn(state)).toEqual(rowsOf(record));
    expect(rowsIn(state).every((row) => row.observation !== null)).toBe(true);
  });

  test("not saved: the record stays and the reason is the contract's error", () => {
    expect(play(start(), event(planned), event(finished), event(notSaved))).toMatchObject({
      step: "not-saved",
      record,
      problem: { code: "DISK_FULL", args: { folder: "/data" } },
    });
  });

  test("a failure while saving loses nothing either", () => {
    const state = play(start(), event(planned), event(finished), { type: "failed", run: 1, problem });
    expect(state).toMatchObject({ step: "not-saved", record, problem });
  });

  test("a failure before and in the middle keeps what was seen", () => {
    expect(play(start(), { type: "failed", run: 1, problem })).toMatchObject({ step: "failed", seen: null, problem });
    const middle = play(start(), event(planned), event(observed()), { type: "failed", run: 1, problem });
    expect(middle).toMatchObject({ step: "failed", problem });
    expect(rowsIn(middle)).toHaveLength(1);
  });

  test("cancelling keeps what was seen and ignores what still comes", () => {
    const cancelled = play(start(), event(planned), event(observed()), { type: "cancel" });
    expect(cancelled.step).toBe("cancelled");
    for (const late of [observed(second), diagnosed, finished, saved, notSaved])
      expect(reduceCheck(cancelled, event(late))).toBe(cancelled);
    expect(reduceCheck(cancelled, { type: "failed", run: 1, problem })).toBe(cancelled);
  });

  test("a check that is being saved can't be cancelled or replaced", () => {
    const saving = play(start(), event(planned), event(finished));
    expect(reduceCheck(saving, { type: "cancel" })).toBe(saving);
    expect(reduceCheck(saving, start(2))).toBe(saving);
    expect(reduceCheck(saving, { type: "reset" })).toBe(saving);
  });

  test("the end of the stream after the result changes nothing", () => {
    const done = play(start(), event(planned), event(finished), event(saved));
    expect(reduceCheck(done, { type: "failed", run: 1, problem })).toBe(done);
  });

  test("a saved check takes over the record with further answers, and only a saved one of this run does", () => {
    const done = play(start(), event(planned), event(finished), event(saved));
    const more = { ...record, checkId: "6f1c2b1e-0000-4000-8000-0000000000aa" };
    const extended = reduceCheck(done, { type: "extended", run: 1, record: more });
    expect(extended).toMatchObject({ step: "saved", record: more });
    expect(rowsIn(extended)).toEqual(rowsOf(more));
    expect(reduceCheck(done, { type: "extended", run: 2, record: more })).toBe(done);
    const saving = play(start(), event(planned), event(finished));
    expect(reduceCheck(saving, { type: "extended", run: 1, record: more })).toBe(saving);
  });

  test("events of an earlier run are ignored", () => {
    const restarted = play(start(1), event(planned), { type: "cancel" }, start(2));
    for (const late of [planned, asking(), observed(), diagnosed, finished, saved, notSaved])
      expect(reduceCheck(restarted, event(late, 1))).toBe(restarted);
    expect(reduceCheck(restarted, { type: "failed", run: 1, problem })).toBe(restarted);
  });

  test("a record of another check is ignored", () => {
    const running = play(start(), event(planned));
    const other = { ...record, checkId: "6f1c2b1e-0000-4000-8000-00000000000f" };
    expect(reduceCheck(running, event({ type: "finished", record: other }))).toBe(running);
  });

  test("whatever comes in whatever order: no throw, a result is never lost, a row never twice", () => {
    const actions = fc.oneof(
      fc.constantFrom<CheckAction>(
        start(1),
        start(2),
        { type: "cancel" },
        { type: "reset" },
        { type: "extended", run: 1, record },
      ),
      fc.record({ type: fc.constant("failed" as const), run: fc.constantFrom(1, 2), problem: fc.constant(problem) }),
      fc
        .tuple(
          fc.constantFrom(
            planned,
            asking(),
            asking(second),
            observed(),
            observed(second),
            diagnosed,
            finished,
            saved,
            notSaved,
          ),
          fc.constantFrom(1, 2),
        )
        .map(([of, run]) => event(of, run)),
    );
    fc.assert(
      fc.property(fc.array(actions, { maxLength: 40 }), (list) => {
        let state: CheckState = idleCheck;
        for (const action of list) {
          const next = reduceCheck(state, action);
          // From the moment the record is there, only starting anew or going back to the start gives it up.
          const lost = "record" in state && !("record" in next) && action.type !== "start" && action.type !== "reset";
          const interrupted = isUnderWay(state) && action.type === "start" && next !== state;
          const ids = "seen" in next && next.seen !== null ? next.seen.rows.map((row) => row.id) : [];
          expect({ lost, interrupted, twice: ids.length - new Set(ids).size }).toEqual({
            lost: false,
            interrupted: false,
            twice: 0,
          });
          state = next;
        }
      }),
    );
  });
});
