import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Daemon } from "./daemons.ts";
import {
  clatDevice,
  clatIpv4,
  clatIpv6,
  ipv6ServerAddress,
  nat64Device,
  nat64Host,
  nat64Pool,
  taygaIpv4,
  taygaIpv6,
} from "./ipv6-plan.ts";
import { addressIn, hasNat64, nat64Prefix, type Ipv6Site } from "./ipv6-site.ts";
import { serverAddresses, serverNames, VANTAGE_URL, vantageListen } from "./internet.ts";
import type { Topology } from "./topology.ts";

/** Daemons of the lines that carry IPv6 only, and what the others' settings gain by IPv6. */

/** Servers that have IPv6 as well; the others are the ones for which a line without IPv4 needs its NAT64. */
const dualStackNames: ReadonlySet<string> = new Set(["stun.lab", "myip.lab"]);

/** dnsmasq's records of the lab's names: with AAAA where the topology has IPv6 and the server, too. */
export function hostRecords(topology: Topology): string[] {
  return Object.entries(serverNames).map(([name, host]) => {
    const addresses = [serverAddresses[host][0] as string];
    if (topology.ipv6 !== undefined && dualStackNames.has(name)) addresses.push(ipv6ServerAddress(host));
    return `--host-record=${[name, ...addresses].join(",")}`;
  });
}

/** The name by whose AAAA records a host learns of a NAT64 (RFC 7050 section 8.2); as in the internet, it has only A. */
export const ipv4OnlyArpa: readonly string[] = [
  "--local=/arpa/",
  "--host-record=ipv4only.arpa,192.0.0.170,192.0.0.171",
];

/** coturn's addresses beside those of IPv4. */
export function stunListeners(topology: Topology): string[] {
  if (topology.ipv6 === undefined) return [];
  return ([0, 1] as const).map((which) => `--listening-ip=${ipv6ServerAddress("stun", which)}`);
}

/** Where the firm's own server listens; over IPv6, too, where the topology has it. */
export function vantageListeners(topology: Topology): string[] {
  const port = vantageListen.split(":")[1];
  return [vantageListen, ...(topology.ipv6 === undefined ? [] : [`[${ipv6ServerAddress("probe")}]:${port}`])];
}

/** How a survey is told of it: by a name, where it has more than one address. */
export const vantageUrl = ({ ipv6 }: Topology): string =>
  ipv6 === undefined ? VANTAGE_URL : VANTAGE_URL.replace(/[0-9.]+:/, "myip.lab:");

/** Nothing for a topology whose IPv4 does not pass through IPv6. */
export function ipv6Daemons({ ipv6 }: Topology): Daemon[] {
  if (ipv6 === undefined || !hasNat64(ipv6)) return [];
  return [nat64(), dns64(), ...(ipv6.ipv4 === "nat64-clat" ? [clat(ipv6)] : [])];
}

/** Stateless translation of every IPv6 host to an address of its own; the box's address translation does the rest. */
function nat64(): Daemon {
  return tayga(nat64Host, "tayga", [
    `tun-device ${nat64Device}`,
    `ipv4-addr ${taygaIpv4}`,
    // Needed with the well-known prefix, under which tayga can't have an address itself (RFC 6052 section 3.1).
    `ipv6-addr ${taygaIpv6}`,
    `prefix ${nat64Prefix}`,
    `dynamic-pool ${nat64Pool}`,
  ]);
}

/** RFC 6877: the laptop's IPv4 packets as IPv6 packets to the provider's NAT64. */
function clat(site: Ipv6Site): Daemon {
  return tayga("laptop", "clat", [
    `tun-device ${clatDevice}`,
    // Of the range for this purpose, RFC 7335.
    "ipv4-addr 192.0.0.1",
    `ipv6-addr ${addressIn(site.lan, "c1a8")}`,
    `prefix ${nat64Prefix}`,
    `map ${clatIpv4} ${clatIpv6(site)}`,
  ]);
}

function tayga(host: string, name: string, settings: readonly string[]): Daemon {
  return {
    host,
    name,
    prepare: (folder) => {
      const data = join(folder, `${name}-data`);
      mkdirSync(data);
      const file = join(folder, `${name}.conf`);
      writeFileSync(file, `${[...settings, `data-dir ${data}`].join("\n")}\n`);
      return ["tayga", "-d", "--config", file];
    },
    // It has no socket; its device is there before it is.
    ready: [],
  };
}

/** The other name server of the host has port 53, too: this one tells that it is up. */
const readinessPort = 5300;

/** RFC 6147: answers of its own making for names that have only an IPv4 address. */
function dns64(): Daemon {
  const config = [
    "server:",
    `  interface: ${ipv6ServerAddress("dns")}`,
    `  interface: ${ipv6ServerAddress("dns")}@${readinessPort}`,
    "  access-control: ::/0 allow",
    "  do-daemonize: no",
    '  username: ""',
    '  chroot: ""',
    "  use-syslog: no",
    '  logfile: ""',
    '  pidfile: ""',
    "  do-not-query-localhost: no",
    '  module-config: "dns64 iterator"',
    `  dns64-prefix: ${nat64Prefix}`,
    '  local-zone: "lab." transparent',
    '  local-zone: "arpa." transparent',
    // By default unbound answers for this name itself, without the prefix.
    '  local-zone: "ipv4only.arpa." transparent',
    "forward-zone:",
    '  name: "."',
    `  forward-addr: ${serverAddresses.dns[0]}`,
    "remote-control:",
    "  control-enable: no",
  ];
  return {
    host: "dns",
    name: "dns64",
    prepare: (folder) => {
      const file = join(folder, "unbound.conf");
      writeFileSync(file, `${config.join("\n")}\n`);
      return ["unbound", "-d", "-c", file];
    },
    ready: [{ transport: "udp", port: readinessPort }],
  };
}
