import { message, type Message, type Verdict } from "../nat/diagnosis.ts";
import type { CheckRecord } from "../survey/check-record.ts";
import type { SurveyDocument } from "../survey/survey-document.ts";
import { printable } from "../text/printable.ts";
import { createTranslate } from "../text/translate.ts";
import type { LetterInput } from "./letter.ts";
import { providerById } from "./public-ip-providers.ts";
import type { ChosenProduct, PublicIpState } from "./public-ip-state.ts";
import { dayArgument } from "./step-helpers.ts";

/** Everything that the provider is told, as finished sentences of one language. */

/** `filtered`: the address is there, and nothing gets in. */
type Mood = "request" | "reminder" | "not-done" | "filtered";

export type Say = (key: string, args?: Message["args"]) => string;

export interface LetterFacts {
  readonly say: Say;
  readonly mood: Mood;
  readonly subject: string;
  readonly today: string;
  readonly provider: string;
  readonly holder: string;
  readonly account: string;
  readonly address: string;
  /** The provider's own number of the matter; null: there is none. */
  readonly reference: string | null;
  readonly purpose: string;
  /** What was asked and promised before. */
  readonly history: readonly string[];
  /** Why it does not work; null: nothing was measured that says so. */
  readonly cause: string | null;
  readonly measured: string;
  readonly evidence: readonly string[];
  readonly request: readonly string[];
  readonly questions: readonly string[];
  readonly otherTariff: string | null;
  readonly deadline: string | null;
  readonly callback: { readonly name: string; readonly phone: string };
  readonly toByPhone: string | null;
  readonly toInWriting: string | null;
  /** The router's own address where that is the proof; null elsewhere. */
  readonly sharedWan: string | null;
  /** What the check saw of IPv6; null: nothing. */
  readonly ipv6: "none" | "native" | null;
  readonly checkedAt: string | null;
}

export function letterFacts(input: Omit<LetterInput, "walkState"> & { readonly state: PublicIpState }): LetterFacts {
  const { locale, document, knowledge, now, by, state } = input;
  const translate = createTranslate(locale);
  const say: Say = (key, args = {}) => translate(message(`letter.${key}`, args));
  const given = (text: string | null | undefined, gap: string): string =>
    text === null || text === undefined || text === "" ? say(`gap.${gap}`) : printable(text);
  const { contact, provider, product, asked } = state;
  const mood = moodOf(state);
  const account = given(contact?.accountNumber ?? document.line.customerNumber, "account");
  const address = given(document.site.address, "address");
  const name = given(provider?.name ?? document.line.provider, "provider");
  const check = evidenceFor(mood, input.check);
  const entry = providerById(knowledge, provider?.entryId ?? null);
  const reached = (way: string | undefined): string | null => (way === undefined ? null : `${name}, ${way}`);
  const isFirst = mood === "request";
  return {
    say,
    mood,
    subject: say(`subject.${mood}`, { account }),
    today: say("day", { date: dayArgument(now) }),
    provider: name,
    holder: given(contact?.holder ?? document.site.customer, "holder"),
    account,
    address,
    reference: asked?.reference == null || isFirst ? null : printable(asked.reference),
    purpose: say(`purpose.${purposeOf(document)}`, { address }),
    history: historyOf(state, mood, say),
    cause: causeOf(mood, check?.diagnosis.verdict ?? null, say),
    measured: check === null ? "" : say("measured", { date: dayArgument(check.startedAt) }),
    evidence: check === null ? [] : evidenceOf(check.diagnosis.verdict).map(translate),
    request: requestOf(mood, product, say),
    questions: mood === "filtered" ? [] : QUESTIONS.map((question) => say(`question.${question}`)),
    otherTariff: isFirst || mood === "reminder" ? say("other-tariff") : null,
    deadline: isFirst && contact?.deadline != null ? say("deadline", { date: dayArgument(contact.deadline) }) : null,
    callback: {
      name: given(contact?.callbackName ?? by, "callback"),
      phone: given(contact?.callbackPhone, "phone"),
    },
    toByPhone: reached(entry?.contact?.phone),
    toInWriting: reached(entry?.contact?.url),
    sharedWan: sharedWan(check),
    ipv6: ipv6Of(check),
    checkedAt: check?.startedAt ?? null,
  };
}

const QUESTIONS = ["when", "cost", "fixed", "inbound", "router"] as const;

const WAITING: ReadonlySet<PublicIpState["step"]> = new Set(["promised", "recheck", "denied", "done"]);

