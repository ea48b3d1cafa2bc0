import { hmac } from "@noble/hashes/hmac.js";
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ByteReader } from "./byte-reader.ts";
import { encodeUtf8 } from "./byte-text.ts";
import { readStunAttributes, setStunLength, STUN_HEADER_BYTES } from "./stun.ts";

/** STUN's proof that who wrote a message knows a password: RFC 8489 sections 9.2 (long-term credentials), 14.5 and 14.6. */

/** `sha256` where the server says that it knows it (RFC 8489 section 14.11); what stands in the field is `sha1`. */
export type IntegrityAlgorithm = "sha1" | "sha256";

export const MESSAGE_INTEGRITY = 0x0008;
export const MESSAGE_INTEGRITY_SHA256 = 0x001c;

const ATTRIBUTE_HEADER_BYTES = 4;
const SHA1_BYTES = 20;
const SHA256_BYTES = 32;
/** Section 14.6: it may be cut, but not below that, and to a multiple of 4. */
const LEAST_SHA256_BYTES = 16;

/**
 * The key that user name, realm and password make (section 18.5.1): by MD5 unless the server knows SHA-256.
 * OpaqueString (RFC 8265 section 4.2) as far as passwords that people type need it: other blanks become blanks, then NFC.
 */
export function longTermKey(
  { userName, realm, password }: { userName: string; realm: string; password: string },
  algorithm: IntegrityAlgorithm,
): Uint8Array {
  const text = encodeUtf8([userName, realm, password].map(opaqueString).join(":"));
  return algorithm === "sha1" ? md5(text) : sha256(text);
}

export const opaqueString = (text: string): string => text.replace(/\p{Zs}/gu, " ").normalize("NFC");

/** What MESSAGE-INTEGRITY says of the bytes before it, whose header is to count it already (section 14.5). */
function integrityOf(before: Uint8Array, key: Uint8Array, algorithm: IntegrityAlgorithm, length: number): Uint8Array {
  const covered = before.slice();
  setStunLength(covered, before.length - STUN_HEADER_BYTES + ATTRIBUTE_HEADER_BYTES + length);
  return algorithm === "sha1" ? hmac(sha1, key, covered) : hmac(sha256, key, covered).slice(0, length);
}

/** A message with its proof behind it; the header's length counts it. */
export function withIntegrity(message: Uint8Array, key: Uint8Array, algorithm: IntegrityAlgorithm): Uint8Array {
  const length = algorithm === "sha1" ? SHA1_BYTES : SHA256_BYTES;
  const type = algorithm === "sha1" ? MESSAGE_INTEGRITY : MESSAGE_INTEGRITY_SHA256;
  const whole = new Uint8Array(message.length + ATTRIBUTE_HEADER_BYTES + length);
  whole.set(message);
  whole.set([type >> 8, type & 0xff, 0, length], message.length);
  whole.set(integrityOf(message, key, algorithm, length), message.length + ATTRIBUTE_HEADER_BYTES);
  setStunLength(whole, whole.length - STUN_HEADER_BYTES);
  return whole;
}

/**
 * Whether a message was written by somebody who knows the key; of two proofs the stronger one counts. `absent`: it carries none of
 * that algorithm, which says nothing about who wrote it.
 *
 * @throws DecodeError when it is no whole STUN message
 */
export function checkIntegrity(
  bytes: Uint8Array,
  key: Uint8Array,
  algorithm: IntegrityAlgorithm,
): "right" | "wrong" | "absent" {
  const reader = new ByteReader(bytes, "stun");
  reader.skip(2, "message type");
  const length = reader.u16("message length");
  reader.skip(STUN_HEADER_BYTES - reader.offset, "header");
  if (length > reader.remaining) reader.fail("declared length longer than packet", 2);
  const found = new Map<number, { value: Uint8Array; end: number }>();
  readStunAttributes(reader, STUN_HEADER_BYTES + length, found);
  const proof = found.get(algorithm === "sha1" ? MESSAGE_INTEGRITY : MESSAGE_INTEGRITY_SHA256);
  if (proof === undefined) return "absent";
  const isWhole =
    algorithm === "sha1"
      ? proof.value.length === SHA1_BYTES
      : proof.value.length >= LEAST_SHA256_BYTES && proof.value.length <= SHA256_BYTES && proof.value.length % 4 === 0;
  if (!isWhole) return "wrong";
  const start = proof.end - proof.value.length - ATTRIBUTE_HEADER_BYTES;
  const right = integrityOf(bytes.subarray(0, start), key, algorithm, proof.value.length);
  return sameBytes(right, proof.value) ? "right" : "wrong";
}

/** In a time that tells nothing about where they differ. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}
