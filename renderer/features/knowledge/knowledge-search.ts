import type { KnowledgeKind } from "#core/knowledge/knowledge.ts";
import type { Locale } from "#core/survey/settings.ts";
import { countryName, nameOf, type Known } from "./known.ts";

/** What of the knowledge base is looked at. */
export type KnowledgeSearch = { kind: KnowledgeKind; text: string; onlyOwn: boolean; onlyUnchecked: boolean };

/** The entries that fit, by name; what counts everywhere stands before the countries. */
export function found(
  all: readonly Known[],
  { kind, text, onlyOwn, onlyUnchecked }: KnowledgeSearch,
  locale: Locale,
): Known[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
  return all
    .filter(
      (known) =>
        known.kind === kind &&
        (!onlyOwn || known.entry.origin === "firm") &&
        (!onlyUnchecked || hasUnchecked(known.entry)) &&
        fits(known, words, locale),
    )
    .map((known) => ({ known, order: orderOf(known, locale) }))
    .toSorted((a, b) => compare(a.order, b.order))
    .map(({ known }) => known);
}

function orderOf(known: Known, locale: Locale): string {
  const name = nameOf(known, locale);
  if (known.kind === "prices") return `${known.entry.route}\n${name}`;
  if (known.kind !== "providers") return name;
  const { country } = known.entry;
  return `${country === null ? "" : countryName(country, locale)}\n${name}`;
}

function fits(known: Known, words: readonly string[], locale: Locale): boolean {
  if (words.length === 0) return true;
  const country = known.kind === "providers" && known.entry.country !== null ? known.entry.country : null;
  const said = plain([...texts(known.entry), country === null ? "" : countryName(country, locale)].join("\n"));
  return words.every((word) => said.includes(word));
}

/** Without accents and capitals: "Münster" is found by "munster". */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Everything that is said in an entry, in whatever language. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** Something in it rests on nothing that could be cited. */
function hasUnchecked(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return ("confidence" in value && value.confidence === "low") || Object.values(value).some(hasUnchecked);
}
