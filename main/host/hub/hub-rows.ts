import { MERGED_BY_RULE } from "#core/survey/revision.ts";
import type { HubLine } from "./hub-line.ts";

// What a technician may ask of the hub's tables. Hashes are hex here and bytea there; bodies come as base64, since pg reads rows as text.

/** Where a reader is: everything up to here was seen. */
export interface Place {
  era: number;
  tx: string;
  seq: string;
}
export const BEFORE_ALL: Place = { era: 0, tx: "0", seq: "0" };

/** Up to where no row can be added any more: all transactions before `xmin` have ended, and so has every older era. */
export interface Horizon {
  era: number;
  xmin: string;
}

export type OrderedTable = "laptop_card" | "revision" | "late_signature" | "record";

export interface ListedRow extends Place, Record<string, unknown> {
  hash: string;
  site_id: string | null;
  kind: string | null;
  signature: string | null;
  bytes: number;
  pushed_by: string;
}

const base64 = (column: string): string => `translate(encode(${column}, 'base64'), E'\\n', '')`;

const LISTED: Record<OrderedTable, string> = {
  laptop_card: "null::uuid as site_id, null as kind, null as signature, octet_length(body) as bytes",
  revision: `site_id, null as kind, ${base64("signature")} as signature, octet_length(body) as bytes`,
  late_signature: `site_id, null as kind, ${base64("signature")} as signature, 0 as bytes`,
  record: "site_id, kind, null as signature, octet_length(body) as bytes",
};
const PLACE = "era, tx::text as tx, seq::text as seq";
/** By the columns of the table: `tx` alone would be the text that is selected, in which 1000 comes before 999. */
const IN_ORDER = "order by r.era, r.tx, r.seq";
const AFTER = "(era < $1 or tx < $2::xid8) and (era, tx, seq) > ($3, $4::xid8, $5::bigint)";

/** To be asked anew for each pull: everything that is read in it ends at the same moment, so that nothing comes before what it names. */
export async function readHorizon(line: HubLine): Promise<Horizon> {
  const [row] = await line.query<{ era: number; xmin: string }>(
    "select farsite.era_now() as era, pg_snapshot_xmin(pg_current_snapshot())::text as xmin",
  );
  return row ?? { era: 0, xmin: "0" };
}

/** The next rows, oldest first, without what is large about them. */
export function listAfter(line: HubLine, table: OrderedTable, horizon: Horizon, after: Place, limit: number) {
  return line.query<ListedRow>(
    `select ${PLACE}, encode(hash, 'hex') as hash, pushed_by::text as pushed_by, ${LISTED[table]}
       from farsite.${table} r where ${AFTER} ${IN_ORDER} limit ${limit}`,
    [horizon.era, horizon.xmin, after.era, after.tx, after.seq],
  );
}

export async function countAfter(line: HubLine, table: OrderedTable, horizon: Horizon, after: Place): Promise<number> {
  const [row] = await line.query<{ n: number }>(`select count(*)::int as n from farsite.${table} where ${AFTER}`, [
    horizon.era,
    horizon.xmin,
    after.era,
    after.tx,
    after.seq,
  ]);
  return row?.n ?? 0;
}

/** Ten times what years of work on one site make; somebody may have added more to fill this laptop's memory. */
const MOST_OF_A_SITE = 20_000;

/** All revisions of a site, or its late signatures. */
export function listOfSite(line: HubLine, table: "revision" | "late_signature", siteId: string) {
  return line.query<ListedRow>(
    `select ${PLACE}, encode(hash, 'hex') as hash, pushed_by::text as pushed_by, ${LISTED[table]}
       from farsite.${table} r where site_id = $1 ${IN_ORDER} limit ${MOST_OF_A_SITE}`,
    [siteId],
  );
}

/** Records by their hash, wherever they belong. */
export function listRecords(line: HubLine, hashes: readonly string[]) {
  return line.query<ListedRow>(
    `select ${PLACE}, encode(hash, 'hex') as hash, pushed_by::text as pushed_by, ${LISTED.record}
       from farsite.record where hash in (select decode(h, 'hex') from unnest($1::text[]) h)`,
    [hashes],
  );
}

