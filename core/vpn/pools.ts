import { parseIpv4Prefix, type Ipv4Prefix } from "../net/ipv4-prefix.ts";
import { overlap } from "./prefix-index.ts";

/** The address ranges of one hub. */
export interface Pools {
  /** Of the tunnel's own addresses: hub, sites, technicians, telephones. */
  readonly tunnelPool: string;
  /** Of what sites are called to each other, one /24 each as a rule. */
  readonly sitePool: string;
}

/**
 * Where a firm's addresses come from. Out of 10.0.0.0/8, since 192.168.0.0/16 is what the sites themselves use, and 172.16.0.0/12 is
 * Docker's. Within it away from the beginning (routers and companies number from 10.0.0.0 upward; 10.8.0.0/24 is OpenVPN's own
 * example), from 10.88.0.0/16 (Podman's default network) and from the round numbers. A /11 holds 8,192 sites of a /24, a /16 65,000 ends.
 *
 * Not 100.64.0.0/10 (RFC 6598), though Tailscale uses it: behind CGNAT that is the network between router and carrier, the very
 * place where these tunnels are needed, and a check takes such an address for the carrier's.
 */
const HUB_POOLS: readonly Pools[] = [
  { tunnelPool: "10.87.0.0/16", sitePool: "10.96.0.0/11" },
  { tunnelPool: "10.86.0.0/16", sitePool: "10.160.0.0/11" },
  { tunnelPool: "10.85.0.0/16", sitePool: "10.192.0.0/11" },
  { tunnelPool: "10.84.0.0/16", sitePool: "10.128.0.0/11" },
  { tunnelPool: "10.83.0.0/16", sitePool: "10.224.0.0/12" },
  { tunnelPool: "10.82.0.0/16", sitePool: "10.240.0.0/12" },
];

/** For sites whose own router is called, without a hub between. */
export const DIRECT_POOLS: Pools = { tunnelPool: "10.95.0.0/16", sitePool: "10.64.0.0/12" };

/** One for each of OpenVPN's two servers, for routers that speak nothing newer. */
export const OPENVPN_POOLS = { udp: "10.94.0.0/20", tcp: "10.94.16.0/20" } as const;

/**
 * Pools for a new hub: the first that touch none of what is there. Null when none is left.
 *
 * @param taken pools of other hubs, and LANs of sites and technicians
 */
export function freePools(taken: readonly string[]): Pools | null {
  const others = taken.flatMap((text) => parseIpv4Prefix(text) ?? []);
  const isFree = (text: string): boolean => {
    const pool = parseIpv4Prefix(text);
    return pool !== undefined && !others.some((other) => overlap(other, pool));
  };
  return HUB_POOLS.find(({ tunnelPool, sitePool }) => isFree(tunnelPool) && isFree(sitePool)) ?? null;
}

const prefix = (text: string): Ipv4Prefix => parseIpv4Prefix(text) ?? { network: 0, length: 32 };

/** Ranges that something else uses on the boxes and lines where tunnels end. */
export const OTHERS_RANGES = [
  // RFC 6598; and Tailscale.
  { code: "range-carrier", range: prefix("100.64.0.0/10") },
  // dockerd's first network, docker0.
  { code: "range-docker", range: prefix("172.17.0.0/16") },
  // containers/common, the network "podman".
  { code: "range-podman", range: prefix("10.88.0.0/16") },
  { code: "range-openvpn", range: prefix(OPENVPN_POOLS.udp) },
  { code: "range-openvpn", range: prefix(OPENVPN_POOLS.tcp) },
] as const;

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(prefix);

/** Whether all of it is private (RFC 1918) or at least nobody's on the internet (RFC 6598). */
export const isPrivateRange = (range: Ipv4Prefix): boolean =>
  PRIVATE.some((block) => block.length <= range.length && overlap(block, range));
