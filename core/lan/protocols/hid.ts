import { decodeText, encodeUtf8 } from "../../codec/byte-text.ts";
import { DecodeError } from "../../codec/decode-error.ts";
import { cardMac, claimsOf, ownAddresses } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { ownWords } from "../own-words.ts";

const PORT = 4_070;
/** With its own length in it. */
const QUESTION = "discover;013;";
const MAX_BYTES = 1_024;

/** HID's VertX and Edge door controllers: docs/protocols/vendor-discovery.md. */
export const hid: DiscoveryProtocol = {
  source: "hid",
  questions: [{ to: { address: "broadcast", port: PORT }, payload: () => encodeUtf8(QUESTION) }],
  listen: [],
  read(bytes) {
    if (bytes.length > MAX_BYTES) throw new DecodeError("hid", "longer than an answer", MAX_BYTES);
    const [kind, , mac, name, address, , model, version] = decodeText(bytes).split(";", 12);
    if (kind === "discover") return null;
    if (kind !== "discovered" || mac === undefined) throw new DecodeError("hid", "no answer to a search", 0);
    const claims = claimsOf({
      mac: cardMac(mac),
      addresses: ownAddresses(address),
      brand: "HID",
      model: ownWords(model),
      firmware: ownWords(version),
      name: ownWords(name),
      role: "controller",
    });
    return [{ claims }];
  },
};
