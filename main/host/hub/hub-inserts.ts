import type { HubLine } from "./hub-line.ts";

// Rows are added whole or not at all, each statement a transaction of its own: a line that breaks leaves nothing half done.
// Bodies travel as one binary value with lengths beside it; as an array they would travel in hex.

export interface PackedRow {
  hash: string;
  body: Buffer;
}

/** What was added; rows that are there already are left out. */
export interface Added extends Record<string, unknown> {
  seq: string;
  hash: string;
}

const CUT = "substring($1::bytea from start for length)";
const RETURNING = "on conflict do nothing returning seq::text as seq, encode(hash, 'hex') as hash";

export function insertCards(line: HubLine, rows: readonly PackedRow[]): Promise<Added[]> {
  return line.query<Added>(
    `insert into farsite.laptop_card (hash, body) select decode(hash, 'hex'), ${CUT}
       from unnest($2::int[], $3::int[], $4::text[]) t(start, length, hash) ${RETURNING}`,
    [...packed(rows), rows.map(({ hash }) => hash)],
  );
}

export interface RevisionRow extends PackedRow {
  siteId: string;
  author: string;
  createdAt: string;
  /** Base64. */
  signature: string | null;
}

export function insertRevisions(line: HubLine, rows: readonly RevisionRow[]): Promise<Added[]> {
  return line.query<Added>(
    `insert into farsite.revision (hash, site_id, author, created_at, body, signature)
       select decode(hash, 'hex'), site_id, author, created_at, ${CUT}, decode(signature, 'base64')
       from unnest($2::int[], $3::int[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[])
         t(start, length, hash, site_id, author, created_at, signature) ${RETURNING}`,
    [
      ...packed(rows),
      rows.map(({ hash }) => hash),
      rows.map(({ siteId }) => siteId),
      rows.map(({ author }) => author),
      rows.map(({ createdAt }) => createdAt),
      rows.map(({ signature }) => signature),
    ],
  );
}

export interface RecordRow extends PackedRow {
  siteId: string;
  kind: string;
}

export function insertRecords(line: HubLine, rows: readonly RecordRow[]): Promise<Added[]> {
  return line.query<Added>(
    `insert into farsite.record (hash, site_id, kind, body) select decode(hash, 'hex'), site_id, kind, ${CUT}
       from unnest($2::int[], $3::int[], $4::text[], $5::uuid[], $6::text[]) t(start, length, hash, site_id, kind) ${RETURNING}`,
    [...packed(rows), rows.map(({ hash }) => hash), rows.map(({ siteId }) => siteId), rows.map(({ kind }) => kind)],
  );
}

export function insertSignature(line: HubLine, row: { hash: string; siteId: string; signature: string }) {
  return line.query<Added>(
    `insert into farsite.late_signature (hash, site_id, signature)
       values (decode($1, 'hex'), $2, decode($3, 'base64')) ${RETURNING}`,
    [row.hash, row.siteId, row.signature],
  );
}

function packed(rows: readonly PackedRow[]): [Buffer, number[], number[]] {
  const lengths = rows.map(({ body }) => body.length);
  let next = 1;
  const starts = lengths.map((length) => {
    const start = next;
    next += length;
    return start;
  });
  return [Buffer.concat(rows.map(({ body }) => body)), starts, lengths];
}
