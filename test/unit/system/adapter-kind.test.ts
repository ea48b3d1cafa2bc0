import { expect, it } from "vitest";
import { adapterKindOf } from "#core/system/adapter-kind.ts";

it.each([
  ["loopback", ["lo", "lo0", "Loopback Pseudo-Interface 1"]],
  [
    "tunnel",
    [
      "utun4",
      "tun0",
      "tap0",
      "wg0",
      "ztabcdef01",
      "tailscale0",
      "Tailscale",
      "ipsec0",
      "NordLynx",
      "ProtonVPN TUN",
      "Mullvad",
      "OpenVPN TAP-Windows6",
      "ZeroTier One [1a2b]",
      "Firma VPN",
      "ppp0",
      "wt0",
      "feth1234",
      "cscotun0",
      "Cisco AnyConnect Secure Mobility Client",
      "CloudflareWARP",
    ],
  ],
  [
    "virtual",
    [
      "docker0",
      "br-12ab34cd",
      "veth12ab",
      "virbr0",
      "vmnet8",
      "vboxnet0",
      "bridge100",
      "awdl0",
      "llw0",
      "vEthernet (WSL)",
      "VMware Network Adapter VMnet8",
      "VirtualBox Host-Only Network",
    ],
  ],
  [
    "wifi",
    [
      "wlan0",
      "wlp3s0",
      "wlx0123456789ab",
      "ath0",
      "Wi-Fi",
      "WLAN",
      "WiFi 2",
      "Drahtlosnetzwerkverbindung",
      "Connexion réseau sans fil",
    ],
  ],
  ["ethernet", ["eth0", "enp3s0", "eno1", "ens33", "enx0123456789ab", "em1", "Ethernet", "Ethernet 2"]],
  ["unknown", ["en0", "wwan0", "PPPoE", "LAN-Verbindung", "Local Area Connection", "", "constructor"]],
] as const)("%s: %j", (kind, names) => {
  expect(names.map((name) => [name, adapterKindOf(name)])).toEqual(names.map((name) => [name, kind]));
});
