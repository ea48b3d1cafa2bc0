/** The step of `migrations.ts` that brings the firm's servers and, of each survey, its tunnels. */
export const tunnelTables = `
  create table firm_server (
    id text not null primary key,
    entry text not null
  ) strict;

  create table site_tunnels (
    survey_id text not null primary key,
    tunnels text not null
  ) strict, without rowid;
`;
