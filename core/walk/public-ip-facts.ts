import { sourceMessages, wordsMessage } from "../knowledge/said.ts";
import { sourcingOf } from "../knowledge/sourcing.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { WalkContext } from "./machine.ts";
import type { KnownProvider } from "./public-ip-providers.ts";
import type { ChosenProduct } from "./public-ip-state.ts";
import { dayArgument, dayOf, notice } from "./step-helpers.ts";
import type { StepFact, StepNotice } from "./step-view.ts";

/** What the check and the book have to say beside the request. */

const say = (key: string, args?: Message["args"]): Message => message(`walk.public-ip.${key}`, args);

const MS_PER_DAY = 86_400_000;
/** Lines are rebuilt and moved to shared addresses; older evidence makes a weak letter. */
const OLD_CHECK_DAYS = 30;
/** Below this the verdict itself names something else that it might be. */
const SURE = 0.8;

/** What to know of the check before somebody is asked to change the line. */
export function providerNotices({ check, now }: WalkContext): StepNotice[] {
  if (check === null) return [];
  const { verdict } = check.diagnosis;
  const days = Math.floor((Date.parse(dayOf(now)) - Date.parse(dayOf(check.startedAt))) / MS_PER_DAY);
  return [
    ...(days > OLD_CHECK_DAYS ? [notice("warning", say("notice.old-check", { count: days }))] : []),
    ...(verdict.confidence < SURE && verdict.settledBy !== null
      ? [notice("warning", say("notice.not-certain"), [verdict.settledBy])]
      : []),
    ...(verdict.sentence.key === "verdict.cgnat.behind-second" ? [notice("warning", say("notice.second-router"))] : []),
  ];
}

/** What the book knows of the provider itself. */
export function productFacts(entry: KnownProvider): StepFact[] {
  const { cgnat, inbound, note } = entry;
  const fact = (name: string, value: Message): StepFact => ({ label: say(`fact.${name}`), value, tone: null });
  return [
    fact("cgnat", cgnat.words === undefined ? say(`shares.${cgnat.is}`) : wordsMessage(cgnat.words)),
    ...(inbound?.words === undefined ? [] : [fact("inbound", wordsMessage(inbound.words))]),
    ...(note === undefined ? [] : [fact("note", wordsMessage(note))]),
  ];
}

/** Each product with its price, how sure that is and who says so. */
export function productNotices(entry: KnownProvider): StepNotice[] {
  if (entry.publicAddress.length === 0) return [notice("info", say("notice.no-product"), sourceMessages(entry))];
  return entry.publicAddress.map((one) => {
    const price = priceMessage({ monthly: one.monthly, once: one.once ?? null, sourcing: sourcingOf(entry, one) });
    return notice(
      sourcingOf(entry, one).confidence === "low" ? "warning" : "info",
      price === null ? say("notice.product", { name: one.name }) : say("notice.product-priced", { name: one.name }),
      [
        ...(price === null ? [] : [price]),
        ...(one.words === undefined ? [] : [wordsMessage(one.words)]),
        ...sourceMessages(entry, one),
      ],
    );
  });
}

/** "5.00 a month (as of …)"; null: nobody knows. */
export function priceMessage({ monthly, once, sourcing }: Pick<ChosenProduct, "monthly" | "once" | "sourcing">) {
  if (monthly === null || sourcing === null) return null;
  const { amount, currency } = monthly;
  const date = dayArgument(sourcing.seen);
  if (once !== null && once.currency === currency)
    return message("walk.price.month-and-once", { amount, currency, once: once.amount, date });
  return amount === 0 ? message("walk.price.free", { date }) : message("walk.price.month", { amount, currency, date });
}
