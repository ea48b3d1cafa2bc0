import { z } from "zod";
import { messageSchema, severitySchema } from "../nat/diagnosis.ts";
import {
  certificateSchema,
  claimsSchema,
  deviceRoleSchema,
  macTextSchema,
  openPortSchema,
  sightingSourceSchema,
} from "./sighting.ts";

/** One physical device, put together from everything that was seen of it. Derived; `sighting.ts` holds what was seen. */

/** A value, who said so, how sure that is, and who says otherwise. */
const sourced = <T extends z.ZodType>(value: T) =>
  z.object({
    value,
    source: sightingSourceSchema,
    /** 0-1. */
    confidence: z.number().min(0).max(1),
    /** Other values that were said, most trusted first. */
    otherwise: z.array(z.object({ value, source: sightingSourceSchema })).max(8),
  });
const sourcedText = sourced(z.string().max(200));
export type Sourced<T> = {
  value: T;
  source: z.infer<typeof sightingSourceSchema>;
  confidence: number;
  otherwise: { value: T; source: z.infer<typeof sightingSourceSchema> }[];
};

export const deviceAddressSchema = z.object({
  /** Canonical, IPv4 or IPv6, without zone. */
  address: z.string().max(64),
  interfaceName: z.string().max(120).nullable(),
  /** MAC that answers for it on this network; null where that is not known. */
  mac: macTextSchema.nullable(),
  /** Whether the laptop has an address in the same network; null for link-local IPv6. */
  inOwnNetwork: z.boolean().nullable(),
  /** False: the device names it, and nothing came from it. */
  seen: z.boolean(),
});
export type DeviceAddress = z.infer<typeof deviceAddressSchema>;

/** Something to know or to do about a device. Texts: `deviceFinding.<code>` in `core/text`. */
export const deviceFindingSchema = z.object({
  code: z.string().max(80),
  severity: severitySchema,
  title: messageSchema,
  whatToDo: messageSchema.nullable(),
  /** Where to read more: an advisory of the maker, an entry of a register. */
  links: z.array(z.object({ label: z.string().max(120), url: z.string().max(500) })).max(8),
  sources: z.array(sightingSourceSchema),
});
export type DeviceFinding = z.infer<typeof deviceFindingSchema>;

/** More names than a device was ever seen to go by. */
export const MAX_DEVICE_KEYS = 24;

export const deviceSchema = z.object({
  /** The first of `keys`: the same for the same device in every scan, unless it shows less of itself. */
  id: z.string().max(200),
  /** All by which it is known again: `mac:…`, `serial:brand:…`, `uuid:…`; `address:…` only where there is nothing else. */
  keys: z.array(z.string().max(200)).min(1).max(MAX_DEVICE_KEYS),
  brand: sourcedText.nullable(),
  model: sourcedText.nullable(),
  firmware: sourcedText.nullable(),
  serialNumber: sourcedText.nullable(),
  /** What somebody called it in its own settings. */
  name: sourcedText.nullable(),
  role: sourced(deviceRoleSchema),
  macs: z.array(macTextSchema).max(16),
  /** Who made its network card, by the registry; null: nobody is known. */
  maker: z.string().max(200).nullable(),
  /** The one to use first comes first. */
  addresses: z.array(deviceAddressSchema).min(1).max(32),
  ports: z.array(openPortSchema).max(128),
  /** Ready to open or copy. */
  links: z.array(z.object({ kind: z.enum(["web", "onvif", "rtsp", "snapshot"]), url: z.string().max(500) })).max(16),
  network: claimsSchema.shape.network.unwrap().nullable(),
  activated: z.boolean().nullable(),
  channels: claimsSchema.shape.channels.unwrap().nullable(),
  clockOffsetSeconds: z.number().int().nullable(),
  certificates: z.array(certificateSchema).max(8),
  findings: z.array(deviceFindingSchema).max(64),
  /** How it was seen, each once, in the order of `sightingSourceSchema`. */
  sources: z.array(sightingSourceSchema),
});
export type Device = z.infer<typeof deviceSchema>;
