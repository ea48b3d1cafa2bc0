import { createHash } from "node:crypto";
import { isHostError } from "#core/contract/errors.ts";
import { isShallowJson, revisionReferences } from "#core/team/package-line.ts";
import { entryNameOf } from "#core/team/package-manifest.ts";
import { pictureHeader } from "../photos/photo-files.ts";
import type { Exchange, ExchangePreview, SealedRevision } from "../store/exchange.ts";
import { RECORD_LISTS, recordKinds, type RecordKind } from "../store/record-kinds.ts";
import { notAPackage } from "./not-a-package.ts";
import type { PackageFile } from "./package-file.ts";
import { createBreather } from "./slices.ts";

/** What a site's part of a file holds, after all of it was read and checked. */
export interface PackageSite {
  siteId: string;
  /** By hash. */
  records: Map<string, RecordKind>;
  /** Hashes of the pictures in the file that its revisions name. */
  photos: string[];
  /** Those of them that are no small ones. */
  pictures: string[];
  preview: ExchangePreview;
}

/**
 * Reads everything in the file once, before anything of it is used: that all is what its name and the manifest say, that
 * revisions come after those they follow, that nothing lies there that no revision names, and what the exchange thinks of it.
 *
 * Throws HostError NOT_A_PACKAGE.
 */
export async function checkPackage(file: PackageFile, exchange: Exchange): Promise<PackageSite[]> {
  const breathe = createBreather();
  const cards = await file.cards();
  const sites: PackageSite[] = [];
  const named = new Set<string>();
  for (const { id, heads, revisions } of file.manifest.sites) {
    const read = await readSite(file, id, breathe);
    if (read.revisions.length !== revisions || [...read.heads].toSorted().join() !== heads.toSorted().join()) {
      throw notAPackage(`${id}: not the revisions that the manifest lists`);
    }
    for (const hash of read.photos) named.add(entryNameOf({ kind: "photo", hash }));
    for (const hash of read.records.keys()) named.add(entryNameOf({ kind: "record", siteId: id, hash }));
    const preview = await previewOf(exchange.preview(id, read.revisions, cards), id, breathe);
    sites.push({
      siteId: id,
      records: new Map([...read.records].filter(([hash]) => file.has({ kind: "record", siteId: id, hash }))),
      photos: [...read.photos].filter((hash) => file.has({ kind: "photo", hash })),
      pictures: [...read.pictures].filter((hash) => file.has({ kind: "photo", hash })),
      preview,
    });
    await breathe();
  }
  for (const entry of file.entries()) {
    if (entry.kind === "record" || entry.kind === "photo") {
      const name = entryNameOf(entry);
      if (!named.has(name)) throw notAPackage(`${name}: no revision names it`);
      if (entry.kind === "photo") checkPicture(await file.bytes(entry), name);
      else if (!isShallowJson(await file.text(entry))) throw notAPackage(`${name}: nested too deeply`);
      await breathe();
    }
  }
  return sites;
}

interface ReadSite {
  heads: Set<string>;
  records: Map<string, RecordKind>;
  photos: Set<string>;
  pictures: Set<string>;
  revisions: SealedRevision[];
}

async function readSite(file: PackageFile, siteId: string, breathe: () => Promise<void>): Promise<ReadSite> {
  const seen = new Set<string>();
  const site: ReadSite = {
    heads: new Set(),
    records: new Map(),
    photos: new Set(),
    pictures: new Set(),
    revisions: [],
  };
  for await (const line of file.lines(siteId)) {
    const { hash, text } = line;
    const refuse = (what: string) => notAPackage(`${siteId}: revision ${hash}: ${what}`);
    if (createHash("sha256").update(text, "utf8").digest("hex") !== hash) throw refuse("wrong hash");
    const references = revisionReferences(text);
    if (references === null) throw refuse("it can't be read");
    if (references.siteId !== siteId) throw refuse("of another site");
    if (seen.has(hash)) throw refuse("twice");
    if (!references.parents.every((parent) => seen.has(parent))) throw refuse("it comes before one that it follows");
    seen.add(hash);
    site.heads.add(hash);
    for (const parent of references.parents) site.heads.delete(parent);
    for (const kind of recordKinds) {
      for (const one of references[RECORD_LISTS[kind]]) site.records.set(one, kind);
    }
    for (const one of references.photos) site.photos.add(one);
    for (const one of references.pictures) site.pictures.add(one);
    site.revisions.push({ siteId, ...line });
    await breathe();
  }
  return site;
}

/** The exchange's preview, a step at a time. */
async function previewOf(
  steps: ReturnType<Exchange["preview"]>,
  siteId: string,
  breathe: () => Promise<void>,
): Promise<ExchangePreview> {
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) await breathe();
  const [refusal] = step.value.refused;
  if (refusal !== undefined) throw notAPackage(`${siteId}: ${refusal.hash}: ${refusal.reason}`);
  return step.value;
}

function checkPicture(bytes: Uint8Array, name: string): void {
  try {
    pictureHeader(bytes);
  } catch (error) {
    if (!isHostError(error) || error.code !== "NOT_A_PHOTO") throw error;
    throw notAPackage(`${name}: ${error.data.detail}`, error);
  }
}
