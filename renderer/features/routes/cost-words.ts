import type { CostLine, RouteCost } from "#core/advice/advice.ts";
import type { Text } from "../../i18n/language.tsx";

/** A price as it stands in the book: how much, for what. */
export function sayPrice({ amount, currency, per }: Pick<CostLine, "amount" | "currency" | "per">, { t, money }: Text) {
  return t(`ui.routes.cost.per.${per}`, { price: money(amount, currency) });
}

/** What a route costs a month, for the eye: a lower bound, and never a sum that has an unknown in it. */
export function sayMonthly({ monthly, currency, lines, unknown }: RouteCost, text: Text): string {
  const { t, money } = text;
  if (monthly === 0) return t("ui.routes.cost.free");
  if (monthly !== null && currency !== null)
    return t("ui.routes.cost.from", {
      price: t("ui.routes.cost.per.month", { price: money(monthly, currency) }),
    });
  const [line] = lines;
  if (line !== undefined) return t("ui.routes.cost.from", { price: sayPrice(line, text) });
  return unknown.length === 0 ? t("ui.routes.cost.unknown") : sayUnknown({ unknown }, text);
}

export function sayThreeYears({ threeYears, currency }: RouteCost, { t, money }: Text): string {
  if (threeYears === 0) return t("ui.routes.cost.free");
  return threeYears === null || currency === null
    ? t("ui.routes.cost.unknown")
    : t("ui.routes.cost.from", { price: money(threeYears, currency) });
}

export const sayUnknown = ({ unknown }: Pick<RouteCost, "unknown">, { t, say }: Text): string =>
  t("ui.routes.cost.missing", { what: unknown.map(say).join(", ") });

/** Of what day the price is, the oldest where it has several; and whether somebody has checked it. Null: it rests on none. */
export function sayPriceDate({ lines }: RouteCost, { t, date }: Text): string | null {
  const paid = lines.filter(({ amount }) => amount > 0);
  const [oldest] = paid.map((line) => line.date).toSorted();
  if (oldest === undefined) return null;
  const isUnchecked = paid.some(({ confidence }) => confidence === "low");
  return t(isUnchecked ? "ui.routes.cost.unchecked" : "ui.routes.cost.priceOf", { date: date(oldest) });
}
