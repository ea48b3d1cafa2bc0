/**
 * Who may speak, proven without ever sending the token: HMAC-SHA256 keyed by it (RFC 2104). `core` has no crypto of its own,
 * so it is passed in; both sides make it with `createHmac("sha256", token)`.
 */
export type Hmac = (input: string | Uint8Array) => Uint8Array;

/** Bytes of an HMAC-SHA256. */
export const MAC_BYTES = 32;

/** Compares without telling by its time how much of a guess was right. */
export function sameMac(expected: Uint8Array, given: Uint8Array): boolean {
  if (expected.length !== given.length) return false;
  let difference = 0;
  for (const [index, byte] of expected.entries()) difference |= byte ^ (given[index] ?? 0);
  return difference === 0;
}
