import { contains, networkText, type Cidr } from "./cidr.ts";
import type { Access, Filter, Layer, NatBehaviour } from "./topology.ts";

/**
 * Packet rules of the lab's boxes. miniupnpd writes into the three chains named after it; `forwards_*` take forwards
 * made by hand. A box's inside interface is `lan`, its outside interface `wan`.
 */

const udpMappingTimeoutSeconds = 120;

/** Where the translations that a packet from inside made are noted, for behaviours the kernel does not have itself. */
function natState({ mapping, filtering }: NatBehaviour): string {
  const flags = `flags dynamic,timeout; timeout ${udpMappingTimeoutSeconds}s; size 65535;`;
  const lines = [];
  if (mapping === "address-dependent") {
    lines.push(`map port_of_peer { type ipv4_addr . inet_service . ipv4_addr : inet_service; ${flags} }`);
  }
  if (filtering !== "address-and-port-dependent") {
    lines.push(`map inside_of_port { type inet_service : ipv4_addr . inet_service; ${flags} }`);
  }
  if (filtering === "address-dependent") {
    lines.push(`set known_peers { type ipv4_addr . inet_service; ${flags} }`);
  }
  return lines.join("\n");
}

/** Runs after source translation (priority 100), so `udp sport` is the outside port and `ct original` the inside one. */
function natRecording({ mapping, filtering }: NatBehaviour): string {
  const match = 'oifname "wan" meta l4proto udp ct direction original';
  const rules = [];
  if (mapping === "address-dependent") {
    rules.push(`${match} update @port_of_peer { ct original ip saddr . ct original proto-src . ip daddr : udp sport }`);
  }
  if (filtering !== "address-and-port-dependent") {
    rules.push(`${match} update @inside_of_port { udp sport : ct original ip saddr . ct original proto-src }`);
  }
  if (filtering === "address-dependent") rules.push(`${match} update @known_peers { ip daddr . udp sport }`);
  return rules.join("\n");
}

function sourceTranslation({ mapping }: NatBehaviour): string {
  switch (mapping) {
    case "endpoint-independent":
      // The kernel keeps the inside port where it can, so every peer sees the same one.
      return 'oifname "wan" masquerade';
    case "address-dependent":
      return `oifname "wan" meta l4proto udp masquerade to :ip saddr . udp sport . ip daddr map @port_of_peer
oifname "wan" meta l4proto { tcp, udp } masquerade fully-random
oifname "wan" masquerade`;
    case "address-and-port-dependent":
      return `oifname "wan" meta l4proto { tcp, udp } masquerade fully-random
oifname "wan" masquerade`;
    default:
      return never(mapping);
  }
}

function inboundTranslation({ filtering }: NatBehaviour): string {
  switch (filtering) {
    case "endpoint-independent":
      return 'iifname "wan" meta l4proto udp dnat ip to udp dport map @inside_of_port';
    case "address-dependent":
      return 'iifname "wan" meta l4proto udp ip saddr . udp dport @known_peers dnat ip to udp dport map @inside_of_port';
    case "address-and-port-dependent":
      // Connection tracking lets in exactly the peer that was written to.
      return "";
    default:
      return never(filtering);
  }
}

function inputFilter(filter: Filter): string {
  switch (filter.kind) {
    case "drop-udp-to-box":
      return `udp dport { ${filter.ports.join(", ")} } drop`;
    case "ignore-ping":
      return "icmp type echo-request drop";
    case "drop-outbound-udp":
      return "";
    default:
      return never(filter);
  }
}

function forwardFilter(filter: Filter): string {
  switch (filter.kind) {
    case "drop-outbound-udp":
      return 'iifname "lan" oifname "wan" meta l4proto udp drop';
    case "drop-udp-to-box":
    case "ignore-ping":
      return "";
    default:
      return never(filter);
  }
}

/** The ruleset of a box that translates addresses. */
export function layerRuleset(layer: Layer): string {
  // A customer's router trusts its LAN; a carrier's box answers subscribers only what it must.
  const fromInside =
    layer.owner === "customer"
      ? 'iifname "lan" accept'
      : layer.mappingDaemon
        ? 'iifname "lan" udp dport 5351 accept'
        : "";
  return tidy(`
table inet filter {
${natState(layer.nat)}
chain miniupnpd { }
chain prerouting_miniupnpd { }
chain postrouting_miniupnpd { }
chain forwards_filter { }
chain forwards_nat { }
chain input {
# Dropping, not accepting: else a peer that speaks first takes the conntrack tuple and port preservation breaks.
type filter hook input priority 0; policy drop;
ct state established,related accept
${layer.filters.map(inputFilter).join("\n")}
iifname "lo" accept
${fromInside}
icmp type { echo-request, time-exceeded, destination-unreachable } accept
}
chain forward {
type filter hook forward priority 0; policy drop;
ct state established,related accept
ct state invalid drop
${layer.filters.map(forwardFilter).join("\n")}
iifname "lan" oifname { "lan", "wan" } accept
jump miniupnpd
jump forwards_filter
${layer.nat.filtering === "address-and-port-dependent" ? "" : 'iifname "wan" meta l4proto udp ct status dnat accept'}
}
chain prerouting {
type nat hook prerouting priority -100; policy accept;
jump prerouting_miniupnpd
jump forwards_nat
${inboundTranslation(layer.nat)}
}
chain postrouting {
type nat hook postrouting priority 100; policy accept;
jump postrouting_miniupnpd
${sourceTranslation(layer.nat)}
}
chain nat_recording {
type filter hook postrouting priority 110; policy accept;
${natRecording(layer.nat)}
}
}`);
}

/** The provider's own router: it routes, and may keep connections from the internet away from its subscribers. */
export function providerRuleset(access: Access): string {
  return tidy(`
table inet filter {
chain forward {
type filter hook forward priority 0; policy accept;
${access.dropsInbound ? 'iifname "core" oifname "access" ct state new drop' : ""}
}
}`);
}

/** A forward that somebody types into a router's web page. */
export interface ManualForward {
  readonly transport: "tcp" | "udp";
  readonly externalPort: number;
  readonly toAddress: string;
  readonly toPort: number;
}

/** @throws Error when the target is not in the box's own network: no router forwards there. */
export function forwardRules(inside: Cidr, forward: ManualForward): string {
  const { transport, externalPort, toAddress, toPort } = forward;
  if (!contains(inside, toAddress)) throw new Error(`${toAddress} is not in ${networkText(inside)}`);
  return tidy(`
add rule inet filter forwards_nat iifname "wan" ${transport} dport ${externalPort} dnat ip to ${toAddress}:${toPort}
add rule inet filter forwards_filter iifname "wan" ip daddr ${toAddress} ${transport} dport ${toPort} accept`);
}

export const clearForwards = "flush chain inet filter forwards_nat; flush chain inet filter forwards_filter";

function tidy(text: string): string {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .join("\n")
    .concat("\n");
}

function never(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
