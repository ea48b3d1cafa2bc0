import { encodeUtf8, fromHex } from "#core/codec/byte-text.ts";

/** A packet of zeros with texts, hexadecimal digits (`hex:…`) or numbers in two bytes (`be:80`, `le:80`) at fixed places. */
export function packetOf(length: number, fields: Readonly<Record<number, string>>): Uint8Array {
  const packet = new Uint8Array(length);
  for (const [offset, value] of Object.entries(fields)) packet.set(bytesOf(value), Number(offset));
  return packet;
}

function bytesOf(value: string): Uint8Array {
  const number = /^(be|le):([0-9]+)$/.exec(value);
  if (number !== null) {
    const [high, low] = [Number(number[2]) >> 8, Number(number[2]) & 0xff];
    return number[1] === "be" ? Uint8Array.of(high, low) : Uint8Array.of(low, high);
  }
  return value.startsWith("hex:") ? hex(value.slice(4)) : encodeUtf8(value);
}

export function hex(digits: string): Uint8Array {
  const bytes = fromHex(digits);
  if (bytes === undefined) throw new Error(`not hexadecimal: ${digits}`);
  return bytes;
}

export function joined(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...(typeof part === "string" ? hex(part) : part)]));
}
