import { z } from "zod";
import { accountEntrySchema } from "../survey/survey-sections.ts";
import { signedLaptopCardSchema } from "../team/laptop-card.ts";

/** More accounts than a site has; what comes from elsewhere is bounded. */
export const MAX_HANDED_OVER = 100;

/**
 * Passwords on their way from one laptop to another: signed by the one that has them, encrypted to the one that gets them. It travels
 * as a file or a QR code, never by the team's server.
 */
export const handOverSchema = z.object({
  format: z.literal("farsite-handover"),
  version: z.literal(1),
  at: z.iso.datetime({ offset: true }),
  from: signedLaptopCardSchema,
  /** The laptop it is meant for: nobody passes it on as meant for another one. */
  to: z.uuid(),
  siteId: z.uuid(),
  siteName: z.string().max(200),
  accounts: z
    .array(accountEntrySchema.extend({ password: z.string().min(1).max(4_000) }))
    .min(1)
    .max(MAX_HANDED_OVER),
});
export type HandOver = z.infer<typeof handOverSchema>;

export const signedHandOverSchema = z.object({
  handOver: handOverSchema,
  /** Ed25519 by the key on the card in `from`, over `handOverText`, base64. */
  signature: z.base64().length(88),
});

/** The first line keeps the signature from ever meaning anything else. */
export const handOverText = (canonical: string): string => `farsite-handover\n${canonical}`;

/** What a hand-over's text begins with, so that it is known among other QR codes; base64url of an age file follows. */
export const HAND_OVER_PREFIX = "farsite-handover:";
