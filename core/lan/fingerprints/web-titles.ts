import type { Claims } from "../sighting.ts";
import { ANY_CAMERA, ANY_RECORDER, recognise, recogniseName, type Fingerprint } from "./fingerprint.ts";

/** Titles of web pages, as they are documented, seen in manuals or told by users. */
const TITLES: readonly Fingerprint[] = [
  { text: /^AXIS (?<model>\S+(?: PTZ| Mk I+)?) .*?(?:Camera|Video Server|Encoder|Recorder)/i, brand: "Axis" },
  { text: /^Live view\b.*\bAXIS (?<model>\S+)/i, brand: "Axis" },
  { text: /^AXIS .*print ?server/i, brand: "Axis", role: "other" },
  // Cameras of the last fifteen years: the page is the same for controllers and speakers, which is why it is not sure.
  { text: /^AXIS$/i, brand: "Axis", role: "camera", certainty: 0.5 },
  { text: /^WEB SERVICE$/, brand: "Dahua", certainty: 0.6 },
  { text: /^DVR WebClient$/i, brand: "Dahua", role: "recorder", certainty: 0.4 },
  { text: /^NET ?Sur?veillance(?: WEB)?$/i, brand: "Xiongmai", certainty: 0.8 },
  { text: /^Reolink$/i, brand: "Reolink" },
  { text: /^(?:Wisenet )?WEB ?VIEWER$/i, brand: "Hanwha Vision", certainty: 0.5 },
  { text: /^Web Viewer for Samsung DVR$/i, brand: "Samsung", role: "recorder" },
  { text: /^iPOLiS\b/i, brand: "Hanwha Vision", role: "camera", certainty: 0.6 },
  { text: /^(?:IPCam Client|Foscam\b.*)$/i, brand: "Foscam", role: "camera", certainty: 0.6 },
  { text: /^GeoVision Inc\. - IP Camera/i, brand: "GeoVision", role: "camera" },
  { text: /^(?:GeoHttpServer|Geo ?Vision\b.*(?:DVR|NVR|VMS))/i, brand: "GeoVision", role: "recorder", certainty: 0.6 },
  { text: /^-+\s*VIDEO WEB SERVER\s*-+$/i, brand: "AVTECH", role: "recorder", certainty: 0.8 },
  { text: /^(?<model>(?:WV|BB|BL)-\S+) Network Camera$/, brand: "Panasonic" },
  { text: /^(?:Sony Network Camera )?(?<model>SNC-\S+)/, brand: "Sony" },
  { text: /^Redirect to userimage: \/control\/userimage\.html$/, brand: "Mobotix", role: "camera" },
  { text: /^(?<model>(?:[MSQDVC]|T)\d{2}[A-Z]*) mx10-/i, brand: "Mobotix", role: "camera" },
  { text: /^Cisco IP Camera$/i, brand: "Cisco", role: "camera" },
  { text: /^Eagle Eye Networks /i, brand: "Eagle Eye Networks", role: "recorder" },
  { text: /^Genetec - (?:SHARP\S+)$/i, brand: "Genetec", model: "AutoVu SharpV", role: "camera" },
  { text: /^(?<model>IQ\S+) IQEYE\S+: Live Images$/i, brand: "IQinVision", role: "camera" },
  { text: /^Network Video Recorder Login$/, brand: "NUUO", role: "recorder" },
  { text: /^UniFi (?:Video|NVR|Protect)\b/i, brand: "Ubiquiti", role: "recorder" },
  { text: /^airVision:/i, brand: "Ubiquiti", role: "recorder" },
  { text: /^airOS\b/i, brand: "Ubiquiti", role: "other" },
  { text: /^(?<model>DCS-\d\S*)/, brand: "D-Link" },
  { text: /^D-LINK .*(?:INTERNET|NETWORK) CAMERA/i, brand: "D-Link", role: "camera" },
  { text: /^(?<model>TV-IP\S+)/, brand: "TRENDnet", role: "camera" },
  { text: /^(?<model>GXV3[56]\S+|GSC36\S+|GDS37\S+|GVR35\S+)/i, brand: "Grandstream" },

  // Recording software on somebody's computer.
  { text: /^Blue Iris\b/i, brand: "Blue Iris", role: "recorder" },
  { text: /^Agent DVR\b/i, brand: "iSpy", model: "Agent DVR", role: "recorder" },
  { text: /^(?:ZM|ZoneMinder) - (?:Login|Console)/i, brand: "ZoneMinder", role: "recorder" },
  { text: /^Frigate$/i, brand: "Frigate", role: "recorder" },
  { text: /^Shinobi\b/i, brand: "Shinobi", role: "recorder" },
  { text: /^(?:Nx Witness|DW Spectrum|Wisenet WAVE)\b/i, role: "recorder" },

  // Panels, controllers, bridges.
  { text: /^(?<model>SPC ?[4-6]\d{3})\b/i, brand: "Vanderbilt", role: "panel", certainty: 0.7 },
  {
    text: /^(?:HID (?:Global )?)?(?<model>(?:VertX|EDGE) (?:EVO )?\S*)/i,
    brand: "HID",
    role: "controller",
    certainty: 0.7,
  },
  { text: /^Lantronix\b|^(?:XPort|UDS\d+|xDirect)\b/i, brand: "Lantronix", role: "bridge" },
  { text: /^(?:MOXA |NPort )(?:.*\b)?(?<model>NPort \S+)?/i, brand: "Moxa", role: "bridge", certainty: 0.7 },
  { text: /^(?:Loxone\b|LoxLIVE)/i, brand: "Loxone", role: "controller" },
  { text: /^Shelly\b/i, brand: "Shelly", role: "controller" },
  { text: /^Home Assistant$/i, brand: "Home Assistant", role: "controller" },
  { text: /^openHAB\b/i, brand: "openHAB", role: "controller" },
  { text: /^(?:HomeMatic WebUI|CCU[23]?\b)/i, brand: "HomeMatic", role: "controller" },

  // Neighbours of all these.
  { text: /^FRITZ!(?<model>Box[\w !.-]*)?/i, brand: "AVM", certainty: 0.8 },
  { text: /^RouterOS\b/i, brand: "MikroTik", role: "router" },
  { text: /\bLuCI$/, role: "router", certainty: 0.7 },
  { text: /^(?:pfSense|OPNsense|Speedport|EdgeOS|Vigor\d*|Teltonika)\b/i, role: "router", certainty: 0.7 },
  { text: /\bSynology (?:DiskStation|RackStation|NAS)\b|\bDiskStation\b/i, brand: "Synology", role: "other" },
  { text: /^QNAP\b/i, brand: "QNAP", role: "other" },
  {
    text: /\b(?:LaserJet|OfficeJet|DeskJet|PhotoSmart|imageRUNNER|WorkForce|ECOSYS|bizhub|Lexmark|Brother (?:HL|MFC|DCP))\b/i,
    role: "other",
  },
  ANY_CAMERA,
  ANY_RECORDER,
];

/** What the title of a device's page says; null when nothing. */
export function claimsOfTitle(title: string): Claims | null {
  return recognise(TITLES, title) ?? recogniseName(title);
}

/** Places that a first page sends the browser to, which only one maker has. */
const PLACES: readonly Fingerprint[] = [
  { text: /\/doc\/(?:page\/(?:login|config)|index\.html#\/portal)/, brand: "Hikvision", certainty: 0.8 },
  { text: /\/camera\/index\.html|\/aca\/index\.html|\/view\/(?:viewer_)?index\.shtml/, brand: "Axis", certainty: 0.7 },
  { text: /\/control\/userimage\.html/, brand: "Mobotix", role: "camera" },
  { text: /\/webman\/index\.cgi/, brand: "Synology", role: "other" },
];

/** What the place says that a page sends the browser to; null when nothing. */
export function claimsOfPlace(target: string): Claims | null {
  return recognise(PLACES, target);
}
