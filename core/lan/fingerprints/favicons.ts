import type { Claims, DeviceRole } from "../sighting.ts";

type Icon = { readonly brand: string; readonly model?: string; readonly role: DeviceRole };

/** An icon is copied from model to model and to what others build on it. */
const FAVICON_CERTAINTY = 0.5;

/** MD5 of `/favicon.ico`, from Rapid7's Recog (BSD-2-Clause), which has them from devices on the internet. */
const ICONS: Readonly<Record<string, Icon>> = {
  a3fd8705f010b90e37d42128000f620b: { brand: "Axis", role: "camera" },
  "842c79ab11f38323fc554afbea5c990a": { brand: "D-Link", model: "DCS-932", role: "camera" },
  "9dac0d6bad34f38552361f3a3b5bab16": { brand: "ELAN", role: "camera" },
  // The same on cameras and recorders, whatever Recog says of the role.
  "89b932fcc47cf4ca3faadb0cfdef89cf": { brand: "Hikvision", role: "unknown" },
  efca7d9aeaad122133c65cdf628ac574: { brand: "Hikvision", role: "unknown" },
  d9526978908979fa5018db0bcc762aa0: { brand: "Mobotix", role: "camera" },
  "7de37347ff2f9277824b3e3cfe4a8ada": { brand: "TRENDnet", role: "camera" },
  bd1b5fef10a0846b2db322b90a57b746: { brand: "FLIR", role: "camera" },
};

/** What a favicon says, by its MD5 in lower-case hexadecimal; null when nothing. */
export function claimsOfFavicon(md5: string): Claims | null {
  const icon = Object.hasOwn(ICONS, md5) ? ICONS[md5] : undefined;
  if (icon === undefined) return null;
  const { brand, model, role } = icon;
  return {
    brand,
    ...(model !== undefined && { model }),
    ...(role !== "unknown" && { role }),
    certainty: FAVICON_CERTAINTY,
  };
}
