import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatIpv4Prefix, parseIpv4Prefix } from "#core/net/ipv4-prefix.ts";
import { addressPlan, type PlannedSite } from "#core/vpn/address-plan.ts";
import { nextPeerAddress, nextSiteAddresses, ownAddressesObstacle } from "#core/vpn/plan-allocation.ts";
import { freePools, OTHERS_RANGES } from "#core/vpn/pools.ts";
import { overlap } from "#core/vpn/prefix-index.ts";
import { lanAddress, mappedAddress } from "#core/vpn/prefix-translation.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import { anyKey, hubWith, peer, server, tunnel } from "./vpn-samples.ts";

const prefix = (text: string) => parseIpv4Prefix(text) ?? expect.fail(`no prefix: ${text}`);

const site = (number: number, changes: Partial<Tunnel> = {}, lan: string | null = null): PlannedSite => ({
  siteId: `s${number}`,
  name: `Site ${number}`,
  lan,
  tunnels: [
    tunnel({
      id: `t${number}`,
      lan: "192.168.1.0/24",
      mapped: `10.96.${number}.0/24`,
      address: `10.87.1.${number}`,
      publicKey: anyKey(100 + number),
      ...changes,
    }),
  ],
});

/** A site in a mesh VPN. */
const inMesh = (number: number, changes: Partial<Tunnel> = {}): PlannedSite =>
  site(number, { kind: "tailscale", serverId: null, mapped: null, address: null, publicKey: null, ...changes });
const VIA = "fd7a:115c:a1e0:b1a:0:7:c0a8:100/120";

const codes = (...args: Parameters<typeof addressPlan>): string[] =>
  addressPlan(...args).findings.map(({ code }) => code);

