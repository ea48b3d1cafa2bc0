import { HostError } from "#core/contract/errors.ts";
import type { PhotoStore } from "../photos/photo-store.ts";
import type { Exchange, SealedRecord, SealedRevision, Taken } from "../store/exchange.ts";
import { notAPackage } from "./not-a-package.ts";
import type { PackageSite } from "./package-check.ts";
import type { PackageFile } from "./package-file.ts";
import { inSlices } from "./slices.ts";

export interface Applied {
  sites: number;
  revisions: number;
  conflicts: number;
}

/**
 * Takes sites of a checked file in: pictures and records before the revisions that name them. Everything is named by its content, so
 * doing it again after it was cut off, wherever that was, comes to the same; and between any two slices the store is whole.
 *
 * Throws HostError NOT_A_PACKAGE and what writing throws.
 */
export async function applyPackage(
  file: PackageFile,
  sites: readonly PackageSite[],
  { exchange, photos }: { exchange: Exchange; photos: PhotoStore },
): Promise<Applied> {
  const applied: Applied = { sites: 0, revisions: 0, conflicts: 0 };
  await inSlices(await file.cards(), (cards) => mustBeTaken(exchange.takeCards(cards)));
  for (const site of sites) {
    for (const hash of site.photos) await takePhoto(file, photos, hash);
    await inSlices(recordsOf(file, site, exchange), (records) => mustBeTaken(exchange.takeRecords(records)));
    await inSlices(revisionsOf(file, site.siteId), (revisions) => {
      applied.revisions += mustBeTaken(exchange.takeRevisions(revisions)).taken;
    });
    applied.conflicts += exchange.settle(site.siteId).conflicts;
    applied.sites += 1;
  }
  return applied;
}

/** The exchange looked at the same before; what it refuses now was changed under our hands. */
function mustBeTaken(taken: Taken): Taken {
  const [refusal] = taken.refused;
  if (refusal !== undefined) throw notAPackage(`${refusal.hash}: ${refusal.reason}`);
  return taken;
}

async function takePhoto(file: PackageFile, photos: PhotoStore, hash: string): Promise<void> {
  if (photos.has(hash) && (await photos.read(hash)) !== null) return;
  const bytes = await file.bytes({ kind: "photo", hash });
  if ((await photos.add(bytes)) !== hash) throw new HostError("NOT_A_PACKAGE", { detail: `picture ${hash}` });
}

async function* recordsOf(
  file: PackageFile,
  site: PackageSite,
  exchange: Exchange,
): AsyncGenerator<SealedRecord, void> {
  const { siteId } = site;
  const known = new Set(exchange.recordHashes(siteId));
  for (const [hash, kind] of site.records) {
    if (!known.has(hash)) yield { hash, siteId, kind, text: await file.text({ kind: "record", siteId, hash }) };
  }
}

async function* revisionsOf(file: PackageFile, siteId: string): AsyncGenerator<SealedRevision, void> {
  for await (const line of file.lines(siteId)) yield { siteId, ...line };
}
