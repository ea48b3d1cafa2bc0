import { decodeText } from "../../codec/byte-text.ts";
import { decodeVivotek, VIVOTEK_FIELD, VIVOTEK_SEARCH } from "../../codec/vivotek.ts";
import { canonicalFromBytes } from "../../net/ip-address.ts";
import { cardMac, claimsOf, ownAddresses } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";

const PORT = 10_000;
const BRAND = "VIVOTEK";

/** docs/protocols/vendor-discovery.md. Answers come to the asker. */
export const vivotek: DiscoveryProtocol = {
  source: "vivotek",
  questions: [{ to: { address: "broadcast", port: PORT }, payload: () => VIVOTEK_SEARCH }],
  listen: [],
  read(bytes) {
    const fields = decodeVivotek(bytes);
    if (fields === null) return null;
    const text = (type: number): string | undefined => ownWords(decodeText(fields.get(type) ?? new Uint8Array()));
    const [mac, ipv4] = [fields.get(VIVOTEK_FIELD.mac), fields.get(VIVOTEK_FIELD.ipv4)];
    const model = text(VIVOTEK_FIELD.model);
    const claims = claimsOf({
      mac: cardMac(mac),
      addresses: ownAddresses(ipv4?.length === 4 ? canonicalFromBytes(ipv4) : undefined),
      brand: BRAND,
      model,
      firmware: text(VIVOTEK_FIELD.firmware),
      role: roleOfModel(BRAND, model ?? ""),
    });
    return [{ claims }];
  },
};
