import { parseAddress } from "../net/ip-address.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { DecodeError } from "./decode-error.ts";

/**
 * The search of Panasonic's and i-PRO's "Easy IP Setup", UDP 10670, answered to 10669: 48 bytes at fixed places, fields of type, length (2 bytes
 * each) and value up to type 0xffff, and a sum. docs/protocols/vendor-discovery.md has the sources.
 */
export type PanasonicDevice = {
  readonly mac: Uint8Array;
  /** By type; the first of a type counts. */
  readonly fields: ReadonlyMap<number, Uint8Array>;
};

export const PANASONIC_FIELD = {
  /** 0 DHCP, 2 fixed; 4 and 5 the maker's own automatics. */
  addressing: 0x00,
  ipv4: 0x20,
  mask: 0x21,
  gateway: 0x22,
  dns: 0x23,
  httpPort: 0x25,
  ipv6: 0x40,
  name: 0xa7,
  model: 0xa8,
  firmware: 0xa9,
  /** Of recorders only. */
  channels: 0xc0,
  serialNumber: 0xd1,
} as const;

const HEADER_BYTES = 48;
const SEARCH = 0x000d;
const ANSWER = 0x000e;
const END = 0xffff;
const MAC_OFFSET = 6;
const MAX_FIELDS = 128;
/** Behind the asker's addresses, and what is wanted, both as the maker's tool sends them; recorders stay silent with less. */
const WHO_ASKS = [0, 0, 0x20, 0x11, 0x1e, 0x11, 0x23, 0x1f, 0x1e, 0x19, 0x13, 0, 0, 2, 1];
const ALL_KINDS = 0xfff0;
const WANTED = [
  0x26, 0x20, 0x21, 0x22, 0x23, 0x25, 0x28, 0x40, 0x41, 0x42, 0x44, 0xa5, 0xa6, 0xa7, 0xa8, 0xad, 0xb3, 0xb4, 0xb7,
  0xb8,
];

/** The search; `localAddress` is the laptop's IPv4 address. The asker's MAC may be everybody's. */
export function encodePanasonicSearch(localAddress: string): Uint8Array {
  const address = parseAddress(localAddress);
  const writer = new ByteWriter().u16(1).u16(2 * WANTED.length + 2);
  writer.u16(SEARCH).zeros(6).bytes(new Uint8Array(6).fill(0xff));
  writer
    .bytes(address?.family === 4 ? address.bytes : new Uint8Array(4))
    .bytes(Uint8Array.from(WHO_ASKS))
    .zeros(11);
  writer.u16(ALL_KINDS);
  for (const type of WANTED) writer.u16(type);
  writer.u16(END);
  const packet = writer.finish();
  // Of all bytes, plus one: so in four captures.
  const sum = packet.reduce((total, byte) => total + byte, 1);
  return Uint8Array.of(...packet, (sum >> 8) & 0xff, sum & 0xff);
}

/**
 * Null for a search.
 *
 * @throws DecodeError
 */
export function decodePanasonic(bytes: Uint8Array): PanasonicDevice | null {
  const reader = new ByteReader(bytes, "panasonic");
  if (reader.u16("version") !== 1) throw new DecodeError("panasonic", "another version", 0);
  reader.skip(2, "length");
  const command = reader.u16("command");
  if (command === SEARCH) return null;
  if (command !== ANSWER) throw new DecodeError("panasonic", `command ${command}`, 4);
  const mac = reader.take(6, "MAC");
  reader.skip(HEADER_BYTES - MAC_OFFSET - 6, "header");
  const fields = new Map<number, Uint8Array>();
  for (let count = 0; count < MAX_FIELDS && reader.remaining >= 4; count += 1) {
    const type = reader.u16("type");
    if (type === END) break;
    const value = reader.take(reader.u16("field length"), "field");
    if (!fields.has(type)) fields.set(type, value);
  }
  return { mac, fields };
}
