import { decodeText } from "../../codec/byte-text.ts";
import {
  decodePanasonic,
  encodePanasonicSearch,
  PANASONIC_FIELD,
  type PanasonicDevice,
} from "../../codec/panasonic.ts";
import { canonicalFromBytes } from "../../net/ip-address.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";
import { portPurpose } from "../port-purpose.ts";
import type { Claims } from "../sighting.ts";

const PORT = 10_670;
const ANSWERS = 10_669;
/** Cameras of after 2019, when the branch left Panasonic, carry the new firm's prefix. */
const I_PRO_MAC = /^d4:2d:c5:/;
const DHCP = 0;
const FIXED = 2;

/** Panasonic and i-PRO ("Easy IP Setup"): docs/protocols/vendor-discovery.md. Answers go to everybody. */
export const panasonic: DiscoveryProtocol = {
  source: "panasonic",
  questions: [
    {
      to: { address: "broadcast", port: PORT },
      fromPort: ANSWERS,
      payload: ({ localAddress }) => encodePanasonicSearch(localAddress),
    },
  ],
  listen: [{ port: ANSWERS, groups: [] }],
  read(bytes) {
    const device = decodePanasonic(bytes);
    return device === null ? null : [{ claims: claimsOfPanasonic(device) }];
  },
};

function claimsOfPanasonic({ mac: macBytes, fields }: PanasonicDevice): Claims {
  const address = (type: number, length: 4 | 16): string | undefined => {
    const value = fields.get(type);
    return value?.length === length ? canonicalFromBytes(value) : undefined;
  };
  const text = (type: number): string | undefined =>
    ownWords(decodeText(beforeNul(fields.get(type) ?? new Uint8Array())));
  const mac = cardMac(macBytes);
  const brand = mac !== undefined && I_PRO_MAC.test(mac) ? "i-PRO" : "Panasonic";
  const [name, short] = [text(PANASONIC_FIELD.name), text(PANASONIC_FIELD.model)];
  // Left at the factory, the name is the model with its prefix (WV-X22700-V2L).
  const isModel = name !== undefined && short !== undefined && name.endsWith(short);
  const model = isModel ? name : short;
  const [high, low] = fields.get(PANASONIC_FIELD.httpPort) ?? [];
  const httpPort = high === undefined || low === undefined ? undefined : high * 256 + low;
  const addressing = fields.get(PANASONIC_FIELD.addressing)?.[0];
  return claimsOf({
    mac,
    addresses: ownAddresses(address(PANASONIC_FIELD.ipv4, 4), address(PANASONIC_FIELD.ipv6, 16)),
    serialNumber: ownSerial(text(PANASONIC_FIELD.serialNumber)),
    brand,
    model,
    firmware: text(PANASONIC_FIELD.firmware),
    name: isModel ? undefined : name,
    role: roleOfModel("Panasonic", model ?? "") ?? (fields.has(PANASONIC_FIELD.channels) ? "recorder" : undefined),
    ports: ownPorts([httpPort, portPurpose(httpPort ?? 0, "tcp") ?? "web"]),
    network: {
      prefixLength: maskLength(address(PANASONIC_FIELD.mask, 4)),
      gateway: ownGateway(address(PANASONIC_FIELD.gateway, 4)),
      dnsServers: dnsServers(fields.get(PANASONIC_FIELD.dns)),
      dhcp: addressing === DHCP ? true : addressing === FIXED ? false : undefined,
    },
  });
}

function beforeNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

function dnsServers(value: Uint8Array | undefined): string[] {
  if (value?.length !== 8) return [];
  return ownAddresses(canonicalFromBytes(value.subarray(0, 4)), canonicalFromBytes(value.subarray(4)));
}
