import { z } from "zod";

/** How much a mobile line has to carry, and how good it is where it will stand. Pure arithmetic, with its sources. */

export const needsSchema = z.object({
  /** Pictures that somebody looks at, at the same time. */
  streams: z.number().min(1).max(1_000),
  /** Of one of them, Mbit/s. */
  streamMbps: z.number().min(0.05).max(100),
  /** How long somebody looks, on an ordinary day. */
  hoursPerDay: z.number().min(0).max(24),
});
export type MobileNeeds = z.infer<typeof needsSchema>;

/** A month of 365 / 12 days. */
const DAYS_PER_MONTH = 365 / 12;
const SECONDS_PER_HOUR = 3_600;
const MBIT_PER_GB = 8_000;
/** Packets' own bytes, a VPN around them, keepalives, alarms and updates. */
const OVERHEAD = 1.15;
/** Mobile uploads swing with the hour; half of what was measured is what can be counted on. */
const UPLOAD_RESERVE = 2;

/** Gigabytes (10^9 bytes) a month that go out, with overhead. */
export const gigabytesPerMonth = ({ streams, streamMbps, hoursPerDay }: MobileNeeds): number =>
  Math.ceil(((streams * streamMbps * hoursPerDay * SECONDS_PER_HOUR * DAYS_PER_MONTH) / MBIT_PER_GB) * OVERHEAD);

/** Mbit/s that a measurement should show, so that all streams get through at a bad hour as well. */
export const uploadWanted = ({ streams, streamMbps }: MobileNeeds): number =>
  Math.round(streams * streamMbps * UPLOAD_RESERVE * 10) / 10;

export const signalSchema = z.object({
  /** LTE or 5G reference signal received power, dBm. */
  rsrpDbm: z.number().min(-160).max(-30).nullable(),
  uploadMbps: z.number().min(0).max(10_000).nullable(),
});

/** Teltonika's recommendations for routers: down to -90 dBm good, to -100 with drop-outs, below that hardly a connection. */
const GOOD_RSRP_DBM = -90;
const POOR_RSRP_DBM = -100;

export type Coverage = "good" | "poor" | "none" | "unknown";

/** The measured upload counts before the strength of the signal: a strong cell may be a full one. */
export function coverageOf({ rsrpDbm, uploadMbps }: z.infer<typeof signalSchema>, needs: MobileNeeds): Coverage {
  if (uploadMbps === 0) return "none";
  const isFast = uploadMbps === null ? null : uploadMbps >= uploadWanted(needs);
  if (rsrpDbm === null) return isFast === null ? "unknown" : isFast ? "good" : "poor";
  if (rsrpDbm <= POOR_RSRP_DBM) return "poor";
  return isFast === false || rsrpDbm < GOOD_RSRP_DBM ? "poor" : "good";
}
