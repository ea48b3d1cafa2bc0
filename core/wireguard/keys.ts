import { x25519 } from "@noble/curves/ed25519.js";
import { fromBase64, toBase64 } from "../codec/byte-text.ts";

/** WireGuard's keys: 32 bytes of X25519 (RFC 7748), written in base64 as wg(8) does. */

const KEY_BYTES = 32;
/** 43 digits and a sign; the last digit carries only four bits, so one of every fourth. */
const KEY_TEXT = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

export interface WireGuardKeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/**
 * A key pair from 32 random bytes, which are clamped as `wg genkey` does.
 *
 * @throws RangeError for another number of bytes
 */
export function newWireGuardKey(random32: Uint8Array): WireGuardKeyPair {
  if (random32.length !== KEY_BYTES) throw new RangeError(`a WireGuard key has 32 bytes, not ${random32.length}`);
  const bytes = Uint8Array.from(random32);
  // RFC 7748 section 5.
  bytes[0] = (bytes[0] ?? 0) & 248;
  bytes[31] = ((bytes[31] ?? 0) & 127) | 64;
  const privateKey = toBase64(bytes);
  return { privateKey, publicKey: wireGuardPublicKey(privateKey) };
}

/** @throws RangeError where the text is no private key */
export function wireGuardPublicKey(privateKey: string): string {
  const bytes = wireGuardKeyBytes(privateKey);
  if (bytes === undefined) throw new RangeError("this is no WireGuard private key");
  return toBase64(x25519.getPublicKey(bytes));
}

/** The 32 bytes of any WireGuard key, undefined for anything else than wg(8) would write. */
export function wireGuardKeyBytes(text: string): Uint8Array | undefined {
  return KEY_TEXT.test(text) ? fromBase64(text) : undefined;
}

/** Whether a text can be a peer's public key: of the 32 bytes, and none of the points from which no secret comes. */
export function isWireGuardKey(text: string): boolean {
  const bytes = wireGuardKeyBytes(text);
  if (bytes === undefined) return false;
  try {
    // Any private key finds them: their order divides the cofactor (RFC 7748 section 6.1).
    x25519.getSharedSecret(new Uint8Array(KEY_BYTES).fill(0x40), bytes);
    return true;
  } catch {
    return false;
  }
}
