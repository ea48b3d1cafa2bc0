import { z } from "zod";
import { adapterKindSchema } from "../nat/observation.ts";
import { deviceFindingSchema, deviceSchema, MAX_DEVICE_KEYS } from "./device.ts";
import { sightingSchema, sightingSourceSchema } from "./sighting.ts";

/** The version of the recording's shape; a reader refuses a newer one and migrates an older one. */
export const SCAN_RECORD_VERSION = 1;

/** Enough for a site of some hundred devices; a flood ends here. */
export const MAX_SIGHTINGS = 8_000;
export const MAX_DEVICES = 2_000;

/** Around the scan: what it could and could not do. What explains silence is derived from this. */
export const scanCircumstancesSchema = z.object({
  adapters: z
    .array(
      z.object({
        name: z.string().max(120),
        adapterKind: adapterKindSchema,
        addresses: z.array(z.object({ address: z.string().max(64), prefixLength: z.number().int().min(0).max(128) })),
        /** Searches went out by it. */
        used: z.boolean(),
      }),
    )
    .max(64),
  /** Firewalls of the laptop itself. */
  firewalls: z.array(z.object({ name: z.string().max(80), state: z.enum(["on", "off", "unknown"]) })).max(8),
  /** Sends that the system refused, by adapter and its code ("EPERM", "EHOSTUNREACH", "ENETUNREACH"). */
  refusedSends: z
    .array(z.object({ interfaceName: z.string().max(120), code: z.string().max(40), count: z.number().int() }))
    .max(64),
  /** The gateways of the default routes. */
  gateways: z.array(z.string().max(64)).max(8),
  /** The default route leads into a VPN. */
  vpnHoldsDefaultRoute: z.boolean(),
  addressesSwept: z.number().int().nonnegative(),
  /** Addresses that a neighbour answered for, or a port of theirs. */
  addressesAlive: z.number().int().nonnegative(),
  /** Ports that were tried on those. */
  portsTried: z.number().int().nonnegative(),
  /** Answers beyond what one scan keeps; above zero, something floods the network. */
  sightingsDropped: z.number().int().nonnegative(),
  /** What was not finished when the time was up; empty: all of it was. */
  unfinished: z.array(z.enum(["sweep", "fingerprints"])).max(2),
});
export type ScanCircumstances = z.infer<typeof scanCircumstancesSchema>;

/** What was asked, as the person confirmed it. */
export const scanRequestSchema = z.object({
  /** IPv4 prefixes to sweep, `192.168.1.0/24`; ignored without `sweep`. */
  ranges: z.array(z.string().max(18)).max(16),
  /** False: discovery only. What answers is looked at, no address is tried that did not answer. */
  sweep: z.boolean(),
  /** Addresses that the person added. */
  byHand: z.array(z.string().max(64)).max(64),
});
export type ScanRequest = z.infer<typeof scanRequestSchema>;

/** One finished scan as it is stored and exported. */
export const scanRecordSchema = z.object({
  format: z.literal("farsite-scan"),
  version: z.literal(SCAN_RECORD_VERSION),
  scanId: z.uuid(),
  /** ISO 8601 with offset, the laptop's clock when the scan began. */
  startedAt: z.iso.datetime({ offset: true }),
  durationMs: z.number().nonnegative(),
  farsiteVersion: z.string().max(40),
  cancelled: z.boolean(),
  request: scanRequestSchema,
  circumstances: scanCircumstancesSchema,
  sightings: z.array(sightingSchema).max(MAX_SIGHTINGS),
  devices: z.array(deviceSchema).max(MAX_DEVICES),
  /** About the whole site: why nothing was found, two devices on one address. */
  findings: z.array(deviceFindingSchema).max(64),
});
export type ScanRecord = z.infer<typeof scanRecordSchema>;

export const scanSummarySchema = z.object({
  scanId: z.uuid(),
  startedAt: z.iso.datetime({ offset: true }),
  devices: z.number().int().nonnegative(),
});
export type ScanSummary = z.infer<typeof scanSummarySchema>;

/** What the person wrote about a device of a site. It belongs to the device, whatever address it has. */
export const deviceNoteSchema = z.object({
  keys: z.array(z.string().max(200)).min(1).max(MAX_DEVICE_KEYS),
  name: z.string().trim().min(1).max(120).nullable(),
  note: z.string().trim().min(1).max(2_000).nullable(),
});
export type DeviceNote = z.infer<typeof deviceNoteSchema>;

/** Where searches may go out and what could be swept, for the person to confirm. */
export const scanPlanSchema = z.object({
  adapters: z
    .array(
      z.object({
        name: z.string().max(120),
        adapterKind: adapterKindSchema,
        address: z.string().max(64),
        prefixLength: z.number().int().min(0).max(32),
        /** The prefix that a sweep is proposed for; null: none (a VPN, a network too wide to propose). */
        range: z.string().max(18).nullable(),
        /** Searches go out by it. */
        used: z.boolean(),
      }),
    )
    .max(64),
  sources: z.array(sightingSourceSchema),
});
export type ScanPlan = z.infer<typeof scanPlanSchema>;
