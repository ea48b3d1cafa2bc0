import { sourceMessages, wordsMessage } from "../knowledge/said.ts";
import { certainty } from "../knowledge/sourcing.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { WalkContext } from "./machine.ts";
import { coverageOf, gigabytesPerMonth, uploadWanted, type Coverage } from "./mobile-line-data.ts";
import {
  ANTENNAS,
  MOBILE_LINE_STEPS,
  POWERS,
  SIMS,
  USES,
  type MobileLineAt,
  type MobileLineState,
  type MobileLineStep,
} from "./mobile-line-state.ts";
import { priceMessage } from "./public-ip-facts.ts";
import { providerById, providersMeant } from "./public-ip-providers.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { effectAction, notice, plain, usualSteps, usualView } from "./step-helpers.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepSummary, type StepView } from "./step-view.ts";

/** What the walk shows at each of its steps. */

const area = "walk.mobile-line";
const say = (key: string, args?: Message["args"]): Message => message(`${area}.${key}`, args);
const field = fieldsOf(area);
const title = (step: MobileLineStep): Message => say(`title.${step}`);
const fact = (name: string, value: Message, tone: StepFact["tone"] = null): StepFact => ({
  label: say(`fact.${name}`),
  value,
  tone,
});
const next = stepAction("next", say("action.next"));

export const mobileLineSteps = (state: MobileLineState): StepSummary[] =>
  usualSteps(MOBILE_LINE_STEPS, state.step, {
    title,
    outcome: (step) => outcomeOf(state, step),
    isSkipped: (step) => step === "return" && state.trial?.checkId === null,
  });

function outcomeOf(state: MobileLineState, step: MobileLineStep): Message | null {
  const { needs, signal, carrier, plan, trial } = state;
  switch (step) {
    case "needs":
      return needs && say("outcome.needs", { gb: gigabytesPerMonth(needs) });
    case "coverage":
      return signal && needs && say(`coverage.${coverageOf(signal, needs)}`);
    case "carrier":
      return carrier && plain(carrier.name);
    case "plan":
      return plan && say(`sim.${plan.sim}`);
    case "trial":
      return trial && say(`found-short.${trial.found}`);
    case "return":
    case "fit-out":
    case "done":
      return null;
    default:
      return assertNever(step);
  }
}

export const mobileLineView = (state: MobileLineState, context: WalkContext): StepView =>
  usualView(state, ownView(state, context), { isFirst: state.step === "needs" });

function ownView(state: MobileLineState, context: WalkContext): StepView {
  switch (state.step) {
    case "needs":
      return needsView(state, context);
    case "coverage":
      return coverageView(state);
    case "carrier":
      return carrierView(state, context);
    case "plan":
      return planView(state, context);
    case "trial":
      return trialView(state);
    case "return":
      return returnView(state);
    case "fit-out":
      return fitOutView(state);
    case "done":
      return doneView(state);
    default:
      return assertNever(state);
  }
}

function needsView({ needs }: MobileLineAt<"needs">, { document, check }: WalkContext): StepView {
  const { streams, streamMbps } = document.wishes;
  const verdict = check?.diagnosis.verdict;
  return stepView(title("needs"), {
    lead: say("lead.needs"),
    notices: verdict?.kind === "public" ? [notice("info", say("notice.line-is-public"), [verdict.sentence])] : [],
    fields: [
      field("streams", "number", { required: true, value: needs?.streams ?? streams ?? null, hint: true }),
      field("streamMbps", "number", { required: true, value: needs?.streamMbps ?? streamMbps ?? null, hint: true }),
      field("hoursPerDay", "number", { required: true, value: needs?.hoursPerDay ?? null, hint: true }),
    ],
    actions: [next],
  });
}

const amounts = (needs: MobileLineAt<"coverage">["needs"]): StepFact[] => [
  fact("volume", say("volume", { gb: gigabytesPerMonth(needs) })),
  fact("upload", say("upload", { mbps: uploadWanted(needs) })),
];

