/**
 * TAI64N as WireGuard writes it: seconds since 1970 on top of 2^62 + 10, then nanoseconds, big-endian. Leap seconds are not
 * counted, so it is the time of the system's clock; only the order matters (whitepaper section 5.1).
 */

const EPOCH = 2n ** 62n + 10n;
export const TAI64N_BYTES = 12;

/** @throws RangeError for times before 1970 */
export function encodeTai64n(unixMs: number): Uint8Array {
  if (!(unixMs >= 0)) throw new RangeError(`no TAI64N for ${unixMs}`);
  const seconds = Math.floor(unixMs / 1_000);
  const view = new DataView(new ArrayBuffer(TAI64N_BYTES));
  view.setBigUint64(0, EPOCH + BigInt(seconds));
  view.setUint32(8, Math.floor((unixMs - seconds * 1_000) * 1e6));
  return new Uint8Array(view.buffer);
}

/** Milliseconds since 1970, without what is below a millisecond. */
export function decodeTai64n(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Number(view.getBigUint64(0) - EPOCH) * 1_000 + Math.floor(view.getUint32(8) / 1e6);
}
