import { z } from "zod";
import { routeIdSchema } from "../advice/route-id.ts";
import {
  entryFields,
  factSchema,
  line,
  outboundSchema,
  ownSourcing,
  webAddressSchema,
  wordsSchema,
} from "./sourcing.ts";

const statedSchema = z.strictObject({ words: wordsSchema, ...ownSourcing });

/** A VPN, relay or remote-support product that a route can be built with. */
export const productSchema = z.strictObject({
  ...entryFields,
  name: line(120),
  route: routeIdSchema,
  website: webAddressSchema,
  /** Its servers can be the firm's own. */
  selfHosted: factSchema.optional(),
  behindCgnat: factSchema,
  endToEnd: factSchema,
  /** Who can look at the video on its way. */
  whoSees: statedSchema.optional(),
  /** Whether whoever watches must install something. */
  viewerClient: factSchema,
  /** Whether a stream can be given to somebody outside, who has neither client nor account. */
  sharing: factSchema.optional(),
  dataLocation: statedSchema.optional(),
  certification: statedSchema.optional(),
  retention: statedSchema.optional(),
  outbound: z.array(outboundSchema).max(20).default([]),
  note: wordsSchema.optional(),
});
