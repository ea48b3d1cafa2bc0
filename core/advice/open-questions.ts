import { message } from "../nat/diagnosis.ts";
import type { LineSection } from "../survey/survey-sections.ts";
import type { WishesSection } from "../survey/survey-sections.ts";
import type { Advice } from "./advice.ts";
import type { RouteId } from "./route-id.ts";
import type { SiteFacts } from "./site-facts.ts";

type Field = keyof WishesSection | "uploadMbps" | "provider";

/** What could be answered, as far apart as answers get: a question matters when one of them would change the recommendation. */
const ANSWERS: readonly { field: Field; values: readonly (string | number)[] }[] = [
  { field: "watchers", values: ["owner", "staff", "third-party", "public"] },
  { field: "viewerClient", values: ["yes", "no"] },
  { field: "routerAccess", values: ["yes", "provider-only", "no"] },
  { field: "cloud", values: ["yes", "end-to-end", "no"] },
  { field: "ownServer", values: ["yes", "willing", "no"] },
  { field: "maintainer", values: ["installer", "customer", "nobody"] },
  { field: "viewersIpv6", values: ["all", "no"] },
  { field: "mobileCoverage", values: ["good", "none"] },
  { field: "supportYears", values: [1, 10] },
  { field: "budgetMonthly", values: [0, 1_000] },
];
/** Their numbers change what fits and what it costs, if not always the order. */
const ALWAYS: readonly Field[] = ["streams", "viewers", "uploadMbps", "provider"];

/** Questions without an answer (unknown to the person counts as one) that would change what is recommended, the weightiest first. */
export function openQuestions(
  facts: SiteFacts,
  recommend: (facts: SiteFacts) => RouteId | null,
): Advice["openQuestions"] {
  const now = recommend(facts);
  const weighed = ANSWERS.filter(({ field }) => !isAnswered(facts, field)).map(({ field, values }) => ({
    field,
    changes: values.filter((value) => recommend(withAnswer(facts, field, value)) !== now).length / values.length,
  }));
  const telling = weighed.filter(({ changes }) => changes > 0).toSorted((a, b) => b.changes - a.changes);
  const numbers = ALWAYS.filter((field) => !isAnswered(facts, field)).map((field) => ({ field }));
  return [...telling, ...numbers].map(({ field }) => ({ field, why: message(`advice.question.${field}`) }));
}

const isAnswered = ({ wishes, line }: SiteFacts, field: Field): boolean =>
  valueIn(wishes, field) !== undefined || valueIn(line, field) !== undefined;

const valueIn = (section: WishesSection | LineSection, field: string): unknown =>
  Object.entries(section).find(([name]) => name === field)?.[1];

const withAnswer = (facts: SiteFacts, field: Field, value: string | number): SiteFacts => ({
  ...facts,
  wishes: { ...facts.wishes, [field]: value },
});
