import { DecodeError } from "../../codec/decode-error.ts";
import { FixedFields } from "../../codec/fixed-fields.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { ownWords } from "../own-words.ts";

const PORT = 8_600;
const SEARCH = 0x4448_0101; // "DH", then the kind
const ANSWER = 0x4448_0108;
/** To the end of the firmware's version. Behind it stand the user and password of a name service: never read, never kept. */
const READ_BYTES = 236;

/** VStarcam and copies: docs/protocols/vendor-discovery.md. */
export const vstarcam: DiscoveryProtocol = {
  source: "vstarcam",
  questions: [{ to: { address: "broadcast", port: PORT }, payload: () => Uint8Array.of(0x44, 0x48, 0x01, 0x01) }],
  listen: [{ port: PORT, groups: [] }],
  secretFrom: READ_BYTES,
  read(bytes) {
    const header = new FixedFields(bytes, "vstarcam", 4);
    if (header.u32(0) === SEARCH) return null;
    if (header.u32(0) !== ANSWER) throw new DecodeError("vstarcam", "no answer to a search", 0);
    const fields = new FixedFields(bytes, "vstarcam", READ_BYTES);
    const claims = claimsOf({
      mac: cardMac(fields.bytes(84, 6)),
      addresses: ownAddresses(fields.text(4, 16)),
      serialNumber: ownSerial(fields.text(92, 32)),
      brand: "VStarcam",
      firmware: ownWords(fields.text(204, 32)),
      name: ownWords(fields.text(124, 32)),
      role: "camera",
      ports: ownPorts([fields.u16LittleEndian(90), "web"]),
      network: {
        prefixLength: maskLength(fields.text(20, 16)),
        gateway: ownGateway(fields.text(36, 16)),
        dnsServers: ownAddresses(fields.text(52, 16), fields.text(68, 16)),
      },
    });
    return [{ claims }];
  },
};
