import type { Endpoint } from "../net/endpoint.ts";
import { canonicalFromBytes, parseAddress } from "../net/ip-address.ts";
import { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** RFC 8489 section 5. */
export const MAGIC_COOKIE = 0x2112a442;

export const STUN_ATTRIBUTE = {
  MAPPED_ADDRESS: 0x0001,
  CHANGE_REQUEST: 0x0003,
  /** RFC 3489; RESPONSE-ORIGIN took its place. */
  SOURCE_ADDRESS: 0x0004,
  /** RFC 3489; OTHER-ADDRESS took its place. */
  CHANGED_ADDRESS: 0x0005,
  USERNAME: 0x0006,
  ERROR_CODE: 0x0009,
  UNKNOWN_ATTRIBUTES: 0x000a,
  REALM: 0x0014,
  XOR_MAPPED_ADDRESS: 0x0020,
  RESPONSE_PORT: 0x0027,
  /** Used by servers from before RFC 5389. */
  XOR_MAPPED_ADDRESS_OLD: 0x8020,
  SOFTWARE: 0x8022,
  FINGERPRINT: 0x8028,
  RESPONSE_ORIGIN: 0x802b,
  OTHER_ADDRESS: 0x802c,
} as const;

const FAMILY_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [2, 16],
]);

/** MAPPED-ADDRESS and everything shaped like it (RFC 8489 section 14.1). Bytes behind the address are ignored. */
export function decodeStunAddress(value: Uint8Array): Endpoint {
  const reader = new ByteReader(value, "stun");
  reader.skip(1, "reserved byte");
  const family = reader.u8("address family");
  const length = FAMILY_BYTES.get(family);
  if (length === undefined) return reader.fail(`unknown address family ${family}`);
  const port = reader.u16("port");
  // Servers on dual-stack sockets put IPv4-mapped addresses into the IPv6 family; the canonical form undoes that.
  return { address: canonicalFromBytes(reader.take(length, "address")), port };
}

/** XOR-MAPPED-ADDRESS (RFC 8489 section 14.2): port and address are mixed with the header's cookie and transaction id. */
export function decodeStunXorAddress(value: Uint8Array, cookieAndTransactionId: Uint8Array): Endpoint {
  const plain = Uint8Array.from(value, (byte, index) => {
    if (index < 2) return byte;
    const key = index < 4 ? cookieAndTransactionId[index - 2] : cookieAndTransactionId[index - 4];
    return byte ^ (key ?? 0);
  });
  return decodeStunAddress(plain);
}

export interface StunErrorCode {
  /** 300-699. */
  readonly code: number;
  readonly reason: Uint8Array;
}

/** ERROR-CODE (RFC 8489 section 14.8). */
export function decodeStunErrorCode(value: Uint8Array): StunErrorCode {
  const reader = new ByteReader(value, "stun");
  reader.skip(2, "reserved bytes");
  const hundreds = reader.u8("error class") & 7;
  const number = reader.u8("error number");
  return { code: hundreds * 100 + number, reason: reader.take(reader.remaining, "reason") };
}

/** UNKNOWN-ATTRIBUTES (RFC 8489 section 14.9): a list of 16-bit types. */
export function decodeStunUnknownAttributes(value: Uint8Array): number[] {
  return Array.from({ length: value.length >> 1 }, (_, i) => ((value[2 * i] ?? 0) << 8) | (value[2 * i + 1] ?? 0));
}

/**
 * MAPPED-ADDRESS and its kin; with `key`, the cookie and the transaction id, it is mixed (RFC 8489 section 14.2).
 *
 * @throws RangeError when the address is none
 */
export function writeStunAddress(
  writer: ByteWriter,
  type: number,
  { address, port }: Endpoint,
  key?: Uint8Array,
): void {
  const bytes = parseAddress(address)?.bytes;
  if (bytes === undefined) throw new RangeError(`${address} is no address`);
  const plain = Uint8Array.from([port >> 8, port & 0xff, ...bytes]);
  // The port is mixed with the first two bytes of the cookie, and the address with the cookie from its begin on.
  const mixed = key ? plain.map((byte, index) => byte ^ (key[index < 2 ? index : index - 2] ?? 0)) : plain;
  writer
    .u16(type)
    .u16(2 + mixed.length)
    .u8(0)
    .u8(bytes.length === 4 ? 1 : 2)
    .bytes(mixed);
}
