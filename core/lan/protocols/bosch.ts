import { decodeText } from "../../codec/byte-text.ts";
import { ByteWriter } from "../../codec/byte-writer.ts";
import { DecodeError } from "../../codec/decode-error.ts";
import { FixedFields } from "../../codec/fixed-fields.ts";
import { decodeXml, xmlChild, xmlChildText, type XmlElement } from "../../codec/xml.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";
import type { Claims } from "../sighting.ts";

const PORT = 1_757;
const ANSWERS = 1_758;
const BRAND = "Bosch";
const MAGIC = 0x9939_a427;
/** Kind of the question; behind it the port for the answers. */
const SEARCH = 0xff00;
const ANSWER_BYTES = 32;
const LESS_THAN = 0x3c;

/** Bosch (RCP+): docs/protocols/vendor-discovery.md. Newer devices answer in XML. */
export const bosch: DiscoveryProtocol = {
  source: "bosch",
  questions: [
    {
      to: { address: "broadcast", port: PORT },
      fromPort: ANSWERS,
      payload: (context) => new ByteWriter().u32(MAGIC).bytes(context.randomBytes(4)).u16(SEARCH).u16(ANSWERS).finish(),
    },
  ],
  listen: [{ port: ANSWERS, groups: [] }],
  read(bytes) {
    if (bytes[0] === LESS_THAN) return [{ claims: claimsOfXml(bytes) }];
    const fields = new FixedFields(bytes, "bosch", 12);
    if (fields.u32(0) !== MAGIC) throw new DecodeError("bosch", "does not begin as answers do", 0);
    return bytes.length < ANSWER_BYTES ? null : [{ claims: claimsOfBinary(fields) }];
  },
};

function claimsOfBinary(fields: FixedFields): Claims {
  return claimsOf({
    mac: cardMac(fields.bytes(8, 6)),
    addresses: ownAddresses(fields.ipv4(16)),
    brand: BRAND,
    network: { prefixLength: maskLength(fields.ipv4(20)), gateway: ownGateway(fields.ipv4(24)) },
  });
}

function claimsOfXml(bytes: Uint8Array): Claims {
  const device = xmlChild(decodeXml(decodeText(bytes), "bosch"), "device");
  if (device === undefined) throw new DecodeError("bosch", "XML without a device", 0);
  const text = (name: string): string | null => xmlChildText(device, name) || null;
  const model = ownWords(text("friendlyName"));
  return claimsOf({
    mac: cardMac(text("physAddress")),
    addresses: ownAddresses(text("unitIPAddress"), text("unitIPv6Address")),
    serialNumber: ownSerial(text("serialNumber")),
    brand: BRAND,
    model,
    name: ownWords(text("unitName")),
    role: roleOfModel(BRAND, model ?? ""),
    ports: ownPorts(
      [portOf(device, "HTTPPort"), "web"],
      [portOf(device, "HTTPSPort"), "web-secure"],
      [portOf(device, "RCPPort"), null],
    ),
    network: {
      prefixLength: maskLength(text("unitSubnetMask")),
      gateway: ownGateway(text("unitGatewayIp")),
      dhcp: text("dhcp") === "0" ? false : text("dhcp") === "1" ? true : undefined,
    },
  });
}

function portOf(device: XmlElement, name: string): number | undefined {
  const digits = /^[0-9]{1,5}$/.exec(xmlChildText(device, name) ?? "")?.[0];
  return digits === undefined ? undefined : Number(digits);
}
