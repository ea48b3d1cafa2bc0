import { z } from "zod";
import { deviceAddressSchema } from "#core/lan/device.ts";
import { deviceRoleSchema, openPortSchema, sightingSourceSchema } from "#core/lan/sighting.ts";
import type { DeviceLab } from "./device-lab.ts";

/** The real program on the laptop of a site, and what it says is there. */

const findingSchema = z.object({ code: z.string(), severity: z.string() });
const text = z.string().nullable();

const foundDeviceSchema = z.object({
  id: z.string(),
  keys: z.array(z.string()),
  brand: text,
  model: text,
  firmware: text,
  serialNumber: text,
  name: text,
  role: deviceRoleSchema,
  macs: z.array(z.string()),
  addresses: z.array(deviceAddressSchema),
  ports: z.array(openPortSchema),
  findings: z.array(findingSchema),
  sources: z.array(sightingSourceSchema),
});
export type FoundDevice = z.infer<typeof foundDeviceSchema>;

export const siteScanSchema = z.object({
  durationMs: z.number(),
  firstDeviceMs: z.number().nullable(),
  devices: z.array(foundDeviceSchema),
  findings: z.array(findingSchema),
  circumstances: z.object({ unfinished: z.array(z.string()), sightingsDropped: z.number() }),
});
export type SiteScan = z.infer<typeof siteScanSchema>;

/** A /22 takes 6 s by its budget; what takes five times as long hangs. */
const timeoutMs = 30_000;
/** A wide range is given more time, in proportion. */
const wideTimeoutMs = 600_000;

export const scanCommand = (ranges: readonly string[]): string[] => [
  "node",
  "main/cli/farsite.mjs",
  "scan",
  ...(ranges.length === 0 ? ["--discover-only"] : [...ranges.flatMap((range) => ["--range", range]), "--yes"]),
  "--json",
];

/** @throws Error with its error output when the scan could not be made, or did not end. */
export async function scanSite(
  lab: DeviceLab,
  dataFolder: string,
  ranges: readonly string[] = lab.site.ranges,
): Promise<SiteScan> {
  const isWide = ranges.some((range) => Number(range.split("/")[1]) < 22);
  const result = await lab.run("laptop", scanCommand(ranges), {
    env: { FARSITE_DATA: dataFolder },
    timeoutMs: isWide ? wideTimeoutMs : timeoutMs,
  });
  if (result.exitCode !== 0) {
    throw new Error(`scan ${result.timedOut ? "did not end" : `ended with ${result.exitCode}`}: ${result.stderr}`);
  }
  return siteScanSchema.parse(JSON.parse(result.stdout));
}