function coverageView({ needs, signal }: MobileLineAt<"coverage">): StepView {
  return stepView(title("coverage"), {
    lead: say("lead.coverage"),
    instructions: [say("do.coverage.place"), say("do.coverage.network"), say("do.coverage.test")],
    facts: amounts(needs),
    fields: [
      field("uploadMbps", "number", { value: signal?.uploadMbps, hint: true }),
      field("rsrpDbm", "number", { value: signal?.rsrpDbm, hint: true }),
      field("atRecorder", "confirm", { required: true }),
    ],
    actions: [next],
  });
}

const COVERAGE_TONES = { good: "good", poor: "warning", none: "problem", unknown: "warning" } as const satisfies Record<
  Coverage,
  StepNotice["tone"]
>;

function carrierView({ needs, signal, carrier }: MobileLineAt<"carrier">, { knowledge }: WalkContext): StepView {
  const coverage = coverageOf(signal, needs);
  const known = knowledge.providers.filter(({ line }) => line === "mobile");
  const meant =
    carrier === null ? [] : providersMeant(knowledge, carrier.name, "mobile").filter((one) => one.line === "mobile");
  return stepView(title("carrier"), {
    lead: say("lead.carrier"),
    notices: [
      notice(COVERAGE_TONES[coverage], say(`coverage-means.${coverage}`)),
      notice("info", say("notice.shared-until-proven")),
    ],
    facts: known.length === 0 ? [] : [fact("in-book", say("in-book", { count: known.length }))],
    fields: [
      field("name", "text", { required: true, value: carrier?.name, hint: true }),
      ...(meant.length > 1
        ? [
            field("entry", "choice", {
              value: carrier?.entryId ?? null,
              options: meant
                .slice(0, 20)
                .map(({ id, name, country }) => option(id, plain(country === null ? name : `${name} (${country})`))),
            }),
          ]
        : []),
    ],
    actions: [next],
  });
}

function planView({ carrier, plan }: MobileLineAt<"plan">, { knowledge }: WalkContext): StepView {
  const entry = providerById(knowledge, carrier.entryId);
  const sold = (sim: (typeof SIMS)[number]) => entry?.publicAddress.find(({ kind }) => kind === sim);
  return stepView(title("plan"), {
    lead: say("lead.plan"),
    notices:
      entry === null
        ? [notice("info", say("notice.unknown-carrier"))]
        : [
            notice(
              "info",
              entry.cgnat.words === undefined ? say(`policy.${entry.cgnat.is}`) : wordsMessage(entry.cgnat.words),
              sourceMessages(entry, entry.cgnat),
            ),
          ],
    fields: [
      field("use", "choice", {
        required: true,
        value: plan?.use ?? null,
        options: USES.map((use) => option(use, say(`use.${use}`), { hint: say(`use-hint.${use}`) })),
      }),
      field("sim", "choice", {
        required: true,
        value: plan?.sim ?? null,
        options: SIMS.map((sim) => {
          const product = sold(sim);
          const hint = product === undefined ? say(`sim-hint.${sim}`) : say("sold-as", { name: product.name });
          return option(sim, say(`sim.${sim}`), { hint });
        }),
      }),
    ],
    actions: [next],
  });
}

function productFacts({ product }: MobileLineAt<"trial">["plan"]): StepFact[] {
  if (product === null) return [];
  const price = priceMessage({ monthly: product.monthly, once: null, sourcing: product.sourcing });
  return [
    fact("product", plain(product.name)),
    ...(price === null ? [] : [fact("price", price), fact("price-source", message(certainty(product.sourcing)))]),
  ];
}

function trialView({ plan, carrier, wasOnSiteRouter }: MobileLineAt<"trial">): StepView {
  return stepView(title("trial"), {
    lead: say("lead.trial"),
    instructions: [
      say("do.trial.sim", { carrier: carrier.name }),
      say("do.trial.connect"),
      say("do.trial.alone"),
      say("do.trial.back"),
    ],
    facts: productFacts(plan),
    notices: wasOnSiteRouter ? [notice("warning", say("notice.still-site-router"))] : [],
    fields: [
      field("onMobileLine", "confirm", { required: true }),
      ...(wasOnSiteRouter ? [field("isSameRouter", "confirm")] : []),
    ],
    actions: [
      effectAction("check", say("action.check-trial"), "check-site", { needsFields: true }),
      stepAction("skip", say("action.no-trial"), {
        look: "quiet",
        needsFields: false,
        confirm: say("confirm.no-trial"),
      }),
    ],
  });
}