function moodOf(state: PublicIpState): Mood {
  if (!WAITING.has(state.step)) return "request";
  const found = state.rechecked?.found;
  if (found === "still-shared") return "not-done";
  return found === "filtered" ? "filtered" : "reminder";
}

function purposeOf({ devices }: SurveyDocument): "video" | "alarm" | "both" | "other" {
  const hasVideo = devices.some(({ role }) => role === "recorder" || role === "camera");
  const hasAlarm = devices.some(({ role }) => role === "alarm-panel");
  if (hasVideo && hasAlarm) return "both";
  return hasVideo ? "video" : hasAlarm ? "alarm" : "other";
}

function historyOf({ asked, promised }: PublicIpState, mood: Mood, say: Say): string[] {
  if (mood === "request" || asked === null) return [];
  const before = say("asked", { date: dayArgument(asked.at) });
  if (mood !== "reminder") return [before, say("told-done")];
  const until = promised?.until ?? null;
  return [before, until === null ? say("no-answer") : say("promised", { date: dayArgument(until) })];
}

/** Verdicts that say what is missing: the line has no address of its own. */
const SHARED: ReadonlySet<Verdict["kind"]> = new Set(["cgnat", "shared-address", "nat64"]);

/** The check as far as it speaks for this letter; a check of another kind proves nothing of what is asked. */
function evidenceFor(mood: Mood, check: CheckRecord | null): CheckRecord | null {
  if (check === null) return null;
  const { kind } = check.diagnosis.verdict;
  return (mood === "filtered" ? kind === "firewalled" : SHARED.has(kind)) ? check : null;
}

/** Below this the verdict names something else that it might be. */
const SURE = 0.8;

function causeOf(mood: Mood, verdict: Verdict | null, say: Say): string | null {
  if (verdict === null) return null;
  if (mood === "filtered") return say("cause.filtered");
  switch (verdict.kind) {
    case "cgnat":
      return say(verdict.confidence < SURE ? "cause.cgnat-likely" : "cause.cgnat");
    case "shared-address":
      return say(verdict.sentence.key === "verdict.shared-address.ds-lite" ? "cause.ds-lite" : "cause.ports");
    case "nat64":
      return say("cause.nat64");
    default:
      return null;
  }
}

/** Reasons that a provider's engineer can check; those about boxes on site are not the provider's business. */
const TELLING: ReadonlySet<string> = new Set(
  [
    "wan-shared",
    "wan-private",
    "wan-differs",
    "wan-is-public",
    "typed-is-public",
    "router-owns",
    "further-out-owns",
    "owner-steps",
    "hop-shared",
    "hop-public",
    "box-far",
    "box-shared-claim",
    "tunnel-end",
    "map-rule",
    "port-set",
    "only-ipv6-route",
    "nat64-prefix",
    "public-seen",
    "inbound-blocked",
  ].map((key) => `evidence.${key}`),
);
const MOST_EVIDENCE = 6;

const evidenceOf = (verdict: Verdict): Message[] =>
  [...verdict.for, ...verdict.against]
    .filter(({ key }) => TELLING.has(key))
    .map(({ key, args }) => ({ key, args }))
    .slice(0, MOST_EVIDENCE);

function requestOf(mood: Mood, product: ChosenProduct | null, say: Say): string[] {
  if (mood === "filtered" || mood === "not-done") return [say(`request.${mood}`)];
  const { name, kind, monthly, sourcing } = product ?? { name: null, kind: "static", monthly: null, sourcing: null };
  const price =
    monthly === null || sourcing === null
      ? []
      : [
          say(monthly.amount === 0 ? "price.free" : "price.month", {
            ...monthly,
            date: dayArgument(sourcing.seen),
          }),
        ];
  return [
    ...(name === null ? [] : [say("request.named", { name })]),
    say(`request.${kind}`),
    ...price,
    say("not-meant"),
  ];
}

function sharedWan(check: CheckRecord | null): string | null {
  const reason = check?.diagnosis.verdict.for.find(
    ({ key }) => key === "evidence.wan-shared" || key === "evidence.wan-private",
  );
  return typeof reason?.args["wan"] === "string" ? reason.args["wan"] : null;
}

function ipv6Of(check: CheckRecord | null): "none" | "native" | null {
  const state = check?.diagnosis.ipv6.state;
  if (state === "none" || state === "local-only") return "none";
  return state === "native" ? "native" : null;
}
