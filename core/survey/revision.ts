import { z } from "zod";
import { canonicalJson } from "./canonical-json.ts";
import { sha256HexSchema } from "./sha256-hex.ts";
import { writtenDocumentSchema } from "./survey-document.ts";

/** Two laptops that worked on one site apart give two parents; more come from merging several at once. */
export const MAX_PARENTS = 16;

/**
 * The author of a merge that nobody had to decide on. It follows from its parents alone, so that every laptop that has the same
 * revisions writes the same merge and they meet instead of merging each other's merges for ever.
 */
export const MERGED_BY_RULE = "00000000-0000-0000-0000-000000000000";

/** How a revision came to be, where that is not simply a change of its parent. */
export const revisionNoteSchema = z.discriminatedUnion("kind", [
  /** By `merge-documents.ts` of this version. */
  z.object({ kind: z.literal("merge"), rules: z.number().int().min(1) }),
  /** Takes back what this revision changed. */
  z.object({ kind: z.literal("undo"), of: sha256HexSchema }),
  /** The whole survey as it was then. */
  z.object({ kind: z.literal("restore"), to: sha256HexSchema }),
]);
export type RevisionNote = z.infer<typeof revisionNoteSchema>;

/**
 * One state of a site's survey. Revisions are never changed or deleted: each names the ones it follows by their hash, so
 * any two laptops merge by the union of what they have.
 */
export const revisionSchema = z.object({
  parents: z.array(sha256HexSchema).max(MAX_PARENTS),
  siteId: z.uuid(),
  /** The laptop that wrote it. */
  author: z.uuid(),
  createdAt: z.iso.datetime({ offset: true }),
  note: revisionNoteSchema.optional(),
  document: writtenDocumentSchema,
});
export type Revision = z.infer<typeof revisionSchema>;

/** What is kept and passed on of a revision. Its name is the SHA-256 of this text. */
export const revisionText = (revision: Revision): string => canonicalJson(revision);

/** What a laptop signs of a revision. The first line keeps the signature from ever meaning anything else. */
export const signedText = (hash: string): string => `farsite-revision\n${hash}`;
