import type { z } from "zod";
import type { adapterKindSchema } from "../nat/observation.ts";

/**
 * What kind of adapter a name stands for, on Linux, macOS and Windows. Names are conventions, so anything unrecognised is
 * "unknown" and never a reason for a verdict.
 */
export function adapterKindOf(name: string): z.infer<typeof adapterKindSchema> {
  for (const [kind, pattern] of NAMES) if (pattern.test(name)) return kind;
  return "unknown";
}

const NAMES: [z.infer<typeof adapterKindSchema>, RegExp][] = [
  ["loopback", /^lo\d*$|loopback/i],
  // utun: macOS VPNs; zt, feth: ZeroTier; the rest are the products' own adapter names on Windows.
  [
    "tunnel",
    /^(utun|tun|tap|wg|ipsec|zt|tailscale|nebula)\d*|wireguard|openvpn|nordlynx|tap-windows|zerotier|proton ?vpn|mullvad|\bvpn\b/i,
  ],
  [
    "virtual",
    /^(docker|br-|veth|virbr|vmnet|vboxnet|bridge|anpi|awdl|llw|gif|stf)|vEthernet|hyper-v|virtualbox|vmware/i,
  ],
  ["wifi", /^(wl|ath|ra)\w*\d|wi-?fi|wlan|wireless|airport|drahtlos|sans fil/i],
  ["ethernet", /^(eth|en[ospx]|em|eno)\w*\d|ethernet/i],
];
