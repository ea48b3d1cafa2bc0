import type Database from "better-sqlite3";
import type { SiteHits, SiteQuery } from "#core/contract/survey-calls.ts";
import type { DatabaseFile } from "./database-file.ts";
import { SUMMARY_COLUMNS, summaryOf, type SummaryRow } from "./site-index.ts";
import { speltOut } from "./site-words.ts";

export interface SiteSearch {
  /** Sites where all words occur somewhere, the last one perhaps unfinished; without words all of them. */
  findSites(query: SiteQuery): SiteHits;
}

/** More words than these are left out: nobody types them, and each costs time. */
const MAX_WORDS = 12;
/** How much a hit in each column of `site_text` says: name, customer, place, devices, more, spellings. */
const RANK = "bm25(12.0, 8.0, 6.0, 3.0, 1.0, 1.0)";
const EXCERPT_WORDS = 16;

export function createSiteSearch(database: DatabaseFile): SiteSearch {
  return {
    findSites: (query) =>
      database.read((db) => {
        const words = searchExpression(query.text);
        return words === null ? listed(db, query) : found(db, query, words);
      }),
  };
}

/**
 * What is typed as an expression of FTS5 in which nothing but words means anything. Each word is a quoted string, of which FTS5
 * makes a phrase where it has separators in it: `192.168.1.20` and `44:47:cc:00:00:01` are found as they stand. Null: no words.
 */
export function searchExpression(text: string): string | null {
  const words = text
    .toWellFormed()
    .split(/[\s\p{Cc}]+/u)
    // FTS5 makes no word of what is neither letter nor digit.
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  const isUnfinished = !/\s$/.test(text);
  return words
    .map((word, index) => {
      const star = isUnfinished && index === words.length - 1 && /[\p{L}\p{N}]$/u.test(word) ? "*" : "";
      const spellings = [...new Set([word, speltOut(word)].map((spelling) => spelling.toLowerCase()))];
      const phrases = spellings.map((spelling) => `"${spelling.replaceAll('"', " ")}"${star}`);
      return phrases.length === 1 ? phrases.join("") : `(${phrases.join(" OR ")})`;
    })
    .join(" AND ");
}

interface Filter {
  where: string;
  named: Record<string, unknown>;
}

function filterOf({ status, onlyConflicts, onlyWaiting }: SiteQuery): Filter {
  const conditions = [
    ...(status === "all" ? [] : ["survey.status = :status"]),
    ...(onlyConflicts ? ["survey.conflicts > 0"] : []),
    ...(onlyWaiting === true ? ["survey.waiting_for is not null"] : []),
  ];
  return {
    where: conditions.length === 0 ? "" : `and ${conditions.join(" and ")}`,
    named: status === "all" ? {} : { status },
  };
}

const ORDERS = {
  recent: "survey.recency desc, survey.id",
  name: "survey.name_key, survey.name, survey.id",
} as const;

function listed(db: Database.Database, query: SiteQuery): SiteHits {
  const { where, named } = filterOf(query);
  const total = db.prepare<object, { n: number }>(`select count(*) as n from survey where true ${where}`).get(named)?.n;
  const rows = db
    .prepare<object, SummaryRow>(
      `select ${SUMMARY_COLUMNS} from survey where true ${where}
       order by ${ORDERS[query.sort === "name" ? "name" : "recent"]} limit :limit offset :offset`,
    )
    .all({ ...named, limit: query.limit, offset: query.offset });
  return { total: total ?? 0, sites: rows.map((row) => ({ ...summaryOf(row), excerpt: null })) };
}

/**
 * The page first, then its excerpts: making one reads and splits a site's whole text. FTS5 comes first in both joins (`cross join`),
 * because only so it sorts by rank itself.
 */
function found(db: Database.Database, query: SiteQuery, words: string): SiteHits {
  const { where, named } = filterOf(query);
  const matching = `from site_text cross join survey on survey.num = site_text.rowid where site_text match :words ${where}`;
  const ranked = query.sort === "relevance";
  const counted = where === "" ? "from site_text where site_text match :words" : matching;
  const total = db.prepare<object, { n: number }>(`select count(*) as n ${counted}`).get({ ...named, words })?.n;
  const rows = db
    .prepare<object, SummaryRow & { num: number }>(
      `select survey.num, ${SUMMARY_COLUMNS} ${matching} ${ranked ? `and site_text.rank match '${RANK}'` : ""}
       order by ${ranked ? "site_text.rank" : ORDERS[query.sort === "name" ? "name" : "recent"]}
       limit :limit offset :offset`,
    )
    .all({ ...named, words, limit: query.limit, offset: query.offset });
  const excerpts = excerptsOf(
    db,
    rows.map(({ num }) => num),
    words,
  );
  return {
    total: total ?? 0,
    sites: rows.map(({ num, ...row }) => ({
      ...summaryOf(row),
      excerpt: excerpts.get(num)?.replaceAll("\n", " · ") ?? null,
    })),
  };
}

/** Rather as it was written; only what is not found so is shown in its different spelling. */
function excerptsOf(db: Database.Database, nums: readonly number[], words: string): Map<number, string> {
  const asWritten = excerptsBy(db, nums, `- spellings : (${words})`);
  const left = nums.filter((num) => !asWritten.has(num));
  return new Map([...asWritten, ...excerptsBy(db, left, words)]);
}

/**
 * All in one pass over the matches, hence the plus sign, which keeps SQLite from asking FTS5 for each row: an unfinished word is looked up
 * anew each time, which takes a millisecond where many sites have it.
 */
function excerptsBy(db: Database.Database, nums: readonly number[], words: string): Map<number, string> {
  if (nums.length === 0) return new Map();
  const rows = db
    .prepare<object, { num: number; excerpt: string }>(
      `select site_text.rowid as num, snippet(site_text, -1, char(2), char(3), '…', ${EXCERPT_WORDS}) as excerpt
       from site_text where site_text match :words and +site_text.rowid in (${nums.join(", ")})`,
    )
    .all({ words });
  return new Map(rows.map(({ num, excerpt }) => [num, excerpt]));
}
