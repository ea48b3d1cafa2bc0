import { wireGuardKeyBytes } from "../wireguard/keys.ts";

/**
 * The u-coordinates of small order (RFC 7748 section 6.1; D. J. Bernstein, "Curve25519", "Validate"), little-endian, with the top
 * bit cleared as X25519 ignores it. From these no secret comes, and WireGuard drops the handshake.
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
]);

/** Whether a text has a key's form: 32 bytes in base64, as wg(8) writes them. */
export const hasKeyForm = (text: string): boolean => wireGuardKeyBytes(text) !== undefined;

/**
 * Whether a text is a public key that a tunnel can have. The same answer as the multiplication that is the honest test (over a
 * millisecond each), at once: a hub has thousands of peers.
 */
export function isPeerKey(text: string): boolean {
  const bytes = wireGuardKeyBytes(text);
  if (bytes === undefined) return false;
  const hex = [...bytes]
    .map((byte, index) => (index === 31 ? byte & 0x7f : byte).toString(16).padStart(2, "0"))
    .join("");
  return !SMALL_ORDER.has(hex);
}

/** Private keys as `wg genkey` makes them are clamped (RFC 7748 section 5); a random public key looks so once in 32. */
export function isClamped(privateKey: string): boolean {
  const bytes = wireGuardKeyBytes(privateKey);
  if (bytes === undefined) return false;
  const last = bytes[31] ?? 0;
  return ((bytes[0] ?? 0) & 7) === 0 && (last & 0xc0) === 0x40;
}
