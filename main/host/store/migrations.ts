import { credentialTables } from "./credential-tables.ts";
import { hubStateTable } from "./hub-state-table.ts";
import { knowledgeTable } from "./knowledge-table.ts";
import { laptopTables } from "./laptop-tables.ts";

import type { Migration } from "./migrations/migration.ts";
import { toRevisionGraph } from "./migrations/revision-graph.ts";
import { tunnelTables } from "./tunnel-tables.ts";
import { routeTables } from "./route-tables.ts";

/**
 * The database's shape, one step per entry: step n takes `user_version` n to n + 1. Steps that were released are never
 * edited. Every step runs inside the same transaction as the version's change.
 *
 * Revisions and check records are evidence: triggers refuse to change or delete them, whoever asks. (`insert or replace`
 * deletes without firing a delete trigger, hence the two triggers on insert: a row that exists already is left as it is.)
 */
export const migrations: readonly Migration[] = [
  `
  create table device (
    id text not null primary key,
    created_at text not null
  ) strict;

  create table survey (
    id text not null primary key,
    head text not null references revision(hash) deferrable initially deferred
  ) strict;

  create table revision (
    hash text not null primary key,
    survey_id text not null references survey(id) deferrable initially deferred,
    parents text not null,
    author text not null,
    created_at text not null,
    document text not null
  ) strict;
  create index revision_by_survey on revision(survey_id);

  create table check_record (
    survey_id text not null references survey(id) deferrable initially deferred,
    hash text not null,
    verdict text not null,
    record text not null,
    primary key (survey_id, hash)
  ) strict;
  create index check_record_by_hash on check_record(hash);

  create trigger revision_stays before update on revision
    begin select raise(abort, 'a revision is never changed'); end;
  create trigger revision_is_kept before delete on revision
    begin select raise(abort, 'a revision is never deleted'); end;
  create trigger revision_once before insert on revision
    when exists (select 1 from revision where hash = new.hash)
    begin select raise(ignore); end;
  create trigger check_record_stays before update on check_record
    begin select raise(abort, 'a check record is never changed'); end;
  create trigger check_record_is_kept before delete on check_record
    begin select raise(abort, 'a check record is never deleted'); end;
  create trigger check_record_once before insert on check_record
    when exists (select 1 from check_record where survey_id = new.survey_id and hash = new.hash)
    begin select raise(ignore); end;

  create table setting (
    name text not null primary key,
    value text not null
  ) strict;

  create table credential (
    survey_id text not null references survey(id),
    account text not null,
    user_name text not null,
    kept_at text not null,
    state text not null check (state in ('writing', 'kept', 'removing')),
    primary key (survey_id, account)
  ) strict;

  create table mapping (
    id text not null primary key,
    owner text not null,
    left_over integer not null default 0,
    entry text not null
  ) strict;
  create index mapping_by_owner on mapping(owner);
  `,
  // A secret of the firm's (the vantage's token) belongs to no site.
  `
  create table credential_2 (
    survey_id text references survey(id),
    account text not null,
    user_name text not null,
    kept_at text not null,
    state text not null check (state in ('writing', 'kept', 'removing'))
  ) strict;
  insert into credential_2 select survey_id, account, user_name, kept_at, state from credential;
  drop table credential;
  alter table credential_2 rename to credential;
  create unique index credential_by_key on credential(coalesce(survey_id, ''), account);
  `,
  // Searches for devices, beside the checks.
  `
  create table scan_record (
    survey_id text not null references survey(id) deferrable initially deferred,
    hash text not null,
    scan_id text not null,
    started_at text not null,
    devices integer not null,
    record text not null,
    primary key (survey_id, hash)
  ) strict;
  create index scan_record_by_hash on scan_record(hash);
  create index scan_record_by_id on scan_record(survey_id, scan_id);

  create trigger scan_record_stays before update on scan_record
    begin select raise(abort, 'a scan record is never changed'); end;
  create trigger scan_record_is_kept before delete on scan_record
    begin select raise(abort, 'a scan record is never deleted'); end;
  create trigger scan_record_once before insert on scan_record
    when exists (select 1 from scan_record where survey_id = new.survey_id and hash = new.hash)
    begin select raise(ignore); end;

  create table rescue (
    id text not null primary key,
    owner text not null,
    left_over integer not null default 0,
    entry text not null
  ) strict;
  `,
  // How many writes there were: the second copy tells by it what the database has lost.
  `
  create table write_sequence (
    one integer not null primary key check (one = 1),
    number integer not null
  ) strict;
  insert into write_sequence (one, number) values (1, 0);
  `,
  laptopTables,
  toRevisionGraph,
  credentialTables,
  hubStateTable,
  routeTables,
  knowledgeTable,
  tunnelTables,
];
