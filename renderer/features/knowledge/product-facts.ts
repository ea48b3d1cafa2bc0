import type { KnowledgeFiles } from "#core/knowledge/knowledge.ts";
import type { Price } from "#core/knowledge/price.ts";
import type { Text } from "../../i18n/language.tsx";
import { factsAbout, type Fact } from "./facts.ts";
import { isOldPrice } from "./known.ts";
import { sayPort } from "./maker-facts.ts";

type Product = KnowledgeFiles["products"][number];

const ANSWERS = ["behindCgnat", "endToEnd", "viewerClient", "sharing", "selfHosted"] as const;
const STATEMENTS = ["whoSees", "dataLocation", "certification", "retention"] as const;

export function productFacts(entry: Product, text: Text): Fact[] {
  const { t } = text;
  const { fact, words } = factsAbout(entry, text);
  return [
    ...fact(t("ui.knowledge.fact.route"), [t(`route.${entry.route}.name`)]),
    ...ANSWERS.flatMap((name) => {
      const answer = entry[name];
      if (answer === undefined) return [];
      return fact(t(`ui.knowledge.fact.${name}`), [t(`ui.knowledge.answer.${answer.is}`), words(answer.words)], answer);
    }),
    ...STATEMENTS.flatMap((name) => {
      const stated = entry[name];
      return stated === undefined ? [] : fact(t(`ui.knowledge.fact.${name}`), [words(stated.words)], stated);
    }),
    ...fact(t("ui.knowledge.fact.outbound"), [entry.outbound.map(sayPort).join(", ")]),
    ...fact(t("ui.knowledge.fact.website"), [entry.website]).map((page) => ({ ...page, href: page.value })),
    ...fact(t("ui.knowledge.fact.note"), [words(entry.note)]),
  ];
}

/** @param productName by the product's id; null: it is not in the knowledge base */
export function priceFacts(
  entry: Price,
  text: Text,
  { productName, now }: { productName: (id: string) => string | null; now: Date },
): Fact[] {
  const { t, money, date } = text;
  const { fact } = factsAbout(entry, text);
  return [
    ...fact(t("ui.knowledge.fact.price"), [
      t(`ui.routes.cost.per.${entry.per}`, { price: money(entry.amount, entry.currency) }),
    ]),
    ...fact(t("ui.knowledge.fact.askedOn"), [
      date(entry.date),
      isOldPrice(entry.date, now) ? t("ui.knowledge.oldPriceText") : null,
    ]),
    ...fact(t("ui.knowledge.fact.route"), [t(`route.${entry.route}.name`)]),
    ...fact(t("ui.knowledge.fact.product"), [
      entry.product === undefined ? null : (productName(entry.product) ?? entry.product),
    ]),
    ...fact(t("ui.knowledge.fact.counts"), [t(`ui.knowledge.priceUse.${entry.use}`)]),
  ];
}
