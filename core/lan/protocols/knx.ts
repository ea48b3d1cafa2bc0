import { decodeKnxSearch, encodeKnxSearch } from "../../codec/knx-search.ts";
import { brandOf } from "../brands.ts";
import { cardMac, claimsOf, ownAddresses, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { ownWords } from "../own-words.ts";

const PORT = 3_671;
const GROUP = "224.0.23.12";

/** Interfaces and routers of KNX: docs/protocols/vendor-discovery.md. */
export const knx: DiscoveryProtocol = {
  source: "knx",
  questions: [
    {
      to: { address: GROUP, port: PORT },
      fromPort: PORT,
      payload: ({ localAddress }) => encodeKnxSearch({ address: localAddress, port: PORT }),
    },
    { to: { address: GROUP, port: PORT }, payload: () => encodeKnxSearch(null) },
  ],
  listen: [{ port: PORT, groups: [GROUP] }],
  read(bytes) {
    const device = decodeKnxSearch(bytes);
    if (device === null) return null;
    const name = ownWords(device.name);
    const claims = claimsOf({
      mac: cardMac(device.mac),
      addresses: ownAddresses(device.address),
      serialNumber: ownSerial(device.serialNumber),
      brand: name === undefined ? undefined : brandOf(name),
      name,
      role: "controller",
      ports: [{ transport: "udp", port: PORT, service: "knx" }],
    });
    return [{ claims }];
  },
};
