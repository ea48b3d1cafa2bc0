import type { HiddenEntry, Knowledge, KnowledgeFiles, KnowledgeOverlay } from "./knowledge.ts";

/**
 * Farsite's facts with the firm's laid over them: an entry of the same id is replaced in its place or hidden; the firm's others stand
 * first, so that what it knows better of a router is found before what Farsite knows.
 */
export function withOverlay(base: KnowledgeFiles, overlay: KnowledgeOverlay): Knowledge {
  return {
    providers: laidOver(base.providers, overlay.providers),
    routers: laidOver(base.routers, overlay.routers),
    makers: laidOver(base.makers, overlay.makers),
    products: laidOver(base.products, overlay.products),
    prices: laidOver(base.prices, overlay.prices),
  };
}

/** Farsite's entries that the firm replaced or hid. */
export function coveredEntries(base: KnowledgeFiles, overlay: KnowledgeOverlay): KnowledgeFiles {
  return {
    providers: coveredBy(base.providers, overlay.providers),
    routers: coveredBy(base.routers, overlay.routers),
    makers: coveredBy(base.makers, overlay.makers),
    products: coveredBy(base.products, overlay.products),
    prices: coveredBy(base.prices, overlay.prices),
  };
}

function coveredBy<T extends { id: string }>(base: readonly T[], overlay: readonly { id: string }[]): T[] {
  const own = new Set(overlay.map(({ id }) => id));
  return base.filter(({ id }) => own.has(id));
}

type Listed<T> = T & { origin: "farsite" | "firm" };

function laidOver<T extends { id: string }>(base: readonly T[], overlay: readonly (T | HiddenEntry)[]): Listed<T>[] {
  const own = new Map(overlay.map((entry) => [entry.id, entry]));
  const known = new Set(base.map(({ id }) => id));
  const listed = (entry: T | HiddenEntry): Listed<T>[] => (isHidden(entry) ? [] : [{ ...entry, origin: "firm" }]);
  return [
    ...overlay.filter(({ id }) => !known.has(id)).flatMap(listed),
    ...base.flatMap((entry): Listed<T>[] => {
      const replacement = own.get(entry.id);
      return replacement === undefined ? [{ ...entry, origin: "farsite" }] : listed(replacement);
    }),
  ];
}

const isHidden = (entry: { id: string }): entry is HiddenEntry => "hidden" in entry;
