import { z } from "zod";
import { assertNever } from "../never.ts";
import { sha256HexSchema } from "../survey/sha256-hex.ts";
import { signedLaptopCardSchema } from "./laptop-card.ts";

/** What lies in a `.farsite` file; the format is described in docs/farsite-file.md. */

export const PACKAGE_FORMAT = "farsite-package";
/** The newest that is read. Files without tests from outside are written as version 1, which every Farsite reads. */
export const PACKAGE_VERSION = 2;
export const PACKAGE_VERSION_WITHOUT_PROOFS = 1;

/**
 * What a file may hold. A file comes from somebody else: everything is bounded before it is read. All of it stays below what
 * needs zip64 (APPNOTE 4.3.9.2: 65,535 entries, 4 GiB), which is therefore refused.
 */
export const PACKAGE_LIMITS = {
  entries: 50_000,
  /** Unpacked, all together. */
  totalBytes: 3_900_000_000,
  manifestBytes: 16_000_000,
  laptopsBytes: 8_000_000,
  laptops: 5_000,
  /** All revisions of one site: two hours of typing are about 1,000 of 20 kB. */
  revisionsBytes: 256_000_000,
  revisionBytes: 8_000_000,
  recordBytes: 16_000_000,
  photoBytes: 8_000_000,
  sites: 10_000,
  /** Of unpacked to packed. Revisions repeat each other, but each brings a hash and a signature of its own. */
  ratio: 250,
  /** A few bytes of spaces are no bomb. */
  ratioFromBytes: 1_000_000,
  /** Levels of JSON; a survey has ten. */
  jsonDepth: 64,
} as const;

export type PackageEntryName =
  | { kind: "manifest" }
  | { kind: "laptops" }
  | { kind: "revisions"; siteId: string }
  | { kind: "record"; siteId: string; hash: string }
  | { kind: "photo"; hash: string };

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const REVISIONS = new RegExp(`^sites/(${UUID})/revisions\\.jsonl$`);
const RECORD = new RegExp(`^sites/(${UUID})/records/([0-9a-f]{64})\\.json$`);
const PHOTO = /^photos\/([0-9a-f]{64})\.jpg$/;

/** Longer than any name that there may be. */
export const MAX_ENTRY_NAME_BYTES = 160;

/** What an entry is by its name; null: it has no place in such a file. */
export function packageEntryName(name: string): PackageEntryName | null {
  if (name === "manifest.json") return { kind: "manifest" };
  if (name === "laptops.json") return { kind: "laptops" };
  const [, siteId] = REVISIONS.exec(name) ?? [];
  if (siteId !== undefined) return { kind: "revisions", siteId };
  const [, ofSite, recordHash] = RECORD.exec(name) ?? [];
  if (ofSite !== undefined && recordHash !== undefined) return { kind: "record", siteId: ofSite, hash: recordHash };
  const [, photoHash] = PHOTO.exec(name) ?? [];
  return photoHash === undefined ? null : { kind: "photo", hash: photoHash };
}

export function entryNameOf(name: PackageEntryName): string {
  switch (name.kind) {
    case "manifest":
      return "manifest.json";
    case "laptops":
      return "laptops.json";
    case "revisions":
      return `sites/${name.siteId}/revisions.jsonl`;
    case "record":
      return `sites/${name.siteId}/records/${name.hash}.json`;
    case "photo":
      return `photos/${name.hash}.jpg`;
    default:
      return assertNever(name);
  }
}

/** The most that an entry of each kind may hold, unpacked. */
export const MAX_ENTRY_BYTES: Readonly<Record<PackageEntryName["kind"], number>> = {
  manifest: PACKAGE_LIMITS.manifestBytes,
  laptops: PACKAGE_LIMITS.laptopsBytes,
  revisions: PACKAGE_LIMITS.revisionsBytes,
  record: PACKAGE_LIMITS.recordBytes,
  photo: PACKAGE_LIMITS.photoBytes,
};

const count = z.number().int().nonnegative();

/** Enough to tell a file of a newer Farsite from a damaged one. */
export const packageVersionSchema = z.object({
  format: z.literal(PACKAGE_FORMAT),
  version: z.number().int().positive(),
});

export const packageManifestSchema = z.object({
  format: z.literal(PACKAGE_FORMAT),
  version: z.literal([PACKAGE_VERSION_WITHOUT_PROOFS, PACKAGE_VERSION]),
  madeAt: z.iso.datetime({ offset: true }),
  farsiteVersion: z.string().max(40),
  /** The laptop that made it; null: it had no key yet. */
  madeBy: signedLaptopCardSchema.nullable(),
  sites: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string().max(200),
        /** Revisions that no other one in the file follows. */
        heads: z.array(sha256HexSchema).min(1).max(1_000),
        revisions: count,
        records: count,
        /** Pictures of this site in the file, with their small ones. */
        photos: count,
        /** Checks that stay where they were made, since they name other sites (Farsite 0.1 kept them so). */
        withheld: z.array(sha256HexSchema).max(2_000),
      }),
    )
    .min(1)
    .max(PACKAGE_LIMITS.sites),
  /** Every other entry. */
  entries: z
    .array(z.object({ name: z.string().max(MAX_ENTRY_NAME_BYTES), size: count, sha256: sha256HexSchema }))
    .max(PACKAGE_LIMITS.entries),
});
export type PackageManifest = z.infer<typeof packageManifestSchema>;
