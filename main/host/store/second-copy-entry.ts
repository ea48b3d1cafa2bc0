import { z } from "zod";
import { sha256HexSchema } from "#core/survey/sha256-hex.ts";
import { recordKinds } from "./record-kinds.ts";

/**
 * What is written a second time beside the database, so that a torn log or a damaged page loses nothing that was confirmed. Both
 * are named by their content, so putting one back twice does no harm.
 */
export const secondCopyEntrySchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("revision"),
    hash: sha256HexSchema,
    siteId: z.uuid(),
    text: z.string(),
    signature: z.string().nullable(),
    /** Written by this laptop itself, so it signs it once its key is at hand. Nothing that comes from elsewhere has it. */
    own: z.literal(true).optional(),
  }),
  z.object({ kind: z.enum(recordKinds), hash: sha256HexSchema, siteId: z.uuid(), text: z.string() }),
]);
export type SecondCopyEntry = z.infer<typeof secondCopyEntrySchema>;
