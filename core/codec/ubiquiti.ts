import { ByteReader } from "./byte-reader.ts";

/** Ubiquiti's discovery, UDP 10001, versions 1 and 2: four bytes, then fields of type (1 byte), length (2) and value. */
export type UbiquitiMessage = {
  readonly version: number;
  readonly command: number;
  /** By type, in the order they came. */
  readonly fields: readonly { readonly type: number; readonly value: Uint8Array }[];
};

/** Types, as Wireshark's dissector names them; both versions share them. */
export const UBIQUITI_FIELD = {
  mac: 0x01,
  macAndIpv4: 0x02,
  firmwarePath: 0x03,
  hostName: 0x0b,
  product: 0x0c,
  secondMac: 0x13,
  fullModel: 0x14,
  model: 0x15,
  firmware: 0x16,
} as const;

/** Version 1: INFO. */
export const UBIQUITI_SEARCH_V1 = Uint8Array.of(1, 0, 0, 0);
/** Version 2, as nmap's `ubiquiti-discovery` asks. */
export const UBIQUITI_SEARCH_V2 = Uint8Array.of(2, 8, 0, 0);

const MAX_FIELDS = 128;

/** @throws DecodeError */
export function decodeUbiquiti(bytes: Uint8Array): UbiquitiMessage {
  const reader = new ByteReader(bytes, "ubiquiti");
  const version = reader.u8("version");
  if (version !== 1 && version !== 2) reader.fail(`version ${version}`, 0);
  const command = reader.u8("command");
  const length = reader.u16("length");
  const fields: { type: number; value: Uint8Array }[] = [];
  const body = new ByteReader(reader.take(length, "fields"), "ubiquiti");
  while (body.remaining > 0 && fields.length < MAX_FIELDS) {
    const type = body.u8("type");
    fields.push({ type, value: body.take(body.u16("field length"), "field") });
  }
  return { version, command, fields };
}
