import { firewalledIpv6, type Ipv6Site, type Ipv6Truth } from "./ipv6-site.ts";
import { nat64Host } from "./ipv6-plan.ts";
import type { Layer, PortRange, Topology } from "./topology.ts";
import {
  bothGranted,
  carrierNat,
  carrierTruth,
  connected,
  homeRouter,
  noAnswers,
  publicTruth,
} from "./topology-pieces.ts";

/** Sites with IPv6, and lines whose IPv4 is carried by it. The verdict is on IPv4 all the same. */

const nativeClosed: Ipv6Truth = { state: "native", inbound: false, inboundWithPinhole: false };

/** A public IPv4 address beside some kind of IPv6. */
function dualStackSite(name: string, summary: string, ipv6: Partial<Ipv6Site>, truth: Partial<Ipv6Truth>): Topology {
  return {
    name,
    summary,
    laptop: "lan",
    layers: [homeRouter()],
    access: connected,
    ipv6: { ...firewalledIpv6, ...ipv6 },
    truth: { ...publicTruth, ipv6: { ...nativeClosed, ...truth } },
    tolerance: null,
  };
}

/** Unique local addresses on the LAN (RFC 4193). */
const uniqueLocalLan = "fd42:7c3d:91a0:1::/64";

function nat64Site(name: string, summary: string, ipv4: Ipv6Site["ipv4"]): Topology {
  return {
    name,
    summary,
    laptop: "lan",
    layers: [
      // The plan wants IPv4 addresses between the boxes; `withIpv6` takes them away again.
      homeRouter({ outside: "10.255.0.2/24", mappingDaemon: null }),
      carrierNat("10.255.0.1/24", { host: nat64Host }),
    ],
    access: connected,
    ipv6: { ...firewalledIpv6, ipv4 },
    truth: {
      kind: "nat64",
      publicAddress: "25.0.113.9",
      addressOwner: nat64Host,
      stockMappings: noAnswers,
      inbound: "untested",
      ipv6: nativeClosed,
    },
    tolerance: null,
  };
}

/** Ports of one subscriber (RFC 7597 section 5.1), computed here once more so that the app's own can be held against it. */
function portsOf(psid: number, psidLength: number, psidOffset: number): PortRange[] {
  const blockBits = 16 - psidOffset - psidLength;
  const blocks = psidOffset === 0 ? [0] : Array.from({ length: 2 ** psidOffset - 1 }, (_, index) => index + 1);
  return blocks.map((block) => {
    const from = (block * 2 ** psidLength + psid) * 2 ** blockBits;
    return { from, to: from + 2 ** blockBits - 1 };
  });
}

function sharedAddressSite(
  name: string,
  summary: string,
  changes: { outside: Layer["outside"]; ports: PortRange[]; network?: Layer["inside"]; lan: Ipv6Site["lan"] },
): Topology {
  const { outside, ports, network, lan } = changes;
  return {
    name,
    summary,
    laptop: "lan",
    layers: [homeRouter({ outside, addressSharing: { kind: "port-set", ports } })],
    access: { ...connected, ...(network === undefined ? {} : { network }) },
    ipv6: { ...firewalledIpv6, lan },
    truth: {
      kind: "shared-address",
      publicAddress: outside.slice(0, outside.indexOf("/")),
      addressOwner: "home",
      // The router knows nothing of the provider's filter: what it grants leads nowhere.
      stockMappings: bothGranted,
      inbound: "untested",
      ipv6: nativeClosed,
    },
    tolerance: null,
  };
}

