import type { CostLine, RouteCost } from "#core/advice/advice.ts";
import type { Text } from "../../i18n/language.tsx";

/** A price as it stands in the book: how much, for what. */
export function sayPrice({ amount, currency, per }: Pick<CostLine, "amount" | "currency" | "per">, { t, money }: Text) {
  return t(`ui.routes.cost.per.${per}`, { price: money(amount, currency) });
}

/** What a route costs a month, for the eye: a lower bound, and never a sum that has an unknown in it. */
export function sayMonthly({ monthly, currency, lines }: RouteCost, text: Text): string {
  const { t, money } = text;
  if (monthly === 0) return t("ui.routes.cost.free");
  if (monthly !== null && currency !== null)
    return t("ui.routes.cost.from", {
      price: t("ui.routes.cost.per.month", { price: money(monthly, currency) }),
    });
  const [line] = lines;
  return line === undefined ? t("ui.routes.cost.unknown") : t("ui.routes.cost.from", { price: sayPrice(line, text) });
}

export function sayThreeYears({ threeYears, currency }: RouteCost, { t, money }: Text): string {
  if (threeYears === 0) return t("ui.routes.cost.free");
  return threeYears === null || currency === null
    ? t("ui.routes.cost.unknown")
    : t("ui.routes.cost.from", { price: money(threeYears, currency) });
}

/** Of what day the price is, the oldest where it has several, and whether somebody has checked it; without one, what is missing. */
export function sayCostRemark({ lines, unknown }: RouteCost, { t, say, date }: Text): string | null {
  const paid = lines.filter(({ amount }) => amount > 0);
  const [oldest] = paid.map((line) => line.date).toSorted();
  if (oldest === undefined) return unknown.length === 0 ? null : unknown.map(say).join(", ");
  const isUnchecked = paid.some(({ confidence }) => confidence === "low");
  return t(isUnchecked ? "ui.routes.cost.unchecked" : "ui.routes.cost.priceOf", { date: date(oldest) });
}
