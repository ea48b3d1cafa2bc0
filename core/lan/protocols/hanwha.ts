import { FixedFields } from "../../codec/fixed-fields.ts";
import { DecodeError } from "../../codec/decode-error.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";

const PORT = 7_701;
const ANSWERS = 7_711;
const BRAND = "Hanwha Vision";
const PACKET_BYTES = 262;
/** To the end of the last field that is read. */
const LEAST_BYTES = 124;
const SEARCH = 0x01;
const ANSWER = 0x0b;

function search(): Uint8Array {
  const packet = new Uint8Array(PACKET_BYTES);
  packet[0] = SEARCH;
  return packet;
}

/** Hanwha, before 2015 Samsung Techwin: docs/protocols/vendor-discovery.md. Answers come to a port of their own. */
export const hanwha: DiscoveryProtocol = {
  source: "hanwha",
  questions: [{ to: { address: "broadcast", port: PORT }, fromPort: ANSWERS, payload: search }],
  listen: [{ port: ANSWERS, groups: [] }],
  read(bytes) {
    if (bytes[0] === SEARCH) return null;
    if (bytes[0] !== ANSWER) throw new DecodeError("hanwha", "no answer to a search", 0);
    const fields = new FixedFields(bytes, "hanwha", LEAST_BYTES);
    const model = ownWords(fields.text(109, 11));
    const claims = claimsOf({
      mac: cardMac(fields.text(19, 18)),
      addresses: ownAddresses(fields.text(37, 16)),
      brand: BRAND,
      model,
      role: roleOfModel(BRAND, model ?? ""),
      ports: ownPorts([fields.u16LittleEndian(120), "web"], [fields.u16LittleEndian(122), "hanwha"]),
      network: { prefixLength: maskLength(fields.text(53, 16)), gateway: ownGateway(fields.text(69, 16)) },
    });
    return [{ claims }];
  },
};