describe("the firm's address plan", () => {
  it("finds nothing wrong with sites that have equal LANs and different prefixes", () => {
    expect(codes([server()], [site(1), site(2), site(3, {}, "192.168.1.0/24")])).toEqual([]);
  });

  it("leaves meshes and hubs beside each other in peace", () => {
    const sites = [site(1), inMesh(2), inMesh(3, { kind: "netbird" }), inMesh(4, { mapped: VIA })];
    expect(codes([server()], sites)).toEqual([]);
  });

  it("gives no site what another one is called in a mesh", () => {
    const ask = (...others: PlannedSite[]) =>
      nextSiteAddresses(addressPlan([server()], others), "hub-1", "192.168.9.0/24", { from: "s9" });
    const first = ask();
    const mapped = first.ok ? first.mapped : "";
    expect(ask(inMesh(2, { mapped }))).toMatchObject({ ok: true, mapped: expect.not.stringContaining(mapped) });
  });

  it("names both sites of a prefix that two laptops gave away", () => {
    const [finding] = addressPlan([server()], [site(1), site(2, { mapped: "10.96.1.0/24" })]).findings;
    expect(finding).toMatchObject({
      code: "mapped-twice",
      severity: "problem",
      siteIds: ["s1", "s2"],
      title: { args: { prefix: "10.96.1.0/24", sites: "Site 1, Site 2" } },
    });
  });

  const gone = "2026-11-20T10:00:00Z";
  it.each([
    ["mapped-twice", [site(1, { mapped: "10.96.0.0/22" }), site(2)]],
    ["lan-shared", [site(1, { mapped: null }), site(2, { mapped: null })]],
    ["mapped-is-lan", [site(1, { lan: "10.96.1.0/24" })]],
    ["mapped-in-lan", [site(1), site(2, {}, "10.96.0.0/16")]],
    ["lan-in-tunnel-pool", [site(1, {}, "10.87.5.0/24")]],
    ["lan-changed", [site(1, {}, "192.168.7.0/24")]],
    ["mapped-outside-pool", [site(1, { mapped: "10.200.1.0/24" })]],
    ["mapped-length", [site(1, { mapped: "10.96.0.0/23" })]],
    ["key-twice", [site(1), site(2, { publicKey: anyKey(101) })]],
    ["address-twice", [site(1), site(2, { address: "10.87.1.1" })]],
    ["address-twice", [site(1, { address: "10.87.0.1" })]],
    ["address-outside-pool", [site(1, { address: "10.9.0.1" })]],
    [
      "name-twice",
      [
        site(1, {
          peers: [peer(), peer({ id: "p2", name: "MS POST'S PHONE ", publicKey: anyKey(9), address: "10.87.0.9" })],
        }),
      ],
    ],
    ["unreadable", [site(1, { mapped: "10.96.1.0/24x" })]],
    ["mesh-shared", [inMesh(1), inMesh(2)]],
    ["mesh-shared", [inMesh(1, { mapped: VIA }), inMesh(2, { mapped: VIA })]],
    ["mesh-meets", [site(1, { mapped: null }), inMesh(2)]],
    ["mesh-meets", [site(1), inMesh(2, { mapped: "10.96.1.0/24" })]],
    ["mesh-meets", [inMesh(1, { lan: "10.87.7.0/24" })]],
    ["lan-changed", [{ ...inMesh(1), lan: "192.168.7.0/24" }]],
  ] satisfies [string, PlannedSite[]][])("finds %s", (code, sites) => {
    expect(codes([server()], sites)).toContain(code);
    // A removed tunnel troubles nobody.
    const removed = sites.map((one) => ({
      ...one,
      lan: null,
      tunnels: one.tunnels.map((kept) => ({ ...kept, removedAt: gone })),
    }));
    expect(codes([server()], removed)).toEqual([]);
  });

  const pools = hubWith;
  it.each([
    ["pools-overlap", pools("10.96.0.0/16", "10.96.0.0/11")],
    ["range-public", pools("25.0.0.0/16", "10.96.0.0/11")],
    ["range-carrier", pools("100.80.0.0/16", "10.96.0.0/11")],
    ["range-docker", pools("172.16.0.0/12", "10.96.0.0/11")],
    ["range-podman", pools("10.88.0.0/16", "10.96.0.0/11")],
    ["unreadable", pools("10.87.0.0", "x")],
  ])("finds %s in a hub's pools", (code, hub) => {
    expect(codes([hub], [])).toContain(code);
  });

  it("warns where two hubs share a pool, and of a technician's network at home", () => {
    const second = { ...server(), id: "hub-2", name: "Second" };
    expect(addressPlan([server(), second], []).findings.find(({ code }) => code === "pools-overlap")?.severity).toBe(
      "warning",
    );
    expect(codes([server()], [site(1)], [{ name: "Anna", prefix: "10.96.0.0/16" }])).toContain("technician-lan");
  });

  it("lets one laptop be called by many sites that have no hub", () => {
    const direct = (number: number) =>
      site(number, {
        serverId: null,
        mapped: `10.64.${number}.0/24`,
        address: `10.95.1.${number}`,
        peers: [peer({ address: "10.95.0.3" })],
      });
    expect(codes([], [direct(1), direct(2)])).toEqual([]);
  });

  it("is the same in whatever order sites come", () => {
    const sites = [site(1), site(2, { mapped: "10.96.1.0/24" }), site(3, { publicKey: anyKey(101) })];
    expect(addressPlan([server()], sites.toReversed())).toEqual(addressPlan([server()], sites));
  });

  it("agrees with looking at every pair", () => {
    const network = fc.record({ base: fc.integer({ min: 0, max: 31 }), length: fc.integer({ min: 21, max: 26 }) });
    fc.assert(
      fc.property(
        fc.array(fc.record({ mapped: network, lan: network, isGone: fc.boolean() }), { maxLength: 12 }),
        (drawn) => {
          const text = ({ base, length }: { base: number; length: number }, block: number): string => {
            const { network: number } = prefix(`10.${block}.${base}.0/${length}`);
            return `10.${block}.${(number >> 8) & 255}.${number & 255}/${length}`;
          };
          // LANs partly where the prefixes are.
          const sites = drawn.map(({ mapped, lan, isGone }, index) =>
            site(index + 1, {
              mapped: text(mapped, 96),
              lan: text(lan, index % 2 === 0 ? 96 : 20),
              removedAt: isGone ? gone : null,
            }),
          );
          const standing = sites.filter((_, index) => drawn[index]?.isGone === false);
          const of = (one: PlannedSite, key: "mapped" | "lan") => prefix(one.tunnels[0]?.[key] ?? "");
          const pairs = standing.flatMap((a) => standing.map((b) => [a, b] as const).filter(([, b]) => a !== b));
          const touching = (mine: "mapped" | "lan") =>
            new Set(pairs.filter(([a, b]) => overlap(of(a, mine), of(b, "mapped"))).map(([a]) => a.siteId));
          const { findings } = addressPlan([server()], sites);
          const named = (code: string) => findings.filter((finding) => finding.code === code);
          expect(new Set(named("mapped-twice").flatMap(({ siteIds }) => siteIds))).toEqual(touching("mapped"));
          expect(new Set(named("mapped-in-lan").map(({ siteIds }) => siteIds[0]))).toEqual(touching("lan"));
          expect(new Set(named("mapped-is-lan").flatMap(({ siteIds }) => siteIds))).toEqual(
            new Set(standing.filter((one) => overlap(of(one, "mapped"), of(one, "lan"))).map(({ siteId }) => siteId)),
          );
        },
      ),
    );
  });
});

