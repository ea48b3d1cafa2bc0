import { pricesFor } from "../knowledge/lookup.ts";
import { wordsMessage } from "../knowledge/said.ts";
import type { Price } from "../knowledge/price.ts";
import { message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { CostLine, RouteCost } from "./advice.ts";
import { origin } from "./origin.ts";
import type { RouteId } from "./route-id.ts";
import type { SiteFacts } from "./site-facts.ts";

const MONTHS = 36;
const MONTHS_PER_YEAR = 12;

/** Routes that cost nothing beyond the line itself. */
const FREE: ReadonlySet<RouteId> = new Set([
  "port-forward",
  "fix-double-nat",
  "ipv6-direct",
  "wireguard-router",
  "router-vpn",
]);

/**
 * What a route costs in a month and in three years, by the price book: the cheapest of its products, so a lower bound that is said to
 * be one. Without prices nothing is added up.
 */
export function routeCost(route: RouteId, facts: SiteFacts): RouteCost {
  const lines = [...providersPrice(route, facts), ...bookLines(route, facts)];
  const unknown =
    lines.length > 0 || FREE.has(route)
      ? unknownCounts(lines, facts)
      : [message(`advice.cost.unknown.${unknownWord(route)}`)];
  const currencies = new Set(lines.map(({ currency }) => currency));
  const [currency = null] = currencies;
  const isSummed = unknown.length === 0 && currencies.size <= 1;
  return {
    lines,
    monthly: isSummed ? rounded(sum(lines.map(monthlyOf))) : null,
    threeYears: isSummed ? rounded(sum(lines.map((line) => monthlyOf(line) * MONTHS + onceOf(line)))) : null,
    currency,
    unknown,
  };
}

/** What a month costs at least, with one stream and one viewer where nobody said how many; null: there is no price, or several currencies. */
export function leastMonthly({ lines }: Pick<RouteCost, "lines">): number | null {
  const isComparable = lines.length > 0 && new Set(lines.map(({ currency }) => currency)).size === 1;
  return isComparable ? sum(lines.map(monthlyOf)) : null;
}

const unknownWord = (route: RouteId): string =>
  route === "public-ip" ? "provider" : route === "mobile-line" || route === "mobile-tunnel" ? "tariff" : "product";

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
const rounded = (amount: number): number => Math.round(amount * 100) / 100;

/** What the site's own provider takes for an address. */
function providersPrice(route: RouteId, { provider }: SiteFacts): CostLine[] {
  if (route !== "public-ip" || provider === null) return [];
  const product = provider.publicAddress.find(({ monthly }) => monthly !== null);
  if (product === undefined || product.monthly === null) return [];
  const { confidence = provider.confidence, seen = provider.seen } = product;
  return [
    {
      what: message("advice.cost.provider", { provider: provider.name, product: product.name }),
      ...product.monthly,
      per: "month",
      count: 1,
      date: seen,
      source: origin(provider, product),
      confidence,
    },
  ];
}

function bookLines(route: RouteId, facts: SiteFacts): CostLine[] {
  if (route === "public-ip" && facts.provider !== null) return [];
  const prices = pricesFor(facts.knowledge, route).filter(({ use }) => use === "typical");
  const general = prices.filter(({ product }) => product === undefined);
  const products = Map.groupBy(
    prices.filter(({ product }) => product !== undefined),
    ({ product }) => product ?? "",
  );
  const offers = [...products.values()].map((offer) => offer.map((price) => lineOf(price, facts)));
  const [cheapest = []] = offers.toSorted((a, b) => sum(a.map(monthlyOf)) - sum(b.map(monthlyOf)));
  return [...general.map((price) => lineOf(price, facts)), ...cheapest];
}

function lineOf(price: Price, { wishes }: SiteFacts): CostLine {
  const { what, amount, currency, per, date, confidence } = price;
  const count = per === "stream-month" ? wishes.streams : per === "viewer-month" ? wishes.viewers : 1;
  return {
    what: wordsMessage(what),
    amount,
    currency,
    per,
    count: count || 1,
    date,
    source: origin(price),
    confidence,
  };
}

/** A price for each stream adds up only when somebody said how many there are. */
function unknownCounts(lines: readonly CostLine[], { wishes }: SiteFacts): RouteCost["unknown"] {
  const has = (per: CostLine["per"]): boolean => lines.some((line) => line.per === per && line.amount > 0);
  return [
    ...(has("stream-month") && !wishes.streams ? [message("advice.cost.unknown.streams")] : []),
    ...(has("viewer-month") && !wishes.viewers ? [message("advice.cost.unknown.viewers")] : []),
  ];
}

function monthlyOf({ per, amount, count }: CostLine): number {
  switch (per) {
    case "month":
    case "stream-month":
    case "viewer-month":
      return amount * count;
    case "year":
      return (amount * count) / MONTHS_PER_YEAR;
    case "once":
    case "hour":
      return 0;
    default:
      return assertNever(per);
  }
}

const onceOf = ({ per, amount, count }: CostLine): number => (per === "once" || per === "hour" ? amount * count : 0);
