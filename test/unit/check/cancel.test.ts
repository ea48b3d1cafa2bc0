import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { diagnose } from "#core/nat/diagnose.ts";
import { checkRecordSchema } from "#core/survey/check-record.ts";
import type { RunningCheckEvent } from "#host/check/run-check.ts";
import { shortBudget } from "../../fakes/fake-environment.ts";
import { startFakeSite, type FakeSiteOptions } from "./fake-check.ts";

/** Moments from before the first packet until after the last, spread evenly over a check of about 150 ms. */
const MOMENTS_MS = Array.from({ length: 40 }, (_, i) => i * 4);
const AT_ONCE = 20;

const SITES: [string, FakeSiteOptions][] = [
  ["a quick router", { site: { ownAddressPing: "router" } }],
  [
    "a slow router",
    {
      gateway: { natPmp: "slow-on-map", pcp: "slow-on-map", answers: "slow-on-map" },
      site: { ownAddressPing: "router" },
    },
  ],
  ["a router that maps and says nothing", { gateway: { natPmp: "silent-on-map", pcp: "silent-on-map" } }],
];

type Left = { entries: number; journal: number };

async function cancelledAt(
  momentMs: number,
  options: FakeSiteOptions,
): Promise<{ left: Left; tookMs: number; last: RunningCheckEvent | undefined }> {
  const run = await startFakeSite(options);
  try {
    const controller = new AbortController();
    let last: RunningCheckEvent | undefined;
    let cancelledMs = 0;
    const timer = setTimeout(() => {
      cancelledMs = performance.now();
      controller.abort();
    }, momentMs);
    for await (const event of run.check(controller.signal)) last = event;
    clearTimeout(timer);
    const tookMs = cancelledMs === 0 ? 0 : performance.now() - cancelledMs;
    return {
      last,
      tookMs,
      left: { entries: run.gateway?.table.entries.length ?? 0, journal: run.journal.open().length },
    };
  } finally {
    await run.close();
  }
}

async function leftAfterWalkingAway(momentMs: number, options: FakeSiteOptions): Promise<Left> {
  const run = await startFakeSite(options);
  try {
    const leaveAt = performance.now() + momentMs;
    // Leaving a `for await` ends the iteration: there is no signal here.
    for await (const event of run.check()) if (event.type === "finished" || performance.now() >= leaveAt) break;
    return { entries: run.gateway?.table.entries.length ?? 0, journal: run.journal.open().length };
  } finally {
    await run.close();
  }
}

async function inBatches<T>(moments: readonly number[], work: (momentMs: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let at = 0; at < moments.length; at += AT_ONCE)
    results.push(...(await Promise.all(moments.slice(at, at + AT_ONCE).map(work))));
  return results;
}

describe.each(SITES)("a check of %s", (_name, options) => {
  it("leaves no mapping and no journal entry, whenever it is cancelled", { timeout: 40_000 }, async () => {
    const outcomes = await inBatches(MOMENTS_MS, (momentMs) => cancelledAt(momentMs, options));
    expect(outcomes.map((outcome) => outcome.left)).toEqual(MOMENTS_MS.map(() => ({ entries: 0, journal: 0 })));
    const { undoMs } = shortBudget;
    // The answer to a mapping that is under way, then its undo.
    for (const { tookMs } of outcomes) expect(tookMs).toBeLessThan(2 * undoMs + 1_000);
  });

  it("leaves nothing either when its consumer walks away", { timeout: 40_000 }, async () => {
    const moments = MOMENTS_MS.filter((_, index) => index % 3 === 0);
    const left = await inBatches(moments, (momentMs) => leftAfterWalkingAway(momentMs, options));
    expect(left).toEqual(moments.map(() => ({ entries: 0, journal: 0 })));
  });
});

describe("a cancelled check", () => {
  it("still delivers what it saw, marked as cancelled", async () => {
    const { last } = await cancelledAt(60, { gateway: { natPmp: "silent", pcp: "silent" } });
    if (last?.type !== "finished") throw new Error("no record");
    expect(last.record.cancelled).toBe(true);
    expect(checkRecordSchema.safeParse(last.record).error?.issues ?? []).toEqual([]);
    expect(diagnose(last.record.observations)).toEqual(last.record.diagnosis);
    const open = last.record.observations.filter((o) => o.probe === "pcp" || o.probe === "nat-pmp");
    expect(open.map((o) => [o.outcome, o.trouble])).toEqual([
      ["skipped", "cancelled"],
      ["skipped", "cancelled"],
    ]);
  });

  it("asks nobody anything when it was cancelled before it began", async () => {
    const run = await startFakeSite({});
    const events: RunningCheckEvent[] = [];
    for await (const event of run.check(AbortSignal.abort())) events.push(event);
    // A packet that was sent would arrive by now.
    await sleep(50);
    const { natPmp, pcp, ssdp, http } = run.gateway?.counts ?? {};
    expect({ natPmp, pcp, ssdp, http }).toEqual({ natPmp: 0, pcp: 0, ssdp: 0, http: 0 });
    expect(run.journal.begun()).toBe(0);
    expect(events.at(-1)).toMatchObject({ type: "finished", record: { cancelled: true } });
    await run.close();
  });
});

describe("a check that its consumer reads slowly", () => {
  it("loses no event", async () => {
    const run = await startFakeSite({ site: { ownAddressPing: "router" } });
    const ids: string[] = [];
    let observations = 0;
    for await (const event of run.check()) {
      await sleep(15);
      if (event.type === "observed") ids.push(event.observation.id);
      if (event.type === "finished") observations = event.record.observations.length;
    }
    expect(ids).toHaveLength(observations);
    await run.close();
  });
});
