/** The step of `migrations.ts` that brings laptops and the firm's templates. */
export const laptopTables = `
  create table laptop (
    id text not null primary key,
    trust text not null check (trust in ('own', 'confirmed', 'seen')),
    card text not null,
    name text not null,
    technician text,
    first_seen text not null,
    key_state text check (key_state in ('making', 'kept', 'lost')),
    key_owner text,
    check ((trust = 'own') = (key_state is not null))
  ) strict;
  create unique index laptop_in_use on laptop(trust) where key_state in ('making', 'kept');

  create table unsigned_revision (
    hash text not null primary key,
    author text not null
  ) strict;

  create table template (
    id text not null primary key,
    template text not null
  ) strict;
  `;
