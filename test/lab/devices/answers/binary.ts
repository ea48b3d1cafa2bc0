/** Putting packets together by hand, so that nothing here rests on the code that has to read them. */

/** Zero bytes with values written at their offsets. */
export function packet(
  length: number,
  ...parts: readonly (readonly [offset: number, value: string | Buffer])[]
): Buffer {
  const bytes = Buffer.alloc(length);
  for (const [offset, value] of parts)
    bytes.set(typeof value === "string" ? Buffer.from(value, "latin1") : value, offset);
  return bytes;
}

export const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(/[^0-9a-f]/gi, ""), "hex");
export const macBytes = (mac: string): Buffer => hex(mac);
export const addressBytes = (address: string): Buffer => Buffer.from(address.split(".").map(Number));

export function uint16(value: number, order: "big" | "little" = "big"): Buffer {
  const bytes = Buffer.alloc(2);
  if (order === "big") bytes.writeUInt16BE(value);
  else bytes.writeUInt16LE(value);
  return bytes;
}

export function uint32(value: number, order: "big" | "little" = "big"): Buffer {
  const bytes = Buffer.alloc(4);
  if (order === "big") bytes.writeUInt32BE(value);
  else bytes.writeUInt32LE(value);
  return bytes;
}

/** Text in a field of fixed length, padded with zeros. */
export const field = (text: string, length: number): Buffer => packet(length, [0, text.slice(0, length)]);
