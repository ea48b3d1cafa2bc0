/**
 * The step of `migrations.ts` after which an account can be of any kind and a secret can lie in either backend. What was kept
 * before stays in the keychain under its name. `account_index` is derived: which accounts of the surveys have a date.
 */
export const credentialTables = `
  create table credential_6 (
    key text not null,
    entry text not null,
    backend text not null check (backend in ('keychain', 'passphrase')),
    about text,
    kept_at text not null,
    state text not null check (state in ('writing', 'copying', 'kept', 'removing', 'lost')),
    primary key (entry, backend)
  ) strict;
  insert into credential_6 (key, entry, backend, about, kept_at, state)
    select
      case when survey_id is null then account else survey_id || '/' || account end,
      case when survey_id is null then account else survey_id || '/' || account end,
      'keychain', user_name, kept_at, state
    from credential;
  drop table credential;
  alter table credential_6 rename to credential;
  create index credential_by_key on credential(key);

  create table account_index (
    site_id text not null primary key,
    head text not null,
    first_change_by text
  ) strict;
  create index account_index_by_date on account_index(first_change_by) where first_change_by is not null;
  `;
