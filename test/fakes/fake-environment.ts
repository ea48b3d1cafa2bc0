import type { Budget } from "#host/check/budget.ts";
import type { CheckEnvironment, Computer, RouterPorts } from "#host/check/environment.ts";
import { ProbeTrouble } from "#host/check/probe-trouble.ts";
import type { LimitedPing } from "#host/system/limited-ping.ts";
import type { VantagePort } from "#core/vantage/vantage-api.ts";
import { isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import { IPV6_LOOPBACK, LOOPBACK } from "./loopback.ts";

/**
 * For tests in which it does not matter whether an answer comes in time: a few tenths of a second where the real check waits
 * for seconds.
 */
export const shortBudget: Budget = {
  gatewaySilenceMs: 500,
  gatewayRetransmitMs: [0, 120, 300],
  ssdpWindowMs: 600,
  ssdpRepeatMs: [0, 100, 250],
  ssdpAfterGatewayMs: 60,
  routerHttpMs: 700,
  upnpServicesMs: 400,
  upnpTableMs: 500,
  upnpTableHeadStartMs: 100,
  furtherMappingMs: 1_500,
  stunRetransmitMs: [0, 120, 300, 600],
  filteredSilenceMs: { least: 150, most: 300 },
  bindingLifetime: { stepsSeconds: [1, 2, 4], secondMs: 100 },
  outsideSilenceMs: 700,
  outsideLimitMs: 1_100,
  vantageEcho: { sendAtMs: [0, 80, 160], waitMs: 400 },
  dialPatienceMs: { least: 300, most: 300 },
  dialBackMs: 1_500,
  arrivalGraceMs: 150,
  limitedPingMs: 100,
  traceRouteMs: 200,
  outerBoxMs: 500,
  outerBoxSearchMs: 120,
  carrierSilenceMs: { least: 150, most: 300 },
  checkLimitMs: 2_000,
  undoMs: 600,
};

/** For tests in which every answer must come in time, also on a machine that is busy with other tests. */
export const patientBudget: Budget = {
  gatewaySilenceMs: 2_000,
  gatewayRetransmitMs: [0, 300, 900],
  ssdpWindowMs: 2_000,
  ssdpRepeatMs: [0, 300, 900],
  ssdpAfterGatewayMs: 100,
  routerHttpMs: 2_500,
  upnpServicesMs: 2_000,
  upnpTableMs: 2_000,
  upnpTableHeadStartMs: 300,
  furtherMappingMs: 8_000,
  stunRetransmitMs: [0, 300, 900],
  filteredSilenceMs: { least: 600, most: 1_200 },
  bindingLifetime: { stepsSeconds: [1, 2, 4], secondMs: 100 },
  outsideSilenceMs: 2_500,
  outsideLimitMs: 3_000,
  vantageEcho: { sendAtMs: [0, 300, 900], waitMs: 2_000 },
  dialPatienceMs: { least: 1_100, most: 1_100 },
  dialBackMs: 3_000,
  arrivalGraceMs: 600,
  limitedPingMs: 100,
  traceRouteMs: 200,
  outerBoxMs: 2_000,
  outerBoxSearchMs: 300,
  carrierSilenceMs: { least: 1_000, most: 1_000 },
  checkLimitMs: 10_000,
  undoMs: 2_500,
};

export type FakeSite = {
  /** The laptop's own public address, for a laptop that has one. */
  laptopAddress?: string;
  /** What a ping of TTL 1 to the public address brings; `missing` is a computer without ping. */
  ownAddressPing?: "router" | "further-out" | "silent" | "missing";
  /** Which box says "time exceeded" at TTL 2, and which ones after it; then comes the internet. */
  secondHop?: string | null;
  furtherHops?: readonly (string | null)[];
  /** With `further-out`: at which TTL the box answers that has the public address. */
  ownerStep?: number;
  /** Which hops are boxes to be asked; they must be on loopback unless no probe asks them. */
  isBeforeInternet?: (address: string) => boolean;
  /** How far away boxes are, in milliseconds; all others answer no echo. */
  distances?: Readonly<Record<string, number>>;
  /** Names that can be looked up, besides literal addresses. */
  names?: Readonly<Record<string, string | string[]>>;
  /** The laptop has a way to IPv6 addresses, too: to its own loopback. */
  ipv6?: boolean;
  /** Never answers a lookup: only the signal ends it. */
  deadNameServer?: boolean;
  /** Ports of the vantage that the check tries. */
  vantagePorts?: readonly VantagePort[];
  /** Which addresses count as the internet; all of loopback unless said. */
  isInternet?: (address: string) => boolean;
  computer?: Partial<Computer>;
  budget?: Budget;
};

/** Nobody listens on the discard port. */
export const NO_ROUTER: RouterPorts = {
  mapping: 9,
  ssdp: 9,
  ssdpMulticastAddress: LOOPBACK,
  web: [],
  carrierPcp: [],
};

export const FAKE_MAC = "02:00:5e:00:00:01";
const ADAPTER = "Ethernet";

/** A laptop behind a fake gateway on loopback, or behind none. No packet and no program of the real system is used. */
export function fakeEnvironment(
  gateway: { address: string; ports: RouterPorts } | null,
  site: FakeSite = {},
): CheckEnvironment {
  const laptopAddress = site.laptopAddress ?? LOOPBACK;
  return {
    budget: site.budget ?? shortBudget,
    // Loopback is all the internet that tests have.
    outside: {
      ports: site.vantagePorts ?? [],
      isInternet: site.isInternet ?? (() => true),
      isBeforeInternet: site.isBeforeInternet ?? (() => false),
    },
    ports: gateway?.ports ?? NO_ROUTER,
    computer: {
      readAdapters: () => [
        {
          name: ADAPTER,
          adapterKind: "ethernet",
          mac: "02:00:5e:10:00:42",
          addresses: [...new Set([LOOPBACK, laptopAddress])].map((address) => ({ address, prefixLength: 8 })),
        },
      ],
      describeAdapters: async (adapters) => [...adapters],
      readNameServers: async () => [],
      readProxySettings: async () => ({ proxy: null, autoConfigUrl: null }),
      readLocalFirewalls: async () => [],
      readDefaultRoutes: async () =>
        gateway ? [{ family: 4, gateway: gateway.address, interfaceName: ADAPTER, metric: 25 }] : [],
      localAddressTowards: async (address) => {
        if (isIpv6(address)) return site.ipv6 ? IPV6_LOOPBACK : null;
        return gateway ? LOOPBACK : null;
      },
      resolveNeighbourMac: async (address) => (address === gateway?.address ? FAKE_MAC : null),
      neighbourAddresses: async () => [],
      makerOf: async (mac) => (mac === FAKE_MAC ? "Fake Makers Ltd." : null),
      limitedPing: async ({ target, ttl }) => fakePing(target, ttl, gateway?.address ?? LOOPBACK, site),
      echoTime: async ({ target }) => {
        const rttMs = site.distances?.[target];
        if (rttMs === undefined) throw new ProbeTrouble("silent", "silent");
        return { rttMs, raw: `64 bytes from ${target}: ttl=64 time=${rttMs} ms` };
      },
      traceRoute: async () => {
        throw new ProbeTrouble("failed", "no-ping-program");
      },
      lookupIpv4: (name, signal) => fakeLookup(name, signal, isIpv4, site),
      lookupIpv6: (name, signal) => fakeLookup(name, signal, isIpv6, site),
      ...site.computer,
    },
  };
}

function fakePing(target: string, ttl: number, gateway: string, site: FakeSite): LimitedPing {
  if (site.ownAddressPing === "missing") throw new ProbeTrouble("failed", "no-ping-program");
  const toServer = target.startsWith("127.");
  const isPassedOn = toServer || site.ownAddressPing === "further-out";
  const boxes = isPassedOn ? [gateway, site.secondHop ?? null, ...(site.furtherHops ?? [])] : [];
  const reachedAt = toServer ? boxes.length + 1 : ownerStep(site);
  if (reachedAt !== null && ttl >= reachedAt)
    return { reply: { reply: "echo", replier: target }, raw: `64 bytes from ${target}: ttl=64` };
  const replier = boxes[ttl - 1] ?? null;
  if (replier === null) throw new ProbeTrouble("silent", "silent");
  return { reply: { reply: "expired", replier }, raw: `From ${replier} icmp_seq=1 Time to live exceeded` };
}

function ownerStep({ ownAddressPing, ownerStep: further }: FakeSite): number | null {
  if (ownAddressPing === "router") return 1;
  return ownAddressPing === "further-out" ? (further ?? null) : null;
}

function fakeLookup(
  name: string,
  signal: AbortSignal,
  isOfFamily: (address: string) => boolean,
  { names, deadNameServer }: FakeSite,
): Promise<string[]> {
  if (isIpv4(name) || isIpv6(name)) return Promise.resolve([name].filter(isOfFamily));
  const failure = (code: string): Error => Object.assign(new Error(`lookup ${code} ${name}`), { code });
  if (deadNameServer)
    return new Promise((_resolve, reject) => {
      if (signal.aborted) reject(failure("ECANCELLED"));
      signal.addEventListener("abort", () => reject(failure("ECANCELLED")), { once: true });
    });
  const known = names?.[name];
  if (known === undefined) return Promise.reject(failure("ENOTFOUND"));
  const found = [known].flat().filter(isOfFamily);
  return found.length > 0 ? Promise.resolve(found) : Promise.reject(failure("ENODATA"));
}
