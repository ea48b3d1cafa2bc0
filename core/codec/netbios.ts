import { ByteReader } from "./byte-reader.ts";
import { decodeText } from "./byte-text.ts";
import { ByteWriter } from "./byte-writer.ts";
import { decodeDnsName, encodeDnsName } from "./dns-name.ts";

/** NetBIOS node status over UDP 137 (RFC 1002 sections 4.2.17 and 4.2.18): names of Windows computers and of storage and recorders with Samba. */
export type NetbiosStatus = {
  /** Its own name, not a group's; null where it has none. */
  readonly computer: string | null;
  readonly workgroup: string | null;
  /** Zero with Samba. */
  readonly mac: Uint8Array;
};

const NODE_STATUS = 0x0021;
const INTERNET = 1;
const BROADCAST = 0x0010;
const RESPONSE = 0x8000;
const NAME_BYTES = 15;
const GROUP = 0x8000;
/** Suffix of the computer's own name (unique) and of its workgroup (group). */
const WORKSTATION = 0x00;
const MAX_NAMES = 64;
/** `*` and 15 zeros in the first-level encoding: each half-byte as a letter from A (RFC 1001 section 14.1). */
const WILDCARD = `CK${"A".repeat(30)}`;

/** The question for all names of whoever receives it. */
export function encodeNodeStatusRequest(id: number): Uint8Array {
  const writer = new ByteWriter().u16(id).u16(BROADCAST).u16(1).zeros(6);
  return writer
    .bytes(encodeDnsName([WILDCARD]))
    .u16(NODE_STATUS)
    .u16(INTERNET)
    .finish();
}

/**
 * Null for questions and other answers.
 *
 * @throws DecodeError
 */
export function decodeNodeStatus(bytes: Uint8Array): NetbiosStatus | null {
  const reader = new ByteReader(bytes, "netbios");
  reader.skip(2, "id");
  if ((reader.u16("flags") & RESPONSE) === 0) return null;
  reader.skip(2, "question count");
  if (reader.u16("answer count") === 0) return null;
  reader.skip(4, "other counts");
  const { name: asked, end } = decodeDnsName(bytes, reader.offset);
  reader.skip(end - reader.offset, "name");
  // The type is that of SRV records in DNS: the name tells them apart.
  if (reader.u16("type") !== NODE_STATUS || asked[0]?.length !== WILDCARD.length) return null;
  reader.skip(8, "class, time to live, length");
  const count = reader.u8("name count");
  if (count > MAX_NAMES) reader.fail(`${count} names`);
  let computer: string | null = null;
  let workgroup: string | null = null;
  for (let index = 0; index < count; index += 1) {
    const name = decodeText(reader.take(NAME_BYTES, "name")).trim() || null;
    const suffix = reader.u8("suffix");
    const isGroup = (reader.u16("name flags") & GROUP) !== 0;
    if (suffix !== WORKSTATION) continue;
    if (isGroup) workgroup ??= name;
    else computer ??= name;
  }
  return { computer, workgroup, mac: reader.take(6, "unit id") };
}
