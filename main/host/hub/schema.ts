/**
 * The hub's tables in the firm's PostgreSQL (13 or newer), one step per entry: step n takes `farsite.hub.version` n to n + 1. Steps
 * that were released are never edited.
 *
 * Nobody is trusted. A technician may add rows and nothing else, and what he adds is checked by every laptop that fetches it. So that
 * a forged row can't take the place of the true one, a row's key is not only the hash that it claims but also the site and `seal`, the hash
 * of what it holds, which the server computes. Where the server can check the claim itself (pictures), it does.
 *
 * `era`, `tx` and `seq` put the rows in an order in which nothing is ever added before something that could be read already:
 * `tx` is the writing transaction, and a reader stops before the oldest one that has not ended. Transaction numbers belong to a server,
 * so rows restored on another one keep their order in an `era` of their own. Technicians can't write these columns.
 */
export const hubSteps: readonly string[] = [
  `
  create table farsite.era (n int primary key);
  insert into farsite.era values (1);

  create function farsite.era_now() returns int language sql stable set search_path = ''
    as 'select max(n) from farsite.era';

  create function farsite.refuse_change() returns trigger language plpgsql set search_path = '' as $$
    begin raise exception 'rows of the hub are never changed or deleted' using errcode = '0A000'; end $$;

  create table farsite.laptop_card (
    hash bytea not null check (octet_length(hash) = 32),
    body bytea not null check (octet_length(body) <= 16384),
    seal bytea not null generated always as (sha256(body)) stored,
    pushed_by name not null default session_user,
    era int not null default farsite.era_now(),
    tx xid8 not null default pg_current_xact_id(),
    seq bigint not null generated always as identity unique,
    primary key (hash, seal)
  );

  create table farsite.revision (
    hash bytea not null check (octet_length(hash) = 32),
    site_id uuid not null,
    author uuid not null,
    created_at text not null check (octet_length(created_at) <= 40),
    body bytea not null check (octet_length(body) <= 4194304),
    signature bytea check (octet_length(signature) = 64),
    seal bytea not null generated always as (sha256(body || coalesce(signature, ''::bytea))) stored,
    pushed_by name not null default session_user,
    era int not null default farsite.era_now(),
    tx xid8 not null default pg_current_xact_id(),
    seq bigint not null generated always as identity unique,
    primary key (hash, site_id, seal)
  );
  create index revision_by_site on farsite.revision (site_id, hash);

  create table farsite.late_signature (
    hash bytea not null check (octet_length(hash) = 32),
    site_id uuid not null,
    signature bytea not null check (octet_length(signature) = 64),
    pushed_by name not null default session_user,
    era int not null default farsite.era_now(),
    tx xid8 not null default pg_current_xact_id(),
    seq bigint not null generated always as identity unique,
    primary key (hash, site_id, signature)
  );

  create table farsite.record (
    hash bytea not null check (octet_length(hash) = 32),
    site_id uuid not null,
    kind text not null check (kind in ('check', 'scan')),
    body bytea not null check (octet_length(body) <= 16777216),
    seal bytea not null generated always as (sha256(body)) stored,
    pushed_by name not null default session_user,
    era int not null default farsite.era_now(),
    tx xid8 not null default pg_current_xact_id(),
    seq bigint not null generated always as identity unique,
    primary key (hash, site_id, kind, seal)
  );
  create index record_by_site on farsite.record (site_id, hash);

  create table farsite.photo_chunk (
    hash bytea not null check (octet_length(hash) = 32),
    n int not null check (n between 0 and 127),
    piece bytea not null check (octet_length(piece) between 1 and 262144),
    pushed_by name not null default session_user,
    primary key (hash, pushed_by, n)
  );
  alter table farsite.photo_chunk alter piece set storage external;

  create table farsite.photo (
    hash bytea primary key check (octet_length(hash) = 32),
    bytes int not null,
    complete boolean not null default true check (complete),
    pushed_by name not null default session_user,
    era int not null default farsite.era_now(),
    tx xid8 not null default pg_current_xact_id(),
    seq bigint not null generated always as identity unique
  );

  create function farsite.check_photo() returns trigger language plpgsql set search_path = '' as $$
    declare whole bytea; pieces int; last int;
    begin
      select string_agg(piece, ''::bytea order by n), count(*), max(n) into whole, pieces, last
        from farsite.photo_chunk where hash = new.hash and pushed_by = new.pushed_by;
      if whole is null or pieces <> last + 1 or octet_length(whole) <> new.bytes or sha256(whole) <> new.hash then
        raise exception 'the pieces do not make up this picture' using errcode = '22000';
      end if;
      return new;
    end $$;
  create trigger photo_is_whole before insert on farsite.photo for each row execute function farsite.check_photo();

  create index laptop_card_in_order on farsite.laptop_card (era, tx, seq);
  create index revision_in_order on farsite.revision (era, tx, seq);
  create index late_signature_in_order on farsite.late_signature (era, tx, seq);
  create index record_in_order on farsite.record (era, tx, seq);

  do $$ declare name text; begin
    foreach name in array array['laptop_card', 'revision', 'late_signature', 'record', 'photo_chunk', 'photo', 'era'] loop
      execute format('create trigger row_stays before update or delete on farsite.%I
                        for each row execute function farsite.refuse_change()', name);
      execute format('create trigger table_stays before truncate on farsite.%I
                        for each statement execute function farsite.refuse_change()', name);
    end loop;
  end $$;

  -- A dump that was put back on another server: its rows may have numbers that this one has yet to reach.
  create function farsite.enter() returns int language plpgsql security definer set search_path = '' as $$
    declare ahead xid8 := pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()); now_era int;
    begin
      now_era := farsite.era_now();
      if exists (select from farsite.revision where era = now_era and tx >= ahead)
         or exists (select from farsite.laptop_card where era = now_era and tx >= ahead)
         or exists (select from farsite.late_signature where era = now_era and tx >= ahead)
         or exists (select from farsite.record where era = now_era and tx >= ahead) then
        lock table farsite.era in exclusive mode;
        insert into farsite.era values (now_era + 1) on conflict do nothing;
        now_era := now_era + 1;
      end if;
      return now_era;
    end $$;
  `,
  // Tests from outside, beside checks and searches.
  `
  alter table farsite.record drop constraint record_kind_check;
  alter table farsite.record add constraint record_kind_check check (kind in ('check', 'scan', 'proof'));
  `,
];

