import { decodeText } from "../../codec/byte-text.ts";
import {
  decodeUbiquiti,
  UBIQUITI_FIELD,
  UBIQUITI_SEARCH_V1,
  UBIQUITI_SEARCH_V2,
  type UbiquitiMessage,
} from "../../codec/ubiquiti.ts";
import { canonicalFromBytes } from "../../net/ip-address.ts";
import { cardMac, claimsOf, ownAddresses } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";
import type { Claims } from "../sighting.ts";

const PORT = 10_001;
const GROUP = "233.89.188.1";
const BRAND = "Ubiquiti";
const MAC_BYTES = 6;
const MAC_AND_IPV4_BYTES = 10;

/** airMAX, EdgeMAX and UniFi devices, cameras among them: docs/protocols/vendor-discovery.md. */
export const ubiquiti: DiscoveryProtocol = {
  source: "ubiquiti",
  questions: [UBIQUITI_SEARCH_V1, UBIQUITI_SEARCH_V2].flatMap((search) =>
    (["broadcast", GROUP] as const).map((address) => ({ to: { address, port: PORT }, payload: () => search })),
  ),
  // Version 2 announces itself unasked.
  listen: [{ port: PORT, groups: [GROUP] }],
  read(bytes) {
    const message = decodeUbiquiti(bytes);
    return message.fields.length === 0 ? null : [{ claims: claimsOfUbiquiti(message) }];
  },
};

function claimsOfUbiquiti({ fields }: UbiquitiMessage): Claims {
  const all = (type: number): Uint8Array[] => fields.filter((field) => field.type === type).map(({ value }) => value);
  const text = (type: number): string | undefined => {
    const [value] = all(type);
    return value === undefined ? undefined : ownWords(decodeText(value));
  };
  const cards = all(UBIQUITI_FIELD.macAndIpv4).filter((value) => value.length === MAC_AND_IPV4_BYTES);
  const model = text(UBIQUITI_FIELD.fullModel) ?? text(UBIQUITI_FIELD.model) ?? text(UBIQUITI_FIELD.product);
  const mac =
    cards[0]?.subarray(0, MAC_BYTES) ??
    [...all(UBIQUITI_FIELD.mac), ...all(UBIQUITI_FIELD.secondMac)].find((value) => value.length === MAC_BYTES);
  return claimsOf({
    mac: cardMac(mac),
    addresses: ownAddresses(...cards.map((card) => canonicalFromBytes(card.subarray(MAC_BYTES)))),
    brand: BRAND,
    model,
    firmware: text(UBIQUITI_FIELD.firmware) ?? text(UBIQUITI_FIELD.firmwarePath),
    hostName: text(UBIQUITI_FIELD.hostName),
    role: model === undefined ? undefined : roleOfModel(BRAND, model),
  });
}
