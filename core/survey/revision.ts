import { z } from "zod";
import { canonicalJson } from "./canonical-json.ts";
import { sha256HexSchema, writtenDocumentSchema } from "./survey-document.ts";

/** SHA-256 of a text's UTF-8 bytes as lower-case hex; passed in, because core has no cryptography of its own. */
export type Sha256Hex = (text: string) => string;

/** Two laptops that worked on one site apart give two parents; more come from merging several at once. */
const MAX_PARENTS = 16;

/**
 * One state of a site's survey. Revisions are never changed or deleted: each names the ones it follows by their hash, so
 * any two laptops merge by the union of what they have.
 */
export const revisionSchema = z.object({
  parents: z.array(sha256HexSchema).max(MAX_PARENTS),
  siteId: z.uuid(),
  /** The installation that wrote it. */
  author: z.uuid(),
  createdAt: z.iso.datetime({ offset: true }),
  document: writtenDocumentSchema,
});
export type Revision = z.infer<typeof revisionSchema>;

/** A revision's name: the hash of its canonical JSON. */
export function revisionHash(revision: Revision, sha256: Sha256Hex): string {
  const { parents, siteId, author, createdAt, document } = revision;
  return sha256(canonicalJson({ parents, siteId, author, createdAt, document }));
}
