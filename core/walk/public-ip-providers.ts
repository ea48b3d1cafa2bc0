import type { Knowledge } from "../knowledge/knowledge.ts";
import { providerNamed } from "../knowledge/provider-named.ts";
import { sourcingOf } from "../knowledge/sourcing.ts";
import type { SurveyDocument } from "../survey/survey-document.ts";
import type { ChosenProduct } from "./public-ip-state.ts";

/** Providers and what they sell, as the book has them. */

export type KnownProvider = Knowledge["providers"][number];

/** What the person says of one who is in the book, and is not meant all the same. */
export const NOT_IN_BOOK = "none";

/** Those that a typed name may mean: one name stands for different companies in different countries. */
export function providersMeant(
  { providers }: Knowledge,
  name: string,
  technology: SurveyDocument["line"]["technology"],
): KnownProvider[] {
  const meant = providers.filter((one) => providerNamed({ providers: [one] }, name) !== null);
  const line = lineOf(technology);
  const ofThisLine = meant.filter((one) => one.line === line);
  const likely = ofThisLine.length > 0 ? ofThisLine : meant;
  // "Vodafone Kabel" means that one, and not everything that is called Vodafone.
  const best = providerNamed({ providers: likely }, name);
  return best === null ? likely : [best];
}

function lineOf(technology: SurveyDocument["line"]["technology"]): KnownProvider["line"] | null {
  if (technology === undefined || technology === null) return null;
  return technology === "mobile" || technology === "satellite" ? technology : "fixed";
}

export const providerById = ({ providers }: Knowledge, id: string | null): KnownProvider | null =>
  id === null ? null : (providers.find((one) => one.id === id) ?? null);

/** An address of the line's own in words that every provider understands. */
const NEUTRAL = { name: null, monthly: null, once: null, sourcing: null } as const;

/** What can be asked for: the provider's own products first, then the same in neutral words. */
export function productsOf(entry: KnownProvider | null): { value: string; product: ChosenProduct }[] {
  const own = (entry?.publicAddress ?? []).map((one, index) => ({
    value: `own-${index}`,
    product: {
      kind: one.kind,
      name: one.name,
      monthly: one.monthly,
      once: one.once ?? null,
      sourcing: entry === null ? null : sourcingOf(entry, one),
    },
  }));
  return [
    ...own,
    { value: "static", product: { kind: "static", ...NEUTRAL } },
    { value: "dynamic-public", product: { kind: "dynamic-public", ...NEUTRAL } },
  ];
}
