import { z } from "zod";
import { transportSchema } from "../nat/observation.ts";

/** The vantage in force for checks. */
export const vantageStatusSchema = z.object({
  url: z.string().nullable(),
  /** A token for this very address is at hand. It is never given out. */
  hasToken: z.boolean(),
});
export type VantageStatus = z.infer<typeof vantageStatusSchema>;

export const vantageTestSchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("answered"),
    /** From where it sees this computer. */
    seenAs: z.object({ address: z.string(), port: z.number().int() }),
    /** How far this computer's clock is ahead of the vantage's, in milliseconds; it does no harm to a check. */
    clockAheadMs: z.number().int(),
    tookMs: z.number().nonnegative(),
    /** The further ports it answers on, for testing what gets out of a site. */
    ports: z.array(
      z.object({
        transport: transportSchema,
        port: z.number().int(),
        /** Null: it listens there. Otherwise why it can't, in the words of its system ("EACCES"). */
        problem: z.string().nullable(),
      }),
    ),
  }),
  z.object({
    state: z.literal("failed"),
    /** The text key is `trouble.<trouble>`. */
    trouble: z.string(),
    detail: z.string().nullable(),
  }),
]);
export type VantageTest = z.infer<typeof vantageTestSchema>;
