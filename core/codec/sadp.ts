import { normalMac } from "../lan/makers.ts";
import { canonicalAddress } from "../net/ip-address.ts";
import { decodeText, encodeUtf8 } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";
import { decodeXml, escapeXml, isXmlNamed, xmlChildText, type XmlElement } from "./xml.ts";

/**
 * SADP, by which Hikvision's devices and those of its labels are found, also on the wrong subnet and before they have a password. XML in
 * datagrams to 239.255.255.250:37020. The maker publishes no specification: fields as answers have them (docs/protocols/sadp.md).
 */

export type SadpMessage =
  /** Somebody looks for devices or changes one: perhaps our own question that came back. */
  | { readonly kind: "question"; readonly types: string | null }
  | { readonly kind: "device"; readonly device: SadpDevice };

/** Null is what the answer leaves out; old firmwares leave out most. */
export type SadpDevice = {
  readonly uuid: string | null;
  /** A number in most answers, the model in some. */
  readonly deviceType: string | null;
  /** DeviceDescription: the model, or what somebody made of it (`IPCamera`). */
  readonly model: string | null;
  /** The model, the date of making, and a number. */
  readonly serialNumber: string | null;
  /** Normal form. */
  readonly mac: string | null;
  readonly ipv4: string | null;
  readonly subnetMask: string | null;
  /** 0.0.0.0 where it has none. */
  readonly gateway: string | null;
  readonly dhcp: boolean | null;
  readonly ipv6: string | null;
  readonly ipv6Gateway: string | null;
  readonly ipv6PrefixLength: number | null;
  /** CommandPort: the maker's own protocol. */
  readonly sdkPort: number | null;
  readonly httpPort: number | null;
  readonly httpsPort: number | null;
  readonly rtspPort: number | null;
  readonly firmware: string | null;
  readonly dspVersion: string | null;
  /** By the device's clock; as written. */
  readonly bootTime: string | null;
  /** False: it has no password yet. */
  readonly activated: boolean | null;
  /** Cameras on the network, and cameras on its own inputs; a camera counts itself. */
  readonly digitalChannels: number | null;
  readonly analogChannels: number | null;
  /** Of a label that has a number of its own. */
  readonly oem: string | null;
};

/** More does not fit into a UDP datagram. */
const MAX_BYTES = 65_507;
const MAX_CHANNELS = 4_096;

/** A search for every device; `uuid` comes back in the answers. */
export function encodeSadpInquiry(uuid: string): Uint8Array {
  return encodeUtf8(
    `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>${escapeXml(uuid)}</Uuid><Types>inquiry</Types></Probe>`,
  );
}

function text(element: XmlElement, ...names: readonly string[]): string | null {
  for (const name of names) {
    const found = xmlChildText(element, name);
    if (found !== null && found !== "") return found;
  }
  return null;
}

/** `flase` is what several firmwares write. */
function flag(element: XmlElement, name: string): boolean | null {
  const word = text(element, name)?.toLowerCase();
  if (word === "true" || word === "1") return true;
  return word === "false" || word === "flase" || word === "0" ? false : null;
}

function count(element: XmlElement, largest: number, ...names: readonly string[]): number | null {
  const found = text(element, ...names);
  return found !== null && /^[0-9]{1,6}$/.test(found) && Number(found) <= largest ? Number(found) : null;
}

function port(element: XmlElement, ...names: readonly string[]): number | null {
  return count(element, 65_535, ...names) || null;
}

function ipv4(element: XmlElement, ...names: readonly string[]): string | null {
  const address = canonicalAddress(text(element, ...names) ?? "");
  return address === undefined || address.includes(":") ? null : address;
}

/** `::` fills the field where there is no address. */
function ipv6(element: XmlElement, name: string): string | null {
  const address = canonicalAddress(text(element, name) ?? "");
  return address === undefined || !address.includes(":") || address === "::" ? null : address;
}

function decodeDevice(element: XmlElement): SadpDevice {
  return {
    uuid: text(element, "Uuid"),
    deviceType: text(element, "DeviceType"),
    model: text(element, "DeviceDescription"),
    serialNumber: text(element, "DeviceSN"),
    mac: normalMac(text(element, "MAC", "MACAddress") ?? ""),
    ipv4: ipv4(element, "IPv4Address", "IPAddress"),
    subnetMask: ipv4(element, "IPv4SubnetMask"),
    gateway: ipv4(element, "IPv4Gateway"),
    dhcp: flag(element, "DHCP"),
    ipv6: ipv6(element, "IPv6Address"),
    ipv6Gateway: ipv6(element, "IPv6Gateway"),
    ipv6PrefixLength: count(element, 128, "IPv6MaskLen"),
    sdkPort: port(element, "CommandPort"),
    httpPort: port(element, "HttpPort"),
    httpsPort: port(element, "HttpsPort"),
    rtspPort: port(element, "RtspPort"),
    firmware: text(element, "SoftwareVersion"),
    dspVersion: text(element, "DSPVersion"),
    bootTime: text(element, "BootTime"),
    activated: flag(element, "Activated"),
    digitalChannels: count(element, MAX_CHANNELS, "DigitalChannelNum"),
    analogChannels: count(element, MAX_CHANNELS, "AnalogChannelNum"),
    oem: text(element, "OEMInfo", "OEMCode"),
  };
}

/** Decodes an answer or somebody's question. Throws DecodeError. */
export function decodeSadp(bytes: Uint8Array): SadpMessage {
  if (bytes.length === 0) throw new DecodeError("sadp", "empty datagram", 0);
  if (bytes.length > MAX_BYTES) throw new DecodeError("sadp", "longer than a datagram can be", MAX_BYTES);
  const root = decodeXml(decodeText(bytes), "sadp");
  if (isXmlNamed(root, "Probe")) return { kind: "question", types: text(root, "Types") };
  if (!isXmlNamed(root, "ProbeMatch")) throw new DecodeError("sadp", `<${root.name.slice(0, 40)}> is no SADP message`);
  const device = decodeDevice(root);
  if (device.mac === null && device.ipv4 === null && device.serialNumber === null) {
    throw new DecodeError("sadp", "an answer that names no device");
  }
  return { kind: "device", device };
}
