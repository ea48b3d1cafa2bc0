import { BACNET_WHO_IS, decodeBacnetIAm } from "../../codec/bacnet.ts";
import { claimsOf, ownAddresses } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";

const PORT = 47_808;

/** Names people know, of the numbers that ASHRAE has given. */
const VENDORS: Readonly<Record<number, string>> = {
  2: "Trane",
  5: "Johnson Controls",
  7: "Siemens",
  8: "Delta Controls",
  10: "Schneider Electric",
  17: "Honeywell",
  24: "Automated Logic",
  35: "Reliable Controls",
  36: "Tridium",
};

/** Controllers of building automation: docs/protocols/vendor-discovery.md. Answers go to everybody as a rule. */
export const bacnet: DiscoveryProtocol = {
  source: "bacnet",
  questions: [{ to: { address: "broadcast", port: PORT }, fromPort: PORT, payload: () => BACNET_WHO_IS }],
  listen: [{ port: PORT, groups: [] }],
  read(bytes) {
    const device = decodeBacnetIAm(bytes);
    if (device === null) return null;
    // Who answers for another network is a router to it, of whatever make.
    const brand = device.behindRouter || device.vendorId === null ? undefined : VENDORS[device.vendorId];
    const claims = claimsOf({
      addresses: ownAddresses(device.forwardedFor),
      brand,
      role: "controller",
      ports: [{ transport: "udp", port: PORT, service: "bacnet" }],
    });
    return [{ claims }];
  },
};