const withoutVantage: readonly Topology[] = [
  dualStackSite(
    "ipv6-native-open",
    "Public address; the router lets everything in over IPv6",
    { inbound: "forwarded" },
    { inbound: true, inboundWithPinhole: true },
  ),
  dualStackSite(
    "ipv6-firewalled",
    "Public address; the router lets nothing in over IPv6 and opens no pinholes",
    {},
    {},
  ),
  dualStackSite(
    "ipv6-pinholed",
    "Public address; the router opens pinholes for IPv6 when asked",
    { pinholes: true },
    { inboundWithPinhole: true },
  ),
  dualStackSite(
    "ipv6-nptv6",
    "Public address; unique local addresses inside, which the router maps to its prefix",
    { lan: uniqueLocalLan, translation: { kind: "prefix", outside: "2a0e:b107:100::/64" } },
    { state: "translated" },
  ),
  dualStackSite(
    "ipv6-nat66",
    "Public address; unique local addresses inside, all behind the router's one IPv6 address",
    { lan: uniqueLocalLan, translation: { kind: "masquerade" } },
    { state: "translated" },
  ),
  dualStackSite(
    "ipv6-broken",
    "Public address; the router gives out IPv6 addresses that lead nowhere",
    { upstream: "black-hole" },
    { state: "local-only" },
  ),
  {
    name: "ipv6-cgnat",
    summary: "Carrier NAT for IPv4; IPv6 passes it by, and the router opens pinholes",
    laptop: "lan",
    layers: [homeRouter({ outside: "100.64.5.2/24" }), carrierNat("100.64.5.1/24")],
    access: connected,
    ipv6: { ...firewalledIpv6, pinholes: true },
    truth: { ...carrierTruth, ipv6: { ...nativeClosed, inboundWithPinhole: true } },
    tolerance: null,
  },
  nat64Site("nat64-only", "No IPv4 on site: DNS64 and NAT64 at the provider", "nat64"),
  nat64Site("nat64-clat", "No IPv4 on site; the laptop translates its own into NAT64 (464XLAT)", "nat64-clat"),
  {
    name: "ds-lite",
    summary: "IPv4 in a tunnel to the carrier's NAT (DS-Lite); native IPv6",
    laptop: "lan",
    layers: [
      homeRouter({ outside: "192.0.0.2/29", addressSharing: { kind: "untranslated" } }),
      carrierNat("192.0.0.1/29", { host: "aftr" }),
    ],
    access: connected,
    ipv6: firewalledIpv6,
    truth: { ...carrierTruth, kind: "shared-address", addressOwner: "aftr", ipv6: nativeClosed },
    tolerance: null,
  },
  sharedAddressSite(
    "map-e",
    "A public address with 240 of its ports (MAP-E, a published rule); the router grants any port all the same",
    {
      // By the published rule: 240b:10::/31 with 25 bits for 106.72.0.0/15 and 8 bits of PSID.
      lan: "240b:10:1234:5600::/64",
      outside: "106.72.18.52/24",
      network: "106.72.18.1/24",
      ports: portsOf(0x56, 8, 4),
    },
  ),
  sharedAddressSite(
    "lw4o6",
    "A public address with 1,024 of its ports and no published rule (lw4o6); the router grants any port all the same",
    { lan: "2a0e:b107:100::/64", outside: "25.0.113.2/24", ports: portsOf(9, 6, 0) },
  ),
];

/** The same site once more; what the vantage finds over IPv4. */
function withVantage(name: string, inbound: Topology["truth"]["inbound"]): Topology {
  const topology = withoutVantage.find((one) => one.name === name);
  if (!topology) throw new Error(`no topology "${name}"`);
  return {
    ...topology,
    name: `${name}+vantage`,
    summary: `${topology.summary}; the firm's own server outside is there`,
    vantage: true,
    truth: { ...topology.truth, inbound },
  };
}

export const ipv6Topologies: readonly Topology[] = [
  ...withoutVantage,
  withVantage("ipv6-native-open", "proven"),
  withVantage("ipv6-pinholed", "proven"),
  // The router maps nothing over IPv4; over IPv6 there is a way in.
  withVantage("ipv6-cgnat", "untested"),
  withVantage("nat64-only", "untested"),
  withVantage("map-e", "blocked"),
];
