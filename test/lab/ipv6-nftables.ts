import { hasNat64, type Ipv6Site } from "./ipv6-site.ts";
import { nat64Device, nat64Host, nat64Pool } from "./ipv6-plan.ts";
import type { Layer, PortRange } from "./topology.ts";

/** What IPv6, and the sharing of an IPv4 address, add to a box's packet rules; one text for each of its chains. */

export interface ChainRules {
  readonly input: string;
  readonly forward: string;
  readonly prerouting: string;
  /** Before the address translation of IPv4. */
  readonly postrouting: string;
}

const nothing: ChainRules = { input: "", forward: "", prerouting: "", postrouting: "" };

/** Neighbour discovery and the errors of RFC 4890 must pass, or IPv6 does not work at all. */
const icmpErrors = "icmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem } accept";

/** Nothing for a topology without IPv6. */
export function ipv6Rules(layer: Layer, site: Ipv6Site | undefined): ChainRules {
  if (site === undefined) return nothing;
  const input = "meta l4proto ipv6-icmp accept";
  if (layer.owner === "carrier") {
    const fromTayga = layer.host === nat64Host && hasNat64(site) ? translatorRules : "";
    // A carrier's box routes IPv6 past its address translation.
    return { ...nothing, input, forward: `meta nfproto ipv6 accept\n${fromTayga}`, postrouting: ipv6AsItIs };
  }
  const inbound = site.inbound === "forwarded" ? 'iifname "wan" meta nfproto ipv6 accept' : "";
  return { input, forward: `${icmpErrors}\n${inbound}`, ...translationRules(site) };
}

const ipv6AsItIs = "meta nfproto ipv6 accept";
const translatorRules = `iifname "${nat64Device}" oifname "wan" ip saddr ${nat64Pool} accept`;

function translationRules({ lan, translation }: Ipv6Site): Pick<ChainRules, "prerouting" | "postrouting"> {
  switch (translation?.kind) {
    case undefined:
      return { prerouting: "", postrouting: ipv6AsItIs };
    case "prefix":
      return {
        prerouting: `iifname "wan" dnat ip6 prefix to ip6 daddr map { ${translation.outside} : ${lan} }`,
        postrouting: `oifname "wan" snat ip6 prefix to ip6 saddr map { ${lan} : ${translation.outside} }\n${ipv6AsItIs}`,
      };
    case "masquerade":
      return { prerouting: "", postrouting: `oifname "wan" meta nfproto ipv6 masquerade\n${ipv6AsItIs}` };
    default: {
      const unexpected: never = translation;
      throw new Error(`unexpected ${JSON.stringify(unexpected)}`);
    }
  }
}

/** Source translation of a box that shares its address with others; null where the address is its own. */
export function sharedSourceTranslation({ addressSharing, outside }: Layer): string | null {
  if (addressSharing === undefined) return null;
  if (addressSharing.kind === "untranslated") return "";
  const { ports } = addressSharing;
  const address = outside.slice(0, outside.indexOf("/"));
  // A port range by hash of the inside address and port: the same one for every peer (RFC 7597 section 6, as RFC 4787 wants it).
  const ranges = ports.map(({ from, to }, index) => `${index} : ${address} . ${from}-${to}`).join(", ");
  return `oifname "wan" meta l4proto { tcp, udp } snat ip to jhash ip saddr . th sport mod ${ports.length} map { ${ranges} }
oifname "wan" snat ip to ${address}`;
}

/** The provider's end: of a shared address only these ports lead to this subscriber. */
export function sharedPortFilter({ addressSharing, outside }: Layer): string {
  if (addressSharing?.kind !== "port-set") return "";
  const address = outside.slice(0, outside.indexOf("/"));
  const set = addressSharing.ports.map(({ from, to }: PortRange) => `${from}-${to}`).join(", ");
  return `oifname "access" ip daddr ${address} meta l4proto { tcp, udp } th dport != { ${set} } drop
iifname "access" ip saddr ${address} meta l4proto { tcp, udp } th sport != { ${set} } drop`;
}
