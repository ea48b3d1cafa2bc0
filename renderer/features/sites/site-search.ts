import type { SiteHits, SiteQuery } from "#core/contract/survey-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";

export type SiteHit = SiteHits["sites"][number];

/** What the list of sites is narrowed down to. */
export type SiteSearch = Pick<SiteQuery, "text" | "status" | "onlyConflicts"> & {
  onlyWaiting: boolean;
  sort: "recent" | "name";
};

/** Everything that is not put away. */
export const everySite: SiteSearch = {
  text: "",
  status: "all",
  onlyConflicts: false,
  onlyWaiting: false,
  sort: "recent",
};

/** As many as the window draws at once without being felt. */
export const SITES_AT_ONCE = 100;
/** The most that one call brings. */
const MAX_PER_CALL = 500;

/** Words are looked for by how well they fit, unless another order was asked for. */
export function queryOf({ text, sort, ...rest }: SiteSearch, offset: number, limit: number): SiteQuery {
  const isSearch = text.trim() !== "";
  return { ...rest, text: text.trim(), sort: isSearch && sort === "recent" ? "relevance" : sort, offset, limit };
}

/** The sites from `offset` to `end`, in as many calls as it takes. */
export async function findSites(
  client: FarsiteClient,
  search: SiteSearch,
  { offset, end }: { offset: number; end: number },
  signal: AbortSignal,
): Promise<{ sites: SiteHit[]; total: number }> {
  const sites: SiteHit[] = [];
  for (;;) {
    const at = offset + sites.length;
    const page = await client.sites.find(queryOf(search, at, Math.min(end - at, MAX_PER_CALL)), { signal });
    sites.push(...page.sites);
    const isEnd = page.sites.length === 0 || offset + sites.length >= Math.min(end, page.total);
    if (isEnd) return { sites, total: page.total };
  }
}

/** A list with what was loaded behind its end; a site that moved there meanwhile is not listed twice. */
export function appended(before: readonly SiteHit[], more: readonly SiteHit[]): SiteHit[] {
  const known = new Set(before.map(({ id }) => id));
  return [...before, ...more.filter(({ id }) => !known.has(id))];
}
