import type { Endpoint } from "../net/endpoint.ts";
import { addressScope, isIpv4, sameAddress, type AddressScope } from "../net/ip-address.ts";
import { ByteReader } from "./byte-reader.ts";
import { decodeText, encodeUtf8, toHex } from "./byte-text.ts";
import { ByteWriter } from "./byte-writer.ts";
import { crc32 } from "./crc32.ts";
import {
  decodeStunAddress,
  decodeStunErrorCode,
  decodeStunUnknownAttributes,
  decodeStunXorAddress,
  MAGIC_COOKIE,
  STUN_ATTRIBUTE,
} from "./stun-attribute.ts";

/** STUN, RFC 8489, with the NAT behaviour attributes of RFC 5780 and what servers of RFC 3489 still answer. */

export type StunClass = "request" | "indication" | "success" | "error";

export interface StunAttribute {
  readonly type: number;
  /** Bytes of the value, without padding. */
  readonly length: number;
}

export interface StunMessage {
  readonly messageType: number;
  readonly class: StunClass;
  /** 1 is Binding. */
  readonly method: number;
  /** 24 hexadecimal digits. */
  readonly transactionId: string;
  /** All attributes in the order of the message, unknown ones included. */
  readonly attributes: readonly StunAttribute[];
  readonly mappedAddress: Endpoint | null;
  readonly xorMappedAddress: Endpoint | null;
  /** The pre-standard type 0x8020. */
  readonly xorMappedAddressOld: Endpoint | null;
  /** RESPONSE-ORIGIN, or SOURCE-ADDRESS of an older server. */
  readonly responseOrigin: Endpoint | null;
  /** OTHER-ADDRESS, or CHANGED-ADDRESS of an older server. */
  readonly otherAddress: Endpoint | null;
  readonly software: string | null;
  readonly username: string | null;
  readonly realm: string | null;
  readonly errorCode: { readonly code: number; readonly reason: string } | null;
  readonly unknownAttributes: readonly number[];
  /** Null when the message carries no FINGERPRINT. */
  readonly fingerprintValid: boolean | null;
  /** Bytes of the datagram behind the message's declared end; they are never read. */
  readonly trailingBytes: number;
}

export const STUN_HEADER_BYTES = 20;
const BINDING_METHOD = 1;
export const BINDING_REQUEST = 0x0001;
const TRANSACTION_ID_BYTES = 12;
/** RFC 8489 section 14.7. */
const FINGERPRINT_XOR = 0x5354554e;
/** RFC 5780 section 7.2. */
export const CHANGE_IP = 0x04;
export const CHANGE_PORT = 0x02;
/** RFC 5780 section 7.5: 16 bits of port and 16 bits of padding, which count. */
const RESPONSE_PORT_BYTES = 4;
const CLASSES: readonly StunClass[] = ["request", "indication", "success", "error"];

export interface BindingRequest {
  /** 12 random bytes. */
  readonly transactionId: Uint8Array;
  /** Ask the server to answer from its other address or port (RFC 5780 section 4.4). */
  readonly changeIp?: boolean;
  readonly changePort?: boolean;
  /** Ask the server to answer to this port of the address it sees (RFC 5780 section 4.6). */
  readonly responsePort?: number;
  readonly software?: string;
  readonly fingerprint?: boolean;
}

/** Writes the length of all attributes into a header. */
export function setStunLength(message: Uint8Array, length: number): void {
  message[2] = length >> 8;
  message[3] = length & 0xff;
}

/** CRC of everything before a FINGERPRINT attribute that ends `end` bytes into the message. */
export function stunFingerprint(message: Uint8Array, end: number): number {
  const covered = message.slice(0, end - 8);
  setStunLength(covered, end - STUN_HEADER_BYTES);
  return (crc32(covered) ^ FINGERPRINT_XOR) >>> 0;
}

/**
 * A Binding request (RFC 8489 section 6.1).
 *
 * @throws RangeError when the transaction id is not 12 bytes.
 */
