import { describe, expect, test } from "vitest";
import { noIpv6 } from "./ipv6-site.ts";
import { assertPrefix } from "./namespace.ts";
import { planNetwork } from "./network-plan.ts";
import { forwardRules, layerRuleset } from "./nftables.ts";
import { parseMappings } from "./router-mappings.ts";
import { topologies, topologyByName } from "./topologies.ts";
import { combinedNat, expectedVerdicts, type Topology } from "./topology.ts";
import { deriveInbound, deriveKind } from "./truth-kind.ts";
import type { MeasuredTruth } from "./truth.ts";

/** The lab's reasoning, without bringing anything up: runs on every machine. */

describe("the catalogue", () => {
  test("has every topology once", () => {
    const names = topologies.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(topologies)("$name has addresses that fit together and a truth that its boxes can have", (topology) => {
    const { hosts } = planNetwork(topology);
    const owner = hosts.find(({ host }) => host === topology.truth.addressOwner);
    const addresses = owner?.addresses.map(({ cidr }) => cidr.split("/")[0]) ?? [null];
    expect(addresses).toContain(topology.truth.publicAddress);
  });

  test("names the known topologies when asked for another", () => {
    expect(() => topologyByName("moon")).toThrow(/no topology "moon".*public-all/);
  });

  test("puts the truth first among the verdicts it allows", () => {
    expect(expectedVerdicts(topologyByName("vpn-laptop"))).toEqual(["public", "unknown"]);
    expect(expectedVerdicts(topologyByName("public-all"))).toEqual(["public"]);
  });

  test("lets at most four stay unknown, each for a reason", () => {
    const unknown = topologies.filter((topology) => expectedVerdicts(topology).includes("unknown"));
    expect(unknown.length).toBeLessThanOrEqual(4);
    expect(topologies.length).toBeGreaterThanOrEqual(44);
  });

  test("refuses a box whose outside address is not in the next box's network", () => {
    const { layers, ...rest } = topologyByName("double-nat");
    const [home, ...others] = layers;
    const misfit: Topology = { ...rest, layers: [{ ...home, outside: "192.168.7.2/24" }, ...others] };
    expect(() => planNetwork(misfit)).toThrow("home's 192.168.7.2/24 is not in 192.168.0.0/24");
  });
});

describe("layers", () => {
  test("add up to the strictest behaviour", () => {
    const [home] = topologyByName("public-full-cone").layers;
    const [strict] = topologyByName("public-symmetric").layers;
    expect(combinedNat([home])).toEqual({ mapping: "endpoint-independent", filtering: "endpoint-independent" });
    expect(combinedNat([home, strict, home])).toEqual({
      mapping: "address-and-port-dependent",
      filtering: "address-and-port-dependent",
    });
  });

  test("of the carrier do not trust subscribers", () => {
    const [home, carrier] = topologyByName("cgnat-10").layers;
    expect(layerRuleset(home)).toContain('iifname "lan" accept');
    expect(carrier && layerRuleset(carrier)).not.toContain('iifname "lan" accept');
  });

  test("forward only into their own network", () => {
    const forward = { transport: "tcp", externalPort: 80, toAddress: "10.0.0.1", toPort: 80 } as const;
    expect(() => forwardRules(topologyByName("public-all").layers[0], forward)).toThrow(
      "10.0.0.1 is not in 192.168.1.0/24",
    );
  });
});

describe("the kind of a line", () => {
  const site = topologyByName("double-nat");
  const carrier = topologyByName("cgnat-10");
  const measured: MeasuredTruth = {
    publicAddress: "25.0.113.5",
    stunAddresses: [],
    ownAddressPing: null,
    addressOwner: "outer",
    lineAddress: "25.0.113.5",
    lineOwner: "outer",
    inboundWithHomeForward: false,
    inboundWithSiteForwards: true,
    upnp: "no-answer",
    natpmp: "no-answer",
    inboundWithUpnp: false,
    inboundWithNatpmp: false,
    inboundWithChain: false,
    inboundUnasked: false,
    standingForwards: [],
    hairpin: null,
    neighbourReached: null,
    nat: null,
    inboundWithSharedPort: null,
    throughNat64: false,
    ipv6: noIpv6,
  };
  const cases: [string, Partial<MeasuredTruth>, Topology, string][] = [
    ["nobody sees the laptop", { publicAddress: null, addressOwner: null }, site, "offline"],
    ["the home router has the address", { addressOwner: "home", inboundWithHomeForward: true }, site, "public"],
    ["nothing gets in to it", { addressOwner: "home", inboundWithSiteForwards: false }, site, "firewalled"],
    ["a second router on site has it", {}, site, "double-nat"],
    [
      "a VPN provider has it, and the router the line's",
      { publicAddress: "25.51.100.60", addressOwner: "vpn", lineOwner: "home", inboundWithHomeForward: true },
      site,
      "public",
    ],
    ["the carrier has it", { addressOwner: "cgn", inboundWithSiteForwards: false }, carrier, "cgnat"],
    [
      "the carrier has it behind a NAT64",
      { addressOwner: "cgn", inboundWithSiteForwards: false, throughNat64: true },
      carrier,
      "nat64",
    ],
    [
      "only some of its ports are ours",
      { addressOwner: "home", inboundWithSiteForwards: false, inboundWithSharedPort: true },
      site,
      "shared-address",
    ],
    [
      "the carrier has it at the end of a tunnel",
      { addressOwner: "aftr", inboundWithSiteForwards: false },
      topologyByName("ds-lite"),
      "shared-address",
    ],
  ];
  test.each(cases)("%s", (_what, changes, topology, kind) => {
    expect(deriveKind({ ...measured, ...changes }, topology)).toBe(kind);
  });

  const contradictions: [string, Partial<MeasuredTruth>, Topology][] = [
    ["an address of nobody's", { addressOwner: null }, site],
    ["an address of an internet server", { addressOwner: "probe" }, site],
    ["a way in through the carrier's NAT", { addressOwner: "cgn" }, carrier],
    ["a way in past a second router", { inboundWithHomeForward: true }, site],
    ["one forward that works once", { addressOwner: "home" }, site],
  ];
  test.each(contradictions)("is not derived from %s", (_what, changes, topology) => {
    expect(() => deriveKind({ ...measured, ...changes }, topology)).toThrow(topology.name);
  });

  const withVantage: Topology = { ...site, vantage: true };
  const granted = { upnp: "granted", inboundWithUpnp: true } as const;
  const views: [string, Partial<MeasuredTruth>, Topology, string][] = [
    ["untested without a vantage", granted, site, "untested"],
    ["untested where nothing can be opened", {}, withVantage, "untested"],
    ["proven by what came in", granted, withVantage, "proven"],
    ["proven by a chain of mappings", { natpmp: "granted", inboundWithChain: true }, withVantage, "proven"],
    ["blocked where a mapping leads nowhere", { natpmp: "granted" }, withVantage, "blocked"],
  ];
  test.each(views)("comes with an inbound view that is %s", (_what, changes, topology, inbound) => {
    expect(deriveInbound({ ...measured, ...changes }, topology)).toBe(inbound);
  });
});

describe("a router's packet rules", () => {
  const listing = (...rules: unknown[][]) =>
    JSON.stringify({ nftables: [{ metainfo: {} }, { chain: {} }, ...rules.map((expr) => ({ rule: { expr } }))] });
  const match = (left: unknown, right: unknown) => ({ match: { op: "==", left, right } });
  const protocol = (number: number) => match({ payload: { base: "nh", offset: 72, len: 8 } }, number);
  const port = (number: number) => match({ payload: { protocol: "th", field: "dport" } }, number);
  const destination = match({ payload: { base: "nh", offset: 128, len: 32 } }, 0xc0a80132);
  const wan = match({ meta: { key: "iif" } }, "wan");
  // As miniupnpd 2.3.1 writes them.
  const translation = [wan, protocol(6), port(7778), { dnat: { family: "ip", addr: "192.168.1.50", port: 7777 } }];
  const opening = [wan, port(7777), destination, protocol(6), { accept: null }];

  test("show a mapping once, though it has two rules", () => {
    expect(parseMappings(listing(translation), listing(opening))).toEqual([
      { transport: "tcp", externalPort: 7778, internalAddress: "192.168.1.50", internalPort: 7777 },
    ]);
  });

  test("show an opening that outlived its translation", () => {
    expect(parseMappings(listing(), listing(opening))).toEqual([
      { transport: "tcp", externalPort: null, internalAddress: "192.168.1.50", internalPort: 7777 },
    ]);
  });

  test("without mappings are empty", () => {
    expect(parseMappings(listing(), listing())).toEqual([]);
  });

  test.each([
    ["translation without a port", listing(translation.toSpliced(2, 1)), listing()],
    ["translation of another protocol", listing(translation.with(1, protocol(47))), listing()],
    ["translation to nowhere", listing(translation.toSpliced(3, 1)), listing()],
    ["opening to everybody", listing(), listing(opening.toSpliced(2, 1))],
  ])("are not read past a strange %s", (_what, translations, openings) => {
    expect(() => parseMappings(translations, openings)).toThrow("not a rule of miniupnpd");
  });
});

describe("prefixes", () => {
  test.each(["farsite-", "a1-"])("%s is one", (prefix) => {
    expect(() => assertPrefix(prefix)).not.toThrow();
  });

  test.each(["", "-", "lab", "a-b-", "1a-", "A-", "../x-", "a b-"])('"%s" could be mistaken', (prefix) => {
    expect(() => assertPrefix(prefix)).toThrow("is no lab prefix");
  });
});