/** Bodies by `seq`, packed as they lie there. */
export async function fetchBodies(
  line: HubLine,
  table: Exclude<OrderedTable, "late_signature">,
  seqs: readonly string[],
): Promise<Map<string, Buffer>> {
  const rows = await line.query<{ seq: string; body: string }>(
    `select seq::text as seq, ${base64("body")} as body from farsite.${table} where seq = any($1::bigint[])`,
    [seqs],
  );
  return new Map(rows.map(({ seq, body }) => [seq, Buffer.from(body, "base64")]));
}

/** Which of these cards the hub has no row of. */
export async function lackingCards(line: HubLine, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await line.query<{ hash: string }>(
    `select h as hash from unnest($1::text[]) h
      where not exists (select from farsite.laptop_card r where r.hash = decode(h, 'hex'))`,
    [hashes],
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** Something of a site by its hash. */
export interface OfSite {
  siteId: string;
  hash: string;
}

/** Which of these the hub has no row of under their site; those that are `forged` there count as missing. In the order given. */
export async function lacking(
  line: HubLine,
  table: "revision" | "record",
  items: readonly OfSite[],
  forged: ReadonlySet<string>,
): Promise<OfSite[]> {
  const rows = await line.query<{ i: number }>(
    `select i::int as i from unnest($1::text[], $2::uuid[]) with ordinality t(h, s, i)
      where not exists (select from farsite.${table} r where r.hash = decode(h, 'hex') and r.site_id = s)`,
    [items.map(({ hash }) => hash), items.map(({ siteId }) => siteId)],
  );
  const missing = new Set(rows.map(({ i }) => i - 1));
  return items.filter(({ hash }, i) => missing.has(i) || forged.has(hash));
}

/** For each site the hash over the sorted hashes of its revisions and records; null: the hub has nothing of it. */
export async function siteDigests(line: HubLine, siteIds: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await line.query<{ site_id: string; digest: string | null }>(
    `select s as site_id, (select encode(sha256(string_agg(hash, ''::bytea order by hash)), 'hex') from
        (select hash from farsite.revision where site_id = s union select hash from farsite.record where site_id = s) of_site
      ) as digest from unnest($1::uuid[]) s`,
    [siteIds],
  );
  return new Map(rows.map(({ site_id, digest }) => [site_id, digest]));
}

const SITES_COUNTED = 2_000;

/** How many revisions the hub has of each site, forged ones included. */
export async function siteCounts(line: HubLine): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
    const rows = await line.query<{ site_id: string; n: number }>(
      `select site_id, count(distinct hash)::int as n from farsite.revision
        where site_id > $1 group by site_id order by site_id limit ${SITES_COUNTED}`,
      [after],
    );
    for (const { site_id: siteId, n } of rows) counts.set(siteId, n);
    const last = rows.at(-1);
    if (last === undefined || rows.length < SITES_COUNTED) return counts;
    after = last.site_id;
  }
}

/** Revisions of these sites that nobody has vouched for yet. (A merge by rule needs nobody.) */
export async function unsignedOnHub(line: HubLine, siteIds: readonly string[]): Promise<string[]> {
  const rows = await line.query<{ hash: string }>(
    `select encode(r.hash, 'hex') as hash from farsite.revision r
      where site_id = any($1::uuid[]) and author <> '${MERGED_BY_RULE}'
        and not exists (select from farsite.late_signature s where s.hash = r.hash)
      group by r.hash having bool_and(signature is null)`,
    [siteIds],
  );
  return rows.map(({ hash }) => hash);
}

/** The newest revision of each site, by the clocks of their authors; only to sort by. */
export async function newestFirst(line: HubLine, siteIds: readonly string[]): Promise<string[]> {
  const rows = await line.query<{ site_id: string }>(
    `select s as site_id from unnest($1::uuid[]) s
      order by (select max(created_at) from farsite.revision where site_id = s) desc nulls last`,
    [siteIds],
  );
  return rows.map(({ site_id }) => site_id);
}

/** Whether these rows are still there: a hub that was put back from an older backup has lost the newest. */
export async function hasRow(line: HubLine, table: string, seq: string, hash: string): Promise<boolean> {
  const [row] = await line.query<{ there: boolean }>(
    `select exists (select from farsite.${table} where seq = $1 and hash = decode($2, 'hex')) as there`,
    [seq, hash],
  );
  return row?.there ?? false;
}
