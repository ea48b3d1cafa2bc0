import { canonicalFromBytes, parseAddress } from "../net/ip-address.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { decodeText } from "./byte-text.ts";

/** Search of KNXnet/IP (KNX Standard 03_08_02, ISO 22510): UDP 224.0.23.12:3671. */
export type KnxDevice = {
  /** Canonical; null when it leaves that to the sender of the packet. */
  readonly address: string | null;
  readonly mac: Uint8Array | null;
  /** 12 hexadecimal digits; the first four are the maker's number. */
  readonly serialNumber: string | null;
  readonly name: string | null;
  /** `1.1.10`. */
  readonly individualAddress: string | null;
};

const HEADER_BYTES = 6;
const VERSION = 0x10;
const SEARCH_REQUEST = 0x0201;
const SEARCH_RESPONSE = 0x0202;
const EXTENDED_SEARCH_RESPONSE = 0x020c;
const HPAI_BYTES = 8;
const IPV4_UDP = 0x01;
const DEVICE_INFORMATION = 0x01;
const DEVICE_INFORMATION_BYTES = 54;
const MAX_BLOCKS = 32;

/**
 * The search; answers go to `replyTo`, which is an IPv4 address and a port. Null: back to where the question came from (section 8.6.2), which
 * servers of the first version don't know.
 */
export function encodeKnxSearch(replyTo: { address: string; port: number } | null): Uint8Array {
  const parsed = replyTo === null ? undefined : parseAddress(replyTo.address);
  const writer = new ByteWriter().u8(HEADER_BYTES).u8(VERSION).u16(SEARCH_REQUEST);
  writer
    .u16(HEADER_BYTES + HPAI_BYTES)
    .u8(HPAI_BYTES)
    .u8(IPV4_UDP);
  if (replyTo === null || parsed?.family !== 4) return writer.zeros(6).finish();
  return writer.bytes(parsed.bytes).u16(replyTo.port).finish();
}

/**
 * Null for every other message of the protocol.
 *
 * @throws DecodeError
 */
export function decodeKnxSearch(bytes: Uint8Array): KnxDevice | null {
  const reader = new ByteReader(bytes, "knx");
  if (reader.u8("header length") !== HEADER_BYTES) reader.fail("another header length", 0);
  if (reader.u8("version") !== VERSION) reader.fail("another version", 1);
  const service = reader.u16("service");
  if (service !== SEARCH_RESPONSE && service !== EXTENDED_SEARCH_RESPONSE) return null;
  if (reader.u16("total length") !== bytes.length) reader.fail("another length than announced", 4);
  const hpai = new ByteReader(reader.take(HPAI_BYTES, "HPAI"), "knx");
  hpai.skip(2, "HPAI header");
  const address = canonicalFromBytes(hpai.take(4, "address"));
  const found = { address: address === "0.0.0.0" ? null : address };
  for (let count = 0; count < MAX_BLOCKS && reader.remaining >= 2; count += 1) {
    const length = reader.u8("block length");
    const type = reader.u8("block type");
    if (length < 2) reader.fail("a block shorter than its header");
    const block = reader.take(length - 2, "block");
    if (type === DEVICE_INFORMATION && length === DEVICE_INFORMATION_BYTES) return { ...found, ...information(block) };
  }
  return { ...found, mac: null, serialNumber: null, name: null, individualAddress: null };
}

/** Section 7.5.4.2, behind the block's own header. */
function information(block: Uint8Array): Omit<KnxDevice, "address"> {
  const reader = new ByteReader(block, "knx");
  reader.skip(2, "medium, status");
  const individual = reader.u16("individual address");
  reader.skip(2, "project");
  const serial = Array.from(reader.take(6, "serial number"), (byte) => byte.toString(16).padStart(2, "0")).join("");
  reader.skip(4, "routing group");
  const mac = reader.take(6, "MAC");
  const name = reader.take(30, "name");
  const end = name.indexOf(0);
  return {
    mac,
    serialNumber: serial,
    name: decodeText(end === -1 ? name : name.subarray(0, end)).trim() || null,
    individualAddress: `${individual >> 12}.${(individual >> 8) & 0xf}.${individual & 0xff}`,
  };
}
