import { canonicalAddress } from "../net/ip-address.ts";
import { decodeText } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";
import { FixedFields } from "./fixed-fields.ts";

/**
 * Dahua's first discovery protocol (UDP 5050), still spoken by older recorders and their many labels: 120 bytes at fixed places, then MAC and
 * model as text, then lines `name:value`. Numbers are little-endian. Not published; docs/protocols/dahua.md has the sources.
 */
export type DahuaV1Device = {
  readonly model: string | null;
  readonly mac: string | null;
  readonly ipv4: string;
  readonly subnetMask: string;
  readonly gateway: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly sdkPort: number;
  readonly serialNumber: string | null;
  /** `Name` of the text part: whose label it carries. */
  readonly vendor: string | null;
  /** Canonical; null where it has none. */
  readonly ipv6: string | null;
};

const QUESTION = 0xa3;
const ANSWER = 0xb3;
const PACKET_BYTES = 32;
const FIXED_BYTES = 120;
const MAC_CHARACTERS = 17;
/** More lines than any answer has. */
const MAX_LINES = 64;

export function looksLikeDahuaV1(bytes: Uint8Array): boolean {
  return bytes[0] === QUESTION || bytes[0] === ANSWER;
}

/** The question to everybody. */
export function encodeDahuaV1Search(): Uint8Array {
  const packet = new Uint8Array(PACKET_BYTES);
  packet.set([QUESTION, 0x01, 0x00, 0x01]);
  packet[16] = 0x02;
  return packet;
}

/**
 * Null for somebody's question.
 *
 * @throws DecodeError
 */
export function decodeDahuaV1(bytes: Uint8Array): DahuaV1Device | null {
  if (bytes[0] === QUESTION) return null;
  if (bytes[0] !== ANSWER || bytes[1] !== 0) throw new DecodeError("dahua-v1", "no answer to a search", 0);
  const fields = new FixedFields(bytes, "dahua-v1", FIXED_BYTES);
  const namesEnd = FIXED_BYTES + fields.u16LittleEndian(2);
  const names = decodeText(bytes.subarray(FIXED_BYTES, namesEnd)).replaceAll("\0", "");
  const lines = textLines(bytes.subarray(namesEnd, namesEnd + fields.u16LittleEndian(20)));
  const ipv6 = lines.get("ipv6addr")?.match(/^[0-9a-f:]+/i)?.[0];
  return {
    model: orNull(names.slice(MAC_CHARACTERS)) ?? orNull(fields.text(40, 16)),
    mac: orNull(names.slice(0, MAC_CHARACTERS)),
    ipv4: fields.ipv4(56),
    subnetMask: fields.ipv4(60),
    gateway: fields.ipv4(64),
    httpPort: fields.u16LittleEndian(94),
    httpsPort: fields.u16LittleEndian(96),
    sdkPort: fields.u16LittleEndian(98),
    serialNumber: lines.get("serialno") ?? null,
    vendor: lines.get("name") ?? null,
    ipv6: (ipv6 === undefined ? undefined : canonicalAddress(ipv6)) ?? null,
  };
}

/** By lower-case name; the first of a name counts. */
function textLines(bytes: Uint8Array): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of decodeText(bytes).split(/\r?\n/, MAX_LINES)) {
    const colon = line.indexOf(":");
    const [name, value] = [
      line.slice(0, colon).trim().toLowerCase(),
      line
        .slice(colon + 1)
        .replaceAll("\0", "")
        .trim(),
    ];
    if (colon > 0 && value !== "" && !found.has(name)) found.set(name, value);
  }
  return found;
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