describe("new addresses", () => {
  const wanted = fc.record({ id: fc.uuid(), length: fc.integer({ min: 22, max: 28 }), isGone: fc.boolean() });

  it("never touch anything in the plan, and are the same for the same plan", () => {
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 25 }), (drawn) => {
        const sites: PlannedSite[] = [];
        for (const [index, { id, length, isGone }] of drawn.entries()) {
          const lan = `192.168.0.0/${length}`;
          const plan = addressPlan([server()], sites);
          const next = nextSiteAddresses(plan, "hub-1", lan, { from: id });
          expect(nextSiteAddresses(plan, "hub-1", lan, { from: id })).toEqual(next);
          if (!next.ok) throw new Error(next.finding.code);
          for (const other of sites)
            expect(overlap(prefix(other.tunnels[0]?.mapped ?? ""), prefix(next.mapped))).toBe(false);
          expect(sites.map(({ tunnels }) => tunnels[0]?.address)).not.toContain(next.address);
          sites.push(
            site(index + 1, {
              lan,
              mapped: next.mapped,
              address: next.address,
              removedAt: isGone ? "2026-11-20T10:00:00Z" : null,
            }),
          );
          expect(addressPlan([server()], sites).findings).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });

  const small = (sitePool: string, tunnelPool = "10.87.0.0/24") => hubWith(tunnelPool, sitePool);
  const gone = { removedAt: "2026-11-20T10:00:00Z" };

  it("take a removed site's only when nothing else is left, and then say that the pool is full", () => {
    const hub = small("10.96.0.0/23");
    const first = [site(0, { address: "10.87.0.2", ...gone })];
    const second = nextSiteAddresses(addressPlan([hub], first), "hub-1", "192.168.1.0/24");
    expect(second).toMatchObject({ ok: true, mapped: "10.96.1.0/24", address: "10.87.0.3" });
    const both = [...first, site(1, { address: "10.87.0.3" })];
    expect(nextSiteAddresses(addressPlan([hub], both), "hub-1", null)).toMatchObject({ mapped: "10.96.0.0/24" });
    const full = [site(0, { address: "10.87.0.2" }), site(1, { address: "10.87.0.3" })];
    expect(nextSiteAddresses(addressPlan([hub], full), "hub-1", null)).toMatchObject({
      finding: { code: "pool-full" },
    });
  });

  it("fill the tunnel's pool to its last address, the hub's own left out", () => {
    const hub = small("10.96.0.0/16", "10.87.0.0/29");
    const technicians = [2, 3, 4, 5].map((host) => ({
      id: `t${host}`,
      name: `T${host}`,
      publicKey: anyKey(host),
      address: `10.87.0.${host}`,
      addedAt: gone.removedAt,
    }));
    const plan = (count: number, removed: object = {}) =>
      addressPlan(
        [
          {
            ...hub,
            technicians: technicians.slice(0, count).map((one, index) => ({ ...one, ...(index === 0 ? removed : {}) })),
          },
        ],
        [],
      );
    for (const from of ["", "a", "b", "c", "d"])
      expect(nextPeerAddress(plan(4), "hub-1", from)).toEqual({ ok: true, address: "10.87.0.6" });
    const all = [
      ...technicians,
      { ...technicians[0], id: "t6", name: "T6", publicKey: anyKey(6), address: "10.87.0.6", addedAt: gone.removedAt },
    ];
    expect(nextPeerAddress(addressPlan([{ ...hub, technicians: all }], []), "hub-1")).toMatchObject({
      finding: { code: "pool-full" },
    });
    const reused = all.map((one) => (one.address === "10.87.0.4" ? { ...one, ...gone } : one));
    expect(nextPeerAddress(addressPlan([{ ...hub, technicians: reused }], []), "hub-1")).toEqual({
      ok: true,
      address: "10.87.0.4",
    });
  });

  it("refuse a LAN that is too large, and wishes that are taken or don't fit", () => {
    const plan = addressPlan([server()], [site(1)]);
    const codeOf = (lan: string, mapped?: string, serverId = "hub-1"): string | null => {
      const result = nextSiteAddresses(plan, serverId, lan, { mapped: mapped ?? null });
      return result.ok ? null : result.finding.code;
    };
    expect(codeOf("10.0.0.0/16")).toBe("lan-too-large");
    expect(codeOf("192.168.1.0/24", "10.96.1.0/24")).toBe("wish-taken");
    expect(codeOf("192.168.1.0/24", "10.99.0.0/23")).toBe("wish-unfit");
    expect(codeOf("192.168.1.0/24", "10.99.0.0/24")).toBe(null);
    expect(codeOf("nonsense")).toBe("unreadable");
    expect(codeOf("192.168.1.0/24", undefined, "hub-9")).toBe("no-hub");
  });

  it("keep a box that can't translate from a LAN that another site has", () => {
    const plan = addressPlan([server()], [site(1, { mapped: null })]);
    const box = (lan: string, platform: "fritzbox" | "openwrt") =>
      ownAddressesObstacle(plan, "hub-1", { siteId: "s9", lan, platform })?.code ?? null;
    expect(box("192.168.1.0/25", "fritzbox")).toBe("not-possible-here");
    expect(box("10.96.0.0/24", "fritzbox")).toBe("not-possible-here");
    expect(box("192.168.178.0/24", "fritzbox")).toBe(null);
    expect(box("192.168.1.0/24", "openwrt")).toBe(null);
  });

  it("are found for five thousand sites, and their plan has nothing to say", () => {
    const sites: PlannedSite[] = Array.from({ length: 5_000 }, (_, index) =>
      site(
        index,
        { mapped: `10.${96 + (index >> 8)}.${index & 255}.0/24`, address: `10.87.${1 + (index >> 8)}.${index & 255}` },
        "192.168.1.0/24",
      ),
    );
    const plan = addressPlan([server()], sites);
    expect(plan.findings).toEqual([]);
    expect(nextSiteAddresses(plan, "hub-1", "192.168.1.0/24", { from: "s5000" }).ok).toBe(true);
    const equal = sites.map((one) => ({
      ...one,
      tunnels: one.tunnels.map((kept) => ({ ...kept, mapped: "10.96.0.0/24" })),
    }));
    expect(addressPlan([server()], equal).findings.map(({ code }) => code)).toEqual(["mapped-twice"]);
  });
});

describe("pools for a new hub", () => {
  it("touch nothing that is there", () => {
    expect(freePools([])).toEqual({ tunnelPool: "10.87.0.0/16", sitePool: "10.96.0.0/11" });
    expect(freePools([...OTHERS_RANGES].map(({ range }) => formatIpv4Prefix(range)))?.sitePool).toBe("10.96.0.0/11");
    expect(freePools(["10.100.0.0/24"])?.sitePool).toBe("10.160.0.0/11");
    expect(freePools(["10.0.0.0/8"])).toBe(null);
  });
});

describe("a translated address", () => {
  const translation = { mapped: "10.96.4.0/22", lan: "192.168.0.0/22" };
  it("is found both ways, host by host", () => {
    expect(mappedAddress(translation, "192.168.3.64")).toBe("10.96.7.64");
    expect(lanAddress(translation, "10.96.7.64")).toBe("192.168.3.64");
    expect(mappedAddress(translation, "192.168.4.1")).toBe(null);
    expect(lanAddress(translation, "fd00::1")).toBe(null);
    expect(mappedAddress({ ...translation, mapped: "10.96.4.0/24" }, "192.168.0.1")).toBe(null);
  });
});
