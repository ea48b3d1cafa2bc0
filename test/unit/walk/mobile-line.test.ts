import { describe, expect, it } from "vitest";
import { walkMobileLine } from "#core/text/en/walk-mobile-line.ts";
import { coverageOf, gigabytesPerMonth, uploadWanted } from "#core/walk/mobile-line-data.ts";
import type { MobileLineState } from "#core/walk/mobile-line-state.ts";
import { mobileLineMachine } from "#core/walk/mobile-line.ts";
import { expectToRead, explore, unusedTexts } from "./explore.ts";
import { checkWith, emptyKnowledge, someProviders, walkContext } from "./walk-context.ts";

const TRIAL = "7f0d2c9e-51f4-4d0a-9a53-b4ce75a3e098";
const OTHER_ROUTER = "02:00:5e:00:00:99";
const context = walkContext({
  check: checkWith({ kind: "cgnat" }),
  knowledge: { ...emptyKnowledge, providers: someProviders },
});

function trying(): MobileLineState {
  const events = [
    ["next", { streams: 2, streamMbps: "0,5", hoursPerDay: 1 }],
    ["next", { uploadMbps: 8, rsrpDbm: 95, atRecorder: true }],
    ["next", { name: "Grau" }],
    ["next", { use: "tunnel", sim: "shared" }],
    ["check", { onMobileLine: true }],
  ] as const;
  const first = mobileLineMachine.begin(context, { deviceId: null });
  if ("refused" in first) throw new Error(first.refused.key);
  let { state } = first;
  for (const [type, values] of events) {
    const outcome = mobileLineMachine.handle(state, { type, values }, context);
    if ("refused" in outcome) throw new Error(outcome.refused.key);
    ({ state } = outcome);
  }
  return state;
}

const effect = { kind: "check-site" } as const;

describe("how much a mobile line has to carry", () => {
  it.each([
    // 2 x 0.5 Mbit/s x 1 h x 30.4 d = 13.7 GB, and 15 % around it
    [{ streams: 2, streamMbps: 0.5, hoursPerDay: 1 }, 16, 2],
    [{ streams: 1, streamMbps: 4, hoursPerDay: 24 }, 1_512, 8],
    [{ streams: 1, streamMbps: 4, hoursPerDay: 0 }, 0, 8],
  ])("%o is %d GB a month and %d Mbit/s", (needs, gb, mbps) => {
    expect([gigabytesPerMonth(needs), uploadWanted(needs)]).toEqual([gb, mbps]);
  });

  it.each([
    [-85, 5, "good"],
    [-85, 1, "poor"],
    [-95, 5, "poor"],
    [-105, 50, "poor"],
    [-85, 0, "none"],
    [null, 5, "good"],
    [null, 1, "poor"],
    [-85, null, "good"],
    [null, null, "unknown"],
  ] as const)("%s dBm and %s Mbit/s are %s", (rsrpDbm, uploadMbps, coverage) => {
    expect(coverageOf({ rsrpDbm, uploadMbps }, { streams: 2, streamMbps: 0.5, hoursPerDay: 1 })).toBe(coverage);
  });
});

