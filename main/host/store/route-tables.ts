/** The step of `migrations.ts` that brings tests from outside, sites that wait, and forwards that stay. */
export const routeTables = `
  create table proof_record (
    survey_id text not null,
    hash text not null,
    proof_id text not null,
    started_at text not null,
    origin text not null,
    proven integer not null,
    tested integer not null,
    words text not null,
    body blob not null,
    primary key (survey_id, hash)
  ) strict;
  create index proof_record_by_hash on proof_record(hash);

  create trigger proof_record_stays before update of survey_id, hash, body on proof_record
    begin select raise(abort, 'a proof record is never changed'); end;
  create trigger proof_record_is_kept before delete on proof_record
    begin select raise(abort, 'a proof record is never deleted'); end;
  create trigger proof_record_once before insert on proof_record
    when exists (
      select 1 from proof_record where (survey_id = new.survey_id and hash = new.hash) or rowid = new.rowid
    )
    begin select raise(ignore); end;

  create table lasting_mapping (
    seq integer primary key autoincrement,
    id text not null unique,
    site_id text not null,
    forward_id text not null,
    entry text not null
  ) strict;
  create index lasting_mapping_by_forward on lasting_mapping(site_id, forward_id);

  alter table survey add column waiting_for text;
  create index survey_waiting on survey(waiting_for) where waiting_for is not null;

  create table site_waiting (
    survey_id text not null,
    walk_id text not null,
    kind text not null,
    waiting_for text not null,
    provider text,
    since text not null,
    since_ms integer not null,
    until text,
    primary key (survey_id, walk_id)
  ) strict, without rowid;
  create index site_waiting_by_time on site_waiting(since_ms);
`;
