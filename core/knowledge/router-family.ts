import { z } from "zod";
import { patternSchema } from "./safe-pattern.ts";
import { answerWordSchema, entryFields, labelSchema, line, menuSchema, ownSourcing, wordsSchema } from "./sourcing.ts";

const statusPageSchema = z.strictObject({
  menu: menuSchema,
  /** What the internet address is called there; null: that is not known. */
  label: labelSchema.nullable(),
  ...ownSourcing,
});

/** What the fields of a new port forward are called; those that the form does not have are absent. */
const forwardFieldsSchema = z.strictObject({
  /** Free text that names the rule. */
  name: labelSchema.optional(),
  /** A list of known devices; where it is there, the address need not be typed. */
  device: labelSchema.optional(),
  internalAddress: labelSchema.optional(),
  internalPort: labelSchema.optional(),
  externalPort: labelSchema.optional(),
  protocol: labelSchema.optional(),
  /** Which addresses outside may come in. */
  allowedFrom: labelSchema.optional(),
  enable: labelSchema.optional(),
});
export type ForwardFields = z.infer<typeof forwardFieldsSchema>;

const portForwardSchema = z.strictObject({
  menu: menuSchema,
  /** The button that opens the form. */
  add: labelSchema.optional(),
  fields: forwardFieldsSchema,
  /** The button that keeps it. */
  save: labelSchema.optional(),
  /** What to do, in order, between the two buttons; values stand in `fields` and are not repeated. */
  steps: z.array(wordsSchema).max(12),
  note: wordsSchema.optional(),
  ...ownSourcing,
});

/** A family of routers whose pages and habits are alike. */
export const routerFamilySchema = z.strictObject({
  ...entryFields,
  family: line(80),
  /** Names it in what it says of itself or in its maker's name; see `safe-pattern.ts`. Case does not count. */
  matches: patternSchema,
  /** Name or address of its own page. */
  ownPage: line(120).optional(),
  statusPage: statusPageSchema.optional(),
  portForward: portForwardSchema.optional(),
  upnp: z
    .strictObject({
      /** As it leaves the factory; `varies`: by model, firmware or provider. */
      default: z.enum(["on", "off", "varies", "none", "unknown"]),
      menu: menuSchema.optional(),
      label: labelSchema.optional(),
      words: wordsSchema.optional(),
      ...ownSourcing,
    })
    .optional(),
  /** How it stops translating, so that a router behind it gets the public address. */
  bridge: z
    .strictObject({
      possible: answerWordSchema,
      /** What the setting is called: "Bridge", "IP passthrough", "Exposed host". */
      setting: labelSchema.optional(),
      menu: menuSchema.optional(),
      words: wordsSchema.optional(),
      ...ownSourcing,
    })
    .optional(),
  ddns: z
    .strictObject({
      menu: menuSchema.optional(),
      /** As the router lists them; its maker's own first. */
      providers: z.array(line(80)).max(30),
      words: wordsSchema.optional(),
      ...ownSourcing,
    })
    .optional(),
  backup: z.strictObject({ menu: menuSchema, label: labelSchema.optional(), ...ownSourcing }).optional(),
  /** VPN that the router itself answers as a server; an empty list: none. */
  vpn: z
    .strictObject({
      servers: z.array(z.enum(["wireguard", "openvpn", "ipsec", "l2tp", "pptp"])).max(5),
      menu: menuSchema.optional(),
      words: wordsSchema.optional(),
      ...ownSourcing,
    })
    .optional(),
  /** Where IPv6 is let in to one device. */
  pinhole: z
    .strictObject({ menu: menuSchema, label: labelSchema.optional(), words: wordsSchema.optional(), ...ownSourcing })
    .optional(),
  note: wordsSchema.optional(),
});
export type RouterFamily = z.infer<typeof routerFamilySchema>;
