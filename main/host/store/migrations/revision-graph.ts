import type Database from "better-sqlite3";
import { deflateText } from "../compressed-text.ts";

/**
 * Revisions as a graph that several laptops write into: whole and deflated, in the order in which they came, with signatures beside
 * them. Records may come before the revisions that name them. What the list of sites shows and what is searched is derived
 * (`site-index.ts`), written anew with every change and built again where `index_version` is old.
 */
const TABLES = `
  create table revision_5 (
    seq integer primary key autoincrement,
    hash text not null unique,
    survey_id text not null,
    parents text not null,
    author text not null,
    created_at text not null,
    version integer not null,
    recency integer not null,
    body blob not null
  ) strict;

  create table revision_signature (
    hash text not null primary key,
    signature text not null
  ) strict;

  create table check_record_5 (
    survey_id text not null,
    hash text not null,
    check_id text not null,
    started_at text not null,
    verdict text not null,
    public_address text,
    wan_address text,
    words text not null,
    body blob not null,
    primary key (survey_id, hash)
  ) strict;

  create table scan_record_5 (
    survey_id text not null,
    hash text not null,
    scan_id text not null,
    started_at text not null,
    devices integer not null,
    words text not null,
    body blob not null,
    primary key (survey_id, hash)
  ) strict;

  create table survey_5 (
    num integer primary key autoincrement,
    id text not null unique,
    head text not null,
    index_version integer not null default 0,
    unsettled integer not null default 0,
    newer_revisions integer not null default 0,
    recency integer not null default 0,
    updated_at text not null,
    name text not null,
    name_key text not null default '',
    customer text,
    address text,
    status text not null default 'open',
    checks integer not null default 0,
    photos integer not null default 0,
    conflicts integer not null default 0,
    last_check text,
    last_verdict text
  ) strict;

  create table credential_5 (
    survey_id text,
    account text not null,
    user_name text not null,
    kept_at text not null,
    state text not null check (state in ('writing', 'kept', 'removing'))
  ) strict;

  create table survey_photo (
    survey_id text not null,
    hash text not null,
    primary key (survey_id, hash)
  ) strict, without rowid;

  create virtual table site_text using fts5(
    name, customer, place, devices, more, spellings,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
  );
`;

/** The tables that name others go first. Their triggers go with them. */
const RENAMED = `
  insert into credential_5 select survey_id, account, user_name, kept_at, state from credential;
  drop table credential;
  drop table check_record;
  drop table scan_record;
  drop table revision;
  drop table survey;
  alter table credential_5 rename to credential;
  alter table check_record_5 rename to check_record;
  alter table scan_record_5 rename to scan_record;
  alter table revision_5 rename to revision;
  alter table survey_5 rename to survey;
`;

/** A row that exists already is left as it is: "insert or replace" would delete it without firing a delete trigger. */
const INDEXES_AND_TRIGGERS = `
  create index revision_by_survey on revision(survey_id, author);
  create index check_record_by_hash on check_record(hash);
  create index check_record_by_address on check_record(public_address);
  create index scan_record_by_hash on scan_record(hash);
  create index scan_record_by_id on scan_record(survey_id, scan_id);
  create index survey_by_recency on survey(recency);
  create index survey_by_name on survey(name_key, name);
  create index survey_by_status_and_recency on survey(status, recency);
  create index survey_by_status_and_name on survey(status, name_key, name);
  create index survey_by_index_version on survey(index_version);
  create index survey_unsettled on survey(unsettled) where unsettled = 1;
  create unique index credential_by_key on credential(coalesce(survey_id, ''), account);

  create trigger revision_stays before update on revision
    begin select raise(abort, 'a revision is never changed'); end;
  create trigger revision_is_kept before delete on revision
    begin select raise(abort, 'a revision is never deleted'); end;
  create trigger revision_once before insert on revision
    when exists (select 1 from revision where hash = new.hash or seq = new.seq)
    begin select raise(ignore); end;

  create trigger revision_signature_stays before update on revision_signature
    begin select raise(abort, 'a signature is never changed'); end;
  create trigger revision_signature_is_kept before delete on revision_signature
    begin select raise(abort, 'a signature is never deleted'); end;
  create trigger revision_signature_once before insert on revision_signature
    when exists (select 1 from revision_signature where hash = new.hash or rowid = new.rowid)
    begin select raise(ignore); end;

  create trigger check_record_stays before update of survey_id, hash, body on check_record
    begin select raise(abort, 'a check record is never changed'); end;
  create trigger check_record_is_kept before delete on check_record
    begin select raise(abort, 'a check record is never deleted'); end;
  create trigger check_record_once before insert on check_record
    when exists (
      select 1 from check_record where (survey_id = new.survey_id and hash = new.hash) or rowid = new.rowid
    )
    begin select raise(ignore); end;

  create trigger scan_record_stays before update of survey_id, hash, body on scan_record
    begin select raise(abort, 'a scan record is never changed'); end;
  create trigger scan_record_is_kept before delete on scan_record
    begin select raise(abort, 'a scan record is never deleted'); end;
  create trigger scan_record_once before insert on scan_record
    when exists (
      select 1 from scan_record where (survey_id = new.survey_id and hash = new.hash) or rowid = new.rowid
    )
    begin select raise(ignore); end;
`;