export function encodeBindingRequest(request: BindingRequest): Uint8Array {
  if (request.transactionId.length !== TRANSACTION_ID_BYTES) throw new RangeError("a transaction id has 12 bytes");
  const writer = new ByteWriter().u16(BINDING_REQUEST).u16(0).u32(MAGIC_COOKIE).bytes(request.transactionId);
  const changeFlags = (request.changeIp === true ? CHANGE_IP : 0) | (request.changePort === true ? CHANGE_PORT : 0);
  if (changeFlags !== 0) writer.u16(STUN_ATTRIBUTE.CHANGE_REQUEST).u16(4).u32(changeFlags);
  if (request.responsePort !== undefined)
    writer.u16(STUN_ATTRIBUTE.RESPONSE_PORT).u16(RESPONSE_PORT_BYTES).u16(request.responsePort).zeros(2);
  if (request.software !== undefined) {
    const software = encodeUtf8(request.software);
    writer.u16(STUN_ATTRIBUTE.SOFTWARE).u16(software.length).bytes(software).pad(4);
  }
  if (request.fingerprint === true) writer.u16(STUN_ATTRIBUTE.FINGERPRINT).u16(4).zeros(4);
  const message = writer.finish();
  setStunLength(message, message.length - STUN_HEADER_BYTES);
  if (request.fingerprint === true) {
    const value = new ByteWriter().u32(stunFingerprint(message, message.length)).finish();
    message.set(value, message.length - 4);
  }
  return message;
}

/**
 * Whether a datagram is meant to be STUN: two zero bits and the magic cookie (RFC 8489 section 5). Tells it from RTP, DTLS
 * and anything else on the same port, and from RFC 3489, whose answers cannot be told from noise.
 */
export function looksLikeStun(bytes: Uint8Array): boolean {
  if (bytes.length < STUN_HEADER_BYTES || ((bytes[0] ?? 0) & 0xc0) !== 0) return false;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4) === MAGIC_COOKIE;
}

/** Servers pad text with NULs inside the declared length (Vovida 0.96). */
function text(value: Uint8Array | undefined): string | null {
  if (value === undefined) return null;
  const decoded = decodeText(value);
  const end = decoded.indexOf("\0");
  return end === -1 ? decoded : decoded.slice(0, end);
}

/** What the server says of itself; unreadable here does not spoil the answer. */
function serverAddress(value: Uint8Array | undefined): Endpoint | null {
  if (value === undefined) return null;
  try {
    return decodeStunAddress(value);
  } catch {
    return null;
  }
}

/** All attributes up to `end`, and of each type the first one's value and end in `found`. Throws DecodeError. */
export function readStunAttributes(
  reader: ByteReader,
  end: number,
  found: Map<number, { value: Uint8Array; end: number }>,
): StunAttribute[] {
  const attributes: StunAttribute[] = [];
  while (reader.offset < end) {
    const start = reader.offset;
    const type = reader.u16("attribute type");
    const length = reader.u16("attribute length");
    if (length > end - reader.offset) reader.fail(`attribute ${type} runs past the message`, start);
    const value = reader.take(length, "attribute value");
    // Padding may be any value (RFC 8489 section 14). The message's length is a multiple of 4, so it is always there.
    reader.skip((4 - (length % 4)) % 4, "attribute padding");
    attributes.push({ type, length });
    // RFC 8489 section 14: of several attributes of one type only the first counts.
    if (!found.has(type)) found.set(type, { value, end: reader.offset });
  }
  return attributes;
}

