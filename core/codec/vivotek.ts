import { ByteReader } from "./byte-reader.ts";

/** VIVOTEK's search, UDP 10000: a byte for the kind, four that come back, then fields of type, length (1 byte each) and value. */
export const VIVOTEK_FIELD = { firmware: 0x01, mac: 0x02, ipv4: 0x03, model: 0x09 } as const;

/** One byte without a length before it. */
const BARE_BYTE = 0x04;
const HEADER_BYTES = 5;
const MAX_FIELDS = 64;
const MARK = [0x4a, 0x5d, 0x8f, 0x1c];

export const VIVOTEK_SEARCH = Uint8Array.of(0x01, ...MARK);

/**
 * Values by type; null for a search, which has none.
 *
 * @throws DecodeError also for an answer to a search that is not ours: nothing else tells it from other protocols on this port
 */
export function decodeVivotek(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> | null {
  const reader = new ByteReader(bytes, "vivotek");
  reader.skip(1, "kind");
  const mark = reader.take(MARK.length, "mark");
  if (!MARK.every((byte, index) => mark[index] === byte)) reader.fail("not an answer to our search", 1);
  if (bytes.length === HEADER_BYTES) return null;
  const fields = new Map<number, Uint8Array>();
  for (let count = 0; count < MAX_FIELDS && reader.remaining >= 2; count += 1) {
    const type = reader.u8("type");
    const value = reader.take(type === BARE_BYTE ? 1 : reader.u8("length"), "field");
    if (!fields.has(type)) fields.set(type, value);
  }
  return fields;
}
