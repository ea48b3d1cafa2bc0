import { describe, expect, test } from "vitest";
import type { ScanEvent } from "#core/contract/contract.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import {
  idleScan,
  reduceScan,
  seenOf,
  type ScanAction,
  type ScanState,
} from "../../../renderer/features/devices/scan-state.ts";
import { fakeDevice } from "./fake-device.ts";

const siteId = "6f1c2b1e-0000-4000-8000-000000000001";
const planned: ScanEvent = { type: "planned", scanId: siteId, startedAt: "2026-11-21T10:00:00Z" };
const found: ScanEvent = { type: "devices", changed: [fakeDevice("mac:a")], removed: [] };
const record = { devices: [fakeDevice("mac:a"), fakeDevice("mac:b", {}, "192.168.1.65")] } as unknown as ScanRecord;
const finished: ScanEvent = { type: "finished", record };
const saved: ScanEvent = { type: "saved", siteId, siteName: "Bakery", revision: "r" };
const problem = { code: "DISCONNECTED", args: {}, detail: null } as const;

const after = (...actions: ScanAction[]): ScanState => actions.reduce(reduceScan, idleScan);
const start: ScanAction = { type: "start", run: 1, siteId: null };
const events = (...list: ScanEvent[]): ScanAction => ({ type: "events", run: 1, events: list });

test("from the start to the saved scan, in one batch or in several", () => {
  const atOnce = after(start, events(planned, found, finished, saved));
  const oneByOne = after(start, events(planned), events(found), events(finished), events(saved));
  expect(atOnce).toEqual(oneByOne);
  expect(atOnce).toMatchObject({ step: "saved", siteId, siteName: "Bakery" });
  expect(seenOf(atOnce)?.found.list).toHaveLength(2);
});

test("progress is the last one's", () => {
  const progress = (done: number): ScanEvent => ({ type: "progress", phase: "sweep", done, total: 254 });
  expect(seenOf(after(start, events(planned, progress(1), found, progress(9))))?.progress).toEqual({
    phase: "sweep",
    done: 9,
    total: 254,
  });
});

describe("what does not belong to the scan changes nothing", () => {
  test.each<[string, ScanState, ScanAction]>([
    ["a second start", after(start), { type: "start", run: 2, siteId }],
    ["another run's event", after(start, events(planned)), { type: "events", run: 7, events: [found] }],
    ["another run's failure", after(start), { type: "failed", run: 7, problem }],
    ["devices after the end", after(start, events(planned), { type: "cancel" }), events(found)],
    ["a reset while it runs", after(start), { type: "reset" }],
    ["an event before any scan", idleScan, events(planned)],
  ])("%s", (_, state, action) => {
    expect(reduceScan(state, action)).toBe(state);
  });
});

test("a line that breaks keeps what was found, and a finished scan only waits to be saved", () => {
  expect(after(start, events(planned, found), { type: "failed", run: 1, problem })).toMatchObject({ step: "failed" });
  const unsaved = after(start, events(planned, finished), { type: "failed", run: 1, problem });
  expect(unsaved).toMatchObject({ step: "not-saved", problem });
  expect(reduceScan(unsaved, { type: "kept", run: 1, siteId, siteName: "Bakery" })).toMatchObject({ step: "saved" });
});

test("what could not be saved says why", () => {
  const state = after(
    start,
    events(planned, finished, { type: "not-saved", code: "DISK_FULL", data: { folder: "/d" } }),
  );
  expect(state).toMatchObject({ step: "not-saved", problem: { code: "DISK_FULL", args: { folder: "/d" } } });
});
