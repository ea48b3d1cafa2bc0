import type { Claims } from "../sighting.ts";
import { recognise, type Fingerprint } from "./fingerprint.ts";

/** What FTP says to whom connects, behind the code. Axis names the product, which tells its print servers from its cameras. */
const FTP: readonly Fingerprint[] = [
  { text: /^AXIS (?<model>\S+) .*\bPrint Server V?(?<firmware>\d\S*)/i, brand: "Axis", role: "other" },
  { text: /^AXIS (?<model>\S+) .*\bDoor Controller (?<firmware>\d\S*)/i, brand: "Axis", role: "controller" },
  { text: /^AXIS (?<model>\S+) (?:.*\b)?Audio \w+ (?<firmware>\d\S*)/i, brand: "Axis", role: "other" },
  { text: /^AXIS (?<model>\S+) (?:.*\b)?Video Decoder (?<firmware>\d\S*)/i, brand: "Axis", role: "other" },
  {
    text: /^AXIS (?<model>\S+) (?:.*\b)?Video (?:Encoder(?: Blade)?|Module|Server) (?<firmware>\d\S*)/i,
    brand: "Axis",
    role: "camera",
  },
  { text: /^AXIS (?<model>\S+) .*\bCamera(?: version)? (?<firmware>\d\S*)/i, brand: "Axis", role: "camera" },
  { text: /^AXIS (?<model>\S+)/i, brand: "Axis" },
  { text: /\b(?<model>DCS-\d\S*) FTP server/i, brand: "D-Link" },
  { text: /\b(?<model>TV-IP\S+) FTP server/i, brand: "TRENDnet", role: "camera" },
  { text: /^(?:Lantronix|NET\+OS)\b/i, role: "bridge", certainty: 0.4 },
];

const TELNET: readonly Fingerprint[] = [
  { text: /^ADB-\S+ login:/, brand: "ADB", role: "other" },
  { text: /^Welcome to (?<model>\S*Dome [^)]+?) (?<firmware>\d+(?:\.\d+){2,3}) from/i, brand: "Bosch", role: "camera" },
  // The set-up of Lantronix' modules.
  {
    text: /^\s*(?:\*{3} )?(?:Lantronix (?<model>\S+).{0,80})?MAC address (?<mac>[0-9A-F]{12})\s+Software version V?(?<firmware>[\d.]+)/is,
    brand: "Lantronix",
    role: "bridge",
  },
  // The factory address of old firmware is its host name.
  { text: /^192\.0\.0\.64 login:/, brand: "Hikvision" },
  { text: /^IMDVRS login:/, brand: "Rifatron", role: "recorder" },
  { text: /^(?<model>Lantronix \S+|XPort\S*|UDS\S*|Xpress\S*)/i, brand: "Lantronix", role: "bridge" },
  { text: /^(?:.*\b)?(?<model>NPort \S+)/i, brand: "Moxa", role: "bridge" },
  { text: /MikroTik (?<firmware>v\S+)/i, brand: "MikroTik", role: "router" },
];

const SSH: readonly Fingerprint[] = [
  { text: /^SSH-[\d.]+-ROSSSH/, brand: "MikroTik", role: "router" },
  { text: /^SSH-[\d.]+-Lancom/i, brand: "LANCOM", role: "router" },
  { text: /^SSH-[\d.]+-DraySSH/i, brand: "DrayTek", role: "router" },
  { text: /^SSH-[\d.]+-Cisco-/, brand: "Cisco", role: "other", certainty: 0.6 },
  { text: /^SSH-[\d.]+-mpSSH/, role: "other" },
];

const TABLES = { ftp: FTP, telnet: TELNET, ssh: SSH } as const;

export type BannerService = keyof typeof TABLES;

/** What the first words of a connection say, as they came; null when nothing. */
export function claimsOfBanner(service: BannerService, banner: string): Claims | null {
  // Telnet begins with line ends, FTP with its code (RFC 959 section 4.2).
  const words = service === "ftp" ? banner.replace(/^220[ -]\s*/, "") : banner;
  return recognise(TABLES[service], words);
}
