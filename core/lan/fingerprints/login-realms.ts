import type { Claims } from "../sighting.ts";
import { ANY_CAMERA, ANY_RECORDER, recognise, recogniseName, type Fingerprint } from "./fingerprint.ts";

/** Realms of HTTP and RTSP logins, where makers like to put the model, the serial number or the hardware address. */
const REALMS: readonly Fingerprint[] = [
  { text: /^TiVo\b/i, brand: "TiVo", role: "other" },
  { text: /^AXIS_(?<mac>[0-9a-f]{12})$/i, brand: "Axis" },
  { text: /^(?<model>i?DS-\S+)$/i, brand: "Hikvision" },
  { text: /^hikvision$/i, brand: "Hikvision" },
  // The digits in brackets differ from device to device.
  { text: /^IP Camera ?\([0-9A-Z]{4,6}\)$/i, brand: "Hikvision", role: "camera", certainty: 0.6 },
  { text: /^Embedded Net DVR$/i, brand: "Hikvision", role: "recorder", certainty: 0.8 },
  { text: /^DVRNVRDVS$/i, brand: "Hikvision", role: "recorder", certainty: 0.8 },
  { text: /^Login to (?<serial>AMC[0-9A-Z]{10,})$/i, brand: "Amcrest" },
  { text: /^Login to (?<serial>ND[0-9]{3,20})$/i, brand: "Lorex", role: "recorder" },
  { text: /^Login to (?<serial>[0-9A-Z]{13,18})$/, brand: "Dahua", certainty: 0.8 },
  { text: /^Login to [0-9a-f]{32}$/i, brand: "Dahua", certainty: 0.8 },
  { text: /^Use 'live' as User Name/i, brand: "Bosch", model: "AutoDome", role: "camera", certainty: 0.5 },
  { text: /^(?<model>DCS-\S+)/, brand: "D-Link" },
  { text: /^(?<model>DNR-\S+)/, brand: "D-Link" },
  { text: /^(?<model>TV-IP\S+)/, brand: "TRENDnet", role: "camera" },
  { text: /^(?<model>IC-\d{4}\S*)/, brand: "Edimax", role: "camera" },
  { text: /^(?:Linksys )?(?<model>WVC\d\S*)/, brand: "Cisco", role: "camera" },
  { text: /^iPOLiS\b/i, brand: "Hanwha Vision", role: "camera", certainty: 0.7 },
  { text: /^streaming_server$/, brand: "VIVOTEK", role: "camera", certainty: 0.5 },
  { text: /^MOBOTIX Camera/i, brand: "Mobotix", role: "camera" },
  { text: /^Panasonic network device$/i, brand: "Panasonic", role: "camera", certainty: 0.7 },
  { text: /^Sony Network Camera(?: (?<model>SNC-\S+))?/i, brand: "Sony", role: "camera" },
  { text: /^Siqura$/i, brand: "Siqura", role: "camera" },
  { text: /^BC Streaming Media$/i, brand: "Reolink" },
  { text: /^TP-Link IP-Camera$/i, brand: "TP-Link", role: "camera" },
  { text: /^(?<model>shelly[a-z0-9]+)-[0-9a-f]{6,12}$/i, brand: "Shelly", role: "controller" },
  { text: /^(?:TP-LINK|NETGEAR|HuaweiHomeGateway|Speedport|RouterOS|DD-WRT)\b/i, role: "router", certainty: 0.5 },
  { text: /^TD-?[WV]?8\w+/, brand: "TP-Link", role: "router" },
  ANY_CAMERA,
  ANY_RECORDER,
];

/** What the realm of a login says; null when nothing. */
export function claimsOfRealm(realm: string): Claims | null {
  const claims = recognise(REALMS, realm) ?? recogniseName(realm);
  if (claims?.role !== "router" || claims.brand !== undefined) return claims;
  return { ...recogniseName(realm), ...claims };
}
