import { decodeNodeStatus, encodeNodeStatusRequest } from "../../codec/netbios.ts";
import { cardMac, claimsOf } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { ownWords } from "../own-words.ts";

const PORT = 137;

/** Names of computers, storage and recorders: docs/protocols/vendor-discovery.md. */
export const netbios: DiscoveryProtocol = {
  source: "netbios",
  questions: [
    {
      to: { address: "broadcast", port: PORT },
      payload: (context) => {
        const [high = 0, low = 0] = context.randomBytes(2);
        return encodeNodeStatusRequest(high * 256 + low);
      },
    },
  ],
  listen: [],
  read(bytes) {
    const status = decodeNodeStatus(bytes);
    if (status === null) return null;
    return [{ claims: claimsOf({ mac: cardMac(status.mac), hostName: ownWords(status.computer) }) }];
  },
};
