import { sayWords, wordsSchema } from "#core/knowledge/sourcing.ts";
import type { Locale } from "#core/survey/settings.ts";
import { amountOf, isPlain, onOneLine, type Plain } from "./plain-entry.ts";

/** What a provider sells that gives the line an address of its own, as it was typed. */
export type OfferDraft = {
  /** Names it among the others; of one that was there, its place. */
  key: string;
  name: string;
  kind: string;
  amount: string;
  currency: string;
  words: string;
};

const listOf = (entry: Plain): readonly Plain[] => {
  const { publicAddress } = entry;
  return Array.isArray(publicAddress) ? publicAddress.filter(isPlain) : [];
};

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? `${value}` : "");

export const offersOf = (entry: Plain, locale: Locale): OfferDraft[] =>
  listOf(entry).map((offer, index) => {
    const monthly = isPlain(offer["monthly"]) ? offer["monthly"] : {};
    const words = wordsSchema.safeParse(offer["words"]);
    return {
      key: `${index}`,
      name: text(offer["name"]),
      kind: text(offer["kind"]),
      amount: text(monthly["amount"]),
      currency: text(monthly["currency"]),
      words: words.success ? sayWords(words.data, locale) : "",
    };
  });

export function offersFrom(offers: readonly OfferDraft[], before: Plain, locale: Locale): Plain[] {
  const known = offersOf(before, locale);
  return offers.map((offer) => {
    const index = known.findIndex(({ key }) => key === offer.key);
    const was = listOf(before)[index];
    const first = known[index];
    const { words: _, ...rest } = was ?? {};
    const words = offer.words === first?.words ? was?.["words"] : { [locale]: onOneLine(offer.words) };
    const isPriced = offer.amount.trim() !== "";
    return {
      ...rest,
      name: offer.name.trim(),
      kind: offer.kind,
      monthly: isPriced ? { amount: amountOf(offer.amount), currency: offer.currency.trim().toUpperCase() } : null,
      ...(offer.words.trim() !== "" && { words }),
    };
  });
}
