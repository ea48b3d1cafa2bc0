import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Observation } from "#core/nat/observation.ts";
import { firstHeardMs, shortestWayOutsideMs } from "#host/check/outside-answers.ts";
import { patientSignal } from "#host/check/patience.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const abortedAfter = (signal: AbortSignal): number | null => {
  const beganMs = performance.now();
  let endedMs: number | null = null;
  signal.addEventListener("abort", () => (endedMs = performance.now() - beganMs));
  vi.advanceTimersByTime(10_000);
  return endedMs;
};

describe("patience", () => {
  const never = (): AbortSignal => new AbortController().signal;

  it.each([
    { what: "ends with the least where less is wanted", wantedMs: 10, endsMs: 100 },
    { what: "waits for as long as is wanted", wantedMs: 350, endsMs: 350 },
    { what: "leaves the end to others where nothing is known", wantedMs: Infinity, endsMs: null },
  ])("$what", ({ wantedMs, endsMs }) => {
    expect(abortedAfter(patientSignal(never(), 100, () => wantedMs).signal)).toBe(endsMs);
  });

  it("asks what is wanted when the least is over, not before", () => {
    let wantedMs = Infinity;
    setTimeout(() => (wantedMs = 200), 90);
    expect(abortedAfter(patientSignal(never(), 100, () => wantedMs).signal)).toBe(200);
  });

  it("ends with its parent, also with one that has ended", () => {
    const parent = new AbortController();
    setTimeout(() => parent.abort(), 30);
    expect(abortedAfter(patientSignal(parent.signal, 100, () => 500).signal)).toBe(30);
    expect(patientSignal(parent.signal, 100, () => 500).signal.aborted).toBe(true);
  });

  it("leaves nothing running", () => {
    patientSignal(never(), 100, () => 500).end();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("what the internet has shown so far", () => {
  const observation = (rest: Pick<Observation, "probe" | "outcome" | "data" | "atMs" | "tookMs">): Observation => ({
    id: "x",
    question: "my-address",
    asked: null,
    answeredBy: null,
    trouble: null,
    raw: null,
    error: null,
    ...rest,
  });
  const binding = {
    kind: "stun-binding",
    server: "stun.example:3478",
    serverAddress: "192.0.2.1:3478",
    localPort: 5000,
    localAddress: "192.168.1.2",
    mappedAddress: "198.51.100.1",
    mappedPort: 5000,
    otherAddress: null,
    otherPort: null,
  } as const;
  const page = { kind: "public-address-https", url: "http://ip.example/", address: "198.51.100.1" } as const;
  const observations = [
    observation({ probe: "pcp", outcome: "silent", data: { kind: "no-answer" }, atMs: 1, tookMs: 2 }),
    observation({ probe: "stun", outcome: "silent", data: { kind: "no-answer" }, atMs: 10, tookMs: 20 }),
    observation({ probe: "public-address", outcome: "answered", data: page, atMs: 10, tookMs: 190 }),
    observation({ probe: "stun", outcome: "answered", data: binding, atMs: 180, tookMs: 60 }),
    observation({ probe: "stun", outcome: "answered", data: binding, atMs: 200, tookMs: 40 }),
  ];

  it("is when the first answer was there, and the shortest that took", () => {
    expect(firstHeardMs(observations)).toBe(200);
    expect(shortestWayOutsideMs(observations)).toBe(40);
  });

  it("is nothing where nobody out there answered", () => {
    expect(firstHeardMs(observations.slice(0, 2))).toBeUndefined();
    expect(shortestWayOutsideMs(observations.slice(0, 3))).toBeUndefined();
  });
});
