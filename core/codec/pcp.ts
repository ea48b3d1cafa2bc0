import { isIpv4 } from "../net/ip-address.ts";
import { ByteReader } from "./byte-reader.ts";
import { toHex } from "./byte-text.ts";
import { ByteWriter } from "./byte-writer.ts";
import {
  pcpAddressBytes,
  readPcpAddress,
  readPcpOptions,
  writePreferFailure,
  writeThirdParty,
  type PcpOption,
} from "./pcp-option.ts";

/** Port Control Protocol, RFC 6887. */

export type PcpTransport = "tcp" | "udp" | "all";

const VERSION = 2;
const RESPONSE_BIT = 0x80;
const OPCODES = { announce: 0, map: 1, peer: 2 } as const;
/** IANA protocol numbers; 0 means every protocol and port (section 11.1). */
const PROTOCOL_NUMBERS = { all: 0, tcp: 6, udp: 17 } as const satisfies Record<PcpTransport, number>;
const UNSUPP_VERSION = 1;
const NONCE_BYTES = 12;
const HEADER_BYTES = 24;
const MAP_BYTES = 36;
const PEER_BYTES = 56;
const MAX_BYTES = 1100;

/** RFC 6887 section 7.4. */
const RESULT_NAMES: ReadonlyMap<number, string> = new Map([
  [0, "SUCCESS"],
  [1, "UNSUPP_VERSION"],
  [2, "NOT_AUTHORIZED"],
  [3, "MALFORMED_REQUEST"],
  [4, "UNSUPP_OPCODE"],
  [5, "UNSUPP_OPTION"],
  [6, "MALFORMED_OPTION"],
  [7, "NETWORK_FAILURE"],
  [8, "NO_RESOURCES"],
  [9, "UNSUPP_PROTOCOL"],
  [10, "USER_EX_QUOTA"],
  [11, "CANNOT_PROVIDE_EXTERNAL"],
  [12, "ADDRESS_MISMATCH"],
  [13, "EXCESSIVE_REMOTE_PEERS"],
]);

/** The name of a result code; unknown ones (0x42 was seen) are failures too and are named by number. */
export function pcpResultName(resultCode: number): string {
  return RESULT_NAMES.get(resultCode) ?? `RESULT_${resultCode}`;
}

export interface PcpHeader {
  readonly resultCode: number;
  readonly resultName: string;
  /** The mapping's lifetime, or for a failure how long the failure is expected to last (section 7.4). */
  readonly lifetimeSeconds: number;
  /** The server's uptime as it counts it; a jump back means it lost its mappings (section 8.5). */
  readonly epochSeconds: number;
}

export interface PcpMapping {
  /** 24 hexadecimal digits; must equal the nonce sent. */
  readonly nonce: string;
  /** 0 all, 6 TCP, 17 UDP. */
  readonly ipProtocol: number;
  readonly internalPort: number;
  readonly assignedExternalPort: number;
  readonly assignedExternalAddress: string;
}

export interface PcpPeer extends PcpMapping {
  readonly remotePort: number;
  readonly remoteAddress: string;
}

export type PcpResponse =
  | ({ readonly opcode: "announce" } & PcpHeader)
  /** `mapping` is null only in a failure that does not repeat the request; options of failures are not read. */
  | ({
      readonly opcode: "map";
      readonly mapping: PcpMapping | null;
      readonly options: readonly PcpOption[];
    } & PcpHeader)
  | ({ readonly opcode: "peer"; readonly mapping: PcpPeer | null; readonly options: readonly PcpOption[] } & PcpHeader)
  /** A failure whose opcode we never send: `opcodeNumber` as received. */
  | ({ readonly opcode: "unknown"; readonly opcodeNumber: number } & PcpHeader)
  /** The server speaks another version of PCP only (section 9). */
  | { readonly opcode: "other-version"; readonly version: number }
  /** Version 0 and result 1: the gateway speaks NAT-PMP (appendix A). */
  | { readonly opcode: "speak-nat-pmp"; readonly epochSeconds: number };

export interface PcpMapRequest {
  /** The address the request is sent from; the server refuses any other (ADDRESS_MISMATCH). */
  readonly clientAddress: string;
  /** 12 random bytes, the same for every renewal and the removal of one mapping. */
  readonly nonce: Uint8Array;
  readonly transport: PcpTransport;
  /** 0 with transport `all`. */
  readonly internalPort: number;
  /** 0 leaves the choice to the server. */
  readonly suggestedExternalPort: number;
  /** Null for no preference. */
  readonly suggestedExternalAddress: string | null;
  /** 0 removes the mapping (section 15). */
  readonly lifetimeSeconds: number;
  /** Map for this host instead; usually refused. */
  readonly thirdParty?: string;
  readonly preferFailure?: boolean;
}

function header(opcode: number, lifetimeSeconds: number, clientAddress: string): ByteWriter {
  return new ByteWriter().u8(VERSION).u8(opcode).u16(0).u32(lifetimeSeconds).bytes(pcpAddressBytes(clientAddress));
}

/**
 * Asks whether a PCP server is there and for its epoch (section 14.1).
 *
 * @throws RangeError when the client address is no IP address.
 */
