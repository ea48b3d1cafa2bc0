import type { z } from "zod";
import type { adapterKindSchema } from "../nat/observation.ts";

export type AdapterKind = z.infer<typeof adapterKindSchema>;

/**
 * What kind of adapter a name stands for, on Linux, macOS and Windows. Names are conventions, so anything unrecognised is
 * "unknown" and never a reason for a verdict.
 */
export function adapterKindOf(name: string): AdapterKind {
  for (const [kind, pattern] of NAMES) if (pattern.test(name)) return kind;
  return "unknown";
}

const NAMES: [AdapterKind, RegExp][] = [
  ["loopback", /^lo\d*$|loopback/i],
  // utun: macOS VPNs; zt, feth: ZeroTier; wt: NetBird; cscotun, gpd, ppp: Cisco, Palo Alto, L2TP; the rest are the products'
  // own adapter names on Windows.
  [
    "tunnel",
    /^(utun|tun|tap|wg|ipsec|zt|nebula)\d*|^(wt|feth|cscotun|gpd|ppp|nordtun|proton|warp)\d*$|tailscale|wireguard|openvpn|nordlynx|tap-windows|zerotier|proton ?vpn|mullvad|anyconnect|globalprotect|cloudflare ?warp|netbird|fortinet|fortissl|\bvpn\b/i,
  ],
  [
    "virtual",
    /^(docker|br-|veth|virbr|vmnet|vboxnet|bridge|anpi|awdl|llw|gif|stf)|vEthernet|hyper-v|virtualbox|vmware/i,
  ],
  ["wifi", /^(wl|ath|ra)\w*\d|wi-?fi|wlan|wireless|airport|drahtlos|sans fil/i],
  ["ethernet", /^(eth|en[ospx]|em|eno)\w*\d|ethernet/i],
];