type Trial = NonNullable<MobileLineState["trial"]>;

const FOUND_TONES = {
  public: "good",
  "second-router": "warning",
  filtered: "warning",
  shared: "warning",
  unclear: "warning",
  untested: "warning",
} as const satisfies Record<Trial["found"], StepNotice["tone"]>;

const foundNotice = ({ found, sentence }: Trial): StepNotice =>
  notice(FOUND_TONES[found], say(`found.${found}`), sentence === null ? [] : [sentence]);

function returnView({ trial, isStillAway }: MobileLineAt<"return">): StepView {
  return stepView(title("return"), {
    lead: say("lead.return"),
    instructions: [say("do.return.connect"), say("do.return.check")],
    notices: [foundNotice(trial), ...(isStillAway ? [notice("warning", say("notice.still-away"))] : [])],
    actions: [
      effectAction("check", say("action.check-back"), "check-site"),
      stepAction("skip", say("action.no-line"), { look: "quiet", needsFields: false }),
    ],
  });
}

/** Somebody has to be told while there is still time to act. */
const ALARM_SHARE = 0.8;

function fitOutView({ needs, signal, fitOut, trial }: MobileLineAt<"fit-out">): StepView {
  const gb = gigabytesPerMonth(needs);
  const isWeak = coverageOf(signal, needs) !== "good";
  return stepView(title("fit-out"), {
    lead: say("lead.fit-out"),
    instructions: [
      say("do.fit-out.antenna"),
      say("do.fit-out.power"),
      say("do.fit-out.alarm"),
      say("do.fit-out.restart"),
    ],
    facts: amounts(needs),
    notices: [foundNotice(trial), ...(isWeak ? [notice("warning", say("notice.antenna-outside"))] : [])],
    fields: [
      field("antenna", "choice", {
        required: true,
        value: fitOut?.antenna ?? (isWeak ? "outdoor" : "built-in"),
        options: ANTENNAS.map((one) => option(one, say(`antenna.${one}`))),
      }),
      field("antennaPlace", "text", { value: fitOut?.antennaPlace }),
      field("power", "choice", {
        required: true,
        value: fitOut?.power ?? "ups",
        options: POWERS.map((one) => option(one, say(`power.${one}`))),
      }),
      field("planGb", "number", { value: fitOut?.planGb, hint: true }),
      field("alarmGb", "number", { value: fitOut?.alarmGb ?? Math.round(gb * ALARM_SHARE), hint: true }),
      field("alarmTo", "text", { value: fitOut?.alarmTo, hint: true }),
    ],
    actions: [next],
  });
}

function doneView({ needs, plan, trial, fitOut, isOver }: MobileLineAt<"done">): StepView {
  const gb = gigabytesPerMonth(needs);
  const isSmall = fitOut.planGb !== null && fitOut.planGb < gb;
  return stepView(title("done"), {
    lead: say(`lead-done.${plan.use}`),
    instructions: followingSteps(plan, trial).map((step) => say(`do.done.${step}`)),
    facts: [...amounts(needs), ...productFacts(plan)],
    notices: [
      foundNotice(trial),
      ...(isSmall ? [notice("problem", say("notice.plan-too-small", { plan: fitOut.planGb ?? 0, gb }))] : []),
      ...(fitOut.alarmGb === null ? [notice("warning", say("notice.no-alarm"))] : []),
      ...(fitOut.power === "none" ? [notice("warning", say("notice.no-power"))] : []),
      ...(isOver ? [notice("good", say(`notice.over.${plan.use}`))] : []),
    ],
    actions: isOver ? [] : [stepAction("finish", say("action.finish"), { needsFields: false })],
  });
}

/** What follows from what was found; what was not proven counts as shared. */
function followingSteps({ sim, use }: MobileLineAt<"done">["plan"], { found }: Trial): string[] {
  if (sim === "private-apn") return ["private-apn", "close-router"];
  const isPublic = found === "public" || found === "second-router";
  const first = use === "tunnel" ? "tunnel" : isPublic ? "forward" : "relay";
  return [
    ...(isPublic || sim === "shared" ? [] : ["ask-carrier"]),
    first,
    ...(found === "second-router" ? ["second-router"] : []),
    ...(isPublic ? ["close-router"] : ["check-again"]),
  ];
}
