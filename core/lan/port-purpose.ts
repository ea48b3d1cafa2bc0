import type { TextKey } from "../text/catalogue.ts";
import { builtBy } from "./brands.ts";

/** What a port of a device is for. Texts: `port.<service>` in `core/text`. */
export type PortService =
  | "ftp"
  | "ssh"
  | "telnet"
  | "web"
  | "web-secure"
  | "web-or-apps"
  | "rtsp"
  | "rtsp-secure"
  | "onvif"
  | "hikvision"
  | "dahua"
  | "xiongmai"
  | "reolink"
  | "tvt"
  | "hanwha"
  | "uniview"
  | "idis"
  | "zkteco"
  | "ubiquiti"
  | "console"
  | "panel"
  | "serial"
  | "serial-setup"
  | "makers-own"
  | "sip"
  | "upnp"
  | "modbus"
  | "knx"
  | "bacnet";

type Entry = {
  readonly port: number;
  readonly service: PortService;
  readonly transport?: "udp";
  /** Only when the device is of this brand; without a brand it says nothing. */
  readonly brand?: string;
  /** Not worth trying on every address: it is named only when a device says that it has it. */
  readonly notSwept?: true;
};

/** A port may be in it several times: with the maker's meaning, and with what it is on most devices. */
const ENTRIES: readonly Entry[] = [
  { port: 21, service: "ftp" },
  { port: 22, service: "ssh" },
  { port: 23, service: "telnet" },
  ...[80, 81, 82, 85, 88, 8008, 8080, 8081, 8088].map((port) => ({ port, service: "web" as const })),
  ...[443, 8443].map((port) => ({ port, service: "web-secure" as const })),
  { port: 322, service: "rtsp-secure", brand: "Axis", notSwept: true },
  ...[554, 8554, 10554].map((port) => ({ port, service: "rtsp" as const })),
  // UniFi Protect gives its cameras' streams there.
  { port: 7447, service: "rtsp" },
  { port: 7441, service: "rtsp-secure", notSwept: true },
  // ONVIF has no port of its own. These makers put it beside the web server; other makers' NAS and routers answer there, too.
  { port: 2020, service: "onvif", brand: "TP-Link" },
  { port: 8899, service: "onvif", brand: "Xiongmai" },
  ...[2020, 5000, 8899].map((port) => ({ port, service: "web-or-apps" as const })),

  { port: 8000, service: "hikvision", brand: "Hikvision" },
  { port: 8000, service: "onvif", brand: "Reolink" },
  { port: 8000, service: "web-or-apps" },
  // Newer firmware talks to apps over TLS there ("Enhanced SDK Service Port").
  { port: 8443, service: "hikvision", brand: "Hikvision" },
  { port: 37_777, service: "dahua" },
  { port: 37_778, service: "dahua", transport: "udp" },
  { port: 34_567, service: "xiongmai" },
  { port: 9000, service: "reolink", brand: "Reolink" },
  { port: 9000, service: "makers-own" },
  { port: 6036, service: "tvt" },
  { port: 4520, service: "hanwha" },
  { port: 7100, service: "uniview" },
  { port: 8016, service: "idis" },
  { port: 4370, service: "zkteco" },
  { port: 4370, service: "zkteco", transport: "udp" },
  { port: 7080, service: "ubiquiti", brand: "Ubiquiti", notSwept: true },
  // A root shell over Telnet in older firmware, and the debug console.
  { port: 9527, service: "console" },
  { port: 9999, service: "serial-setup", brand: "Lantronix" },
  { port: 9999, service: "console" },

  // Alarm panels, by what their interfaces and the programs that use them document as the factory setting.
  // RISCO LightSYS, ProSYS: local connection.
  { port: 1000, service: "panel" },
  // Elk M1XEP: open and secure.
  { port: 2101, service: "panel" },
  { port: 2601, service: "panel" },
  // Ness D8x, D16x over an IP bridge.
  { port: 2401, service: "panel" },
  // Envisalink (DSC, Honeywell Vista): third-party interface.
  { port: 4025, service: "panel" },
  // Satel ETHM-1: integration, GUARDX and the app.
  { port: 7094, service: "panel" },
  { port: 7091, service: "panel" },
  // Bosch B, G, AMAX, Solution: automation ("Mode 2").
  { port: 7700, service: "panel" },
  // Paradox IP150, IP100; also GeoVision's recorders.
  { port: 10_000, service: "panel", brand: "Paradox" },
  { port: 10_000, service: "makers-own" },
  // Texecom ComIP and SmartCom, Honeywell Galaxy; Lantronix' first serial line.
  { port: 10_001, service: "panel", brand: "Texecom" },
  { port: 10_001, service: "panel", brand: "Honeywell" },
  { port: 10_001, service: "serial" },
  { port: 10_001, service: "ubiquiti", transport: "udp" },
  { port: 10_005, service: "panel", brand: "Honeywell", notSwept: true },
  // Moxa NPort, TCP server mode.
  { port: 4001, service: "serial" },
  { port: 30_718, service: "serial-setup", transport: "udp" },

  { port: 502, service: "modbus" },
  { port: 3671, service: "knx", transport: "udp" },
  { port: 3671, service: "knx" },
  { port: 47_808, service: "bacnet", transport: "udp" },
  { port: 5060, service: "sip" },
  { port: 5060, service: "sip", transport: "udp" },
  { port: 5061, service: "sip", notSwept: true },
  { port: 1900, service: "upnp", transport: "udp" },
  { port: 49_152, service: "upnp", notSwept: true },
];

