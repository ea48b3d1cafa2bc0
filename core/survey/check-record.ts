import { z } from "zod";
import { observationSchema } from "../nat/observation.ts";
import { diagnosisSchema } from "../nat/diagnosis.ts";

/** The version of the recording's shape; a reader refuses a newer one and migrates an older one. */
export const CHECK_RECORD_VERSION = 1;

/** One finished check as it is stored, exported and replayed. */
export const checkRecordSchema = z.object({
  format: z.literal("farsite-check"),
  version: z.literal(CHECK_RECORD_VERSION),
  checkId: z.uuid(),
  /** ISO 8601 with offset, the laptop's clock when the check began. */
  startedAt: z.iso.datetime({ offset: true }),
  durationMs: z.number().nonnegative(),
  farsiteVersion: z.string().max(40),
  cancelled: z.boolean(),
  observations: z.array(observationSchema).max(2_000),
  diagnosis: diagnosisSchema,
});
export type CheckRecord = z.infer<typeof checkRecordSchema>;
