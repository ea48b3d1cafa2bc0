import { canonicalFromBytes, parseAddress } from "../net/ip-address.ts";
import type { ByteReader } from "./byte-reader.ts";
import { toHex } from "./byte-text.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** Options of PCP, RFC 6887 section 7.3. */

export type PcpOption =
  /** The mapping is for another host than the asking one (section 13.1). */
  | { readonly code: 1; readonly name: "THIRD_PARTY"; readonly internalAddress: string }
  /** Exactly the suggested external address and port, or nothing (section 13.2). */
  | { readonly code: 2; readonly name: "PREFER_FAILURE" }
  /** Only these peers may use the mapping (section 13.3). */
  | {
      readonly code: 3;
      readonly name: "FILTER";
      readonly prefixLength: number;
      readonly remotePort: number;
      readonly remoteAddress: string;
    }
  | { readonly code: number; readonly name: null; readonly dataHex: string };

const THIRD_PARTY = 1;
const PREFER_FAILURE = 2;
const FILTER = 3;
/** RFC 6887 section 5: addresses are 128 bits, IPv4 as IPv4-mapped IPv6. */
const ADDRESS_BYTES = 16;

/** The 16 bytes of an address; undefined text is the caller's mistake. */
export function pcpAddressBytes(address: string): Uint8Array {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw new RangeError(`not an IP address: ${address}`);
  if (parsed.family === 6) return parsed.bytes;
  return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...parsed.bytes);
}

export function readPcpAddress(reader: ByteReader, what: string): string {
  return canonicalFromBytes(reader.take(ADDRESS_BYTES, what));
}

export function writeThirdParty(writer: ByteWriter, internalAddress: string): void {
  writer.u8(THIRD_PARTY).u8(0).u16(ADDRESS_BYTES).bytes(pcpAddressBytes(internalAddress));
}

export function writePreferFailure(writer: ByteWriter): void {
  writer.u8(PREFER_FAILURE).u8(0).u16(0);
}

function decodeOption(reader: ByteReader, code: number, length: number): PcpOption {
  if (code === THIRD_PARTY && length === ADDRESS_BYTES) {
    return { code, name: "THIRD_PARTY", internalAddress: readPcpAddress(reader, "third party") };
  }
  if (code === PREFER_FAILURE && length === 0) return { code, name: "PREFER_FAILURE" };
  if (code === FILTER && length === 4 + ADDRESS_BYTES) {
    reader.skip(1, "reserved byte");
    const prefixLength = reader.u8("filter prefix length");
    const remotePort = reader.u16("filter port");
    return { code, name: "FILTER", prefixLength, remotePort, remoteAddress: readPcpAddress(reader, "filter address") };
  }
  return { code, name: null, dataHex: toHex(reader.take(length, "option data")) };
}

/** Everything up to the end of the packet. An option that runs past it spoils the packet. */
export function readPcpOptions(reader: ByteReader): PcpOption[] {
  const options: PcpOption[] = [];
  while (reader.remaining > 0) {
    const code = reader.u8("option code");
    reader.skip(1, "reserved byte");
    const length = reader.u16("option length");
    options.push(decodeOption(reader, code, length));
    reader.skip((4 - (length % 4)) % 4, "option padding");
  }
  return options;
}
