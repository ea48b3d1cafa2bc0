import { isEquipment, type DeviceHit, type DeviceRule } from "./device-rule.ts";

/** Findings about how a device was set up: its first password, its clock. */
export const SETUP_FINDINGS: readonly DeviceRule[] = [
  {
    code: "not-activated",
    severity: "warning",
    find: ({ device }) => (device.activated === false ? { sources: device.sources } : null),
  },
  {
    // Asked of people, never tried on the device.
    code: "default-password-ask",
    severity: "info",
    find: ({ device }) => (isEquipment(device) && device.activated === null ? {} : null),
  },
  {
    code: "clock-hours-off",
    severity: "warning",
    find: ({ device }) => {
      const seconds = device.clockOffsetSeconds;
      const hours = seconds === null ? null : zoneHours(seconds);
      return hours === null ? null : { args: { hours }, sources: device.sources };
    },
  },
  {
    code: "clock-wrong",
    severity: "warning",
    hiddenBy: ["clock-hours-off"],
    find: ({ device }) => clockOff(device.clockOffsetSeconds, CLOCK_TOLERANCE_SECONDS, DAY_SECONDS, 60),
  },
  {
    code: "clock-far-off",
    severity: "warning",
    find: ({ device }) => clockOff(device.clockOffsetSeconds, DAY_SECONDS, Number.POSITIVE_INFINITY, DAY_SECONDS),
  },
];

/** A recording that is a minute off still finds its place; logins that are signed with the time fail from some minutes on. */
const CLOCK_TOLERANCE_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** Off by more than `over` seconds and at most `upTo`, counted in units, at least one. */
function clockOff(seconds: number | null, over: number, upTo: number, unitSeconds: number): DeviceHit | null {
  const off = Math.abs(seconds ?? 0);
  if (off <= over || off > upTo) return null;
  return { args: { count: Math.max(1, Math.round(off / unitSeconds)) }, sources: ["login", "onvif", "sadp", "http"] };
}

/** Time zones are whole half-hours up to 14 hours; summer time is one. */
const ZONE_STEP_SECONDS = 1_800;
const MAX_ZONE_SECONDS = 14 * 3_600;

/** The hours by which a clock is off when that looks like a wrong time zone; null otherwise. */
function zoneHours(seconds: number): number | null {
  const steps = Math.round(seconds / ZONE_STEP_SECONDS);
  const rest = Math.abs(seconds - steps * ZONE_STEP_SECONDS);
  if (steps === 0 || rest > CLOCK_TOLERANCE_SECONDS || Math.abs(seconds) > MAX_ZONE_SECONDS) return null;
  return Math.abs(steps) / 2;
}
