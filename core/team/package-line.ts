import { z } from "zod";
import { parseJson } from "../parse-json.ts";
import { sha256HexSchema } from "../survey/sha256-hex.ts";
import { PACKAGE_LIMITS } from "./package-manifest.ts";

/** A line of `revisions.jsonl`; the site is the folder's. */
export const packageLineSchema = z.strictObject({
  hash: sha256HexSchema,
  text: z.string().max(PACKAGE_LIMITS.revisionBytes),
  signature: z.string().max(200).nullable(),
});
export type PackageLine = z.infer<typeof packageLineSchema>;

const named = (...members: ["hash", ...string[]]) =>
  z
    .array(z.object(Object.fromEntries(members.map((member) => [member, sha256HexSchema]))))
    .catch([])
    .default([]);

const revisionSchema = z.object({
  siteId: z.uuid(),
  parents: z.array(sha256HexSchema).max(64),
  document: z.looseObject({
    site: z.object({ name: z.string() }).optional().catch(undefined),
    checks: named("hash"),
    scans: named("hash"),
    proofs: named("hash"),
    photos: named("hash", "thumbnail"),
  }),
});

/** What a revision refers to. */
export interface RevisionReferences {
  siteId: string;
  parents: string[];
  siteName: string | null;
  /** Hashes of its checks, its searches for devices and its tests from outside. */
  checks: string[];
  scans: string[];
  proofs: string[];
  /** Hashes of its pictures and their small ones. */
  photos: string[];
  /** Those of them that are no small ones: as many as a person took. */
  pictures: string[];
}

/**
 * What the revision with this canonical JSON refers to; null: it is none. Of a revision of a newer Farsite only what is where it
 * has always been: it travels all the same.
 */
export function revisionReferences(text: string): RevisionReferences | null {
  if (!isShallowJson(text)) return null;
  const parsed = revisionSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { siteId, parents, document } = parsed.data;
  const hashes = (entries: readonly Record<string, string>[]) => entries.flatMap((entry) => Object.values(entry));
  return {
    siteId,
    parents,
    siteName: document.site?.name ?? null,
    checks: hashes(document.checks),
    scans: hashes(document.scans),
    proofs: hashes(document.proofs),
    photos: hashes(document.photos),
    pictures: document.photos.flatMap(({ hash }) => hash ?? []),
  };
}

/** Whether a JSON text nests no deeper than a survey may; deeper ones overflow the stack of whoever walks them. */
export function isShallowJson(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > PACKAGE_LIMITS.jsonDepth) return false;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return true;
}
