import type { FirmServer } from "../tunnel/firm-server.ts";
import { HUB_INTERFACE } from "./hub-config.ts";
import { listeners, otherPorts, SHARED_PORT, sharedPort, type Listener } from "./listeners.ts";
import type { SetupOptions } from "./setup-options.ts";
import { portNumber } from "./values.ts";

/** Where `farsite-apply` puts what changes; read last. */
export const RULES_FOLDER = "/etc/farsite/nftables.d";

/**
 * Everything is dropped but the ports of the chosen routes. Between the tunnel's ends only what the firm's routes need: technicians
 * reach all sites, a customer's telephone its own, sites nobody. @throws RangeError
 */
export function nftablesConf(server: FirmServer, options: SetupOptions): string {
  const hub = server.wireguard;
  return [
    "#!/usr/sbin/nft -f",
    "# By Farsite. What changes later is in the folder named at the end; write your own rules into a table of your own.",
    "flush ruleset",
    "table inet farsite {",
    // A flood of new connections is dropped before sshd has to greet it.
    "  set ssh_rate { type ipv4_addr; flags dynamic; size 65535; timeout 2m; }",
    "  set ssh_rate6 { type ipv6_addr; flags dynamic; size 65535; timeout 2m; }",
    "  # Ports of the SSH relay that are open to everybody; kept by farsite-apply.",
    "  set relay_open { type inet_service; }",
    "  # The same of frp's.",
    "  set frp_open { type inet_service; }",
    ...(hub === null ? [] : HUB_SETS),
    "  chain input {",
    "    type filter hook input priority filter; policy drop;",
    "    ct state established,related accept",
    "    ct state invalid drop",
    '    iif "lo" accept',
    "    icmp type echo-request limit rate 20/second accept",
    "    icmp type { destination-unreachable, time-exceeded, parameter-problem } accept",
    "    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert, packet-too-big, time-exceeded, destination-unreachable, parameter-problem } accept",
    "    icmpv6 type echo-request limit rate 20/second accept",
    // DHCPv6 answers come from a link-local address that was never asked by it.
    "    udp sport 547 udp dport 546 ip6 saddr fe80::/10 accept",
    ...sshRules(server),
    ...acceptRules(listeners(server, options)),
    "    tcp dport @relay_open accept",
    "    tcp dport @frp_open accept",
    "  }",
    "  chain forward {",
    "    type filter hook forward priority filter; policy drop;",
    ...(hub === null ? [] : forwardRules()),
    "  }",
    "  chain output {",
    "    type filter hook output priority filter; policy accept;",
    "    # The provider's metadata hold this server's user data, and with it secrets: nobody's but root's. Names (53) are asked there too.",
    "    meta skuid != 0 ip daddr 169.254.169.254 tcp dport != 53 reject",
    "    meta skuid != 0 ip6 daddr fd00:ec2::254 tcp dport != 53 reject",
    "  }",
    ...(hub === null ? [] : natChains(hub)),
    "}",
    `include "${RULES_FOLDER}/*.nft"`,
    "",
  ].join("\n");
}

const HUB_SETS = [
  "  # Who may reach what through the hub; kept by farsite-apply access.",
  "  set reach { type ipv4_addr . ipv4_addr; flags interval; }",
];

/**
 * For each caller. Behind a carrier's NAT many sites and their technicians are one caller, and after a restart all come back at once, each at
 * two ports; 20 a minute shut out a technician who looked, changed and proved within one. Only keys are let in: nothing is guessed.
 */
const SSH_RATE = "120/minute burst 120 packets";

function sshRules(server: FirmServer): string[] {
  // Where 443 is shared, viewers come in there as well, and each of their pages opens several connections.
  const { isShared } = sharedPort(server);
  const ports = server.ssh.ports
    .filter((port) => !isShared || port !== SHARED_PORT)
    .map((port) => portNumber("SSH", port));
  if (ports.length === 0) return [];
  const list = portList(ports);
  return [
    `    tcp dport ${list} ct state new update @ssh_rate { ip saddr limit rate over ${SSH_RATE} } drop`,
    `    tcp dport ${list} ct state new update @ssh_rate6 { ip6 saddr and ffff:ffff:ffff:ffff:: limit rate over ${SSH_RATE} } drop`,
  ];
}

function acceptRules(open: readonly Listener[]): string[] {
  return (["tcp", "udp"] as const).flatMap((transport) => {
    const ports = open
      // Led on before they get here.
      .filter((one) => one.transport === transport && one.how !== "redirected")
      .map(({ first, last }) => range(first, last));
    return ports.length === 0 ? [] : [`    ${transport} dport ${set(ports)} accept`];
  });
}

function forwardRules(): string[] {
  const hub = `"${HUB_INTERFACE}"`;
  return [
    "    ct state established,related accept",
    "    ct state invalid drop",
    // A tunnel's packets are smaller than what both ends believe; where ICMP is lost, streams would stall.
    `    oifname ${hub} tcp flags syn tcp option maxseg size set rt mtu`,
    `    iifname ${hub} oifname ${hub} ip saddr . ip daddr @reach accept`,
    `    oifname ${hub} ct status dnat accept`,
  ];
}

function natChains(hub: NonNullable<FirmServer["wireguard"]>): string[] {
  const also = otherPorts(hub).map((port) => portNumber("WireGuard", port));
  return [
    "  chain prerouting {",
    "    type nat hook prerouting priority dstnat; policy accept;",
    ...(also.length === 0
      ? []
      : [`    fib daddr type local udp dport ${portList(also)} redirect to :${portNumber("WireGuard", hub.port)}`]),
    "    fib daddr type local jump published_in",
    "  }",
    "  chain published_in { }",
    "  chain postrouting {",
    "    type nat hook postrouting priority srcnat; policy accept;",
    "    # A site's answers come back only for addresses of the tunnel (AllowedIPs): callers from outside look like the hub.",
    `    oifname "${HUB_INTERFACE}" ct status dnat masquerade`,
    "  }",
  ];
}

const range = (first: number, last: number): string =>
  first === last ? String(portNumber("port", first)) : `${portNumber("port", first)}-${portNumber("port", last)}`;

const set = (ports: readonly string[]): string => {
  const once = [...new Set(ports)].toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return once.length === 1 ? (once[0] ?? "") : `{ ${once.join(", ")} }`;
};

const portList = (ports: readonly number[]): string => set(ports.map(String));
