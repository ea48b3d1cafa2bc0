import { withOverlay } from "#core/knowledge/with-overlay.ts";
import { KNOWLEDGE_KINDS, type Knowledge, type KnowledgeFiles, type KnowledgeKind } from "#core/knowledge/knowledge.ts";
import { sayWords, sourcingOf, type Sourcing } from "#core/knowledge/sourcing.ts";
import type { Locale } from "#core/survey/settings.ts";
import { assertNever } from "#core/never.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import type { Text } from "../../i18n/language.tsx";

/** An entry of the knowledge base, whichever its kind. */
export type Known = { [K in KnowledgeKind]: { kind: K; entry: Knowledge[K][number] } }[KnowledgeKind];

/** All that is known, and what of Farsite's the firm's own entries lie over. */
export type KnowledgeBase = { current: readonly Known[]; covered: readonly Known[] };

export const keyOf = ({ kind, entry }: Known): string => `${kind}/${entry.id}`;

export async function loadKnowledge(client: FarsiteClient, signal: AbortSignal): Promise<KnowledgeBase> {
  const [current, covered] = await Promise.all([
    client.knowledge.get(undefined, { signal }),
    client.knowledge.covered(undefined, { signal }),
  ]);
  return { current: allOf(current), covered: allOf(asFarsites(covered)) };
}

const asFarsites = (files: KnowledgeFiles): Knowledge =>
  withOverlay(files, { providers: [], routers: [], makers: [], products: [], prices: [] });

const allOf = (knowledge: Knowledge): Known[] => KNOWLEDGE_KINDS.flatMap((kind) => ofKind(kind, knowledge));

function ofKind(kind: KnowledgeKind, knowledge: Knowledge): Known[] {
  switch (kind) {
    case "providers":
      return knowledge.providers.map((entry) => ({ kind, entry }));
    case "routers":
      return knowledge.routers.map((entry) => ({ kind, entry }));
    case "makers":
      return knowledge.makers.map((entry) => ({ kind, entry }));
    case "products":
      return knowledge.products.map((entry) => ({ kind, entry }));
    case "prices":
      return knowledge.prices.map((entry) => ({ kind, entry }));
    default:
      return assertNever(kind);
  }
}

/** What people call it. */
export function nameOf({ kind, entry }: Known, locale: Locale): string {
  switch (kind) {
    case "providers":
    case "products":
      return entry.name;
    case "routers":
      return entry.family;
    case "makers":
      return entry.brand;
    case "prices":
      return sayWords(entry.what, locale);
    default:
      return assertNever(kind);
  }
}

/** A country's name; the code itself where the browser knows none. */
export function countryName(code: string, locale: Locale): string {
  try {
    return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code;
  } catch {
    // Two letters that are no code at all, as while they are typed.
    return code;
  }
}

/** A line about it, and how sure it is where it states a fact. */
export function summaryOf({ kind, entry }: Known, text: Text): { words: string; sourcing: Sourcing | null } {
  const { t, locale, money } = text;
  switch (kind) {
    case "providers":
      return {
        words: [
          entry.country === null ? t("ui.knowledge.everywhere") : countryName(entry.country, locale),
          t(`ui.knowledge.line.${entry.line}`),
          t(`ui.knowledge.sharesShort.${entry.cgnat.is}`),
        ].join(" · "),
        sourcing: sourcingOf(entry, entry.cgnat),
      };
    case "routers":
      return {
        words: (["statusPage", "portForward", "upnp", "bridge", "vpn"] as const)
          .filter((group) => entry[group] !== undefined)
          .map((group) => t(`ui.knowledge.fact.${group}`))
          .join(" · "),
        sourcing: null,
      };
    case "makers":
      return {
        words: [
          ...(entry.ports.length === 0 ? [] : [t("ui.knowledge.portCount", { count: entry.ports.length })]),
          ...(entry.cloud === undefined ? [] : [t("ui.knowledge.cloudNamed", { name: entry.cloud.name })]),
        ].join(" · "),
        sourcing: null,
      };
    case "products":
      return { words: t(`route.${entry.route}.name`), sourcing: null };
    case "prices":
      return {
        words: [
          t(`route.${entry.route}.name`),
          t(`ui.routes.cost.per.${entry.per}`, { price: money(entry.amount, entry.currency) }),
        ].join(" · "),
        sourcing: entry,
      };
    default:
      return assertNever(kind);
  }
}

/** Prices that were asked for longer ago than this are to be asked for again. */
const OLD_PRICE_MONTHS = 18;

/** @param date the day the source asked this price, ISO 8601 */
export function isOldPrice(date: string, now: Date): boolean {
  const limit = new Date(now);
  limit.setUTCMonth(limit.getUTCMonth() - OLD_PRICE_MONTHS);
  return date < limit.toISOString().slice(0, 10);
}
