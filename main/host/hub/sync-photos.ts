import { isRowRefusal } from "./hub-errors.ts";
import { declareWhole, fetchPiece, insertPiece, ownPieces, photosOnHub, type HubPhoto } from "./hub-photo-rows.ts";
import { newestFirst } from "./hub-rows.ts";
import { PHOTO_PIECE_BYTES } from "./schema.ts";
import { writeMarks, type SiteMark, type SyncContext } from "./sync-context.ts";

/** One question each; the newest sites come first, and a line that breaks leaves the older ones for later. */
const SITES_AT_ONCE = 50;
const HASHES_AT_ONCE = 500;

/** Pictures both ways for these sites, piece by piece; what has come or gone stays so when the line breaks. */
export async function syncPhotos(context: SyncContext, siteIds: readonly string[]): Promise<void> {
  const ordered: string[] = [];
  for (let i = 0; i < siteIds.length; i += HASHES_AT_ONCE) {
    ordered.push(...(await newestFirst(context.line, siteIds.slice(i, i + HASHES_AT_ONCE))));
  }
  let done = 0;
  let total = 0;
  for (let i = 0; i < ordered.length; i += SITES_AT_ONCE) {
    const sites = await photosOfSites(context, ordered.slice(i, i + SITES_AT_ONCE));
    const onHub = await onHubOf(context, sites);
    const here = await photosHere(context, sites);
    const moves = [...new Set([...sites.values()].flat())].filter((hash) => here.has(hash) !== onHub.has(hash));
    total += moves.length;
    let last: string | null = null;
    // The laptop's own first: nobody else has them.
    for (const hash of moves.toSorted((a, b) => Number(onHub.has(a)) - Number(onHub.has(b)))) {
      context.signal.throwIfAborted();
      const photo = onHub.get(hash);
      if (photo !== undefined) {
        if (await receive(context, photo)) context.totals.photosPulled += 1;
      } else if (await send(context, hash)) {
        context.totals.photosPushed += 1;
        last = hash;
        onHub.set(hash, { hash, bytes: 0, pushed_by: "" });
      }
      done += 1;
      context.report("photos", done, total);
    }
    if (last !== null) context.state.set({ "pushed:photo": last });
    await mark(context, sites, onHub);
  }
}

async function photosOfSites(context: SyncContext, siteIds: readonly string[]): Promise<Map<string, string[]>> {
  const sites = new Map<string, string[]>();
  await context.pace.each(
    "read",
    siteIds,
    (some) => {
      for (const siteId of some) sites.set(siteId, context.exchange.photoHashes(siteId));
    },
    context.signal,
  );
  return sites;
}

async function onHubOf(context: SyncContext, sites: ReadonlyMap<string, string[]>): Promise<Map<string, HubPhoto>> {
  const hashes = [...new Set([...sites.values()].flat())];
  const onHub = new Map<string, HubPhoto>();
  for (let i = 0; i < hashes.length; i += HASHES_AT_ONCE) {
    for (const photo of await photosOnHub(context.line, hashes.slice(i, i + HASHES_AT_ONCE)))
      onHub.set(photo.hash, photo);
  }
  return onHub;
}

/** False: the picture is damaged here, or the hub does not take it. */
async function send(context: SyncContext, hash: string): Promise<boolean> {
  const bytes = await context.photos.read(hash);
  if (bytes === null) return false;
  try {
    // Most small ones are a single piece: asking takes as long as bringing it.
    const there = bytes.length > PHOTO_PIECE_BYTES ? await ownPieces(context.line, hash) : new Set<number>();
    for (let n = 0; n * PHOTO_PIECE_BYTES < bytes.length; n += 1) {
      context.signal.throwIfAborted();
      const piece = bytes.subarray(n * PHOTO_PIECE_BYTES, (n + 1) * PHOTO_PIECE_BYTES);
      if (!there.has(n)) await insertPiece(context.line, hash, n, piece);
    }
    await declareWhole(context.line, hash, bytes.length);
    return true;
  } catch (error) {
    if (!isRowRefusal(error)) throw error;
    context.leftOut.push({ side: "own", hash, reason: "hub-refused", pushedBy: null });
    return false;
  }
}

/** False: what came is not what its name says; it was dropped. */
async function receive(context: SyncContext, photo: HubPhoto): Promise<boolean> {
  const incoming = await context.photos.receive(photo.hash);
  let received = incoming.receivedBytes;
  while (received < photo.bytes) {
    context.signal.throwIfAborted();
    const n = Math.floor(received / PHOTO_PIECE_BYTES);
    const piece = (await fetchPiece(context.line, photo, n))?.subarray(received - n * PHOTO_PIECE_BYTES);
    if (piece === undefined || piece.length === 0) break;
    await incoming.append(piece);
    received += piece.length;
  }
  if (await incoming.finish()) return true;
  context.totals.refused += 1;
  context.leftOut.push({ side: "row", hash: photo.hash, reason: "wrong-hash", pushedBy: photo.pushed_by });
  return false;
}

async function photosHere(context: SyncContext, sites: ReadonlyMap<string, readonly string[]>): Promise<Set<string>> {
  const here = new Set<string>();
  await context.pace.each(
    "read",
    [...new Set([...sites.values()].flat())],
    (some) => {
      for (const hash of some) if (context.photos.has(hash)) here.add(hash);
    },
    context.signal,
  );
  return here;
}

async function mark(
  context: SyncContext,
  sites: ReadonlyMap<string, readonly string[]>,
  onHub: ReadonlyMap<string, HubPhoto>,
): Promise<void> {
  const here = await photosHere(context, sites);
  const marks = new Map<string, SiteMark>();
  await context.pace.each(
    "read",
    [...sites],
    (some) => {
      for (const [siteId, hashes] of some) {
        marks.set(siteId, {
          revisions: context.marks.get(siteId)?.revisions ?? 0,
          photos: hashes.filter((hash) => onHub.has(hash)).length,
          // A picture that is nowhere leaves its site open: it may come by a file.
          complete:
            hashes.every((hash) => onHub.has(hash) && here.has(hash)) &&
            context.exchange.missingRecords(siteId).length === 0,
        });
      }
    },
    context.signal,
  );
  writeMarks(context, marks);
}
