import { inPrefix } from "../net/ip-address.ts";
import { formatIpv4Prefix, ipv4Text, parseIpv4Prefix } from "../net/ipv4-prefix.ts";

/** 65,534 addresses; a sweep of more would take the better part of an hour and can hardly be one customer's site. */
export const WIDEST_RANGE = 16;

/** Addresses that only a site uses: RFC 1918, RFC 3927, not those of RFC 6598, behind which are a carrier's other customers, and Hikvision's old factory address 192.0.0.64. */
const SITE_PREFIXES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "192.0.0.0/24"];

export type ReadRange =
  | { ok: true; range: string; addresses: number }
  | { ok: false; reason: "no-range" | "too-wide" | "not-private" };

/**
 * A range to sweep as a person types it (`192.168.1.0/24`, `192.168.1.7`), in normal form. Public addresses are taken only where
 * the laptop itself is in that network.
 *
 * @param ownNetworks the laptop's own, `address/length`
 */
export function readScanRange(text: string, ownNetworks: readonly string[] = []): ReadRange {
  const prefix = parseIpv4Prefix(text.trim());
  if (prefix === undefined) return { ok: false, reason: "no-range" };
  if (prefix.length < WIDEST_RANGE) return { ok: false, reason: "too-wide" };
  const address = ipv4Text(prefix.network);
  const isInside = (outer: string): boolean =>
    inPrefix(address, outer) && prefix.length >= Number(outer.slice(outer.indexOf("/") + 1));
  if (![...SITE_PREFIXES, ...ownNetworks].some(isInside)) return { ok: false, reason: "not-private" };
  return { ok: true, range: formatIpv4Prefix(prefix), addresses: 2 ** (32 - prefix.length) };
}
