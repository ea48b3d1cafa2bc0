/**
 * The IPv6 side of a topology, as data. Without it a lab has no IPv6 at all: not even link-local addresses.
 *
 * miniupnpd and others take 2001:db8::/32 for special, so the lab's prefixes are ordinary ones inside its namespaces.
 */

/** "2a0e:b107:100::/64" */
export type Ipv6Prefix = `${string}::/${number}`;

export interface Ipv6Site {
  /** The /64 of the site's LAN as the laptop sees it. */
  readonly lan: Ipv6Prefix;
  /** What the home router makes of it on the way out; `lan` is then a unique local one (RFC 4193). */
  readonly translation:
    | null
    /** RFC 6296: the same host part under another prefix. */
    | { readonly kind: "prefix"; readonly outside: Ipv6Prefix }
    /** Everybody behind the router's own address. */
    | { readonly kind: "masquerade" };
  /** What the home router does with connections from the internet (RFC 6092). */
  readonly inbound: "forwarded" | "dropped";
  /** Whether the router's mapping daemon opens pinholes (RFC 6887; WANIPv6FirewallControl). */
  readonly pinholes: boolean;
  /** `black-hole`: the router gives out addresses and nothing behind it takes its packets. */
  readonly upstream: "connected" | "black-hole";
  /**
   * How the laptop reaches IPv4. `nat64`: DNS64 and NAT64 at the provider and no IPv4 on site (RFC 6146, 6147);
   * `nat64-clat`: the same, and the laptop has an IPv4 address of its own inside (RFC 6877).
   */
  readonly ipv4: "beside" | "nat64" | "nat64-clat";
}

/** The usual home router: addresses from the provider, everything out, nothing in. */
export const firewalledIpv6: Ipv6Site = {
  lan: "2a0e:b107:100::/64",
  translation: null,
  inbound: "dropped",
  pinholes: false,
  upstream: "connected",
  ipv4: "beside",
};

/** What IPv6 at the laptop is, as `lab-truth.test.ts` measures it. */
export interface Ipv6Truth {
  /** `native`: the internet sees the laptop's own address; `translated`: another one; `local-only`: it sees nothing. */
  readonly state: "none" | "local-only" | "native" | "translated";
  /** A connection from the internet to the address it sees comes in, though nobody asked the router for it. */
  readonly inbound: boolean;
  /** It comes in once the laptop asked the router for a pinhole by PCP. */
  readonly inboundWithPinhole: boolean;
}

export const noIpv6: Ipv6Truth = { state: "none", inbound: false, inboundWithPinhole: false };

/** An address of that network: `::50` in 2a0e:b107:100::/64 is 2a0e:b107:100::50. */
export function addressIn(network: Ipv6Prefix, host: string): string {
  return `${network.slice(0, network.indexOf("::"))}::${host}`;
}

export const hasNat64 = (site: Ipv6Site | null | undefined): boolean =>
  site?.ipv4 === "nat64" || site?.ipv4 === "nat64-clat";

/** The well-known prefix (RFC 6052 section 2.1), as most carriers use it. */
export const nat64Prefix: Ipv6Prefix = "64:ff9b::/96";

/** An IPv4 address as the laptop of a NAT64 line must write it. */
export function throughNat64(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split(".").map(Number);
  return `64:ff9b::${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
