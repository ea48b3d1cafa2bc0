import type Database from "better-sqlite3";
import type { SiteSummary } from "#core/contract/survey-calls.ts";
import { verdictKindSchema } from "#core/nat/diagnosis.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { SURVEY_VERSION } from "#core/survey/survey-document.ts";
import { waitingForSchema } from "#core/walk/walk.ts";
import { indexTunnels } from "./site-tunnels.ts";
import { indexWaiting, waitingWalks } from "./waiting-sites.ts";
import { nameKey, siteText } from "./site-words.ts";
import { RECORD_TABLES, type RecordKind } from "./record-kinds.ts";

/**
 * What the list and the search show of each site, so that neither reads a survey: derived from the document of its head and the words
 * of its latest records, written with every change.
 */

/** To be raised when something here or in `site-words.ts` comes out differently; stores are then brought up to it when opened. */
const WORDS_VERSION = 1;
/** A newer shape of documents makes revisions readable that were only passed on. */
export const INDEX_VERSION = SURVEY_VERSION * 1_000 + WORDS_VERSION;

/** Records whose words are searched; older ones mostly name the same devices, and some that are gone. */
const LATEST_CHECKS = 3;
const LATEST_SCANS = 2;
const LATEST_PROOFS = 3;

export const SUMMARY_COLUMNS = `survey.id, survey.name, survey.customer, survey.address, survey.status, survey.updated_at as updatedAt,
  survey.checks, survey.photos, survey.conflicts, survey.last_verdict as lastVerdict, survey.waiting_for as waitingFor`;

export type SummaryRow = Omit<SiteSummary, "status" | "lastVerdict" | "waitingFor"> & {
  status: string;
  lastVerdict: string | null;
  waitingFor: string | null;
};

export function summaryOf(row: SummaryRow): SiteSummary {
  const verdict = verdictKindSchema.nullable().safeParse(row.lastVerdict);
  const waiting = waitingForSchema.nullable().safeParse(row.waitingFor);
  return {
    ...row,
    status: row.status === "done" || row.status === "archived" ? row.status : "open",
    lastVerdict: verdict.success ? verdict.data : null,
    waitingFor: waiting.success ? waiting.data : null,
  };
}

export interface IndexedHead {
  siteId: string;
  hash: string;
  createdAt: string;
  document: SurveyDocument;
  recency: number;
  newerRevisions: number;
}

/** Writes what the list and the search show of a site. */
export function indexSite(db: Database.Database, head: IndexedHead): void {
  const { siteId, document } = head;
  const last = document.checks.at(-1)?.hash ?? null;
  const waiting = waitingWalks(document);
  const verdict = db
    .prepare<object, { verdict: string }>("select verdict from check_record where survey_id = :siteId and hash = :last")
    .get({ siteId, last })?.verdict;
  const row = db
    .prepare<object, { num: number }>(
      `insert into survey (id, head, index_version, newer_revisions, recency, updated_at, name, name_key,
                           customer, address, status, checks, photos, conflicts, last_check, last_verdict, waiting_for)
       values (:siteId, :head, :indexVersion, :newerRevisions, :recency, :updatedAt, :name, :nameKey,
               :customer, :address, :status, :checks, :photos, :conflicts, :lastCheck, :lastVerdict, :waitingFor)
       on conflict (id) do update set
         head = excluded.head, index_version = excluded.index_version, unsettled = 0,
         newer_revisions = excluded.newer_revisions, recency = excluded.recency, updated_at = excluded.updated_at,
         name = excluded.name, name_key = excluded.name_key, customer = excluded.customer, address = excluded.address,
         status = excluded.status, checks = excluded.checks, photos = excluded.photos, conflicts = excluded.conflicts,
         last_check = excluded.last_check, last_verdict = excluded.last_verdict,
         waiting_for = excluded.waiting_for
       returning num`,
    )
    .get({
      siteId,
      head: head.hash,
      indexVersion: INDEX_VERSION,
      newerRevisions: head.newerRevisions,
      recency: head.recency,
      updatedAt: head.createdAt,
      name: document.site.name.toWellFormed(),
      nameKey: nameKey(document.site.name),
      customer: oneLine(document.site.customer),
      address: oneLine(document.site.address),
      status: document.site.status ?? "open",
      checks: document.checks.length,
      photos: document.photos.length,
      conflicts: document.conflicts.length,
      lastCheck: last,
      lastVerdict: verdict ?? null,
      waitingFor: waiting[0]?.waitingFor ?? null,
    });
  indexWaiting(db, siteId, waiting);
  indexTunnels(db, siteId, document);
  if (row !== undefined) indexText(db, row.num, siteText(document, latestWords(db, siteId, document)));
}

function oneLine(text: string | null | undefined): string | null {
  return (
    text
      ?.toWellFormed()
      .split(/\s*[\r\n]+\s*/)
      .join(", ") ?? null
  );
}

function indexText(db: Database.Database, num: number, text: ReturnType<typeof siteText>): void {
  const known = db
    .prepare<object, ReturnType<typeof siteText>>(
      "select name, customer, place, devices, more, spellings from site_text where rowid = :num",
    )
    .get({ num });
  const isSame =
    known !== undefined &&
    known.name === text.name &&
    known.customer === text.customer &&
    known.place === text.place &&
    known.devices === text.devices &&
    known.more === text.more;
  if (isSame) return;
  db.prepare("delete from site_text where rowid = :num").run({ num });
  db.prepare(
    `insert into site_text (rowid, name, customer, place, devices, more, spellings)
     values (:num, :name, :customer, :place, :devices, :more, :spellings)`,
  ).run({ num, ...text });
}

/** The records whose words are searched. */
export function latestRecords({ checks, scans, proofs }: SurveyDocument): { kind: RecordKind; hash: string }[] {
  return [
    ...scans.slice(-LATEST_SCANS).map(({ hash }) => ({ kind: "scan", hash }) as const),
    ...checks.slice(-LATEST_CHECKS).map(({ hash }) => ({ kind: "check", hash }) as const),
    ...proofs.slice(-LATEST_PROOFS).map(({ hash }) => ({ kind: "proof", hash }) as const),
  ];
}

function latestWords(db: Database.Database, siteId: string, document: SurveyDocument): string[] {
  return latestRecords(document).flatMap(({ kind, hash }) =>
    db
      .prepare<object, { words: string }>(
        `select words from ${RECORD_TABLES[kind]} where survey_id = :siteId and hash = :hash`,
      )
      .all({ siteId, hash })
      .map(({ words }) => words),
  );
}
