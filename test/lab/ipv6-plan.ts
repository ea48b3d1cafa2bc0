import { addressOf, networkText } from "./cidr.ts";
import { serverAddresses } from "./internet.ts";
import { addressIn, hasNat64, nat64Prefix, type Ipv6Prefix, type Ipv6Site } from "./ipv6-site.ts";
import type { HostPlan, NetworkPlan } from "./network-plan.ts";
import type { Topology } from "./topology.ts";

/** What IPv6 adds to the hosts of a topology, and what a line without IPv4 takes from them. */

const coreNetwork: Ipv6Prefix = "2a0e:b107:ff::/64";

/** The network between a box and the next one towards the internet, the home router's first. */
const linkNetwork = (index: number): Ipv6Prefix => `2a0e:b107:a${index}::/64`;

/** The address of an internet server: the last number of its IPv4 address in the core's network. */
export function ipv6ServerAddress(host: keyof typeof serverAddresses, which: 0 | 1 = 0): string {
  const addresses: readonly string[] = serverAddresses[host];
  return addressIn(coreNetwork, (addresses[which] ?? addresses[0] ?? "").split(".").at(-1) ?? "");
}

export const laptopIpv6 = (site: Ipv6Site): string => addressIn(site.lan, "50");
const recorderIpv6 = (site: Ipv6Site): string => addressIn(site.lan, "64");

/** What the laptop and its router call each other: routers advertise themselves by such an address (RFC 4861 section 6.1.2). */
export const routerLinkLocal = "fe80::1";

/** The box that translates IPv6 to IPv4, and the device of tayga on it. */
export const nat64Host = "nat64";
export const nat64Device = "nat64";
/** IPv4 addresses that stand for IPv6 hosts between tayga and the box's own address translation. */
export const nat64Pool = "10.255.1.0/24";
export const taygaIpv4 = "10.255.1.1";
export const taygaIpv6 = "2a0e:b107:fe::2";

/** The laptop's own translator (RFC 6877): IPv4 programs see a device with an address of RFC 7335. */
export const clatDevice = "clat";
export const clatIpv4 = "192.0.0.2";
export const clatIpv6 = (site: Ipv6Site): string => addressIn(site.lan, "c1a7");

/** The site's network as the internet sees it; null where the router hides it behind its own address. */
function outsideNetwork({ lan, translation }: Ipv6Site): Ipv6Prefix | null {
  if (translation === null) return lan;
  return translation.kind === "prefix" ? translation.outside : null;
}

/** The plan with IPv6 on every host of the way; the same plan where the topology has none. */
export function withIpv6(plan: NetworkPlan, topology: Topology): NetworkPlan {
  const site = topology.ipv6;
  if (site === undefined) return plan;
  return { ...plan, hosts: plan.hosts.map((host) => withoutIpv4(withCommands(host, topology, site), site)) };
}

function withCommands(plan: HostPlan, topology: Topology, site: Ipv6Site): HostPlan {
  if (plan.host === "laptop") return { ...plan, ipv6: laptopCommands(site) };
  if (plan.host === "recorder") return { ...plan, ipv6: endHost([recorderIpv6(site)]) };
  if (plan.host === "isp") return { ...plan, ipv6: providerCommands(topology, site) };
  const index = topology.layers.findIndex(({ host }) => host === plan.host);
  if (index >= 0)
    return { ...plan, ipv6: [...boxCommands(plan.host, index, site), ...routesToUntranslated(topology, index)] };
  const server = plan.host as keyof typeof serverAddresses;
  const addresses = [...new Set([ipv6ServerAddress(server, 0), ipv6ServerAddress(server, 1)])];
  return {
    ...plan,
    ipv6: [
      ...addresses.map((address) => `address add ${address}/64 dev eth0 nodad`),
      `route add ::/0 via ${addressIn(coreNetwork, "1")}`,
    ],
  };
}

function endHost(addresses: readonly string[]): string[] {
  return [
    ...addresses.map((address) => `address add ${address}/64 dev eth0 nodad`),
    `route add ::/0 via ${routerLinkLocal} dev eth0`,
  ];
}

function laptopCommands(site: Ipv6Site): string[] {
  const commands = endHost([laptopIpv6(site)]);
  if (site.ipv4 !== "nat64-clat") return commands;
  const inside = clatIpv6(site);
  return [
    ...commands,
    `tuntap add dev ${clatDevice} mode tun`,
    `link set ${clatDevice} up`,
    `address add ${clatIpv4}/32 dev ${clatDevice}`,
    `route add 0.0.0.0/0 dev ${clatDevice}`,
    // The translator's packets have an address of their own, for which the laptop must answer on the LAN.
    `route add ${inside}/128 dev ${clatDevice}`,
    `neighbour add proxy ${inside} dev eth0`,
  ];
}

