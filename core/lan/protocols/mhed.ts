import { decodeMhed, encodeMhedSearch, type MhedDevice } from "../../codec/mhed.ts";
import { brandOf } from "../brands.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";
import type { Claims } from "../sighting.ts";

const PORT = 23_456;
const DEVICES = "234.55.55.55";
const CLIENTS = "234.55.55.56";

/** TVT and its labels: docs/protocols/tvt.md. Devices also announce themselves about every two seconds. */
export const mhed: DiscoveryProtocol = {
  source: "mhed",
  questions: [{ to: { address: DEVICES, port: PORT }, payload: encodeMhedSearch }],
  listen: [{ port: PORT, groups: [CLIENTS] }],
  read(bytes) {
    const message = decodeMhed(bytes);
    return message.kind === "announcement" ? [{ claims: claimsOfMhed(message.device) }] : null;
  },
};

function claimsOfMhed(device: MhedDevice): Claims {
  const brand = brandOf(device.vendor ?? "") ?? "TVT";
  const name = ownWords(device.name);
  return claimsOf({
    mac: cardMac(device.mac),
    addresses: ownAddresses(device.ipv4),
    serialNumber: ownSerial(device.serialNumber),
    brand,
    model: ownWords(device.model),
    firmware: ownWords(device.firmware),
    // Without a name of its own it shows the label's.
    name: name === ownWords(device.vendor) ? undefined : name,
    role: roleOfModel(brand, device.model ?? ""),
    ports: ownPorts([device.httpPort, "web"], [device.rtspPort, "rtsp"]),
    network: {
      prefixLength: maskLength(device.subnetMask),
      gateway: ownGateway(device.gateway),
      dnsServers: [...device.dns],
    },
  });
}
