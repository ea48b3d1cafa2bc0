import { z } from "zod";
import { messageSchema } from "../nat/diagnosis.ts";
import { proofRecordSchema } from "./proof-record.ts";

/** What a page for a telephone reports, in this order: ready, then visits as they come, then proven or not. */
export const phoneEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("ready"),
    /** What the QR code says: the site's public address and the tested port. */
    url: z.string().max(500),
    /** What to heed: the laptop's firewall, a port that browsers refuse and what was taken instead. */
    remarks: z.array(messageSchema).max(8),
    /** After this the page is closed; ISO 8601. */
    until: z.iso.datetime({ offset: true }),
  }),
  z.object({
    type: z.literal("visit"),
    at: z.iso.datetime({ offset: true }),
    from: z.string().max(64),
    /** `outside`: it proves the way. The others say why it does not. */
    judged: z.enum(["outside", "same-network", "hairpin", "same-carrier", "wrong-page"]),
    remark: messageSchema,
  }),
  /** The test is over; the record is kept in the survey. */
  z.object({ type: z.literal("finished"), record: proofRecordSchema }),
  /** It could not begin, or ended without a visit that proves anything. */
  z.object({ type: z.literal("failed"), why: messageSchema }),
]);
export type PhoneEvent = z.infer<typeof phoneEventSchema>;
