import { DecodeError } from "./decode-error.ts";
import { FixedFields } from "./fixed-fields.ts";

/**
 * TVT's discovery, "MHED" after its first bytes: UDP 23456, clients to 234.55.55.55, devices to 234.55.55.56. Numbers are little-endian, addresses in
 * network order. Not published; docs/protocols/tvt.md has the source.
 */
export type MhedDevice = {
  /** Header and protocol version as one number: 0x00010008 for what devices send. */
  readonly protocolVersion: number;
  readonly name: string | null;
  /** Six bytes. */
  readonly mac: Uint8Array;
  readonly ipv4: string;
  readonly subnetMask: string;
  readonly gateway: string;
  readonly dns: readonly string[];
  /** Of the firmware, `20231103`; null where there is none. */
  readonly buildDate: string | null;
  readonly httpPort: number;
  /** 0 on recorders. */
  readonly rtspPort: number;
  readonly serialNumber: string | null;
  readonly firmware: string | null;
  readonly model: string | null;
  /** Whose label it carries. */
  readonly vendor: string | null;
};

export type MhedMessage =
  | { readonly kind: "announcement"; readonly command: number; readonly device: MhedDevice }
  /** A client's search or change (which carries a password), or a device's word that it has received one. */
  | { readonly kind: "other"; readonly command: number };

const MAGIC = 0x4d48_4544; // "MHED"
const CLIENT_VERSION = 0x0001_0009;
const SEARCH = 1;
const ANNOUNCEMENT = 2;
const SEARCH_BYTES = 140;
const HEADER_BYTES = 12;
/** To the end of the last known field; announcements have 240. */
const ANNOUNCEMENT_BYTES = 228;
const UNSET = "0.0.0.0";

/** The question to all devices. */
export function encodeMhedSearch(): Uint8Array {
  const packet = new Uint8Array(SEARCH_BYTES);
  const view = new DataView(packet.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, CLIENT_VERSION, true);
  view.setUint32(8, SEARCH, true);
  return packet;
}

/** @throws DecodeError */
export function decodeMhed(bytes: Uint8Array): MhedMessage {
  const header = new FixedFields(bytes, "mhed", HEADER_BYTES);
  if (header.u32(0) !== MAGIC) throw new DecodeError("mhed", "does not begin with MHED", 0);
  const command = header.u32LittleEndian(8);
  if (command !== ANNOUNCEMENT) return { kind: "other", command };
  const fields = new FixedFields(bytes, "mhed", ANNOUNCEMENT_BYTES);
  const text = (offset: number, length: number): string | null => fields.text(offset, length).trim() || null;
  const built = String(fields.u32LittleEndian(56));
  return {
    kind: "announcement",
    command,
    device: {
      protocolVersion: fields.u32LittleEndian(4),
      name: text(12, 20),
      mac: fields.bytes(32, 6),
      ipv4: fields.ipv4(40),
      subnetMask: fields.ipv4(44),
      gateway: fields.ipv4(48),
      dns: [fields.ipv4(112), fields.ipv4(116)].filter((address) => address !== UNSET),
      buildDate: /^(?:19|20)[0-9]{6}$/.test(built) ? built : null,
      httpPort: fields.u16LittleEndian(60),
      rtspPort: fields.u16LittleEndian(62),
      serialNumber: text(140, 16),
      firmware: text(156, 16),
      model: text(196, 16),
      vendor: text(212, 16),
    },
  };
}
