import { z } from "zod";
import { messageSchema } from "../nat/diagnosis.ts";
import { candidateSchema, MAX_CANDIDATES, pairEndSchema } from "./candidate.ts";
import { directPredictionSchema } from "./prediction.ts";
import { rehearsalOutcomeSchema, rehearsalRecordSchema } from "./rehearsal-record.ts";
import { MAX_SIGNAL_CHARACTERS } from "./signal.ts";

/** What a rehearsal reports as it goes on; `finished` or `failed` is the last thing that it finds out. */
export const rehearsalEventSchema = z.discriminatedUnion("type", [
  /** To be typed in on the other laptop. */
  z.object({ type: z.literal("code"), code: z.string().max(20) }),
  /** Candidates of one end, once they are known. */
  z.object({
    type: z.literal("candidates"),
    side: z.enum(["here", "there"]),
    name: z.string().max(200).nullable(),
    candidates: z.array(candidateSchema).max(MAX_CANDIDATES),
  }),
  /** No server outside answers over UDP. */
  z.object({ type: z.literal("udp-blocked") }),
  /** By hand: to be carried to the other laptop, as text or QR code. */
  z.object({ type: z.literal("text"), text: z.string().max(MAX_SIGNAL_CHARACTERS) }),
  /** `text` and `begin`: by hand, for the other text or (joining end) the word that the colleague has put this one's in. */
  z.object({ type: z.literal("waiting"), for: z.enum(["colleague", "text", "begin"]) }),
  /** What was given was no good; it is waited for again. */
  z.object({ type: z.literal("refused"), why: messageSchema }),
  /** Both screens must show the same. */
  z.object({ type: z.literal("digits"), digits: z.string().regex(/^\d{4}$/) }),
  z.object({ type: z.literal("predicted"), prediction: directPredictionSchema }),
  /** The first round at the vantage is without a relay, which would answer before a direct path is found. */
  z.object({ type: z.literal("checking"), relay: z.boolean() }),
  z.object({
    type: z.literal("connected"),
    outcome: rehearsalOutcomeSchema,
    pair: z.object({ here: pairEndSchema, there: pairEndSchema }),
  }),
  z.object({ type: z.literal("finished"), record: rehearsalRecordSchema, prediction: directPredictionSchema }),
  /** Nothing could be found out. */
  z.object({ type: z.literal("failed"), why: messageSchema }),
]);
export type RehearsalEvent = z.infer<typeof rehearsalEventSchema>;
