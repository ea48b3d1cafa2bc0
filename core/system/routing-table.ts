import { canonicalAddress, formatAddress } from "../net/ip-address.ts";

/** One default route. `interfaceName` is the system's name; on Windows the interface's own IPv4 address, or its number. */
export type DefaultRoute = {
  family: 4 | 6;
  gateway: string | null;
  interfaceName: string;
  metric: number | null;
};

const RTF_UP = 0x1;
const RTF_REJECT = 0x200;
const HEX = 16;
/** 32 bits in digits. */
const NUMBER = /^\d{1,10}$/;
/** Longer than any system lets one be. */
const MAX_NAME_CHARACTERS = 120;
const IPV4_HEX = /^[0-9A-F]{8}$/i;
const IPV6_HEX = /^[0-9A-F]{32}$/i;

const isName = (text: string | undefined): text is string =>
  text !== undefined && text !== "" && text.length <= MAX_NAME_CHARACTERS;

const bytesOfHex = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, HEX));

/** Linux `/proc/net/route`: addresses are little-endian hexadecimal (proc(5)). */
export function parseProcNetRoute(text: string): DefaultRoute[] {
  const routes: DefaultRoute[] = [];
  for (const line of text.split("\n").slice(1)) {
    const [interfaceName, destination, gatewayHex, flagsHex, , , metric, mask] = line.trim().split(/\s+/);
    if (!isName(interfaceName) || destination !== "00000000" || mask !== "00000000" || !gatewayHex || !flagsHex)
      continue;
    if (!IPV4_HEX.test(gatewayHex)) continue;
    const flags = Number.parseInt(flagsHex, HEX);
    if (!(flags & RTF_UP) || flags & RTF_REJECT) continue;
    const gateway = formatAddress(Uint8Array.from(bytesOfHex(gatewayHex).toReversed()));
    routes.push({
      family: 4,
      gateway: gateway === "0.0.0.0" ? null : gateway,
      interfaceName,
      metric: metric !== undefined && NUMBER.test(metric) ? Number(metric) : null,
    });
  }
  return routes;
}

/** Linux `/proc/net/ipv6_route`: network order; the kernel's own unreachable routes on `lo` are skipped. */
export function parseProcNetIpv6Route(text: string): DefaultRoute[] {
  const routes: DefaultRoute[] = [];
  for (const line of text.split("\n")) {
    const [destination, length, , , gatewayHex, metricHex, , , flagsHex, interfaceName] = line.trim().split(/\s+/);
    if (!destination || !/^0{32}$/.test(destination) || length !== "00" || !gatewayHex || !flagsHex) continue;
    if (!IPV6_HEX.test(gatewayHex)) continue;
    if (!isName(interfaceName) || interfaceName === "lo" || !metricHex) continue;
    if (Number.parseInt(flagsHex, HEX) & RTF_REJECT) continue;
    const gateway = formatAddress(Uint8Array.from(bytesOfHex(gatewayHex)));
    routes.push({
      family: 6,
      gateway: gateway === "::" ? null : gateway,
      interfaceName,
      metric: /^[0-9A-F]{8}$/i.test(metricHex) ? Number.parseInt(metricHex, HEX) : null,
    });
  }
  return routes;
}

/** Where the header does not tell: Destination, Gateway, Flags, Netif. */
const NETIF_COLUMN = 3;

/**
 * macOS and BSD `netstat -rn -f inet` / `-f inet6`: only the word "default" and the columns are read. Up to macOS 10.14 there
 * are two more columns before the interface.
 */
export function parseNetstatRoutes(text: string, family: 4 | 6): DefaultRoute[] {
  const routes: DefaultRoute[] = [];
  let netif = NETIF_COLUMN;
  for (const line of text.split("\n")) {
    const columns = line.trim().split(/\s+/);
    if (columns[0] === "Destination") netif = columns.includes("Netif") ? columns.indexOf("Netif") : NETIF_COLUMN;
    const [destination, gatewayText, flags] = columns;
    const interfaceName = columns[netif];
    if (destination !== "default" || !gatewayText || !flags?.includes("U") || !isName(interfaceName)) continue;
    // An "I" flag marks macOS's scoped routes: they serve only sockets bound to that interface.
    if (flags.includes("I")) continue;
    const gateway = canonicalAddress(gatewayText.split("%")[0] ?? "") ?? null;
    routes.push({ family, gateway, interfaceName, metric: null });
  }
  return routes;
}

/** The IPv4 half of Windows `route print` in any language: a default route is the line of two zeros, two addresses and a number. */
export function parseRoutePrint(text: string): DefaultRoute[] {
  const routes: DefaultRoute[] = [];
  for (const line of text.split(/\r?\n/)) {
    const columns = line.trim().split(/\s+/);
    if (columns[0] !== "0.0.0.0" || columns[1] !== "0.0.0.0") continue;
    // An on-link route (a VPN) has a translated word instead of the gateway; persistent routes have no interface column.
    const [, , gatewayText, interfaceAddress, metric] = [...columns.slice(0, 3), ...columns.slice(-2)];
    if (!interfaceAddress || !metric || !NUMBER.test(metric)) continue;
    const own = canonicalAddress(interfaceAddress);
    if (!own || columns.length < 5) continue;
    routes.push({
      family: 4,
      gateway: canonicalAddress(gatewayText ?? "") ?? null,
      interfaceName: own,
      metric: Number(metric),
    });
  }
  return routes;
}

/**
 * The IPv6 half of Windows `route print` in any language: a default route is the line of an interface's number, a metric, `::/0`
 * and a gateway, or a translated word for "on-link". Persistent routes that are not in force stand under interface 0.
 */
export function parseRoutePrintIpv6(text: string): DefaultRoute[] {
  const routes: DefaultRoute[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [index, metric, destination, gatewayText] = line.trim().split(/\s+/);
    if (destination !== "::/0" || gatewayText === undefined) continue;
    if (!/^[1-9]\d{0,9}$/.test(index ?? "") || !NUMBER.test(metric ?? "")) continue;
    routes.push({
      family: 6,
      gateway: canonicalAddress(gatewayText) ?? null,
      interfaceName: String(index),
      metric: Number(metric),
    });
  }
  return routes;
}
