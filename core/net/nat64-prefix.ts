import { formatAddress, parseAddress } from "./ip-address.ts";
import { nat64Address } from "./nat64-address.ts";

/** The two IPv4 addresses of the name `ipv4only.arpa` (RFC 7050 section 8.2). */
const WELL_KNOWN_IPV4 = ["192.0.0.170", "192.0.0.171"];

/** RFC 6052 section 2.2; the longest first, since by far the most networks use 96. */
const PREFIX_LENGTHS = [96, 64, 56, 48, 40, 32];

/**
 * The prefix under which a NAT64 reaches IPv4, from the IPv6 addresses that a name server gives `ipv4only.arpa` (RFC 7050
 * section 3), as `64:ff9b::/96`; null when none of them holds one of its well-known IPv4 addresses.
 */
export function nat64PrefixIn(addresses: readonly string[]): string | null {
  for (const address of addresses) {
    const parsed = parseAddress(address);
    if (parsed?.family !== 6) continue;
    const canonical = formatAddress(parsed.bytes);
    for (const length of PREFIX_LENGTHS) {
      const prefix = `${formatAddress(parsed.bytes.map((byte, index) => (index < length / 8 ? byte : 0)))}/${length}`;
      if (WELL_KNOWN_IPV4.some((ipv4) => nat64Address(prefix, ipv4) === canonical)) return prefix;
    }
  }
  return null;
}
