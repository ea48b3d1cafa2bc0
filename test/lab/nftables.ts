import { addressOf, contains, networkText } from "./cidr.ts";
import { ipv6Rules, sharedPortFilter, sharedSourceTranslation } from "./ipv6-nftables.ts";
import type { Ipv6Site } from "./ipv6-site.ts";
import { outsideInterfaces, wayMarkingChain } from "./second-way.ts";
import type { Access, Filter, Layer, ManualForward, NatBehaviour } from "./topology.ts";

/**
 * Packet rules of the lab's boxes. miniupnpd writes into the three chains named after it; `forwards_*` take forwards
 * made by hand. A box's inside interface is `lan`, its outside interface `wan` (and another, `second-way.ts`).
 */

/** Where the portal listens: on its login page's port, and on the one to which other pages are led. */
export const portalPorts = { login: 8080, detour: 8088 } as const;

/** The outside interfaces as nft takes them. */
const outsideOf = (layer: Layer): string => `{ ${outsideInterfaces(layer).join(", ")} }`;

/** A packet for the box's outside address: with hairpinning, wherever it comes from. */
const forOutsideAddress = (layer: Layer): string =>
  layer.hairpin === true ? `ip daddr ${addressOf(layer.outside)}` : `iifname ${outsideOf(layer)}`;

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
function natRecording(layer: Layer): string {
  const { mapping, filtering } = layer.nat;
  const match = `oifname ${outsideOf(layer)} meta l4proto udp ct direction original`;
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

function sourceTranslation(layer: Layer): string {
  const outside = outsideOf(layer);
  // Back to the inside, from the outside address: RFC 4787 REQ-9a.
  const turned = `iifname "lan" oifname "lan" ct status dnat snat ip to ${addressOf(layer.outside)}\n`;
  return (layer.hairpin === true ? turned : "") + mappingRules(layer.nat, outside);
}

function mappingRules({ mapping }: NatBehaviour, outside: string): string {
  switch (mapping) {
    case "endpoint-independent":
      // The kernel keeps the inside port where it can, so every peer sees the same one.
      return `oifname ${outside} masquerade`;
    case "address-dependent":
      return `oifname ${outside} meta l4proto udp masquerade to :ip saddr . udp sport . ip daddr map @port_of_peer
oifname ${outside} meta l4proto { tcp, udp } masquerade fully-random
oifname ${outside} masquerade`;
    case "address-and-port-dependent":
      return `oifname ${outside} meta l4proto { tcp, udp } masquerade fully-random
oifname ${outside} masquerade`;
    default:
      return never(mapping);
  }
}

function inboundTranslation(layer: Layer): string {
  const { filtering } = layer.nat;
  switch (filtering) {
    case "endpoint-independent":
      return `${forOutsideAddress(layer)} meta l4proto udp dnat ip to udp dport map @inside_of_port`;
    case "address-dependent":
      return `iifname ${outsideOf(layer)} meta l4proto udp ip saddr . udp dport @known_peers dnat ip to udp dport map @inside_of_port`;
    case "address-and-port-dependent":
      // Connection tracking lets in exactly the peer that was written to.
      return "";
    default:
      return never(filtering);
  }
}

/** Behind all other rules: whatever nobody else is waiting for. */
function dmzTranslation(layer: Layer): string {
  if (layer.dmzHost === undefined) return "";
  return `iifname "wan" ip daddr ${addressOf(layer.outside)} dnat ip to ${layer.dmzHost}`;
}

/** What a translation of a packet from outside lets through, beside forwards and miniupnpd's own rules. */
function translatedInbound(layer: Layer): string {
  if (layer.dmzHost !== undefined) return `iifname ${outsideOf(layer)} ct status dnat accept`;
  if (layer.nat.filtering === "address-and-port-dependent") return "";
  return `iifname ${outsideOf(layer)} meta l4proto udp ct status dnat accept`;
}

function inputFilter(filter: Filter): string {
  switch (filter.kind) {
    case "drop-udp-to-box":
      return `udp dport { ${filter.ports.join(", ")} } drop`;
    case "drop-pcp":
      // The version is the first byte behind the 8 of the UDP header (RFC 6887 section 7.1).
      return "udp dport 5351 @th,64,8 2 drop";
    case "ignore-ping":
      return "icmp type echo-request drop";
    case "drop-outbound-udp":
    case "captive-portal":
      return "";
    default:
      return never(filter);
  }
}

function forwardFilter(filter: Filter): string {
  switch (filter.kind) {
    case "drop-outbound-udp": {
      const ports = filter.exceptPorts ?? [];
      const others = ports.length > 0 ? `udp dport != { ${ports.join(", ")} }` : "meta l4proto udp";
      return `iifname "lan" oifname "wan" ${others} drop`;
    }
    case "captive-portal":
      return 'iifname "lan" drop';
    case "drop-udp-to-box":
    case "drop-pcp":
    case "ignore-ping":
      return "";
    default:
      return never(filter);
  }
}

function detour(filter: Filter): string {
  if (filter.kind !== "captive-portal") return "";
  return `iifname "lan" tcp dport 80 fib daddr type != local redirect to :${portalPorts.detour}`;
}

/** The ruleset of a box that translates addresses. */
export function layerRuleset(layer: Layer, ipv6?: Ipv6Site): string {
  const beside = ipv6Rules(layer, ipv6);
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
${layer.mappingDaemon?.selfStun === true ? 'iifname "wan" jump miniupnpd' : ""}
${beside.input}
}
chain forward {
type filter hook forward priority 0; policy drop;
ct state established,related accept
ct state invalid drop
${layer.filters.map(forwardFilter).join("\n")}
iifname "lan" oifname { lan, ${outsideInterfaces(layer).join(", ")} } accept
${beside.forward}
jump miniupnpd
jump forwards_filter
${translatedInbound(layer)}
}
${wayMarkingChain(layer)}
chain prerouting {
type nat hook prerouting priority -100; policy accept;
${layer.filters.map(detour).join("\n")}
jump prerouting_miniupnpd
jump forwards_nat
${beside.prerouting}
${inboundTranslation(layer)}
${dmzTranslation(layer)}
}
chain postrouting {
type nat hook postrouting priority 100; policy accept;
jump postrouting_miniupnpd
${beside.postrouting}
${sharedSourceTranslation(layer) ?? sourceTranslation(layer)}
}
chain nat_recording {
type filter hook postrouting priority 110; policy accept;
${natRecording(layer)}
}
}
${manualForwardRules(layer)}`);
}

/** The provider's own router: it routes, and may keep connections from the internet away from its subscribers. */
export function providerRuleset(access: Access, outermost: Layer): string {
  return tidy(`