describe("a mobile line before it is bought", () => {
  it.each(["public", "double-nat", "cgnat", "shared-address", "nat64", "firewalled", "offline", "unknown"] as const)(
    "begins whatever the line is: %s",
    (kind) => {
      const outcome = mobileLineMachine.begin({ ...context, check: checkWith({ kind }) }, { deviceId: null });
      expect(outcome).toMatchObject({ state: { step: "needs" }, status: "open" });
    },
  );

  it.each([
    ["public", "public"],
    ["double-nat", "second-router"],
    ["firewalled", "filtered"],
    ["cgnat", "shared"],
    ["shared-address", "shared"],
    ["nat64", "shared"],
    ["unknown", "unclear"],
  ] as const)("takes a trial line that is %s for %s", (kind, found) => {
    const check = checkWith({ kind }, { checkId: TRIAL, routerMac: OTHER_ROUTER });
    const result = { kind: "checked", checkId: TRIAL } as const;
    expect(mobileLineMachine.settle(trying(), effect, result, { ...context, check })).toMatchObject({
      state: { step: "return", trial: { checkId: TRIAL, found } },
    });
  });

  it("says nothing about addresses where the trial line was dead", () => {
    const check = checkWith({ kind: "offline" }, { checkId: TRIAL, routerMac: OTHER_ROUTER });
    const result = { kind: "checked", checkId: TRIAL } as const;
    expect(mobileLineMachine.settle(trying(), effect, result, { ...context, check })).toMatchObject({
      state: { step: "trial", trial: null, trouble: { key: "verdict.name.offline" } },
    });
  });

  it("does not take the site's own line for the trial", () => {
    const check = checkWith({ kind: "public" }, { checkId: TRIAL });
    const result = { kind: "checked", checkId: TRIAL } as const;
    expect(mobileLineMachine.settle(trying(), effect, result, { ...context, check })).toMatchObject({
      state: { step: "trial", wasOnSiteRouter: true, trial: null },
    });
  });

  it("wants the laptop back on the site's line afterwards", () => {
    const trial = checkWith({ kind: "cgnat" }, { checkId: TRIAL, routerMac: OTHER_ROUTER });
    const away = { ...context, check: trial };
    const result = { kind: "checked", checkId: TRIAL } as const;
    const tried = mobileLineMachine.settle(trying(), effect, result, away);
    if ("refused" in tried) throw new Error();
    expect(mobileLineMachine.settle(tried.state, effect, result, away)).toMatchObject({
      state: { step: "return", isStillAway: true },
    });
    const back = { ...context, check: checkWith({ kind: "cgnat" }, { checkId: TRIAL }) };
    expect(mobileLineMachine.settle(tried.state, effect, result, back)).toMatchObject({ state: { step: "fit-out" } });
  });

  it("counts as shared what was not tried", () => {
    const state = { ...trying(), pending: null };
    expect(mobileLineMachine.handle(state, { type: "skip", values: {} }, context)).toMatchObject({
      state: { step: "fit-out", trial: { checkId: null, found: "untested" } },
    });
  });
});

describe("every step of a mobile line", () => {
  const results: Parameters<typeof explore<MobileLineState>>[0]["results"] = () =>
    (["public", "double-nat", "cgnat", "firewalled", "offline", "unknown"] as const)
      .map((kind) => checkWith({ kind }, { checkId: TRIAL, routerMac: OTHER_ROUTER }))
      .concat(checkWith({ kind: "public" }, { checkId: TRIAL }))
      .map((check) => ({ result: { kind: "checked", checkId: TRIAL }, context: { check } }));
  const [, , grau] = someProviders;
  if (grau === undefined) throw new Error();
  const carriers = (["yes", "no", "some", "unknown"] as const).map((is, index) => ({
    ...grau,
    id: `net-${index}`,
    name: `Net ${is}`,
    cgnat: { is },
  }));
  const twice = { ...grau, id: "net-at", name: "Net some", country: "AT" };
  const explored = [
    context,
    walkContext({
      check: checkWith({ kind: "public" }),
      knowledge: { ...emptyKnowledge, providers: [...carriers, twice] },
    }),
  ].map((one) =>
    explore({
      machine: mobileLineMachine,
      context: one,
      results,
      answers: {
        uploadMbps: [8, 0, 1],
        rsrpDbm: [-80, 20],
        hoursPerDay: [1],
        name: ["Grau", "Net yes", "Net no", "Net some", "Net unknown", "Nobody"],
        planGb: [1],
      },
    }),
  );
  // Nothing measured, and a SIM for machines.
  explored.push(
    explore({
      machine: mobileLineMachine,
      context,
      results,
      answers: { uploadMbps: [""], rsrpDbm: [""], hoursPerDay: [1], sim: ["private-apn"] },
    }),
  );
  const messages = explored.flatMap((one) => one.messages);

  it("is reached", () => {
    expect([...new Set(explored.flatMap(({ steps }) => [...steps]))].toSorted()).toEqual(
      ["needs", "coverage", "carrier", "plan", "trial", "return", "fit-out", "done"].toSorted(),
    );
  });

  it("reads in both languages", () => {
    expectToRead(messages);
  });

  it("uses every text", () => {
    expect(unusedTexts("walk.mobile-line", walkMobileLine, messages)).toEqual([]);
  });
});