/** Decodes any STUN message. Throws DecodeError; bytes behind the declared end are counted and otherwise ignored. */
export function decodeStunMessage(bytes: Uint8Array): StunMessage {
  const reader = new ByteReader(bytes, "stun");
  const messageType = reader.u16("message type");
  if ((messageType & 0xc000) !== 0) reader.fail("top two bits set", 0);
  const length = reader.u16("message length");
  if (reader.u32("magic cookie") !== MAGIC_COOKIE) reader.fail("magic cookie missing (RFC 3489 or other protocol)", 4);
  const transactionId = toHex(reader.take(TRANSACTION_ID_BYTES, "transaction id"));
  if (length > reader.remaining) reader.fail("declared length longer than packet", 2);
  if (length % 4 !== 0) reader.fail("declared length is not a multiple of 4", 2);

  const found = new Map<number, { value: Uint8Array; end: number }>();
  const attributes = readStunAttributes(reader, STUN_HEADER_BYTES + length, found);
  const value = (type: number) => found.get(type)?.value;
  const key = bytes.subarray(4, STUN_HEADER_BYTES);
  const xorAddress = (type: number) => {
    const raw = value(type);
    return raw === undefined ? null : decodeStunXorAddress(raw, key);
  };
  const mapped = value(STUN_ATTRIBUTE.MAPPED_ADDRESS);
  const error = value(STUN_ATTRIBUTE.ERROR_CODE);
  const errorCode = error === undefined ? null : decodeStunErrorCode(error);
  const unknown = value(STUN_ATTRIBUTE.UNKNOWN_ATTRIBUTES);
  const mark = found.get(STUN_ATTRIBUTE.FINGERPRINT);
  return {
    messageType,
    class: CLASSES[((messageType >> 7) & 2) | ((messageType >> 4) & 1)] ?? "request",
    method: (messageType & 0x000f) | ((messageType & 0x00e0) >> 1) | ((messageType & 0x3e00) >> 2),
    transactionId,
    attributes,
    mappedAddress: mapped === undefined ? null : decodeStunAddress(mapped),
    xorMappedAddress: xorAddress(STUN_ATTRIBUTE.XOR_MAPPED_ADDRESS),
    xorMappedAddressOld: xorAddress(STUN_ATTRIBUTE.XOR_MAPPED_ADDRESS_OLD),
    responseOrigin: serverAddress(value(STUN_ATTRIBUTE.RESPONSE_ORIGIN) ?? value(STUN_ATTRIBUTE.SOURCE_ADDRESS)),
    otherAddress: serverAddress(value(STUN_ATTRIBUTE.OTHER_ADDRESS) ?? value(STUN_ATTRIBUTE.CHANGED_ADDRESS)),
    software: text(value(STUN_ATTRIBUTE.SOFTWARE)),
    username: text(value(STUN_ATTRIBUTE.USERNAME)),
    realm: text(value(STUN_ATTRIBUTE.REALM)),
    errorCode: errorCode && { code: errorCode.code, reason: text(errorCode.reason) ?? "" },
    unknownAttributes: unknown === undefined ? [] : decodeStunUnknownAttributes(unknown),
    fingerprintValid:
      mark === undefined
        ? null
        : mark.value.length === 4 &&
          new ByteReader(mark.value, "stun").u32("fingerprint") === stunFingerprint(bytes, mark.end),
    trailingBytes: reader.remaining,
  };
}

/**
 * The address and port the server saw, from a Binding success response only. XOR-MAPPED-ADDRESS is preferred, because some
 * routers rewrite addresses they find in packets (RFC 8489 section 14.2). Null when the message has none, or fails its own
 * FINGERPRINT.
 */
export function reflexiveAddress(message: StunMessage): Endpoint | null {
  if (message.class !== "success" || message.method !== BINDING_METHOD || message.fingerprintValid === false)
    return null;
  const endpoint = message.xorMappedAddress ?? message.xorMappedAddressOld ?? message.mappedAddress;
  if (endpoint === null || endpoint.port === 0 || addressScope(endpoint.address) === "unspecified") return null;
  return endpoint;
}

/** Documentation addresses are nobody's; examples and captures are written with them. */
const ON_THE_INTERNET: readonly AddressScope[] = ["public", "documentation"];

/**
 * Whether a datagram may be sent to an address that a server named. A server can lie, and must not make us send into a LAN,
 * ours or another's: only to a public unicast address, and only when the server asked has one, too. (A server on this
 * computer may name this computer: nothing leaves it.)
 */
export function mayFollowTo(named: string, asked: string): boolean {
  const [scope, askedScope] = [addressScope(named), addressScope(asked)];
  if (scope === "loopback") return askedScope === "loopback";
  return ON_THE_INTERNET.includes(scope) && ON_THE_INTERNET.includes(askedScope);
}

/**
 * Whether the server's second address can be used to test filtering and mapping (RFC 5780 sections 4.3 and 4.4): it must
 * differ in IP address and port from the one asked. Servers behind a cloud NAT announce a private second address, or the same
 * address with another port, and one that is asked through a NAT64 an IPv4 address that is out of reach: then the test is
 * impossible, which is not the same as "filtered". `asked` is where the request went; without it RESPONSE-ORIGIN stands in.
 */
export function isOtherAddressUsable(message: StunMessage, asked: Endpoint | null = message.responseOrigin): boolean {
  const other = message.otherAddress;
  if (other === null || other.port === 0) return false;
  if (asked === null) return ON_THE_INTERNET.includes(addressScope(other.address));
  if (isIpv4(other.address) !== isIpv4(asked.address) || !mayFollowTo(other.address, asked.address)) return false;
  return !sameAddress(other.address, asked.address) && other.port !== asked.port;
}
