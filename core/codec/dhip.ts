import { canonicalAddress } from "../net/ip-address.ts";
import { parseJson } from "../parse-json.ts";
import { decodeText, encodeUtf8 } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";
import { jsonCount, jsonFlag, jsonObjectText, jsonRecord, jsonText, type JsonRecord } from "./json-fields.ts";

/**
 * DHIP as Dahua's ConfigTool speaks it for discovery (UDP 37810): a header, then JSON. Not published; see docs/protocols/dahua.md
 * for where the fields come from.
 */

export type DhipDevice = {
  readonly mac: string | null;
  /** `IPC`, `NVR`, `VTO` (door station) ... */
  readonly deviceClass: string | null;
  /** `DeviceType`: the model. */
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly firmware: string | null;
  /** `General` and `Private` are Dahua's own way of naming nobody. */
  readonly vendor: string | null;
  readonly manufacturer: string | null;
  /** `MachineName`; the serial number until somebody changes it. */
  readonly machineName: string | null;
  /** As text: not always an address. */
  readonly ipv4: string | null;
  readonly subnetMask: string | null;
  readonly gateway: string | null;
  readonly dhcp: boolean | null;
  /** Canonical, without prefix length; also link-local ones. */
  readonly ipv6: readonly string[];
  readonly sdkPort: number | null;
  readonly httpPort: number | null;
  readonly httpsPort: number | null;
  readonly videoInputs: number | null;
  readonly remoteVideoInputs: number | null;
  /** Bits 0-1: 0 a device that knows no initialising, 1 not initialised (no password yet), 2 initialised. */
  readonly init: number | null;
};

export type DhipMessage =
  | { readonly kind: "device"; readonly method: string; readonly device: DhipDevice }
  /** A question, or an answer to something else. */
  | { readonly kind: "other"; readonly method: string | null };

const HEADER_BYTES = 32;
const MAGIC = [0x44, 0x48, 0x49, 0x50]; // "DHIP"
const OPENING_BRACE = 0x7b;
const NOTIFY = "client.notifyDevInfo";
/** With these blanks, as ConfigTool writes it. */
const SEARCH = '{ "method" : "DHDiscover.search", "params" : { "mac" : "", "uni" : 1 } }\n';

/** The search for all devices; they answer to the sender (`uni`). */
export function encodeDhipSearch(): Uint8Array {
  const json = encodeUtf8(SEARCH);
  const packet = new Uint8Array(HEADER_BYTES + json.length);
  const view = new DataView(packet.buffer);
  view.setUint32(0, HEADER_BYTES, true);
  packet.set(MAGIC, 4);
  // The length of the whole message, then of this packet of it.
  view.setUint32(16, json.length, true);
  view.setUint32(24, json.length, true);
  packet.set(json, HEADER_BYTES);
  return packet;
}

/** @throws DecodeError for what is no DHIP packet, or whose JSON is broken */
export function decodeDhip(bytes: Uint8Array): DhipMessage {
  if (!MAGIC.every((byte, index) => bytes[4 + index] === byte)) throw new DecodeError("dhip", "no DHIP header", 4);
  // Header lengths differ, and the lengths in it are wrong at times: the first brace tells.
  const start = bytes.indexOf(OPENING_BRACE, 8);
  if (start === -1) return { kind: "other", method: null };
  const message = jsonRecord(parseJson(jsonObjectText(decodeText(bytes.subarray(start)))));
  if (message === null) throw new DecodeError("dhip", "broken JSON", start);
  const method = jsonText(message, "method");
  const info = jsonRecord(jsonRecord(message["params"])?.["deviceInfo"]);
  if (method !== NOTIFY || info === null) return { kind: "other", method };
  return { kind: "device", method, device: deviceOf(info, jsonText(message, "mac")) };
}

function deviceOf(info: JsonRecord, mac: string | null): DhipDevice {
  const ipv4 = jsonRecord(info["IPv4Address"]) ?? {};
  return {
    mac: mac ?? jsonText(info, "mac"),
    deviceClass: jsonText(info, "DeviceClass"),
    model: jsonText(info, "DeviceType"),
    serialNumber: jsonText(info, "SerialNo"),
    firmware: jsonText(info, "Version"),
    vendor: jsonText(info, "Vendor"),
    manufacturer: jsonText(info, "Manufacturer"),
    machineName: jsonText(info, "MachineName"),
    ipv4: jsonText(ipv4, "IPAddress"),
    subnetMask: jsonText(ipv4, "SubnetMask"),
    gateway: jsonText(ipv4, "DefaultGateway"),
    dhcp: jsonFlag(ipv4, "DhcpEnable"),
    ipv6: ipv6Addresses(jsonRecord(info["IPv6Address"]) ?? {}),
    sdkPort: jsonCount(info, "Port"),
    httpPort: jsonCount(info, "HttpPort"),
    httpsPort: jsonCount(info, "HttpsPort"),
    videoInputs: jsonCount(info, "VideoInputChannels"),
    remoteVideoInputs: jsonCount(info, "RemoteVideoInputChannels"),
    init: jsonCount(info, "Init"),
  };
}

/** `fe80::1/64`, and `/0` for none. */
function ipv6Addresses(record: JsonRecord): string[] {
  return ["IPAddress", "LinkLocalAddress"].flatMap((key) => {
    const text = jsonText(record, key)?.replace(/\/[0-9]{1,3}$/, "");
    const address = text?.includes(":") ? canonicalAddress(text) : undefined;
    return address ?? [];
  });
}
