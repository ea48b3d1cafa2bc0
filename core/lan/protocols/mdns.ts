import { decodeDnsMessage, DNS_TYPES, encodeDnsQuery } from "../../codec/dns-message.ts";
import { dnsNameOf } from "../../codec/dns-name.ts";
import { dnsSdServices } from "../../codec/dns-sd.ts";
import type { DiscoveryProtocol, DiscoveryQuestion } from "../discovery-protocol.ts";
import { claimsOfServices, servicesByHost } from "../mdns-identity.ts";
import { ASKED_TYPES } from "../mdns-types.ts";

/** RFC 6762 section 3. */
const PORT = 5_353;
const GROUPS = ["224.0.0.251", "ff02::fb"] as const;

/**
 * Each set of names from any port, which is answered to the asker by every responder (RFC 6762 section 6.7), and from port 5353 with the
 * wish for a unicast answer: some answer only to there.
 */
function questions(): DiscoveryQuestion[] {
  return GROUPS.flatMap((address) =>
    ASKED_TYPES.flatMap((types) => {
      const ask = (unicastResponse: boolean) => () =>
        encodeDnsQuery(
          types.map((type) => ({ name: dnsNameOf(`${type}.local`), type: DNS_TYPES.PTR, unicastResponse })),
        );
      return [
        { to: { address, port: PORT }, payload: ask(false) },
        { to: { address, port: PORT }, fromPort: PORT, payload: ask(true) },
      ];
    }),
  );
}

/** Multicast DNS and DNS-SD (RFC 6762, 6763): docs/protocols/mdns.md. */
export const mdns: DiscoveryProtocol = {
  source: "mdns",
  questions: questions(),
  listen: [{ port: PORT, groups: GROUPS }],
  read(bytes) {
    const message = decodeDnsMessage(bytes);
    if (!message.isResponse) return null;
    const answers = servicesByHost(dnsSdServices(message))
      .map((services) => ({ claims: claimsOfServices(services) }))
      .filter(({ claims }) => Object.keys(claims).length > 0);
    return answers.length === 0 ? null : answers;
  },
};
