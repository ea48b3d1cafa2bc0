import { z } from "zod";
import { makerSchema } from "./maker.ts";
import { priceSchema } from "./price.ts";
import { productSchema } from "./product.ts";
import { providerSchema } from "./provider.ts";
import { routerFamilySchema } from "./router-family.ts";
import { entryFields } from "./sourcing.ts";

export const knowledgeKindSchema = z.enum(["providers", "routers", "makers", "products", "prices"]);
export type KnowledgeKind = z.infer<typeof knowledgeKindSchema>;
export const KNOWLEDGE_KINDS = knowledgeKindSchema.options;

/** What an entry of each kind looks like. */
export const entrySchemas = {
  providers: providerSchema,
  routers: routerFamilySchema,
  makers: makerSchema,
  products: productSchema,
  prices: priceSchema,
} as const satisfies Record<KnowledgeKind, z.ZodObject>;

/** More than one file of the base or a firm's overlay has of one kind. */
export const MAX_ENTRIES = 2_000;

const entriesOf = <T extends z.ZodType>(entry: T) => z.array(entry).max(MAX_ENTRIES);

/** The facts as they are kept: what comes with Farsite, one file each. */
export const knowledgeFilesSchema = z.strictObject({
  providers: entriesOf(providerSchema),
  /** The first that matches counts: what a router runs stands before who built it. */
  routers: entriesOf(routerFamilySchema),
  makers: entriesOf(makerSchema),
  products: entriesOf(productSchema),
  prices: entriesOf(priceSchema),
});
export type KnowledgeFiles = z.infer<typeof knowledgeFilesSchema>;

/** Whose entry it is: Farsite's own or the firm's. */
const origin = { origin: z.enum(["farsite", "firm"]) };

/** All that is known here, the firm's overlay laid over Farsite's own facts. */
export const knowledgeSchema = z.strictObject({
  providers: z.array(providerSchema.extend(origin)),
  routers: z.array(routerFamilySchema.extend(origin)),
  makers: z.array(makerSchema.extend(origin)),
  products: z.array(productSchema.extend(origin)),
  prices: z.array(priceSchema.extend(origin)),
});
export type Knowledge = z.infer<typeof knowledgeSchema>;

/** Takes one of Farsite's own entries out of sight. */
export const hiddenEntrySchema = z.strictObject({ id: entryFields.id, hidden: z.literal(true) });
export type HiddenEntry = z.infer<typeof hiddenEntrySchema>;

const overlayOf = <T extends z.ZodType>(entry: T) => entriesOf(z.union([hiddenEntrySchema, entry]));

/** The firm's own entries: one replaces Farsite's of the same id, hides it, or stands beside. */
export const knowledgeOverlaySchema = z.strictObject({
  providers: overlayOf(providerSchema).default([]),
  routers: overlayOf(routerFamilySchema).default([]),
  makers: overlayOf(makerSchema).default([]),
  products: overlayOf(productSchema).default([]),
  prices: overlayOf(priceSchema).default([]),
});
export type KnowledgeOverlay = z.infer<typeof knowledgeOverlaySchema>;
