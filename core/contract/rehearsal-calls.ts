import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { candidateSchema } from "../rehearsal/candidate.ts";
import { rehearsalEventSchema } from "../rehearsal/rehearsal-event.ts";
import { MAX_SIGNAL_CHARACTERS } from "../rehearsal/signal.ts";
import { procedure } from "./procedure.ts";

const siteId = z.uuid();
const port = z.number().int().min(1).max(65_535);

/** What a person says before a direct connection is tried out. */
export const rehearsalRequestSchema = z.object({
  /** Where it is kept; null: nowhere, as for the end that only helps. */
  siteId: siteId.nullable(),
  role: z.enum(["invite", "join"]),
  /**
   * How the two ends meet: at the firm's vantage (who joins types the code of the other screen), or by texts that people carry, which
   * `give` takes.
   */
  signalling: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("vantage"), code: z.string().max(40).nullable() }),
    z.object({ kind: z.literal("by-hand") }),
  ]),
  /** Who or where this end is, for the other screen. */
  name: z.string().max(200).nullable(),
  /** A forward to this laptop that a person set up: what is open outside, and the laptop's port. */
  forwarded: candidateSchema.pick({ address: true, port: true }).extend({ localPort: port }).nullable(),
});
export type RehearsalRequest = z.infer<typeof rehearsalRequestSchema>;

/** Those of a rehearsal; where it belongs to a site and was finished, whether it is kept comes last. */
export const rehearsalNewsSchema = z.discriminatedUnion("type", [
  ...rehearsalEventSchema.options,
  z.object({ type: z.literal("saved"), siteId, siteName: z.string(), revision: z.string() }),
  /** It could not be kept; what was found is in `finished`. */
  z.object({ type: z.literal("not-saved"), code: z.string(), data: z.unknown() }),
]);
export type RehearsalNews = z.infer<typeof rehearsalNewsSchema>;

export const rehearsalCalls = {
  rehearsal: {
    /**
     * Tries a direct connection to a colleague's Farsite out. Ending the iteration (or aborting the call) takes everything back.
     * SITE_NOT_FOUND, REHEARSAL_ALREADY_RUNNING.
     */
    start: procedure.input(rehearsalRequestSchema).output(eventIterator(rehearsalNewsSchema)),
    /**
     * By hand: the text of the other screen, or null once the colleague has put this one's in. What nobody waits for is dropped.
     */
    give: procedure.input(
      z.object({
        text: z
          .string()
          .max(2 * MAX_SIGNAL_CHARACTERS)
          .nullable(),
      }),
    ),
  },
};
