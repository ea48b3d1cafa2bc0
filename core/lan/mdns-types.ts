import type { PortService } from "./port-purpose.ts";
import type { DeviceRole } from "./sighting.ts";

/** What the service types of DNS-SD tell of the device behind them. docs/protocols/mdns.md has the sources. */
export type ServiceKind = {
  readonly role?: DeviceRole;
  /** How sure that is, 0-1; absent: as sure as the protocol. */
  readonly certainty?: number;
  readonly brand?: string;
  /** What the port of its SRV record is for. */
  readonly port?: PortService;
  /** The model decides first: these types are on several kinds of device. */
  readonly modelDecides?: true;
};

const PRINTER: ServiceKind = { role: "other" };
const ENTERTAINMENT: ServiceKind = { role: "other" };
const SMART_HOME: ServiceKind = { role: "controller" };

/**
 * In the order of what they tell: a speaker that streams by RTSP is a speaker, a door station that calls itself a camera is one. Without
 * underscores and protocol, lower case.
 */
const KINDS: readonly (readonly [type: string, kind: ServiceKind])[] = [
  ["axis-nvr", { role: "recorder", brand: "Axis", port: "web" }],
  // On everything that Axis makes, and on others' door stations.
  ["axis-video", { role: "camera", certainty: 0.6, port: "web", modelDecides: true }],
  ["arec", { role: "camera", brand: "Arecont Vision", port: "web" }],
  // Hikvision's cameras and recorders, and their labels.
  ["psia", { role: "camera", certainty: 0.5, port: "web", modelDecides: true }],
  ["cgi", { role: "camera", certainty: 0.5, port: "web", modelDecides: true }],
  // The role is in the TXT record: `hapRole`.
  ["hap", {}],
  ["printer", PRINTER],
  ["ipp", PRINTER],
  ["ipps", PRINTER],
  ["pdl-datastream", PRINTER],
  ["scanner", PRINTER],
  ["uscan", PRINTER],
  ["tivo-videos", { role: "other", brand: "TiVo" }],
  ["tivo-remote", { role: "other", brand: "TiVo" }],
  ["airplay", ENTERTAINMENT],
  ["raop", ENTERTAINMENT],
  ["googlecast", ENTERTAINMENT],
  ["sonos", { role: "other", brand: "Sonos" }],
  ["spotify-connect", ENTERTAINMENT],
  ["androidtvremote2", ENTERTAINMENT],
  ["amzn-wplay", ENTERTAINMENT],
  ["shelly", { role: "controller", brand: "Shelly" }],
  ["hue", { role: "controller", brand: "Philips Hue" }],
  ["home-assistant", { role: "controller", brand: "Home Assistant", port: "web" }],
  ["esphomelib", { role: "controller", brand: "ESPHome" }],
  ["matter", SMART_HOME],
  ["rtsp", { role: "camera", certainty: 0.4, port: "rtsp", modelDecides: true }],
  ["http", { port: "web", modelDecides: true }],
  ["https", { port: "web-secure", modelDecides: true }],
  ["workstation", {}],
  ["device-info", {}],
];

const BY_TYPE = new Map(KINDS.map(([type, kind], order) => [type, { ...kind, order }]));

/** Of `_axis-video._tcp.local`; undefined for types that tell nothing. */
export function serviceKind(serviceType: string): (ServiceKind & { readonly order: number }) | undefined {
  return BY_TYPE.get(serviceName(serviceType));
}

/** `axis-video` of `_axis-video._tcp.local`. */
export function serviceName(serviceType: string): string {
  return /^_([^.]*)\._(?:tcp|udp)/i.exec(serviceType)?.[1]?.toLowerCase() ?? "";
}

/** Names to ask for, those of cameras and recorders first: some responders look at the first question only. */
export const ASKED_TYPES: readonly (readonly string[])[] = [
  [
    "_services._dns-sd._udp",
    "_axis-video._tcp",
    "_axis-nvr._tcp",
    "_rtsp._tcp",
    "_psia._tcp",
    "_CGI._tcp",
    "_arec._tcp",
  ],
  ["_http._tcp", "_https._tcp", "_hap._tcp", "_matter._tcp", "_home-assistant._tcp", "_shelly._tcp", "_hue._tcp"],
  [
    "_esphomelib._tcp",
    "_printer._tcp",
    "_ipp._tcp",
    "_airplay._tcp",
    "_raop._tcp",
    "_googlecast._tcp",
    "_workstation._tcp",
    "_device-info._tcp",
  ],
];

/** HomeKit's accessory categories that matter here (`ci` of `_hap._tcp`, HAP specification table 12-3). */
export function hapRole(category: string | undefined): DeviceRole | undefined {
  switch (category) {
    case "17":
      return "camera";
    case "18":
      return "door-station";
    case "11":
      return "panel";
    case "33":
      return "router";
    case undefined:
    case "1":
      return undefined;
    // Televisions, speakers and set-top boxes.
    case "24":
    case "25":
    case "26":
    case "31":
    case "34":
    case "35":
    case "36":
      return "other";
    default:
      return "controller";
  }
}
