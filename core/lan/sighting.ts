import { z } from "zod";

/**
 * What a scan saw of a device, and nothing more: one sighting for each answer. Sightings are the only input of the reasoning
 * in `core/lan`: a recorded list of them gives the same devices on any machine, in any order.
 */

/** Protocols in which a device tells about itself when a datagram asks for it, or unasked. docs/protocols has a page for each family. */
export const DISCOVERY_SOURCES = [
  "onvif-discovery",
  "ssdp",
  "mdns",
  "sadp",
  "dhdiscover",
  "dahua-v1",
  "sofia",
  "mhed",
  "hanwha",
  "bosch",
  "panasonic",
  "vivotek",
  "foscam",
  "vstarcam",
  "ubiquiti",
  "sony",
  "360vision",
  "lantronix",
  "hid",
  "knx",
  "bacnet",
  "loxone",
  "netbios",
] as const;

/** Where else a sighting may come from. */
const OTHER_SOURCES = [
  /** The system's table of neighbours (ARP, IPv6 neighbour discovery). */
  "neighbour",
  /** A TCP port took a connection. */
  "port",
  "http",
  "favicon",
  "tls",
  "rtsp",
  /** ONVIF device service, asked without a login. */
  "onvif",
  /** What FTP, Telnet or SSH say when they are connected to. */
  "banner",
  /** The description behind an SSDP answer. */
  "upnp-description",
  /** A page or file of the maker's own that needs no login. */
  "vendor-page",
  /** Read with a login that the person typed for this device. */
  "login",
  /** Added by hand. */
  "person",
] as const;

export const sightingSourceSchema = z.enum([...DISCOVERY_SOURCES, ...OTHER_SOURCES]);
export type SightingSource = z.infer<typeof sightingSourceSchema>;
export type DiscoverySource = (typeof DISCOVERY_SOURCES)[number];

/**
 * `bridge`: serial and other bridges that put a panel on the network; `controller`: access control, smart home, building
 * automation; `other`: known, and none of these (printer, television, computer).
 */
export const deviceRoleSchema = z.enum([
  "recorder",
  "camera",
  "panel",
  "door-station",
  "controller",
  "bridge",
  "router",
  "other",
  "unknown",
]);
export type DeviceRole = z.infer<typeof deviceRoleSchema>;

/** A device's own words: control characters taken out, cut to what a line on the screen can take. */
const ownWords = z.string().min(1).max(200);
const addressText = z.string().max(64);
export const portSchema = z.number().int().min(1).max(65_535);
export const macTextSchema = z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/, "lower case, with colons");

export const openPortSchema = z.object({
  transport: z.enum(["tcp", "udp"]),
  port: portSchema,
  /** What it is for: a key of `core/lan/port-purpose.ts`; null: nobody knows. */
  service: z.string().max(40).nullable(),
});
export type OpenPort = z.infer<typeof openPortSchema>;

export const certificateSchema = z.object({
  port: portSchema,
  /** SHA-256 of the certificate, lower-case hex. */
  fingerprint: z.string().max(64),
  subject: z.string().max(300),
  issuer: z.string().max(300),
  selfSigned: z.boolean(),
  /** ISO 8601; null where the certificate has no readable date. */
  validFrom: z.string().max(40).nullable(),
  validTo: z.string().max(40).nullable(),
});
export type Certificate = z.infer<typeof certificateSchema>;

/** What one answer says about its device. What it doesn't say is absent, never made up. */
export const claimsSchema = z.object({
  /** Of the card that the answer describes, normal form. */
  mac: macTextSchema.optional(),
  /** Canonical; its own first. */
  addresses: z.array(addressText).max(16).optional(),
  uuid: z.string().min(1).max(120).optional(),
  serialNumber: ownWords.optional(),
  /** The name people know the maker by (`core/lan/brands.ts`), not the company's. */
  brand: ownWords.optional(),
  model: ownWords.optional(),
  firmware: ownWords.optional(),
  /** What somebody called it. */
  name: ownWords.optional(),
  hostName: ownWords.optional(),
  role: deviceRoleSchema.optional(),
  /** How sure brand, model and role are, 0-1, where that is less than the source's usual trust (a favicon many share). */
  certainty: z.number().min(0).max(1).optional(),
  ports: z.array(openPortSchema).max(64).optional(),
  /** Pages and services by their URL, as said and on the device's own address. */
  urls: z
    .array(z.object({ kind: z.enum(["web", "onvif", "rtsp", "snapshot"]), url: z.string().max(500) }))
    .max(8)
    .optional(),
  network: z
    .object({
      prefixLength: z.number().int().min(0).max(32).optional(),
      /** Null: it says that it has none, so it can't be reached from another network. */
      gateway: addressText.nullable().optional(),
      dnsServers: z.array(addressText).max(8).optional(),
      dhcp: z.boolean().optional(),
    })
    .optional(),
  /** False: it has no password yet and waits to be set up. */
  activated: z.boolean().optional(),
  /** Inputs of a recorder: of its own, and those that cameras on the network fill. */
  channels: z
    .object({
      analog: z.number().int().min(0).max(4_096).optional(),
      network: z.number().int().min(0).max(4_096).optional(),
    })
    .optional(),
  /** The device's clock minus the laptop's, in seconds, when it answered. */
  clockOffsetSeconds: z.number().int().optional(),
  /** It shows this without a login. */
  openWithoutLogin: z
    .array(z.enum(["rtsp", "snapshot", "onvif-media"]))
    .max(3)
    .optional(),
  certificate: certificateSchema.optional(),
});
export type Claims = z.infer<typeof claimsSchema>;

export const sightingSchema = z.object({
  source: sightingSourceSchema,
  /** Whom it came from: the packet's sender, or the address that was asked. Canonical, without zone. */
  address: addressText,
  /** The port it came from or that was asked; null where there is none (neighbours, by hand). */
  port: portSchema.nullable(),
  /** The laptop's adapter it was seen on; null where that is not known. */
  interfaceName: z.string().max(120).nullable(),
  /** Milliseconds since the scan began. */
  atMs: z.number().nonnegative(),
  claims: claimsSchema,
  /** What came, as text or hex, without anything secret; null where there is nothing to show. */
  raw: z.string().max(4_000).nullable(),
});
export type Sighting = z.infer<typeof sightingSchema>;