/** TCP ports that are tried on every address of a confirmed range, ascending. */
export const SWEEP_PORTS: readonly number[] = [
  ...new Set(ENTRIES.filter((entry) => entry.transport === undefined && !entry.notSwept).map((entry) => entry.port)),
].toSorted((a, b) => a - b);

const meaningsOf = (port: number, transport: "tcp" | "udp"): readonly Entry[] =>
  ENTRIES.filter((entry) => entry.port === port && (entry.transport ?? "tcp") === transport);

const makersMeaning = (meanings: readonly Entry[], brand: string | undefined): PortService | undefined =>
  meanings.find((entry) => brand !== undefined && (entry.brand === brand || entry.brand === builtBy(brand)))?.service;

/** What a port is for, by the maker's documentation where the brand is known; null: nobody knows. */
export function portPurpose(port: number, transport: "tcp" | "udp", brand?: string): PortService | null {
  const meanings = meaningsOf(port, transport);
  return makersMeaning(meanings, brand) ?? meanings.find((entry) => entry.brand === undefined)?.service ?? null;
}

/** These say less than any other word for the same port. */
const VAGUE: ReadonlySet<string> = new Set<PortService>(["web-or-apps", "makers-own"]);

/**
 * What a port is for by all that was said of it, in whatever order: the maker's documentation, then what answered or was named there,
 * then the number alone.
 */
export function settledPurpose(
  { port, transport }: { port: number; transport: "tcp" | "udp" },
  said: readonly (string | null)[],
  brand: string | undefined,
): string | null {
  const plain = portPurpose(port, transport);
  const told = said
    .filter((service) => service !== null)
    .filter((service) => service !== plain && !VAGUE.has(service))
    .toSorted((a, b) => (a < b ? -1 : 1));
  const makers = makersMeaning(meaningsOf(port, transport), brand);
  return makers ?? told[0] ?? plain ?? said.find((service) => service !== null) ?? null;
}

/** The text that names a service. */
export function portText(service: PortService): TextKey {
  return `port.${service}`;
}

/**
 * Services that carry passwords or a shell without encryption, or let everybody program what they belong to: nothing of it should
 * be reachable from another network.
 */
export const RISKY_SERVICES: ReadonlySet<PortService> = new Set([
  "ftp",
  "telnet",
  "console",
  "serial",
  "serial-setup",
  "modbus",
  "knx",
  "bacnet",
]);
