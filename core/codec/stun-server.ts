import type { Endpoint } from "../net/endpoint.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { MAGIC_COOKIE, STUN_ATTRIBUTE, writeStunAddress } from "./stun-attribute.ts";
import {
  BINDING_REQUEST,
  CHANGE_IP,
  CHANGE_PORT,
  readStunAttributes,
  setStunLength,
  STUN_HEADER_BYTES,
  stunFingerprint,
} from "./stun.ts";

/** The server's side of STUN: Binding requests as they come (RFC 8489, RFC 5780), and the answers to them. */

export type ReceivedBinding = {
  /** The magic cookie and the 12 bytes of the transaction. */
  cookieAndTransactionId: Uint8Array;
  changeIp: boolean;
  changePort: boolean;
  responsePort: number | null;
  /** Carries a FINGERPRINT, and a right one; then the answer has one, too (RFC 8489 section 7.2). */
  fingerprint: boolean;
  /** Attributes that an answer may not pass over, and nobody here knows (RFC 8489 section 6.3.1). */
  unknown: readonly number[];
};

const BINDING_SUCCESS = 0x0101;
const BINDING_ERROR = 0x0111;
const FIRST_OPTIONAL = 0x8000;
const UNKNOWN_ATTRIBUTE = 420;

/** Credentials are for servers that ask for some: this one passes over them. */
const PASSED_OVER: readonly number[] = [
  STUN_ATTRIBUTE.USERNAME,
  0x0008, // MESSAGE-INTEGRITY
  STUN_ATTRIBUTE.REALM,
  0x0015, // NONCE
  0x001c, // MESSAGE-INTEGRITY-SHA256
  STUN_ATTRIBUTE.CHANGE_REQUEST,
  STUN_ATTRIBUTE.RESPONSE_PORT,
];

/**
 * A whole, well-formed Binding request and nothing besides.
 *
 * @throws DecodeError
 */
export function decodeBindingRequest(bytes: Uint8Array): ReceivedBinding {
  const reader = new ByteReader(bytes, "stun");
  if (reader.u16("message type") !== BINDING_REQUEST) reader.fail("not a Binding request", 0);
  const length = reader.u16("message length");
  if (reader.u32("magic cookie") !== MAGIC_COOKIE) reader.fail("magic cookie missing", 4);
  reader.skip(STUN_HEADER_BYTES - reader.offset, "transaction id");
  if (length !== reader.remaining || length % 4 !== 0) reader.fail("declared length is not the packet's", 2);

  const found = new Map<number, { value: Uint8Array; end: number }>();
  const attributes = readStunAttributes(reader, bytes.length, found);
  const changes = found.get(STUN_ATTRIBUTE.CHANGE_REQUEST);
  const flags = changes ? new ByteReader(changes.value, "stun").u32("change flags") : 0;
  const response = found.get(STUN_ATTRIBUTE.RESPONSE_PORT);
  const mark = found.get(STUN_ATTRIBUTE.FINGERPRINT);
  if (mark && new ByteReader(mark.value, "stun").u32("fingerprint") !== stunFingerprint(bytes, mark.end))
    reader.fail("wrong FINGERPRINT", mark.end);
  return {
    cookieAndTransactionId: bytes.slice(4, STUN_HEADER_BYTES),
    changeIp: (flags & CHANGE_IP) !== 0,
    changePort: (flags & CHANGE_PORT) !== 0,
    responsePort: response ? new ByteReader(response.value, "stun").u16("response port") : null,
    fingerprint: mark !== undefined,
    unknown: attributes.map(({ type }) => type).filter((type) => type < FIRST_OPTIONAL && !PASSED_OVER.includes(type)),
  };
}

export type BindingAnswer = {
  /** From where the request came, as the server sees it. */
  mapped: Endpoint;
  /** From where the answer goes; null where the server listens on all its addresses and can't tell. */
  origin: Endpoint | null;
  /** The server's second address and port (RFC 5780 section 7.4: only where it has one). */
  other: Endpoint | null;
};

type Asked = Pick<ReceivedBinding, "cookieAndTransactionId" | "fingerprint">;

/** @throws RangeError when an address is none */
export function encodeBindingSuccess(request: Asked, { mapped, origin, other }: BindingAnswer): Uint8Array {
  const writer = header(BINDING_SUCCESS, request);
  writeStunAddress(writer, STUN_ATTRIBUTE.XOR_MAPPED_ADDRESS, mapped, request.cookieAndTransactionId);
  if (origin) writeStunAddress(writer, STUN_ATTRIBUTE.RESPONSE_ORIGIN, origin);
  if (other) writeStunAddress(writer, STUN_ATTRIBUTE.OTHER_ADDRESS, other);
  return finished(writer, request);
}

/** 420, with the attributes that were not understood (RFC 8489 sections 14.8 and 14.9). */
export function encodeUnknownAttributes(request: Asked, unknown: readonly number[]): Uint8Array {
  const writer = header(BINDING_ERROR, request);
  writer.u16(STUN_ATTRIBUTE.ERROR_CODE).u16(4).u16(0);
  writer.u8(Math.trunc(UNKNOWN_ATTRIBUTE / 100)).u8(UNKNOWN_ATTRIBUTE % 100);
  writer.u16(STUN_ATTRIBUTE.UNKNOWN_ATTRIBUTES).u16(2 * unknown.length);
  for (const type of unknown) writer.u16(type);
  return finished(writer.pad(4), request);
}

const header = (messageType: number, { cookieAndTransactionId }: Asked): ByteWriter =>
  new ByteWriter().u16(messageType).u16(0).bytes(cookieAndTransactionId);

function finished(writer: ByteWriter, { fingerprint }: Asked): Uint8Array {
  if (fingerprint) writer.u16(STUN_ATTRIBUTE.FINGERPRINT).u16(4).zeros(4);
  const message = writer.finish();
  setStunLength(message, message.length - STUN_HEADER_BYTES);
  if (fingerprint)
    message.set(new ByteWriter().u32(stunFingerprint(message, message.length)).finish(), message.length - 4);
  return message;
}
