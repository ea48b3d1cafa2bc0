import { z } from "zod";
import { routeIdSchema } from "../advice/route-id.ts";
import { entryFields, moneySchema, wordsSchema } from "./sourcing.ts";

export const pricePerSchema = z.enum(["month", "year", "once", "stream-month", "viewer-month", "hour"]);

/**
 * `typical`: what the route costs unless somebody chooses otherwise; one for each route. `alternative`: another offer in its place.
 * `extra`: comes on top of either where it applies, and is not counted by itself.
 */
export const priceUseSchema = z.enum(["typical", "alternative", "extra"]);

/** One line of the price book. Without tax unless `what` says otherwise. */
export const priceSchema = z.strictObject({
  ...entryFields,
  route: routeIdSchema,
  /** Id of the product that it buys, where it is one product's. */
  product: entryFields.id.optional(),
  what: wordsSchema,
  ...moneySchema.shape,
  per: pricePerSchema,
  use: priceUseSchema,
  /** The day that the price was asked for by its source, to be shown with it; `seen` is when the source was read. */
  date: z.iso.date(),
});
export type Price = z.infer<typeof priceSchema>;
