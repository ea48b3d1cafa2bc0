import { z } from "zod";
import { entryFields, factSchema, line, moneySchema, ownSourcing, webAddressSchema, wordsSchema } from "./sourcing.ts";

/** What a provider sells that gives the line an address of its own. */
const publicAddressSchema = z.strictObject({
  /** As the provider calls it: what must be asked for. */
  name: line(120),
  /** `dynamic-public`: the line's own, but it changes. */
  kind: z.enum(["dynamic-public", "static"]),
  /** Null: not known; 0: at no charge. */
  monthly: moneySchema.nullable(),
  once: moneySchema.optional(),
  words: wordsSchema.optional(),
  ...ownSourcing,
});

/** An internet provider's one kind of line in one country. */
export const providerSchema = z.strictObject({
  ...entryFields,
  /** ISO 3166-1 alpha-2; null: the same everywhere. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "ISO 3166-1 alpha-2")
    .nullable(),
  name: line(120),
  /** As people type it. */
  aliases: z.array(line(120)).max(20).default([]),
  /** What its addresses are called on the internet: "AS14593", the end of a host name. */
  networks: z.array(line(120)).max(20).default([]),
  line: z.enum(["fixed", "mobile", "satellite"]),
  /** Whether the provider translates (carrier-grade NAT, DS-Lite, MAP-E): `some` = by tariff or region. */
  cgnat: factSchema,
  /** How it shares addresses, where that is known. */
  sharing: z.enum(["nat444", "ds-lite", "map-e", "464xlat"]).optional(),
  ipv6: factSchema.optional(),
  /** Whether a connection from outside is let through to a public address. */
  inbound: factSchema.optional(),
  publicAddress: z.array(publicAddressSchema).max(8).default([]),
  contact: z
    .strictObject({
      phone: line(60).optional(),
      url: webAddressSchema.optional(),
      words: wordsSchema.optional(),
      ...ownSourcing,
    })
    .optional(),
  note: wordsSchema.optional(),
});
