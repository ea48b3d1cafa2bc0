import { decodeText } from "../../codec/byte-text.ts";
import { DecodeError } from "../../codec/decode-error.ts";
import { cardMac, claimsOf, ownAddresses, ownPorts } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { ownWords } from "../own-words.ts";

const PORT = 7_070;
const ANSWERS = 7_071;
const MAX_BYTES = 1_024;
/** Name, address and port, serial number (which is the hardware address), version. */
const ANSWER = /^LoxLIVE: (.{0,200}?) ([0-9.]{7,15}):([0-9]{1,5}) ([0-9A-F]{12}) ([0-9.]{1,40})(?: |$)/i;

/** Loxone's Miniservers: docs/protocols/vendor-discovery.md. */
export const loxone: DiscoveryProtocol = {
  source: "loxone",
  questions: [{ to: { address: "broadcast", port: PORT }, fromPort: ANSWERS, payload: () => Uint8Array.of(0) }],
  listen: [{ port: ANSWERS, groups: [] }],
  read(bytes) {
    if (bytes.length === 1) return null;
    const match = ANSWER.exec(decodeText(bytes.subarray(0, MAX_BYTES)));
    if (match === null) throw new DecodeError("loxone", "no answer to a search", 0);
    const [, name, address, port, serial, version] = match;
    const claims = claimsOf({
      mac: cardMac(serial),
      addresses: ownAddresses(address),
      brand: "Loxone",
      model: "Miniserver",
      firmware: ownWords(version),
      name: ownWords(name),
      role: "controller",
      ports: ownPorts([Number(port), "web"]),
    });
    return [{ claims }];
  },
};
