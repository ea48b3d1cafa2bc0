import type { Endpoint } from "../net/endpoint.ts";
import { ByteReader } from "./byte-reader.ts";
import { decodeText, encodeUtf8 } from "./byte-text.ts";
import { ByteWriter } from "./byte-writer.ts";
import {
  decodeStunAddress,
  decodeStunXorAddress,
  MAGIC_COOKIE,
  STUN_ATTRIBUTE,
  writeStunAddress,
} from "./stun-attribute.ts";
import { withIntegrity, type IntegrityAlgorithm } from "./stun-integrity.ts";
import { decodeStunMessage, readStunAttributes, setStunLength, STUN_HEADER_BYTES, type StunMessage } from "./stun.ts";

/** TURN, RFC 8656: STUN messages that ask a server for an address of its own, and what travels through that. */

/** Section 17. */
export const TURN_METHOD = {
  BINDING: 0x001,
  ALLOCATE: 0x003,
  REFRESH: 0x004,
  SEND: 0x006,
  DATA: 0x007,
  CREATE_PERMISSION: 0x008,
  CHANNEL_BIND: 0x009,
} as const;
export type TurnMethod = (typeof TURN_METHOD)[keyof typeof TURN_METHOD];

/** Section 18, and RFC 8489 sections 14.11, 14.12 and 14.15. */
const ATTRIBUTE = {
  CHANNEL_NUMBER: 0x000c,
  LIFETIME: 0x000d,
  XOR_PEER_ADDRESS: 0x0012,
  DATA: 0x0013,
  NONCE: 0x0015,
  XOR_RELAYED_ADDRESS: 0x0016,
  REQUESTED_TRANSPORT: 0x0019,
  PASSWORD_ALGORITHM: 0x001d,
  PASSWORD_ALGORITHMS: 0x8002,
  ALTERNATE_SERVER: 0x8023,
} as const;

const INDICATION = 0x0010;
const TRANSACTION_ID_BYTES = 12;
/** IANA's number of UDP, in the first of four bytes (section 18.8). */
const TRANSPORT_UDP = 17;
/** RFC 8489 section 18.5. */
const PASSWORD_ALGORITHM_SHA256 = 2;

/** Section 12: channels 0x4000 to 0x4FFF. */
export const FIRST_CHANNEL = 0x4000;
const LAST_CHANNEL = 0x4fff;

/** RFC 8489 section 9.2: a nonce that begins with it names what the server's credentials can do. */
const NONCE_COOKIE = "obMatJos2";
const FEATURE_CHARACTERS = 4;
/** Bit 0, counted from the right (erratum 6290). */
const FEATURE_PASSWORD_ALGORITHMS = 1;
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** RFC 8489 section 14.10: fewer than 128 characters, which are up to 509 bytes. */
const MAX_NONCE_BYTES = 763;

export type TurnMessage = {
  readonly stun: StunMessage;
  /** XOR-RELAYED-ADDRESS: the address of the server's that is ours now. */
  readonly relayed: Endpoint | null;
  /** XOR-PEER-ADDRESS. */
  readonly peer: Endpoint | null;
  readonly lifetimeSeconds: number | null;
  /** DATA; null where there is none. */
  readonly data: Uint8Array | null;
  readonly nonce: Uint8Array | null;
  /** Of an error 300: where to ask instead. */
  readonly alternateServer: Endpoint | null;
  /** PASSWORD-ALGORITHMS as it came. */
  readonly passwordAlgorithms: Uint8Array | null;
  /** The server knows SHA-256; `broken`: its nonce says so, and the list is gone (RFC 8489 section 9.2.5, bid-down attack). */
  readonly sha256: "yes" | "no" | "broken";
};