export function encodeAnnounceRequest(request: { readonly clientAddress: string }): Uint8Array {
  return header(OPCODES.announce, 0, request.clientAddress).finish();
}

/**
 * Asks for, renews or removes a mapping (section 11.1).
 *
 * @throws RangeError for addresses that are none, a nonce of another length, or numbers outside their fields.
 */
export function encodeMapRequest(request: PcpMapRequest): Uint8Array {
  if (request.nonce.length !== NONCE_BYTES) throw new RangeError(`a mapping nonce has ${NONCE_BYTES} bytes`);
  // "No preference" is all zeros in the family wanted: ::ffff:0.0.0.0 for IPv4, not :: (section 11.1).
  const inside = request.thirdParty ?? request.clientAddress;
  const suggested = request.suggestedExternalAddress ?? (isIpv4(inside) ? "0.0.0.0" : "::");
  const writer = header(OPCODES.map, request.lifetimeSeconds, request.clientAddress)
    .bytes(request.nonce)
    .u8(PROTOCOL_NUMBERS[request.transport])
    .zeros(3)
    .u16(request.internalPort)
    .u16(request.suggestedExternalPort)
    .bytes(pcpAddressBytes(suggested));
  if (request.thirdParty !== undefined) writeThirdParty(writer, request.thirdParty);
  if (request.preferFailure === true) writePreferFailure(writer);
  return writer.finish();
}

function readMapping(reader: ByteReader): PcpMapping {
  const nonce = toHex(reader.take(NONCE_BYTES, "nonce"));
  const ipProtocol = reader.u8("protocol");
  reader.skip(3, "reserved bytes");
  return {
    nonce,
    ipProtocol,
    internalPort: reader.u16("internal port"),
    assignedExternalPort: reader.u16("external port"),
    assignedExternalAddress: readPcpAddress(reader, "external address"),
  };
}

function readPeer(reader: ByteReader): PcpPeer {
  const mapping = readMapping(reader);
  const remotePort = reader.u16("remote port");
  reader.skip(2, "reserved bytes");
  return { ...mapping, remotePort, remoteAddress: readPcpAddress(reader, "remote address") };
}

/** A failure counts even when it is cut short: refusing servers send anything from a bare header to the whole request. */
function readBody<M>(reader: ByteReader, size: number, failed: boolean, read: (reader: ByteReader) => M) {
  if (!failed) {
    if (reader.remaining < size) reader.fail(`answer shorter than ${HEADER_BYTES + size} bytes`);
    return { mapping: read(reader), options: readPcpOptions(reader) };
  }
  return { mapping: reader.remaining < size ? null : read(reader), options: [] };
}

function decodeVersionZero(reader: ByteReader): PcpResponse {
  reader.skip(1, "opcode");
  const resultCode = reader.u16("result code");
  const epochSeconds = reader.u32("epoch");
  if (resultCode !== UNSUPP_VERSION) reader.fail("a NAT-PMP packet, not PCP", 0);
  return { opcode: "speak-nat-pmp", epochSeconds };
}

function readHeader(reader: ByteReader): PcpHeader {
  reader.skip(1, "reserved byte");
  const resultCode = reader.u8("result code");
  const lifetimeSeconds = reader.u32("lifetime");
  const epochSeconds = reader.u32("epoch");
  reader.skip(12, "reserved bytes");
  return { resultCode, resultName: pcpResultName(resultCode), lifetimeSeconds, epochSeconds };
}

/**
 * Decodes an answer or an unasked ANNOUNCE. Throws DecodeError, among others for what section 8.3 says to ignore. The caller
 * compares nonce, protocol and internal port with what it asked before it believes a mapping.
 */
export function decodePcpResponse(bytes: Uint8Array): PcpResponse {
  const reader = new ByteReader(bytes, "pcp");
  const version = reader.u8("version");
  if (version === 0) return decodeVersionZero(reader);
  const opcodeByte = reader.u8("opcode");
  if ((opcodeByte & RESPONSE_BIT) === 0) reader.fail("a request, not a response", 1);
  if (bytes.length < HEADER_BYTES) {
    reader.fail(version === VERSION ? `header shorter than ${HEADER_BYTES} bytes` : `unknown version ${version}`, 0);
  }
  if (bytes.length > MAX_BYTES) reader.fail(`longer than ${MAX_BYTES} bytes`, MAX_BYTES);
  if (bytes.length % 4 !== 0) reader.fail("length is not a multiple of 4", bytes.length);
  const head = readHeader(reader);
  if (version !== VERSION) {
    return head.resultCode === UNSUPP_VERSION
      ? { opcode: "other-version", version }
      : reader.fail(`unknown version ${version}`, 0);
  }
  const opcode = opcodeByte & ~RESPONSE_BIT;
  const failed = head.resultCode !== 0;
  switch (opcode) {
    case OPCODES.announce:
      return { opcode: "announce", ...head };
    case OPCODES.map:
      return { opcode: "map", ...head, ...readBody(reader, MAP_BYTES, failed, readMapping) };
    case OPCODES.peer:
      return { opcode: "peer", ...head, ...readBody(reader, PEER_BYTES, failed, readPeer) };
    default:
      if (!failed) reader.fail(`unexpected opcode ${opcode}`, 1);
      return { opcode: "unknown", opcodeNumber: opcode, ...head };
  }
}
