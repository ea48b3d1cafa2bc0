import { z } from "zod";
import { checkRecordSchema } from "./check-record.ts";

export const SURVEY_VERSION = 1;

/**
 * What one revision of a survey holds. This first shape carries the site's name and its checks; later versions widen it
 * and bring a migration from this one.
 */
export const surveyDocumentSchema = z.object({
  format: z.literal("farsite-survey"),
  version: z.literal(SURVEY_VERSION),
  site: z.object({ name: z.string().min(1).max(200) }),
  checks: z.array(checkRecordSchema).max(1_000),
});
export type SurveyDocument = z.infer<typeof surveyDocumentSchema>;
