import type { SiteSummary } from "#core/contract/survey-calls.ts";

/** More in one list is looked through by nobody, and slow to draw. */
const MAX_SHOWN = 100;

/** The sites that fit all words, those that are chosen already first; and how many more fit. Pure. */
export function offeredSites(
  sites: readonly SiteSummary[],
  chosen: ReadonlySet<string>,
  search: string,
): { shown: readonly SiteSummary[]; more: number } {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ id, name, customer, address }: SiteSummary): boolean => {
    const text = [name, customer, address].join(" ").toLocaleLowerCase();
    return chosen.has(id) || words.every((word) => text.includes(word));
  };
  const fitting = sites.filter(fits).toSorted((a, b) => Number(chosen.has(b.id)) - Number(chosen.has(a.id)));
  const shown = fitting.slice(0, Math.max(MAX_SHOWN, chosen.size));
  return { shown, more: fitting.length - shown.length };
}