/** Decodes a message of TURN. Throws DecodeError and nothing else. */
export function decodeTurnMessage(bytes: Uint8Array): TurnMessage {
  const stun = decodeStunMessage(bytes);
  const reader = new ByteReader(bytes, "stun");
  reader.skip(STUN_HEADER_BYTES, "header");
  const found = new Map<number, { value: Uint8Array; end: number }>();
  readStunAttributes(reader, bytes.length - stun.trailingBytes, found);
  const value = (type: number): Uint8Array | undefined => found.get(type)?.value;
  const key = bytes.subarray(4, STUN_HEADER_BYTES);
  const endpoint = (type: number): Endpoint | null => {
    const raw = value(type);
    return raw === undefined ? null : decodeStunXorAddress(raw, key);
  };
  const lifetime = value(ATTRIBUTE.LIFETIME);
  const alternate = value(ATTRIBUTE.ALTERNATE_SERVER);
  const nonce = value(ATTRIBUTE.NONCE) ?? null;
  if (nonce !== null && nonce.length > MAX_NONCE_BYTES) reader.fail("nonce is too long", STUN_HEADER_BYTES);
  return {
    stun,
    relayed: endpoint(ATTRIBUTE.XOR_RELAYED_ADDRESS),
    peer: endpoint(ATTRIBUTE.XOR_PEER_ADDRESS),
    lifetimeSeconds: lifetime === undefined ? null : new ByteReader(lifetime, "stun").u32("lifetime"),
    data: value(ATTRIBUTE.DATA) ?? null,
    nonce,
    alternateServer: alternate === undefined ? null : decodeStunAddress(alternate),
    passwordAlgorithms: value(ATTRIBUTE.PASSWORD_ALGORITHMS) ?? null,
    sha256: knowsSha256(nonce, value(ATTRIBUTE.PASSWORD_ALGORITHMS)),
  };
}

function knowsSha256(nonce: Uint8Array | null, list: Uint8Array | undefined): TurnMessage["sha256"] {
  const text = nonce === null ? "" : decodeText(nonce.subarray(0, NONCE_COOKIE.length + FEATURE_CHARACTERS));
  if (!text.startsWith(NONCE_COOKIE)) return "no";
  // The last of the four characters holds the six bits on the right.
  const bits = BASE64.indexOf(text.slice(-1));
  const isPromised =
    text.length === NONCE_COOKIE.length + FEATURE_CHARACTERS && (bits & FEATURE_PASSWORD_ALGORITHMS) === 1;
  if (list === undefined) return isPromised ? "broken" : "no";
  return passwordAlgorithms(list).includes(PASSWORD_ALGORITHM_SHA256) ? "yes" : "no";
}

/** RFC 8489 section 14.11: numbers, each with parameters. */
function passwordAlgorithms(list: Uint8Array): number[] {
  const reader = new ByteReader(list, "stun");
  const known: number[] = [];
  while (reader.remaining >= 4) {
    known.push(reader.u16("password algorithm"));
    const length = reader.u16("parameters' length");
    reader.skip(Math.min(reader.remaining, length + ((4 - (length % 4)) % 4)), "parameters");
  }
  return known;
}

/** Who asks: what a 401 wanted to hear. */
export type TurnCredential = {
  readonly userName: string;
  readonly realm: string;
  readonly nonce: Uint8Array;
  readonly key: Uint8Array;
  readonly algorithm: IntegrityAlgorithm;
  /** The server's own list comes back to it as it was sent, so that nobody can shorten it (RFC 8489 section 9.2.4). */
  readonly passwordAlgorithms: Uint8Array | null;
};

export type TurnRequest = {
  readonly method: TurnMethod;
  /** 12 random bytes. */
  readonly transactionId: Uint8Array;
  /** Allocate: 0 or absent is the server's own choice. Refresh: 0 gives the allocation back. */
  readonly lifetimeSeconds?: number;
  /** CreatePermission, ChannelBind and Send. */
  readonly peer?: Endpoint;
  readonly channel?: number;
  readonly data?: Uint8Array;
  readonly credential?: TurnCredential | null;
};

