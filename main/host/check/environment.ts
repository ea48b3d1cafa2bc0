import { isBeforeInternet } from "#core/nat/before-internet.ts";
import { isUsableAsPublicAddress } from "#core/net/ip-address.ts";
import type { VantagePort } from "#core/vantage/vantage-api.ts";
import { VPN_PORTS } from "#core/vantage/vantage-protocol.ts";
import type { Firewall } from "#core/system/local-firewall.ts";
import type { ProxySettings } from "#core/system/proxy-settings.ts";
import type { DefaultRoute } from "#core/system/routing-table.ts";
import { makerOf } from "../lan/maker-lookup.ts";
import { neighbourAddresses, resolveNeighbourMac } from "../mapping/gateway-mac.ts";
import { lookupIpv4, lookupIpv6 } from "../net/name-lookup.ts";
import { describeAdapters, readAdapters, type Adapter } from "../system/adapters.ts";
import { readDefaultRoutes } from "../system/default-routes.ts";
import { echoTime, limitedPing, type EchoTime, type LimitedPing } from "../system/limited-ping.ts";
import { localAddressTowards } from "../system/local-address.ts";
import { traceRoute, type TracedSteps } from "../system/traceroute.ts";
import { readLocalFirewalls } from "../system/local-firewall.ts";
import { readNameServers } from "../system/name-servers.ts";
import { readProxySettings } from "../system/proxy-settings.ts";
import { siteCheckBudget, type Budget } from "./budget.ts";

/** The laptop as a check asks it. */
export type Computer = {
  readAdapters(): Adapter[];
  /** The same adapters, their kinds as the system knows them. */
  describeAdapters(adapters: readonly Adapter[]): Promise<Adapter[]>;
  readNameServers(): Promise<string[]>;
  readProxySettings(): Promise<ProxySettings>;
  readLocalFirewalls(): Promise<Firewall[]>;
  /** Best metric first. Throws when the system's table can't be read. */
  readDefaultRoutes(): Promise<DefaultRoute[]>;
  /** For IPv4 and IPv6; null when there is no way to it. Sends nothing. */
  localAddressTowards(address: string): Promise<string | null>;
  resolveNeighbourMac(address: string): Promise<string | null>;
  /** Who made the device with this hardware address; null when no registry knows. Never throws. */
  makerOf(mac: string): Promise<string | null>;
  /** Addresses of the LAN that the system knows to be taken. */
  neighbourAddresses(): Promise<string[]>;
  /** Throws ProbeTrouble silent, no-ping-program. */
  limitedPing(
    question: { target: string; ttl: number; ownAddresses: readonly string[]; timeoutMs: number },
    signal: AbortSignal,
  ): Promise<LimitedPing>;
  /** The shortest of a few echoes. Throws ProbeTrouble silent, no-ping-program. */
  echoTime(question: { target: string; timeoutMs: number }, signal: AbortSignal): Promise<EchoTime>;
  /** Where ping can't be used. Throws ProbeTrouble silent, no-ping-program. */
  traceRoute(
    question: { target: string; maxHops: number; timeoutMs: number },
    signal: AbortSignal,
  ): Promise<TracedSteps>;
  /** Throws with the resolver's code. */
  lookupIpv4(name: string, signal: AbortSignal): Promise<string[]>;
  /** Throws with the resolver's code. */
  lookupIpv6(name: string, signal: AbortSignal): Promise<string[]>;
};

/** Where routers listen. */
export type RouterPorts = {
  /** NAT-PMP and PCP. */
  mapping: number;
  ssdp: number;
  ssdpMulticastAddress: string;
  /** Their web pages. */
  web: readonly number[];
  /** Where the carrier's PCP server may be, whatever its own address is. */
  carrierPcp: readonly string[];
};

/** What the internet is to a check. */
export type Outside = {
  /** Ports of the vantage that are tried, for what VPNs and calls need. */
  ports: readonly VantagePort[];
  /** Whether an address is one of the internet, and not of some network inside. */
  isInternet(address: string): boolean;
  /** Whether a box with that address on the way out is surely not on the internet yet. */
  isBeforeInternet(address: string): boolean;
};

/** Everything around a check that is not a choice of the person's; tests bring their own, on loopback. */
export type CheckEnvironment = { computer: Computer; ports: RouterPorts; outside: Outside; budget: Budget };

/** The real computer and network. `assetsFolder` holds what comes with the app. */
export const siteEnvironment = (assetsFolder: string): CheckEnvironment => ({
  computer: {
    readAdapters,
    describeAdapters,
    readNameServers,
    readProxySettings,
    readLocalFirewalls,
    readDefaultRoutes,
    localAddressTowards,
    resolveNeighbourMac,
    makerOf: (mac) => makerOf(assetsFolder, mac),
    neighbourAddresses,
    limitedPing,
    echoTime,
    traceRoute,
    lookupIpv4,
    lookupIpv6,
  },
  ports: {
    // RFC 6886 section 1.1, RFC 6887 section 19.1.
    mapping: 5351,
    // UPnP Device Architecture 1.1, section 1.
    ssdp: 1900,
    ssdpMulticastAddress: "239.255.255.250",
    web: [80, 443],
    // RFC 7723: anycast, the nearest one answers; RFC 6333 section 5.7: the far end of a DS-Lite tunnel.
    carrierPcp: ["192.0.0.9", "192.0.0.1"],
  },
  outside: { ports: VPN_PORTS, isInternet: isUsableAsPublicAddress, isBeforeInternet },
  budget: siteCheckBudget,
});
