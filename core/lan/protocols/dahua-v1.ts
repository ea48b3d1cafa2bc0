import { decodeDahuaV1, encodeDahuaV1Search } from "../../codec/dahua-v1.ts";
import { brandOf } from "../brands.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";

const PORT = 5_050;

/** Dahua's first discovery protocol: docs/protocols/dahua.md. Answers come to the asked port. */
export const dahuaV1: DiscoveryProtocol = {
  source: "dahua-v1",
  questions: [{ to: { address: "broadcast", port: PORT }, fromPort: PORT, payload: encodeDahuaV1Search }],
  listen: [{ port: PORT, groups: [] }],
  read(bytes) {
    const device = decodeDahuaV1(bytes);
    if (device === null) return null;
    const brand = brandOf(device.vendor ?? "") ?? brandOf(device.model ?? "") ?? "Dahua";
    const claims = claimsOf({
      mac: cardMac(device.mac),
      addresses: ownAddresses(device.ipv4, device.ipv6),
      serialNumber: ownSerial(device.serialNumber),
      brand,
      model: ownWords(device.model),
      role: roleOfModel(brand, device.model ?? ""),
      ports: ownPorts([device.sdkPort, "dahua"], [device.httpPort, "web"], [device.httpsPort, "web-secure"]),
      network: { prefixLength: maskLength(device.subnetMask), gateway: ownGateway(device.gateway) },
    });
    return [{ claims }];
  },
};