/**
 * A request, or for Send an indication, which nobody answers and nothing proves (section 11).
 *
 * @throws RangeError for a transaction id, address, channel or text that can't be sent
 */
export function encodeTurnRequest(request: TurnRequest): Uint8Array {
  const { method, transactionId, peer, channel, data, lifetimeSeconds } = request;
  if (transactionId.length !== TRANSACTION_ID_BYTES) throw new RangeError("a transaction id has 12 bytes");
  const type = method === TURN_METHOD.SEND ? method | INDICATION : method;
  const writer = new ByteWriter().u16(type).u16(0).u32(MAGIC_COOKIE).bytes(transactionId);
  if (method === TURN_METHOD.ALLOCATE) writer.u16(ATTRIBUTE.REQUESTED_TRANSPORT).u16(4).u8(TRANSPORT_UDP).zeros(3);
  if (lifetimeSeconds !== undefined) writer.u16(ATTRIBUTE.LIFETIME).u16(4).u32(lifetimeSeconds);
  if (channel !== undefined) writer.u16(ATTRIBUTE.CHANNEL_NUMBER).u16(4).u16(usableChannel(channel)).zeros(2);
  const cookieAndTransactionId = new ByteWriter().u32(MAGIC_COOKIE).bytes(transactionId).finish();
  if (peer !== undefined) writeStunAddress(writer, ATTRIBUTE.XOR_PEER_ADDRESS, peer, cookieAndTransactionId);
  if (data !== undefined) writeBytes(writer, ATTRIBUTE.DATA, data);
  const { credential = null } = request;
  if (credential !== null) {
    writeBytes(writer, STUN_ATTRIBUTE.USERNAME, encodeUtf8(credential.userName));
    writeBytes(writer, STUN_ATTRIBUTE.REALM, encodeUtf8(credential.realm));
    writeBytes(writer, ATTRIBUTE.NONCE, credential.nonce);
    if (credential.algorithm === "sha256" && credential.passwordAlgorithms !== null) {
      writeBytes(writer, ATTRIBUTE.PASSWORD_ALGORITHMS, credential.passwordAlgorithms);
      writer.u16(ATTRIBUTE.PASSWORD_ALGORITHM).u16(4).u16(PASSWORD_ALGORITHM_SHA256).u16(0);
    }
  }
  const message = writer.finish();
  setStunLength(message, message.length - STUN_HEADER_BYTES);
  return credential === null ? message : withIntegrity(message, credential.key, credential.algorithm);
}

export type ChannelData = { readonly channel: number; readonly data: Uint8Array };

/** Whether bytes are ChannelData: the first two bits are 01 (section 12.4 and RFC 8489 section 5). */
export const looksLikeChannelData = (bytes: Uint8Array): boolean => ((bytes[0] ?? 0) & 0xc0) === 0x40;

/** Section 12.5; over a stream it is filled up to a multiple of 4, which its length does not count. */
export function encodeChannelData({ channel, data }: ChannelData, isStream: boolean): Uint8Array {
  const writer = new ByteWriter().u16(usableChannel(channel)).u16(data.length).bytes(data);
  return isStream ? writer.pad(4).finish() : writer.finish();
}

/** Bytes behind the declared end are padding and never read. Throws DecodeError. */
export function decodeChannelData(bytes: Uint8Array): ChannelData {
  const reader = new ByteReader(bytes, "turn");
  const channel = reader.u16("channel number");
  if (channel < FIRST_CHANNEL || channel > LAST_CHANNEL) reader.fail("no channel number", 0);
  return { channel, data: reader.take(reader.u16("length"), "channel data") };
}

function usableChannel(channel: number): number {
  if (channel < FIRST_CHANNEL || channel > LAST_CHANNEL) throw new RangeError(`${channel} is no channel`);
  return channel;
}

const writeBytes = (writer: ByteWriter, type: number, value: Uint8Array): ByteWriter =>
  writer.u16(type).u16(value.length).bytes(value).pad(4);
