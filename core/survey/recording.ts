import { z } from "zod";
import { HostError } from "../contract/errors.ts";
import { observationSchema, type Observation } from "../nat/observation.ts";
import { CHECK_RECORD_VERSION } from "./check-record.ts";

/** More than any check makes; a larger file is not a recording. */
const MAX_OBSERVATIONS = 2_000;

const recordingSchema = z.object({
  version: z.number().int().optional(),
  observations: z.array(observationSchema).max(MAX_OBSERVATIONS),
});

/**
 * The observations of a recording: a stored check, the JSON of `farsite survey --json`, or any object with an
 * `observations` list. Everything derived in it is ignored and derived anew.
 *
 * @throws HostError NOT_A_RECORDING
 */
export function readRecording(value: unknown): Observation[] {
  const parsed = recordingSchema.safeParse(value);
  if (!parsed.success) {
    const [detail = "not JSON"] = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new HostError("NOT_A_RECORDING", { detail });
  }
  if ((parsed.data.version ?? CHECK_RECORD_VERSION) > CHECK_RECORD_VERSION)
    throw new HostError("NOT_A_RECORDING", { detail: `version ${parsed.data.version} is newer than this Farsite` });
  return parsed.data.observations;
}
