import { pricesFor, productsFor } from "../knowledge/lookup.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { sourceMessages, wordsMessage } from "../knowledge/said.ts";
import { sayWords } from "../knowledge/sourcing.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { MeshProduct } from "../tunnel/tunnel.ts";
import { fieldsOf } from "./step-fields.ts";
import { dayArgument, notice } from "./step-helpers.ts";
import { stepAction, type StepFact, type StepNotice } from "./step-view.ts";

const area = "walk.mesh-vpn";
export const say = (key: string, args?: Message["args"]): Message => message(`${area}.${key}`, args);
export const field = fieldsOf(area);
export const fact = (name: string, value: Message, tone: StepFact["tone"] = null): StepFact => ({
  label: say(`fact.${name}`),
  value,
  tone,
});
export const next = stepAction("next", say("action.next"));

/** Notices have room for this many. */
const MOST_DETAILS = 20;

/** Whose a product is; one click away what the knowledge base says of it and what it costs. */
export function productNotice(product: MeshProduct, knowledge: Knowledge): StepNotice {
  const known = productsFor(knowledge, product).find(({ id }) => id === product) ?? null;
  const prices = pricesFor(knowledge, product).map(({ what, amount, currency, per, date }) =>
    say(`price.${per}`, {
      en: sayWords(what, "en"),
      de: sayWords(what, "de"),
      amount,
      currency,
      date: dayArgument(date),
    }),
  );
  const said =
    known === null
      ? []
      : [
          ...(known.selfHosted?.words === undefined ? [] : [wordsMessage(known.selfHosted.words)]),
          ...(known.whoSees === undefined ? [] : [wordsMessage(known.whoSees.words)]),
          ...(known.note === undefined ? [] : [wordsMessage(known.note)]),
          ...sourceMessages(known),
        ];
  return notice("info", say(`server.${product}`), [...prices, ...said].slice(0, MOST_DETAILS));
}
