import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { HostError } from "#core/contract/errors.ts";
import { parseJson } from "#core/parse-json.ts";
import { namesOtherSites } from "#core/survey/other-sites.ts";
import type { SignedLaptopCard } from "#core/team/laptop-card.ts";
import { revisionReferences } from "#core/team/package-line.ts";
import {
  MAX_ENTRY_BYTES,
  PACKAGE_FORMAT,
  PACKAGE_LIMITS,
  PACKAGE_VERSION,
  PACKAGE_VERSION_WITHOUT_PROOFS,
  entryNameOf,
  type PackageEntryName,
  type PackageManifest,
} from "#core/team/package-manifest.ts";
import type { PhotoStore } from "../photos/photo-store.ts";
import type { Exchange } from "../store/exchange.ts";
import { RECORD_LISTS, recordKinds } from "../store/record-kinds.ts";
import { createBreather } from "./slices.ts";

export interface PackageToWrite {
  siteIds: readonly string[];
  /** Null: without pictures. */
  photos: PhotoStore | null;
  exchange: Exchange;
  madeBy: SignedLaptopCard | null;
  madeAt: Date;
  farsiteVersion: string;
}

/**
 * Writes a `.farsite` file, not encrypted. One entry after the other is read, packed and written; none of it is held but the list.
 *
 * Throws HostError SITE_NOT_FOUND, BAD_INPUT (more than a file may hold), what reading the store throws, and the system's errors.
 */
export async function writePackage(to: string, given: PackageToWrite): Promise<PackageManifest> {
  const { exchange, madeAt } = given;
  const breathe = createBreather();
  const zip = createZip(madeAt);
  const over = new AbortController();
  let hasProofs = false;
  const written = pipeline(zip.output, createWriteStream(to, { flags: "wx", mode: 0o600 }), { signal: over.signal });
  // A disk that is full shows while entries are still being added.
  const failure = written.then(() => new Promise<never>(() => undefined));
  try {
    return await Promise.race([write(), failure]);
  } finally {
    over.abort();
    await written.catch(() => undefined);
  }

  async function write(): Promise<PackageManifest> {
    const sites: PackageManifest["sites"] = [];
    for (const siteId of new Set(given.siteIds)) sites.push(await addSite(siteId));
    const cards = exchange.cardsFor(sites.map(({ id }) => id));
    await zip.add({ kind: "laptops" }, [JSON.stringify(cards)]);
    const manifest: PackageManifest = {
      format: PACKAGE_FORMAT,
      version: hasProofs ? PACKAGE_VERSION : PACKAGE_VERSION_WITHOUT_PROOFS,
      madeAt: madeAt.toISOString(),
      farsiteVersion: given.farsiteVersion,
      madeBy: given.madeBy,
      sites,
      entries: zip.entries,
    };
    await zip.add({ kind: "manifest" }, [JSON.stringify(manifest)]);
    zip.end();
    await written;
    return manifest;
  }

  async function addSite(id: string): Promise<PackageManifest["sites"][number]> {
    const hashes = exchange.revisionHashes(id);
    if (hashes.length === 0) throw new HostError("SITE_NOT_FOUND", { site: id });
    const heads = new Set<string>();
    const records = new Set<string>();
    const pictures = new Set<string>();
    let name = "";
    async function* lines(): AsyncGenerator<string, void> {
      for (const hash of hashes) {
        const { text, signature } = exchange.revision(hash);
        const references = revisionReferences(text);
        if (references === null) throw new HostError("BAD_INPUT", { detail: `revision ${hash} can't be read` });
        heads.add(hash);
        for (const parent of references.parents) heads.delete(parent);
        for (const kind of recordKinds) for (const one of references[RECORD_LISTS[kind]]) records.add(one);
        for (const one of references.photos) pictures.add(one);
        name = references.siteName ?? name;
        yield `${JSON.stringify({ hash, text, signature })}\n`;
        await breathe();
      }
    }
    await zip.add({ kind: "revisions", siteId: id }, lines());
    const withheld: string[] = [];
    let recordCount = 0;
    for (const hash of records) {
      const record = exchange.record(id, hash);
      if (record === null) continue;
      if (record.kind === "check" && namesOtherSites(parseJson(record.text))) withheld.push(hash);
      else {
        await zip.add({ kind: "record", siteId: id, hash }, [record.text]);
        hasProofs ||= record.kind === "proof";
        recordCount += 1;
      }
      await breathe();
    }
    const photoCount = await addPhotos(pictures);
    return {
      id,
      name: name.slice(0, 200),
      heads: [...heads],
      revisions: hashes.length,
      records: recordCount,
      photos: photoCount,
      withheld,
    };
  }

  /** How many of these are in the file; what has not come to this laptop is not. */
  async function addPhotos(hashes: ReadonlySet<string>): Promise<number> {
    let count = 0;
    for (const hash of hashes) {
      const entry: PackageEntryName = { kind: "photo", hash };
      if (!zip.has(entry)) {
        const bytes = (await given.photos?.read(hash)) ?? null;
        if (bytes === null) continue;
        await zip.add(entry, [bytes]);
      }
      count += 1;
    }
    return count;
  }
}

type Content = Iterable<string | Uint8Array> | AsyncIterable<string>;

function createZip(madeAt: Date) {
  const zip = new ZipFile();
  // Whoever adds the entry hears of it.
  zip.on("error", () => undefined);
  const entries: PackageManifest["entries"] = [];
  const names = new Set<string>();
  let totalBytes = 0;
  const tooMuch = (what: string) =>
    new HostError("BAD_INPUT", { detail: `${what}; export fewer sites at once, or without photos` });

  return {
    output: zip.outputStream,
    entries,
    has: (entry: PackageEntryName) => names.has(entryNameOf(entry)),
    end: () => zip.end(),
    /** Done when the entry is packed. */
    add: async (entry: PackageEntryName, content: Content): Promise<void> => {
      const name = entryNameOf(entry);
      const hash = createHash("sha256");
      let size = 0;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      async function* bytes(): AsyncGenerator<Uint8Array, void> {
        try {
          for await (const piece of content) {
            const chunk = typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
            hash.update(chunk);
            size += chunk.length;
            totalBytes += chunk.length;
            if (size > MAX_ENTRY_BYTES[entry.kind]) throw tooMuch(`${name} is too large for one file`);
            if (totalBytes > PACKAGE_LIMITS.totalBytes) throw tooMuch("this is too much for one file");
            yield chunk;
          }
          resolve();
        } catch (error) {
          reject(error);
          throw error;
        }
      }
      if (names.size >= PACKAGE_LIMITS.entries) throw tooMuch("this is too much for one file");
      names.add(name);
      const compress = entry.kind !== "photo";
      zip.addReadStreamLazy(name, { mtime: madeAt, mode: 0o100_600, compress, forceDosTimestamp: true }, (ready) =>
        ready(null, Readable.from(bytes(), { objectMode: false })),
      );
      await promise;
      if (entry.kind !== "manifest") entries.push({ name, size, sha256: hash.digest("hex") });
    },
  };
}
