import { z } from "zod";

export const SURVEY_VERSION = 1;

/** Enough for a check every working day over four years; a bound, because a document from elsewhere may be hostile. */
export const MAX_CHECKS_PER_SITE = 1_000;

export const siteNameSchema = z.string().trim().min(1).max(200);

export const sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/, "SHA-256 in lower-case hex");

/**
 * What one revision of a survey holds. This first shape carries the site's name and its checks; later versions widen it
 * and bring a migration from this one.
 *
 * A check is named by the hash of its record instead of being repeated in every later revision: the document stays small
 * however long the history gets, and the revision's hash still covers every byte of every check.
 */
export const surveyDocumentSchema = z.object({
  format: z.literal("farsite-survey"),
  version: z.literal(SURVEY_VERSION),
  site: z.object({ name: siteNameSchema }),
  checks: z.array(z.object({ checkId: z.uuid(), hash: sha256HexSchema })).max(MAX_CHECKS_PER_SITE),
});
export type SurveyDocument = z.infer<typeof surveyDocumentSchema>;
