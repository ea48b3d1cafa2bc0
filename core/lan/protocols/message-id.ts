import { toHex } from "../../codec/byte-text.ts";

/** A random UUID (RFC 9562 section 5.4) for the id of a question. */
export function randomUuid(context: { randomBytes(length: number): Uint8Array }): string {
  const bytes = Uint8Array.from(context.randomBytes(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