/** The version that this program writes and reads. */
export const HUB_VERSION = hubSteps.length;

/** Every technician's login is a member of it. */
export const TECHNICIAN_ROLE = "farsite_technician";

/**
 * The bytes of one piece of a picture: small enough that a line which breaks every minute still gets on, at 5 kB/s and worse.
 */
export const PHOTO_PIECE_BYTES = 256 * 1_024;
/** As the table refuses more. */
export const MAX_REVISION_BODY_BYTES = 4 * 1_024 * 1_024;
export const MAX_RECORD_BODY_BYTES = 16 * 1_024 * 1_024;

/** What comes first: a place for the version. `id` tells this hub from another one at the same address. */
export const HUB_BASE = `
  create schema if not exists farsite;
  create table if not exists farsite.hub (
    only_one boolean primary key default true check (only_one),
    id uuid not null default gen_random_uuid(),
    version int not null
  );
  insert into farsite.hub (version) values (0) on conflict do nothing;
`;

/** Who may do what; said anew at every `farsite hub init`, since a restored dump comes without roles. */
export const HUB_RIGHTS = `
  do $$ begin
    if not exists (select from pg_catalog.pg_roles where rolname = '${TECHNICIAN_ROLE}') then
      create role ${TECHNICIAN_ROLE} nologin;
    end if;
  end $$;
  revoke all on schema farsite from public;
  revoke all on all tables in schema farsite from public, ${TECHNICIAN_ROLE};
  revoke all on all functions in schema farsite from public;
  grant usage on schema farsite to ${TECHNICIAN_ROLE};
  grant select on all tables in schema farsite to ${TECHNICIAN_ROLE};
  grant execute on function farsite.era_now(), farsite.enter() to ${TECHNICIAN_ROLE};
  grant insert (hash, body) on farsite.laptop_card to ${TECHNICIAN_ROLE};
  grant insert (hash, site_id, author, created_at, body, signature) on farsite.revision to ${TECHNICIAN_ROLE};
  grant insert (hash, site_id, signature) on farsite.late_signature to ${TECHNICIAN_ROLE};
  grant insert (hash, site_id, kind, body) on farsite.record to ${TECHNICIAN_ROLE};
  grant insert (hash, n, piece) on farsite.photo_chunk to ${TECHNICIAN_ROLE};
  grant insert (hash, bytes) on farsite.photo to ${TECHNICIAN_ROLE};
`;