table inet filter {
chain input {
# A provider's router answers subscribers pings and nothing else.
type filter hook input priority 0; policy accept;
iifname "access" meta nfproto ipv4 meta l4proto != icmp drop
}
chain forward {
type filter hook forward priority 0; policy accept;
${access.dropsNames === true ? 'iifname "access" th dport 53 drop' : ""}
${access.dropsInbound ? 'iifname "core" oifname "access" ct state new drop' : ""}
${sharedPortFilter(outermost)}
}
}`);
}

/** @throws Error when the target is not in the box's own network: no router forwards there. */
export function forwardRules(layer: Layer, forward: ManualForward): string {
  const { transport, externalPort, toAddress, toPort } = forward;
  if (!contains(layer.inside, toAddress)) throw new Error(`${toAddress} is not in ${networkText(layer.inside)}`);
  return tidy(`
add rule inet filter forwards_nat ${forOutsideAddress(layer)} ${transport} dport ${externalPort} dnat ip to ${toAddress}:${toPort}
add rule inet filter forwards_filter iifname ${outsideOf(layer)} ip daddr ${toAddress} ${transport} dport ${toPort} accept`);
}

/** Undoes the forwards of a test; those that stand on the router anyway stay. */
export function forwardsAsTheyStood(layer: Layer): string {
  return tidy(`
flush chain inet filter forwards_nat
flush chain inet filter forwards_filter
${manualForwardRules(layer)}`);
}

const manualForwardRules = (layer: Layer): string =>
  (layer.manualForwards ?? []).map((forward) => forwardRules(layer, forward)).join("");

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
