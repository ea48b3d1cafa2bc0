import { DecodeError } from "../../codec/decode-error.ts";
import { FixedFields } from "../../codec/fixed-fields.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { ownWords } from "../own-words.ts";
import type { Claims } from "../sighting.ts";

const PORT = 10_000;
const MAGIC = 0x4d4f_5f49; // "MO_I"
const SEARCH = 0;
const HEADER_BYTES = 23;
const ANSWER_BYTES = 87;
const SEARCH_BYTES = 27;
const KEY_OFFSET = 7;
const KEY_BYTES = 8;

function search(): Uint8Array {
  const packet = new Uint8Array(SEARCH_BYTES);
  new DataView(packet.buffer).setUint32(0, MAGIC);
  packet[15] = SEARCH_BYTES - HEADER_BYTES;
  packet[SEARCH_BYTES - 1] = 1;
  return packet;
}

/** Foscam's MJPEG cameras and their many copies: docs/protocols/vendor-discovery.md. */
export const foscam: DiscoveryProtocol = {
  source: "foscam",
  questions: [{ to: { address: "broadcast", port: PORT }, fromPort: PORT, payload: search }],
  listen: [{ port: PORT, groups: [] }],
  read(bytes) {
    const header = new FixedFields(bytes, "foscam", HEADER_BYTES);
    if (header.u32(0) !== MAGIC) throw new DecodeError("foscam", "does not begin with MO_I", 0);
    if (header.u16LittleEndian(4) === SEARCH) return null;
    const plain = header.u8(6) === 0 ? bytes : deciphered(bytes);
    return [{ claims: claimsOfFoscam(new FixedFields(plain, "foscam", ANSWER_BYTES)) }];
  },
};

/** What follows the header may be XORed with a key that the header holds. */
function deciphered(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) =>
    index < HEADER_BYTES ? byte : byte ^ (bytes[KEY_OFFSET + ((index - HEADER_BYTES) % KEY_BYTES)] ?? 0),
  );
}

function claimsOfFoscam(fields: FixedFields): Claims {
  const id = fields.text(23, 13);
  const mac = /^[0-9a-f]{12}$/i.test(id) ? cardMac(id) : undefined;
  const firmware = [...fields.bytes(77, 4)].join(".");
  return claimsOf({
    // The id is the hardware address on Foscam's own cameras.
    mac,
    serialNumber: mac === undefined ? ownSerial(id) : undefined,
    addresses: ownAddresses(fields.ipv4(57)),
    brand: "Foscam",
    name: ownWords(fields.text(36, 21)),
    firmware: firmware === "0.0.0.0" ? undefined : firmware,
    role: "camera",
    ports: ownPorts([fields.u16(85), "web"]),
    network: {
      prefixLength: maskLength(fields.ipv4(61)),
      gateway: ownGateway(fields.ipv4(65)),
      dnsServers: ownAddresses(fields.ipv4(69)),
    },
  });
}
