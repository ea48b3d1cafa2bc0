import { sourcingOf } from "../knowledge/sourcing.ts";
import type { VerdictKind } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import { coverageOf } from "./mobile-line-data.ts";
import {
  ANTENNAS,
  MOBILE_LINE_BEFORE,
  mobileLineStateSchema,
  POWERS,
  SIMS,
  USES,
  type MobileLineAt,
  type MobileLineState,
} from "./mobile-line-state.ts";
import { mobileLineSteps, mobileLineView } from "./mobile-line-view.ts";
import { routerSeenBy } from "./public-ip-judge.ts";
import { providerById, providersMeant } from "./public-ip-providers.ts";
import {
  asking,
  choiceValue,
  confirmValue,
  failed,
  lineValue,
  neededLine,
  nothingPending,
  numberValue,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { movesOf } from "./step-moves.ts";
import { decideRoute, writeField } from "./step-writing.ts";

type Next = Outcome<MobileLineState>;

const { at, goTo, usual } = movesOf<MobileLineState>({
  schema: mobileLineStateSchema,
  previous: MOBILE_LINE_BEFORE,
  status: (state) => (state.step === "done" && state.isOver ? "done" : "open"),
});

/** A mobile-data line, from what it must carry to a SIM that was tried before it is bought. */
export const mobileLineMachine: WalkMachine<MobileLineState> = {
  kind: "mobile-line",
  schema: mobileLineStateSchema,
  begin: ({ check }) =>
    at({
      step: "needs",
      ...nothingPending,
      written: [],
      siteRouter: routerSeenBy(check),
      needs: null,
      signal: null,
      carrier: null,
      plan: null,
      trial: null,
      fitOut: null,
    }),
  steps: mobileLineSteps,
  view: mobileLineView,
  handle: (state, event, context) => usual(state, event, context) ?? ownEvent(state, event, context),
  settle(state, effect, result, context) {
    if (result.kind === "failed") return failed(state, result.why);
    if (effect.kind !== "check-site" || result.kind !== "checked" || context.check?.checkId !== result.checkId)
      return strangeResult(state);
    if (state.step === "trial") return tried(state, context.check);
    return state.step === "return" ? returned(state, context.check) : strangeResult(state);
  },
};

function ownEvent(state: MobileLineState, event: WalkEvent, context: WalkContext): Next {
  switch (state.step) {
    case "needs":
      return event.type === "next" ? keepNeeds(state, event) : wrongStep();
    case "coverage":
      return event.type === "next" ? keepSignal(state, event, context) : wrongStep();
    case "carrier":
      return event.type === "next" ? keepCarrier(state, event, context) : wrongStep();
    case "plan":
      return event.type === "next" ? keepPlan(state, event, context) : wrongStep();
    case "trial":
      return whileTrying(state, event);
    case "return":
      if (event.type === "skip") return goTo(state, "fit-out");
      return event.type === "check" ? asking(state, { kind: "check-site" }) : wrongStep();
    case "fit-out":
      return event.type === "next" ? keepFitOut(state, event) : wrongStep();
    case "done":
      return event.type === "finish" && !state.isOver ? finish(state, context) : wrongStep();
    default:
      return assertNever(state);
  }
}

function keepNeeds(state: MobileLineAt<"needs">, event: WalkEvent): Next {
  const read = readValues(event, {
    streams: numberValue({ min: 1, max: 1_000 }),
    streamMbps: numberValue({ min: 0.05, max: 100 }),
    hoursPerDay: numberValue({ max: 24 }),
  });
  if ("refused" in read) return read;
  const { streams, streamMbps, hoursPerDay } = read.values;
  if (streams === null || streamMbps === null || hoursPerDay === null) return refused("walk.refused.values");
  return goTo(state, "coverage", { needs: { streams, streamMbps, hoursPerDay } });
}

function keepSignal(state: MobileLineAt<"coverage">, event: WalkEvent, { document }: WalkContext): Next {
  const read = readValues(event, {
    // Strengths are below zero; who types 95 means -95.
    rsrpDbm: numberValue({ min: -160, max: 160 }),
    uploadMbps: numberValue({ max: 10_000 }),
    atRecorder: confirmValue,
  });
  if ("refused" in read) return read;
  const { rsrpDbm, uploadMbps, atRecorder } = read.values;
  if (!atRecorder) return refused("walk.mobile-line.refused.elsewhere");
  const dbm = rsrpDbm === null ? null : -Math.abs(rsrpDbm);
  if (dbm !== null && dbm > -30) return refused("walk.mobile-line.refused.strength");
  const signal = { rsrpDbm: dbm, uploadMbps };
  const coverage = coverageOf(signal, state.needs);
  const place = { section: "wishes", field: "mobileCoverage" } as const;
  return goTo(
    state,
    "carrier",
    { signal },
    coverage === "unknown" ? [] : [writeField(document, "coverage", place, coverage)],
  );
}

function keepCarrier(state: MobileLineAt<"carrier">, event: WalkEvent, { knowledge }: WalkContext): Next {
  const read = readValues(event, { name: neededLine(), entry: lineValue() });
  if ("refused" in read) return read;
  const { name, entry } = read.values;
  const meant = providersMeant(knowledge, name, "mobile").filter((one) => one.line === "mobile");
  const known = meant.find(({ id }) => id === entry) ?? (meant.length === 1 ? meant[0] : undefined);
  const entryId = known?.id ?? null;
  return goTo(state, "plan", {
    carrier: { name, entryId },
    // Its products were the other carrier's.
    ...(state.carrier?.entryId !== entryId && { plan: null }),
  });
}

function keepPlan(state: MobileLineAt<"plan">, event: WalkEvent, { knowledge }: WalkContext): Next {
  const read = readValues(event, { use: choiceValue(USES), sim: choiceValue(SIMS) });
  if ("refused" in read) return read;
  const { use, sim } = read.values;
  if (use === null || sim === null) return refused("walk.refused.values");
  const entry = providerById(knowledge, state.carrier.entryId);
  const sold = entry?.publicAddress.find(({ kind }) => kind === sim);
  const product =
    entry === null || sold === undefined
      ? null
      : { name: sold.name, monthly: sold.monthly, sourcing: sourcingOf(entry, sold) };
  return goTo(state, "trial", { plan: { use, sim, product }, wasOnSiteRouter: false });
}

function whileTrying(state: MobileLineAt<"trial">, event: WalkEvent): Next {
  if (event.type === "skip")
    return goTo(state, "fit-out", { trial: { checkId: null, found: "untested", sentence: null } });
  if (event.type !== "check") return wrongStep();
  const read = readValues(event, { onMobileLine: confirmValue, isSameRouter: confirmValue });
  if ("refused" in read) return read;
  if (!read.values.onMobileLine) return refused("walk.mobile-line.refused.not-on-line");
  // The SIM was put into the site's own router.
  return asking({ ...state, siteRouter: read.values.isSameRouter ? null : state.siteRouter }, { kind: "check-site" });
}

type Check = NonNullable<WalkContext["check"]>;

function tried(state: MobileLineAt<"trial">, check: Check): Next {
  const { kind, sentence } = check.diagnosis.verdict;
  const router = routerSeenBy(check);
  if (router !== null && router === state.siteRouter) return goTo(state, "trial", { wasOnSiteRouter: true });
  const found = foundBy(kind);
  // Nothing was heard through it: no SIM, no signal, no data. That is to be mended, and says nothing about addresses.
  if (found === null) return failed(state, sentence);
  return goTo(state, "return", { trial: { checkId: check.checkId, found, sentence }, isStillAway: false });
}

function foundBy(kind: VerdictKind): NonNullable<MobileLineState["trial"]>["found"] | null {
  switch (kind) {
    case "public":
      return "public";
    case "double-nat":
      return "second-router";
    case "firewalled":
      return "filtered";
    case "cgnat":
    case "shared-address":
    case "nat64":
      return "shared";
    case "unknown":
      return "unclear";
    case "offline":
      return null;
    default:
      return assertNever(kind);
  }
}

function returned(state: MobileLineAt<"return">, check: Check): Next {
  const router = routerSeenBy(check);
  const isAway = state.siteRouter !== null && router !== state.siteRouter;
  return isAway ? goTo(state, "return", { isStillAway: true }) : goTo(state, "fit-out");
}

function keepFitOut(state: MobileLineAt<"fit-out">, event: WalkEvent): Next {
  const read = readValues(event, {
    antenna: choiceValue(ANTENNAS),
    antennaPlace: lineValue(),
    power: choiceValue(POWERS),
    planGb: numberValue({ max: 100_000 }),
    alarmGb: numberValue({ max: 100_000 }),
    alarmTo: lineValue(),
  });
  if ("refused" in read) return read;
  const { antenna, power } = read.values;
  if (antenna === null || power === null) return refused("walk.refused.values");
  return goTo(state, "done", { fitOut: { ...read.values, antenna, power }, isOver: false });
}

function finish(state: MobileLineAt<"done">, context: WalkContext): Next {
  const isWhole = state.plan.use === "whole-site";
  const decided = decideRoute(context, {
    chosen: isWhole ? "mobile-line" : "vpn",
    route: isWhole ? "mobile-line" : "mobile-tunnel",
    variant: state.carrier.name,
  });
  return goTo(state, "done", { isOver: true }, decided);
}
