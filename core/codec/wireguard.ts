import { assertNever } from "../never.ts";
import { ByteReader } from "./byte-reader.ts";
import { concatBytes } from "./byte-writer.ts";

/**
 * WireGuard's four messages (J. Donenfeld, "WireGuard: Next Generation Kernel Network Tunnel", section 5.4). Numbers are
 * little-endian, unlike those of nearly all other protocols here. Nothing is encrypted or checked in this file.
 */

/** Section 5.4.2. */
export interface WireGuardInitiation {
  readonly kind: "initiation";
  /** Chosen by the sender; answers name it. */
  readonly sender: number;
  readonly ephemeral: Uint8Array;
  /** The sender's public key, 32 bytes, with its tag. */
  readonly encryptedStatic: Uint8Array;
  /** TAI64N, 12 bytes, with its tag. */
  readonly encryptedTimestamp: Uint8Array;
  readonly mac1: Uint8Array;
  readonly mac2: Uint8Array;
}

/** Section 5.4.3. */
export interface WireGuardResponse {
  readonly kind: "response";
  readonly sender: number;
  /** The `sender` of the initiation. */
  readonly receiver: number;
  readonly ephemeral: Uint8Array;
  /** The tag of an empty text. */
  readonly encryptedNothing: Uint8Array;
  readonly mac1: Uint8Array;
  readonly mac2: Uint8Array;
}

/** Section 5.4.7: what a loaded server sends instead of an answer. */
export interface WireGuardCookieReply {
  readonly kind: "cookie-reply";
  readonly receiver: number;
  readonly nonce: Uint8Array;
  readonly encryptedCookie: Uint8Array;
}

/** Section 5.4.6. */
export interface WireGuardTransport {
  readonly kind: "transport";
  readonly receiver: number;
  readonly counter: bigint;
  /** Of a keepalive only the tag, 16 bytes. */
  readonly encryptedPacket: Uint8Array;
}

export type WireGuardMessage = WireGuardInitiation | WireGuardResponse | WireGuardCookieReply | WireGuardTransport;

const TYPES = { initiation: 1, response: 2, "cookie-reply": 3, transport: 4 } as const;
const KINDS: ReadonlyMap<number, WireGuardMessage["kind"]> = new Map([
  [TYPES.initiation, "initiation"],
  [TYPES.response, "response"],
  [TYPES["cookie-reply"], "cookie-reply"],
  [TYPES.transport, "transport"],
]);
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const TIMESTAMP_BYTES = 12;
const COOKIE_NONCE_BYTES = 24;
/** mac1, mac2 and a cookie. */
export const MAC_BYTES = 16;
/** Length of a whole message; of a transport message the least, that of a keepalive. */
const LENGTHS = { initiation: 148, response: 92, "cookie-reply": 64, transport: 32 } as const;

/** Decodes one datagram. Throws DecodeError, also for handshake messages that are longer than they may be. */
export function decodeWireGuard(bytes: Uint8Array): WireGuardMessage {
  const reader = new ByteReader(bytes, "wireguard");
  const type = reader.u8("type");
  const kind = KINDS.get(type);
  if (kind === undefined) return reader.fail(`unknown type ${type}`, 0);
  if (reader.take(3, "reserved bytes").some((byte) => byte !== 0)) reader.fail("reserved bytes are set", 1);
  const isWhole = kind === "transport" ? bytes.length >= LENGTHS[kind] : bytes.length === LENGTHS[kind];
  if (!isWhole) reader.fail(`${kind} of ${bytes.length} bytes`, 4);
  const index = (what: string): number => Number(littleEndian(reader.take(4, what)));
  const take = (length: number, what: string): Uint8Array => reader.take(length, what);
  switch (kind) {
    case "initiation":
      return {
        kind,
        sender: index("sender"),
        ephemeral: take(KEY_BYTES, "ephemeral key"),
        encryptedStatic: take(KEY_BYTES + TAG_BYTES, "static key"),
        encryptedTimestamp: take(TIMESTAMP_BYTES + TAG_BYTES, "timestamp"),
        mac1: take(MAC_BYTES, "mac1"),
        mac2: take(MAC_BYTES, "mac2"),
      };
    case "response":
      return {
        kind,
        sender: index("sender"),
        receiver: index("receiver"),
        ephemeral: take(KEY_BYTES, "ephemeral key"),
        encryptedNothing: take(TAG_BYTES, "tag"),
        mac1: take(MAC_BYTES, "mac1"),
        mac2: take(MAC_BYTES, "mac2"),
      };
    case "cookie-reply":
      return {
        kind,
        receiver: index("receiver"),
        nonce: take(COOKIE_NONCE_BYTES, "nonce"),
        encryptedCookie: take(MAC_BYTES + TAG_BYTES, "cookie"),
      };
    case "transport":
      return {
        kind,
        receiver: index("receiver"),
        counter: littleEndian(take(8, "counter")),
        encryptedPacket: take(reader.remaining, "packet"),
      };
    default:
      return assertNever(kind);
  }
}

/**
 * Writes a message.
 *
 * @throws RangeError for a part that does not have its length, or a number outside its field
 */
export function encodeWireGuard(message: WireGuardMessage): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(TYPES[message.kind], 0, 0, 0)];
  switch (message.kind) {
    case "initiation":
      parts.push(bytesOf(message.sender, 4), message.ephemeral, message.encryptedStatic, message.encryptedTimestamp);
      parts.push(message.mac1, message.mac2);
      break;
    case "response":
      parts.push(bytesOf(message.sender, 4), bytesOf(message.receiver, 4), message.ephemeral);
      parts.push(message.encryptedNothing, message.mac1, message.mac2);
      break;
    case "cookie-reply":
      parts.push(bytesOf(message.receiver, 4), message.nonce, message.encryptedCookie);
      break;
    case "transport":
      parts.push(bytesOf(message.receiver, 4), bytesOf(message.counter, 8), message.encryptedPacket);
      break;
  }
  const bytes = concatBytes(...parts);
  const isWhole =
    message.kind === "transport" ? bytes.length >= LENGTHS.transport : bytes.length === LENGTHS[message.kind];
  if (!isWhole) throw new RangeError(`a WireGuard ${message.kind} can't have ${bytes.length} bytes`);
  return bytes;
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  return value;
}

function bytesOf(value: number | bigint, length: number): Uint8Array {
  const number = BigInt(value);
  if (number < 0n || number >= 1n << BigInt(8 * length))
    throw new RangeError(`${value} needs more than ${length} bytes`);
  return Uint8Array.from({ length }, (_, index) => Number((number >> BigInt(8 * index)) & 0xffn));
}
