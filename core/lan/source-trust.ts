import { assertNever } from "../never.ts";
import type { SightingSource } from "./sighting.ts";

/**
 * How far a source's word on brand, model, firmware and role is to be trusted, 0-1. The makers' own discovery protocols
 * carry what is burnt into the device; pages and titles are often the dealer's; a registry of network cards knows the maker of a
 * module, which is often somebody else. Weights are by experience: they order sources, and they make the shown confidence.
 */
export function sourceTrust(source: SightingSource): number {
  switch (source) {
    case "person":
      return 1;
    case "login":
      return 0.99;
    case "sadp":
    case "dhdiscover":
      return 0.95;
    case "dahua-v1":
    case "mhed":
    case "hanwha":
    case "bosch":
    case "panasonic":
    case "onvif":
      return 0.9;
    case "sofia":
    case "vivotek":
    case "ubiquiti":
    case "sony":
    case "360vision":
    case "lantronix":
    case "hid":
    case "knx":
    case "bacnet":
    case "loxone":
    case "vendor-page":
      return 0.85;
    case "onvif-discovery":
    case "mdns":
    case "upnp-description":
    case "foscam":
    case "vstarcam":
      return 0.8;
    case "http":
      return 0.7;
    case "rtsp":
    case "tls":
    case "banner":
      return 0.6;
    case "ssdp":
    case "netbios":
    case "favicon":
    case "neighbour":
      return 0.5;
    case "port":
      return 0.3;
    default:
      return assertNever(source);
  }
}

/** Two sources that say the same without knowing of each other make it surer; nothing is ever certain but a person's word. */
export const together = (a: number, b: number): number =>
  a === 1 || b === 1 ? 1 : Math.min(0.99, 1 - (1 - a) * (1 - b));
