import type { ScanEvent } from "#core/contract/contract.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import { assertNever } from "#core/never.ts";
import { problemOfCode, type Problem } from "../../problems/problem.ts";
import { nothingFound, settled, withDevices, type DevicesEvent, type FoundDevices } from "./found-devices.ts";

export type ScanProgress = Omit<Extract<ScanEvent, { type: "progress" }>, "type">;

/** What the scan has shown so far. */
export type ScanSeen = { scanId: string; startedAt: string; progress: ScanProgress | null; found: FoundDevices };

/** The one scan of this window. `run` numbers the attempts: what an earlier one still sends is not for this one. */
export type ScanState =
  | { step: "idle" }
  | { step: "starting"; run: number; siteId: string | null }
  | { step: "running"; run: number; siteId: string | null; seen: ScanSeen }
  | { step: "saving"; run: number; siteId: string | null; seen: ScanSeen; record: ScanRecord }
  | { step: "saved"; run: number; siteId: string; seen: ScanSeen; record: ScanRecord; siteName: string }
  | { step: "not-saved"; run: number; siteId: string | null; seen: ScanSeen; record: ScanRecord; problem: Problem }
  | { step: "cancelled"; run: number; siteId: string | null; seen: ScanSeen | null }
  | { step: "failed"; run: number; siteId: string | null; seen: ScanSeen | null; problem: Problem };

export type ScanAction =
  | { type: "start"; run: number; siteId: string | null }
  /** What came within one moment, in its order. */
  | { type: "events"; run: number; events: readonly ScanEvent[] }
  | { type: "cancel" }
  | { type: "failed"; run: number; problem: Problem }
  /** A scan that could not be saved at first has been, by asking again. */
  | { type: "kept"; run: number; siteId: string; siteName: string }
  | { type: "reset" };

export const idleScan: ScanState = { step: "idle" };

/** Whether the host is still at work, so that a second scan has to wait and this one can be cancelled. */
export function isScanning(state: ScanState): boolean {
  return state.step === "starting" || state.step === "running" || state.step === "saving";
}

/** What there is to show; null before anything came. */
export const seenOf = (state: ScanState): ScanSeen | null => ("seen" in state ? state.seen : null);

/**
 * State x action -> state, without side effects. What belongs to another run or another step changes nothing: the very same
 * state comes back.
 */
export function reduceScan(state: ScanState, action: ScanAction): ScanState {
  switch (action.type) {
    case "start":
      return isScanning(state) ? state : { step: "starting", run: action.run, siteId: action.siteId };
    case "reset":
      return isScanning(state) ? state : idleScan;
    case "cancel":
      // From `saving` on there is nothing left to stop: the host writes it down within moments.
      if (state.step === "starting") return { step: "cancelled", run: state.run, siteId: state.siteId, seen: null };
      return state.step === "running" ? { ...state, step: "cancelled" } : state;
    case "failed":
      return failed(state, action);
    case "kept":
      if (state.step !== "not-saved" || state.run !== action.run) return state;
      return saved(state, action);
    case "events":
      if (state.step === "idle" || state.run !== action.run) return state;
      return withEvents(state, action.events);
    default:
      return assertNever(action);
  }
}

function failed(state: ScanState, { run, problem }: { run: number; problem: Problem }): ScanState {
  if (state.step === "idle" || state.run !== run) return state;
  switch (state.step) {
    case "starting":
      return { step: "failed", run, siteId: state.siteId, seen: null, problem };
    case "running":
      return { step: "failed", run, siteId: state.siteId, seen: state.seen, problem };
    case "saving":
      // The scan itself is complete: what failed is keeping it.
      return { ...state, step: "not-saved", problem };
    default:
      return state;
  }
}

function saved(
  { run, seen, record }: Extract<ScanState, { step: "saving" | "not-saved" }>,
  { siteId, siteName }: { siteId: string; siteName: string },
): ScanState {
  return { step: "saved", run, seen, record, siteId, siteName };
}

/** Devices that come in one after the other are taken in together. */
function withEvents(state: Exclude<ScanState, { step: "idle" }>, events: readonly ScanEvent[]): ScanState {
  let next: ScanState = state;
  let devices: DevicesEvent[] = [];
  const takeIn = (): void => {
    if (devices.length > 0 && next.step === "running")
      next = { ...next, seen: { ...next.seen, found: withDevices(next.seen.found, devices) } };
    devices = [];
  };
  for (const event of events) {
    if (event.type === "devices") devices.push(event);
    else {
      takeIn();
      next = onEvent(next, event);
    }
  }
  takeIn();
  return next;
}

function onEvent(state: ScanState, event: Exclude<ScanEvent, DevicesEvent>): ScanState {
  switch (event.type) {
    case "planned": {
      if (state.step !== "starting") return state;
      const { scanId, startedAt } = event;
      return { ...state, step: "running", seen: { scanId, startedAt, progress: null, found: nothingFound } };
    }
    case "progress": {
      if (state.step !== "running") return state;
      const { phase, done, total } = event;
      return { ...state, seen: { ...state.seen, progress: { phase, done, total } } };
    }
    case "finished": {
      if (state.step !== "running") return state;
      const found = settled(state.seen.found, event.record.devices);
      return { ...state, step: "saving", seen: { ...state.seen, found }, record: event.record };
    }
    case "saved":
      return state.step === "saving" ? saved(state, event) : state;
    case "not-saved":
      if (state.step !== "saving") return state;
      return { ...state, step: "not-saved", problem: problemOfCode(event.code, event.data) };
    default:
      return assertNever(event);
  }
}
