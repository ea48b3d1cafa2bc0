import { z } from "zod";
import { rescueSchema } from "#core/contract/contract.ts";

/** A second address that one of the laptop's adapters may have because of us. */
export const rescueEntrySchema = rescueSchema.extend({ id: z.uuid() });
export type RescueEntry = z.infer<typeof rescueEntrySchema>;
