import { z } from "zod";
import {
  entryFields,
  factSchema,
  line,
  menuSchema,
  outboundSchema,
  ownSourcing,
  portSchema,
  wordsSchema,
} from "./sourcing.ts";

/**
 * What somebody outside wants of a device: the maker's app, its web page in a browser, the stream, programs by the maker's own protocol,
 * messages to a receiving centre, the programming of a panel.
 */
export const portUseSchema = z.enum(["app", "web", "rtsp", "sdk", "push", "panel"]);
export type PortUse = z.infer<typeof portUseSchema>;

const makerPortSchema = z.strictObject({
  ...portSchema.shape,
  uses: z.array(portUseSchema).min(1).max(6),
  /** As it leaves the factory. Absent: not known. */
  encrypted: z.boolean().optional(),
  words: wordsSchema.optional(),
  ...ownSourcing,
});

const forwardForSchema = z.strictObject({
  use: portUseSchema,
  /** All of them are needed; what another use needs is not repeated. */
  ports: z.array(portSchema).min(1).max(8),
  words: wordsSchema.optional(),
  ...ownSourcing,
});

const cloudSchema = z.strictObject({
  name: line(80),
  /** The apps people watch with. */
  apps: z.array(line(80)).max(8).default([]),
  /** Where it is switched on in the recorder. */
  menu: menuSchema.optional(),
  /** As it leaves the factory. */
  default: z.enum(["on", "off", "varies", "unknown"]).default("unknown"),
  outbound: z.array(outboundSchema).max(40).default([]),
  endToEnd: factSchema.optional(),
  whoSees: wordsSchema.optional(),
  dataLocation: wordsSchema.optional(),
  /** How a device is taken out of an account: by its owner, and when the account is lost. */
  exit: wordsSchema.optional(),
  words: wordsSchema.optional(),
  ...ownSourcing,
});

/**
 * What is known of a maker's recorders, cameras or panels. Stream addresses are in `core/lan/picture-paths.ts`, what a port is for in
 * `core/lan/port-purpose.ts`.
 */
export const makerSchema = z.strictObject({
  ...entryFields,
  /** As in `core/lan/brand-table.ts`. */
  brand: line(80),
  ports: z.array(makerPortSchema).max(30),
  /** What a forward needs, by what it is for. */
  forward: z.array(forwardForSchema).max(6).default([]),
  neverForward: z
    .array(z.strictObject({ ...portSchema.shape, words: wordsSchema.optional(), ...ownSourcing }))
    .max(30)
    .default([]),
  cloud: cloudSchema.optional(),
  note: wordsSchema.optional(),
});
