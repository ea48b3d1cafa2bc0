import { canonicalFromBytes, parseAddress } from "../net/ip-address.ts";
import { parseIpPrefix } from "../net/ip-prefix.ts";

/**
 * Tailscale's 4via6: sites that all use 192.168.1.0/24 get an IPv6 network each, fd7a:115c:a1e0:b1a:0:SITE:IPv4, as
 * `tailscale debug via` computes it (tailscale.com/kb/1201/4via6-subnets).
 */
const VIA = [0xfd, 0x7a, 0x11, 0x5c, 0xa1, 0xe0, 0x0b, 0x1a] as const;

/** 64 bits of Tailscale's and 32 of the site's number. */
const BITS_BEFORE_IPV4 = 96;

/** Larger numbers are reserved (`tailscale debug via` refuses them). */
export const MAX_SITE_NUMBER = 65_535;

/**
 * The address of a device behind a site's box: site 7, 10.1.1.9 -> `fd7a:115c:a1e0:b1a:0:7:a01:109`.
 *
 * @throws RangeError for a site's number or an address that is none
 */
export function viaAddress(site: number, ipv4: string): string {
  const address = parseAddress(ipv4);
  if (address?.family !== 4) throw new RangeError(`not an IPv4 address: ${ipv4}`);
  return canonicalFromBytes(viaBytes(site, address.bytes));
}

/** The route that a site's box advertises: site 7, 10.1.1.0/24 -> `fd7a:115c:a1e0:b1a:0:7:a01:100/120`. @throws RangeError */
export function viaPrefix(site: number, ipv4Prefix: string): string {
  const prefix = parseIpPrefix(ipv4Prefix);
  if (prefix?.bytes.length !== 4) throw new RangeError(`not an IPv4 network: ${ipv4Prefix}`);
  return `${canonicalFromBytes(viaBytes(site, prefix.bytes))}/${BITS_BEFORE_IPV4 + prefix.length}`;
}

/** What MagicDNS calls that device: `10-1-1-9-via-7`. @throws RangeError */
export function viaName(site: number, ipv4: string): string {
  const address = parseAddress(ipv4);
  if (address?.family !== 4) throw new RangeError(`not an IPv4 address: ${ipv4}`);
  return `${[...address.bytes].join("-")}-via-${siteNumber(site)}`;
}

/** `fd7a:115c:a1e0:b1a:0:7:a01:100/120` -> site 7, `10.1.1.0/24`; undefined for any other network. */
export function readViaPrefix(text: string): { site: number; prefix: string } | undefined {
  const prefix = parseIpPrefix(text);
  if (prefix?.bytes.length !== 16 || prefix.length < BITS_BEFORE_IPV4) return undefined;
  if (!VIA.every((byte, index) => prefix.bytes[index] === byte)) return undefined;
  const site = new DataView(prefix.bytes.buffer, prefix.bytes.byteOffset).getUint32(VIA.length);
  const ipv4 = canonicalFromBytes(prefix.bytes.subarray(BITS_BEFORE_IPV4 / 8));
  return { site, prefix: `${ipv4}/${prefix.length - BITS_BEFORE_IPV4}` };
}

function viaBytes(site: number, ipv4: Uint8Array): Uint8Array {
  const number = siteNumber(site);
  return Uint8Array.of(...VIA, 0, 0, number >> 8, number & 0xff, ...ipv4);
}

function siteNumber(site: number): number {
  if (!Number.isInteger(site) || site < 0 || site > MAX_SITE_NUMBER) {
    throw new RangeError(`a site's number is 0 to ${MAX_SITE_NUMBER}: ${site}`);
  }
  return site;
}
