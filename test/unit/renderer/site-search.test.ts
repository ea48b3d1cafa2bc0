import { expect, test } from "vitest";
import type { SiteQuery } from "#core/contract/survey-calls.ts";
import type { FarsiteClient } from "../../../renderer/connection/client.ts";
import { appended, everySite, findSites, queryOf, type SiteHit } from "../../../renderer/features/sites/site-search.ts";
import { fakeSite } from "./fake-survey-site.ts";

const hit = (id: string): SiteHit => ({ ...fakeSite(), id, excerpt: null });

/** A host with so many sites. */
function hostWith(total: number) {
  const asked: SiteQuery[] = [];
  const client = {
    sites: {
      find: (query: SiteQuery) => {
        asked.push(query);
        const count = Math.max(0, Math.min(query.limit, total - query.offset));
        return Promise.resolve({ total, sites: Array.from({ length: count }, (_, n) => hit(`${query.offset + n}`)) });
      },
    },
  } as unknown as FarsiteClient;
  return { asked, client };
}

const { signal } = new AbortController();

test("more sites than one call brings come in several", async () => {
  const { asked, client } = hostWith(1_200);
  const { sites, total } = await findSites(client, everySite, { offset: 0, end: 1_100 }, signal);
  expect([sites.length, total]).toEqual([1_100, 1_200]);
  expect(asked.map(({ offset, limit }) => [offset, limit])).toEqual([
    [0, 500],
    [500, 500],
    [1_000, 100],
  ]);
});

test("the end of the list is no reason to ask for ever", async () => {
  const { asked, client } = hostWith(3);
  expect((await findSites(client, everySite, { offset: 0, end: 60 }, signal)).sites).toHaveLength(3);
  expect((await findSites(client, everySite, { offset: 3, end: 60 }, signal)).sites).toHaveLength(0);
  expect(asked).toHaveLength(2);
});

test("words are sorted by how well they fit, unless somebody wants another order", () => {
  expect(queryOf({ ...everySite, text: " alpen " }, 0, 60)).toMatchObject({ text: "alpen", sort: "relevance" });
  expect(queryOf({ ...everySite, text: "alpen", sort: "name" }, 0, 60)).toMatchObject({ sort: "name" });
  expect(queryOf({ ...everySite, text: "  " }, 0, 60)).toMatchObject({ text: "", sort: "recent" });
});

test("a site that moved down while the list was read is not listed twice", () => {
  expect(appended([hit("a"), hit("b")], [hit("b"), hit("c")]).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});
