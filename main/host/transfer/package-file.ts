import { createHash } from "node:crypto";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { parseJson } from "#core/parse-json.ts";
import { signedLaptopCardSchema, type SignedLaptopCard } from "#core/team/laptop-card.ts";
import { isShallowJson, packageLineSchema, type PackageLine } from "#core/team/package-line.ts";
import {
  PACKAGE_LIMITS,
  PACKAGE_VERSION,
  entryNameOf,
  packageManifestSchema,
  packageVersionSchema,
  type PackageEntryName,
  type PackageManifest,
} from "#core/team/package-manifest.ts";
import { notAPackage } from "./not-a-package.ts";
import { openZip, type ZipReader } from "./zip-reader.ts";

/** An opened `.farsite` file. Every reading checks the bytes against the manifest. Everything throws NOT_A_PACKAGE. */
export interface PackageFile {
  readonly manifest: PackageManifest;
  has(entry: PackageEntryName): boolean;
  entries(): PackageEntryName[];
  cards(): Promise<SignedLaptopCard[]>;
  /** The lines of a site's revisions, in their order. */
  lines(siteId: string): AsyncGenerator<PackageLine, void>;
  text(entry: PackageEntryName): Promise<string>;
  bytes(entry: PackageEntryName): Promise<Uint8Array>;
  close(): void;
}

/** A line is a revision as a JSON string: quotes and backslashes take two characters. */
const MAX_LINE_BYTES = 2 * PACKAGE_LIMITS.revisionBytes + 1_000;

/** Reads and checks the manifest against what lies in the file. Throws HostError NOT_A_PACKAGE, PACKAGE_NEWER. */
export async function openPackageFile(file: string): Promise<PackageFile> {
  const zip = await openZip(file);
  try {
    const manifest = await readManifest(zip);
    const listed = new Map(manifest.entries.map((entry) => [entry.name, entry]));
    checkList(zip, manifest, listed);

    async function* stream(name: string): AsyncGenerator<Buffer, void> {
      const hash = createHash("sha256");
      for await (const piece of zip.stream(name)) {
        hash.update(piece);
        yield piece;
      }
      if (hash.digest("hex") !== listed.get(name)?.sha256) throw notAPackage(`${name}: not what the manifest says`);
    }
    const bytes = async (entry: PackageEntryName): Promise<Uint8Array> => {
      const pieces: Buffer[] = [];
      for await (const piece of stream(entryNameOf(entry))) pieces.push(piece);
      return new Uint8Array(Buffer.concat(pieces));
    };
    const text = async (entry: PackageEntryName): Promise<string> => decodeUtf8(await bytes(entry), entryNameOf(entry));

    return {
      manifest,
      bytes,
      text,
      has: (entry) => zip.entries.has(entryNameOf(entry)),
      entries: () => [...zip.entries.values()].map(({ is }) => is),
      cards: async () => {
        const cards = z
          .array(signedLaptopCardSchema)
          .max(PACKAGE_LIMITS.laptops)
          .safeParse(jsonOf(await text({ kind: "laptops" })));
        if (!cards.success) throw notAPackage(`laptops.json: ${z.prettifyError(cards.error)}`, cards.error);
        return cards.data;
      },
      lines: async function* (siteId) {
        const name = entryNameOf({ kind: "revisions", siteId });
        for await (const line of linesOf(stream(name), name)) {
          const parsed = packageLineSchema.safeParse(jsonOf(line));
          if (!parsed.success) throw notAPackage(`${name}: a line that is no revision`, parsed.error);
          yield parsed.data;
        }
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readManifest(zip: ZipReader): Promise<PackageManifest> {
  const json = jsonOf(decodeUtf8(await zip.bytes(entryNameOf({ kind: "manifest" })), "manifest.json"));
  const version = packageVersionSchema.safeParse(json);
  if (!version.success) throw notAPackage("manifest.json: it is none of Farsite's", version.error);
  if (version.data.version > PACKAGE_VERSION) {
    throw new HostError("PACKAGE_NEWER", { found: version.data.version, known: PACKAGE_VERSION });
  }
  const manifest = packageManifestSchema.safeParse(json);
  if (!manifest.success) throw notAPackage(`manifest.json: ${z.prettifyError(manifest.error)}`, manifest.error);
  return manifest.data;
}

/** What the manifest lists and what is there have to be the same: each entry once, of this size, each site with its revisions. */
function checkList(
  zip: ZipReader,
  { sites, entries }: PackageManifest,
  listed: ReadonlyMap<string, PackageManifest["entries"][number]>,
): void {
  if (listed.size !== entries.length || listed.size !== zip.entries.size - 1) {
    throw notAPackage("manifest.json: it does not list what is there");
  }
  const ids = new Set(sites.map(({ id }) => id));
  if (ids.size !== sites.length) throw notAPackage("manifest.json: a site twice");
  for (const { name, is, size } of zip.entries.values()) {
    if (is.kind === "manifest") continue;
    const entry = listed.get(name);
    if (entry?.size !== size) throw notAPackage(`${name}: not what the manifest says`);
    if ("siteId" in is && !ids.has(is.siteId)) throw notAPackage(`${name}: of a site that the manifest does not list`);
    if ("hash" in is && is.hash !== entry.sha256) throw notAPackage(`${name}: not what its name says`);
  }
  for (const wanted of [
    { kind: "laptops" } as const,
    ...[...ids].map((siteId) => ({ kind: "revisions", siteId }) as const),
  ]) {
    if (!zip.entries.has(entryNameOf(wanted))) throw notAPackage(`${entryNameOf(wanted)} is missing`);
  }
}

function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw notAPackage(`${name}: not UTF-8`, error);
  }
}

const jsonOf = (text: string): unknown => (isShallowJson(text) ? parseJson(text) : undefined);

async function* linesOf(stream: AsyncIterable<Buffer>, name: string): AsyncGenerator<string, void> {
  let parts: Buffer[] = [];
  let length = 0;
  const line = (): string => {
    const text = decodeUtf8(Buffer.concat(parts), name);
    [parts, length] = [[], 0];
    return text;
  };
  for await (const piece of stream) {
    let from = 0;
    for (let end = piece.indexOf(0x0a); end !== -1; end = piece.indexOf(0x0a, from)) {
      parts.push(piece.subarray(from, end));
      yield line();
      from = end + 1;
    }
    parts.push(piece.subarray(from));
    length += piece.length - from;
    if (length > MAX_LINE_BYTES) throw notAPackage(`${name}: a line that is too long`);
  }
  if (length > 0) throw notAPackage(`${name}: it ends in the middle of a line`);
}
