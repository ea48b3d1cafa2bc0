import { toHex } from "../codec/byte-text.ts";

/**
 * Who may speak, proven without ever sending the token: HMAC-SHA256 keyed by it (RFC 2104). `core` has no crypto of its own,
 * so it is passed in; both sides make it with `createHmac("sha256", token)`.
 */
export type Hmac = (input: string | Uint8Array) => Uint8Array;

/**
 * Which of a vantage's tokens a request is signed with, so that the vantage need not try them all: the first 4 bytes of a
 * SHA-256 over the token, in hex. It tells nothing of the token, and nobody is believed for naming it.
 */
export function vantageKeyId(token: string, sha256: (text: string) => Uint8Array): string {
  return toHex(sha256(`${KEY_ID_CONTEXT}${token}`).subarray(0, KEY_ID_BYTES));
}

const KEY_ID_CONTEXT = "farsite-vantage-key";
const KEY_ID_BYTES = 4;

/** The header that carries it. Vantages with a single token need none. */
export const KEY_HEADER = "farsite-key";

/** What a packet has room for: the first 3 bytes of a key's id. */
export const packetKeyId = (keyId: string): string => keyId.slice(0, 2 * PACKET_KEY_BYTES);
export const PACKET_KEY_BYTES = 3;
/** In a packet: the vantage's single token. */
export const NO_PACKET_KEY = "000000";

/** Bytes of an HMAC-SHA256. */
export const MAC_BYTES = 32;

/** Compares without telling by its time how much of a guess was right. */
export function sameMac(expected: Uint8Array, given: Uint8Array): boolean {
  if (expected.length !== given.length) return false;
  let difference = 0;
  for (const [index, byte] of expected.entries()) difference |= byte ^ (given[index] ?? 0);
  return difference === 0;
}
