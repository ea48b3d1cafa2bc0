import { z } from "zod";
import { deviceNoteSchema } from "../lan/scan-record.ts";

export const SURVEY_VERSION = 2;

/** Enough for a check every working day over four years; a bound, because a document from elsewhere may be hostile. */
export const MAX_CHECKS_PER_SITE = 1_000;
export const MAX_SCANS_PER_SITE = 1_000;
export const MAX_NOTES_PER_SITE = 2_000;

export const siteNameSchema = z.string().trim().min(1).max(200);

export const sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/, "SHA-256 in lower-case hex");

const common = {
  format: z.literal("farsite-survey"),
  site: z.object({ name: siteNameSchema }),
  checks: z.array(z.object({ checkId: z.uuid(), hash: sha256HexSchema })).max(MAX_CHECKS_PER_SITE),
};

/**
 * What one revision of a survey holds: the site's name, its checks, its searches for devices and what the person wrote about
 * those.
 *
 * A check or scan is named by the hash of its record instead of being repeated in every later revision: the document stays
 * small however long the history gets, and the revision's hash still covers every byte of every record.
 */
export const surveyDocumentSchema = z.object({
  ...common,
  version: z.literal(SURVEY_VERSION),
  scans: z.array(z.object({ scanId: z.uuid(), hash: sha256HexSchema })).max(MAX_SCANS_PER_SITE),
  deviceNotes: z.array(deviceNoteSchema).max(MAX_NOTES_PER_SITE),
});
export type SurveyDocument = z.infer<typeof surveyDocumentSchema>;

/** The shapes that revisions were written in, oldest first. A revision keeps its own: its hash covers it. */
export const writtenDocumentSchema = z.discriminatedUnion("version", [
  z.object({ ...common, version: z.literal(1) }),
  surveyDocumentSchema,
]);
export type WrittenDocument = z.infer<typeof writtenDocumentSchema>;

/** A document of any version as one of the current version. */
export function currentDocument(document: WrittenDocument): SurveyDocument {
  return document.version === 1 ? { ...document, version: SURVEY_VERSION, scans: [], deviceNotes: [] } : document;
}
