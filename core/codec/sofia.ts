import { canonicalAddress, formatAddress } from "../net/ip-address.ts";
import { parseJson } from "../parse-json.ts";
import { decodeText } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";
import { FixedFields } from "./fixed-fields.ts";
import { jsonCount, jsonObjectText, jsonRecord, jsonText, type JsonRecord } from "./json-fields.ts";

/**
 * The search of Xiongmai's (XMEye's) "Sofia" protocol, UDP 34569: a header of 20 bytes, then JSON. Numbers of the header are little-endian. Not
 * published; docs/protocols/xmeye.md has the sources.
 */
export type SofiaDevice = {
  readonly hostName: string | null;
  readonly mac: string | null;
  readonly serialNumber: string | null;
  /** Canonical; null when it is none. */
  readonly ipv4: string | null;
  readonly subnetMask: string | null;
  readonly gateway: string | null;
  readonly httpPort: number | null;
  /** `TCPPort`, where clients log in. */
  readonly sdkPort: number | null;
  readonly udpPort: number | null;
  readonly sslPort: number | null;
  readonly deviceType: number | null;
  readonly channels: number | null;
  readonly firmware: string | null;
  readonly buildDate: string | null;
};

export type SofiaMessage =
  | { readonly kind: "device"; readonly device: SofiaDevice }
  /** Another client's search, or another message of the protocol. */
  | { readonly kind: "other"; readonly messageId: number };

const HEADER_BYTES = 20;
const HEAD = 0xff;
const SEARCH = 1530;
const SEARCH_ANSWER = 1531;
const OPENING_BRACE = 0x7b;

/** The search for all devices, without payload. They answer to everybody on port 34569. */
export function encodeSofiaSearch(): Uint8Array {
  const packet = new Uint8Array(HEADER_BYTES);
  packet[0] = HEAD;
  new DataView(packet.buffer).setUint16(14, SEARCH, true);
  return packet;
}

/** @throws DecodeError */
export function decodeSofia(bytes: Uint8Array): SofiaMessage {
  const header = new FixedFields(bytes, "sofia", HEADER_BYTES);
  if (header.u8(0) !== HEAD) throw new DecodeError("sofia", "no 0xff at the beginning", 0);
  const messageId = header.u16LittleEndian(14);
  if (messageId !== SEARCH_ANSWER) return { kind: "other", messageId };
  const start = bytes.indexOf(OPENING_BRACE, HEADER_BYTES);
  const message = start === -1 ? null : jsonRecord(parseJson(jsonObjectText(decodeText(bytes.subarray(start)))));
  if (message === null) throw new DecodeError("sofia", "broken JSON", HEADER_BYTES);
  const common = jsonRecord(message["NetWork.NetCommon"]);
  if (common === null) throw new DecodeError("sofia", "no NetWork.NetCommon", start);
  return { kind: "device", device: deviceOf(common) };
}

function deviceOf(common: JsonRecord): SofiaDevice {
  return {
    hostName: jsonText(common, "HostName"),
    mac: jsonText(common, "MAC"),
    serialNumber: jsonText(common, "SN"),
    ipv4: addressOf(common, "HostIP"),
    subnetMask: addressOf(common, "Submask"),
    gateway: addressOf(common, "GateWay"),
    httpPort: jsonCount(common, "HttpPort"),
    sdkPort: jsonCount(common, "TCPPort"),
    udpPort: jsonCount(common, "UDPPort"),
    sslPort: jsonCount(common, "SSLPort"),
    deviceType: jsonCount(common, "DeviceType"),
    channels: jsonCount(common, "ChannelNum"),
    firmware: jsonText(common, "Version"),
    buildDate: jsonText(common, "BuildDate"),
  };
}

/** `0x0A01A8C0` is 192.168.1.10: the number as a little-endian processor has it in memory. */
function addressOf(common: JsonRecord, key: string): string | null {
  const text = jsonText(common, key);
  if (text === null) return null;
  const digits = /^0x([0-9a-f]{1,8})$/i.exec(text)?.[1];
  if (digits === undefined) return canonicalAddress(text) ?? null;
  const value = Number.parseInt(digits, 16);
  return formatAddress(Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24));
}