function boxCommands(host: string, index: number, site: Ipv6Site): string[] {
  const isHome = index === 0;
  const inward = isHome
    ? [`address add ${addressIn(site.lan, "1")}/64 dev lan nodad`, `address add ${routerLinkLocal}/64 dev lan nodad`]
    : [`address add ${addressIn(linkNetwork(index - 1), "1")}/64 dev lan nodad`, ...routesInward(index - 1, site)];
  if (site.upstream === "black-hole") return [...inward, "route add blackhole ::/0"];
  return [
    ...inward,
    `address add ${addressIn(linkNetwork(index), "2")}/64 dev wan nodad`,
    `route add ::/0 via ${addressIn(linkNetwork(index), "1")}`,
    ...(host === nat64Host ? nat64Commands() : []),
  ];
}

/** An inner box that hands packets on as they are has another network behind it, to which the answers must find. */
function routesToUntranslated({ layers }: Topology, index: number): string[] {
  const inner = layers[index - 1];
  if (inner?.addressSharing?.kind !== "untranslated") return [];
  return [`route add ${networkText(inner.inside)} via ${addressOf(inner.outside)}`];
}

function nat64Commands(): string[] {
  return [
    `tuntap add dev ${nat64Device} mode tun`,
    `link set ${nat64Device} up`,
    `address add 10.255.1.254/32 dev ${nat64Device}`,
    `route add ${nat64Pool} dev ${nat64Device}`,
    `route add ${taygaIpv6}/128 dev ${nat64Device}`,
    `route add ${nat64Prefix} dev ${nat64Device}`,
  ];
}

/** How a box finds the site, and the boxes between, on its inner side. */
function routesInward(index: number, site: Ipv6Site): string[] {
  const via = addressIn(linkNetwork(index), "2");
  const network = outsideNetwork(site);
  const between = Array.from({ length: index }, (_, inner) => `route add ${linkNetwork(inner)} via ${via}`);
  return [...(network === null ? [] : [`route add ${network} via ${via}`]), ...between];
}

function providerCommands(topology: Topology, site: Ipv6Site): string[] {
  const last = topology.layers.length - 1;
  return [
    `address add ${addressIn(coreNetwork, "1")}/64 dev core nodad`,
    ...(site.upstream === "black-hole"
      ? []
      : [
          `address add ${addressIn(linkNetwork(last), "1")}/64 dev access nodad`,
          ...routesInward(last, site),
          `route add ${taygaIpv6}/128 via ${addressIn(linkNetwork(last), "2")}`,
        ]),
  ];
}

/** A line with NAT64 has no IPv4 between the laptop and the box that translates. */
function withoutIpv4(plan: HostPlan, site: Ipv6Site): HostPlan {
  if (!hasNat64(site)) return plan;
  switch (plan.host) {
    case "laptop":
      return { ...plan, addresses: [], defaultGateway: null, nameServer: ipv6ServerAddress("dns") };
    case "home":
      return {
        ...plan,
        addresses: plan.addresses.filter(({ interfaceName }) => interfaceName !== "wan"),
        defaultGateway: null,
      };
    case nat64Host:
      return { ...plan, addresses: plan.addresses.filter(({ interfaceName }) => interfaceName !== "lan") };
    default:
      return plan;
  }
}

/** Switches IPv6 on in a host that has been set up without, and carries out its commands. Lines of a shell script. */
export function ipv6SetupScript(plan: HostPlan): string[] {
  if (plan.ipv6 === undefined) return [];
  const set = (path: string, value: number): string => `echo ${value} > /proc/sys/net/ipv6/${path}`;
  return [
    // Before IPv6 is switched on, on every device: else link-local addresses stay tentative for a second or two.
    `for f in /proc/sys/net/ipv6/conf/*/accept_dad /proc/sys/net/ipv6/conf/*/accept_ra; do echo 0 > $f; done`,
    `for f in /proc/sys/net/ipv6/conf/*/disable_ipv6; do echo 0 > $f; done`,
    set("icmp/ratelimit", 0),
    ...(plan.forwards || isClat(plan.ipv6) ? [set("conf/all/forwarding", 1)] : []),
    // Without the delay with which proxies answer so that a host itself comes first (RFC 4861 section 7.2.8).
    ...(isClat(plan.ipv6) ? [set("conf/eth0/proxy_ndp", 1), set("neigh/eth0/proxy_delay", 0)] : []),
    `ip -batch - <<'END'\n${plan.ipv6.join("\n")}\nEND`,
  ];
}

const isClat = (commands: readonly string[]): boolean => commands.some((command) => command.includes("proxy"));
