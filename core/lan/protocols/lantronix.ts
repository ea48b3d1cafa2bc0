import { FixedFields } from "../../codec/fixed-fields.ts";
import { cardMac, claimsOf } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";

const PORT = 30_718;
const SEARCH = 0xf6;
const ANSWER = 0xf7;
const ANSWER_BYTES = 30;

/** Serial bridges, behind which alarm panels and access controllers sit: docs/protocols/vendor-discovery.md. */
export const lantronix: DiscoveryProtocol = {
  source: "lantronix",
  questions: [{ to: { address: "broadcast", port: PORT }, payload: () => Uint8Array.of(0, 0, 0, SEARCH) }],
  listen: [],
  read(bytes) {
    const header = new FixedFields(bytes, "lantronix", 4);
    if (header.u8(0) !== 0 || header.u8(3) !== ANSWER) return null;
    const fields = new FixedFields(bytes, "lantronix", ANSWER_BYTES);
    // Bytes 8 and 9 name the product ("X9"), by a list of the maker's that is not public.
    const claims = claimsOf({
      mac: cardMac(fields.bytes(24, 6)),
      brand: "Lantronix",
      role: "bridge",
      ports: [{ transport: "udp", port: PORT, service: "serial-setup" }],
    });
    return [{ claims }];
  },
};
