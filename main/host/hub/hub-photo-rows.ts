import type { HubLine } from "./hub-line.ts";

/** A picture that is on the hub as a whole. The server has checked its hash when it was declared complete. */
export interface HubPhoto extends Record<string, unknown> {
  hash: string;
  bytes: number;
  pushed_by: string;
}

export function photosOnHub(line: HubLine, hashes: readonly string[]): Promise<HubPhoto[]> {
  return line.query<HubPhoto>(
    `select encode(hash, 'hex') as hash, bytes, pushed_by::text as pushed_by from farsite.photo
      where hash in (select decode(h, 'hex') from unnest($1::text[]) h)`,
    [hashes],
  );
}

/** Numbers of the pieces that this technician has brought there already. */
export async function ownPieces(line: HubLine, hash: string): Promise<Set<number>> {
  const rows = await line.query<{ n: number }>(
    "select n from farsite.photo_chunk where hash = decode($1, 'hex') and pushed_by = session_user",
    [hash],
  );
  return new Set(rows.map(({ n }) => n));
}

export async function insertPiece(line: HubLine, hash: string, n: number, piece: Uint8Array): Promise<void> {
  await line.query(
    "insert into farsite.photo_chunk (hash, n, piece) values (decode($1, 'hex'), $2, $3::bytea) on conflict do nothing",
    [hash, n, Buffer.from(piece)],
  );
}

/** The server puts the pieces together and refuses what does not have this hash. */
export async function declareWhole(line: HubLine, hash: string, bytes: number): Promise<void> {
  await line.query("insert into farsite.photo (hash, bytes) values (decode($1, 'hex'), $2) on conflict do nothing", [
    hash,
    bytes,
  ]);
}

export async function fetchPiece(line: HubLine, photo: HubPhoto, n: number): Promise<Buffer | null> {
  const [row] = await line.query<{ piece: string }>(
    `select translate(encode(piece, 'base64'), E'\\n', '') as piece from farsite.photo_chunk
      where hash = decode($1, 'hex') and pushed_by = $2 and n = $3`,
    [photo.hash, photo.pushed_by, n],
  );
  return row ? Buffer.from(row.piece, "base64") : null;
}