export function toRevisionGraph(db: Database.Database): void {
  db.exec(TABLES);
  copyRevisions(db);
  copySurveys(db);
  copyChecks(db);
  copyScans(db);
  db.exec(RENAMED);
  db.exec(INDEXES_AND_TRIGGERS);
}

interface OldRevision {
  hash: string;
  survey_id: string;
  parents: string;
  author: string;
  created_at: string;
  document: string;
}

/** The text that the hash was made of: canonical JSON, whose members are in this order. Nothing is parsed, so nothing is refused. */
function revisionText({ survey_id, parents, author, created_at, document }: OldRevision): string {
  const [siteId, by, at] = [survey_id, author, created_at].map((text) => JSON.stringify(text));
  return `{"author":${by},"createdAt":${at},"document":${document},"parents":${parents},"siteId":${siteId}}`;
}

function copyRevisions(db: Database.Database): void {
  const insert = db.prepare(
    `insert into revision_5 (hash, survey_id, parents, author, created_at, version, recency, body)
     values (:hash, :siteId, :parents, :author, :createdAt, :version, :recency, :body)`,
  );
  // Until now each revision had one parent at most, and came after it.
  const recencies = new Map<string, number>();
  for (const { rowid } of rowids(db, "revision")) {
    const row = db.prepare<object, OldRevision>("select * from revision where rowid = :rowid").get({ rowid });
    if (row === undefined) continue;
    const parent = recencies.get(/[0-9a-f]{64}/.exec(row.parents)?.[0] ?? "") ?? 0;
    const recency = Math.max(Date.parse(row.created_at) || 0, parent + 1);
    recencies.set(row.hash, recency);
    insert.run({
      hash: row.hash,
      siteId: row.survey_id,
      parents: row.parents,
      author: row.author,
      createdAt: row.created_at,
      version: Number(stringIn(row.document, "$.version")) || 1,
      recency,
      body: deflateText(revisionText(row)),
    });
  }
}

function copySurveys(db: Database.Database): void {
  const insert = db.prepare("insert into survey_5 (id, head, updated_at, name) values (:id, :head, :updatedAt, :name)");
  const rows = db
    .prepare<[], { id: string; head: string; updatedAt: string | null; document: string | null }>(
      `select survey.id, survey.head, revision.created_at as updatedAt, revision.document
       from survey left join revision on revision.hash = survey.head order by survey.rowid`,
    )
    .all();
  for (const { id, head, updatedAt, document } of rows) {
    const name = stringIn(document ?? "", "$.site.name") ?? id;
    insert.run({ id, head, updatedAt: updatedAt ?? new Date(0).toISOString(), name });
  }
}

interface OldRecord {
  survey_id: string;
  hash: string;
  record: string;
}

function copyChecks(db: Database.Database): void {
  const insert = db.prepare(
    `insert into check_record_5
       (survey_id, hash, check_id, started_at, verdict, public_address, wan_address, words, body)
     values (:siteId, :hash, :checkId, :startedAt, :verdict, :publicAddress, :wanAddress, '', :body)`,
  );
  for (const { rowid } of rowids(db, "check_record")) {
    const row = db
      .prepare<object, OldRecord & { verdict: string }>("select * from check_record where rowid = :rowid")
      .get({ rowid });
    if (row === undefined) continue;
    const { survey_id: siteId, hash, verdict, record } = row;
    insert.run({
      siteId,
      hash,
      verdict,
      checkId: stringIn(record, "$.checkId") ?? "",
      startedAt: stringIn(record, "$.startedAt") ?? "",
      publicAddress: stringIn(record, "$.diagnosis.publicAddress"),
      wanAddress: stringIn(record, "$.diagnosis.wanAddress"),
      body: deflateText(record),
    });
  }
}

function copyScans(db: Database.Database): void {
  const insert = db.prepare(
    `insert into scan_record_5 (survey_id, hash, scan_id, started_at, devices, words, body)
     values (:siteId, :hash, :scanId, :startedAt, :devices, '', :body)`,
  );
  for (const { rowid } of rowids(db, "scan_record")) {
    const row = db
      .prepare<object, OldRecord & { scan_id: string; started_at: string; devices: number }>(
        "select * from scan_record where rowid = :rowid",
      )
      .get({ rowid });
    if (row === undefined) continue;
    insert.run({
      siteId: row.survey_id,
      hash: row.hash,
      scanId: row.scan_id,
      startedAt: row.started_at,
      devices: row.devices,
      body: deflateText(row.record),
    });
  }
}

/** One row after the other, because all of them at once may be a gigabyte. */
function rowids(db: Database.Database, table: "revision" | "check_record" | "scan_record"): { rowid: number }[] {
  return db.prepare<[], { rowid: number }>(`select rowid from ${table} order by rowid`).all();
}

/** Null: it is not there, or the text is damaged; then its hash says so when it is read. */
function stringIn(json: string, path: `$.${string}`): string | null {
  try {
    const found = path
      .slice(2)
      .split(".")
      .reduce<unknown>(
        (value, name) =>
          typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined,
        JSON.parse(json),
      );
    return typeof found === "string" || typeof found === "number" ? String(found) : null;
  } catch {
    return null;
  }
}
