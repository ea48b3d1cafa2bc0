import { describe, expect, it, onTestFinished } from "vitest";
import type { ObservationData } from "#core/nat/observation.ts";
import { askCarrierServers, askOuterBox } from "#host/check/probes/outer-box.ts";
import { FAKE_MAC, patientBudget, shortBudget } from "../../fakes/fake-environment.ts";
import { startFakeGateway, type FakeGateway, type FakeGatewayOptions } from "../../fakes/fake-gateway.ts";
import { LOOPBACK, secondHost, tcpOn } from "../../fakes/loopback.ts";
import { memoryJournal, type MemoryJournal } from "../../fakes/memory-journal.ts";
import { probeRun, type ProbeRun } from "../../fakes/probe-context.ts";
import type { OpenedWay } from "#host/check/check-context.ts";

/** A box behind the router needs an address of its own; where the system has only one on loopback, there is no such test. */
const other = await secondHost();
const OUTER_EXTERNAL = "192.31.196.99";
const ROUTER_WAN = "192.168.0.2";

type Site = {
  outer?: FakeGatewayOptions;
  /** What the router has said of itself before. */
  seen?: ObservationData[];
  router?: FakeGatewayOptions;
  testMappings?: boolean;
  /** False: something else is between the router and the box. */
  isNext?: false;
  web?: readonly number[];
  /** Something stays silent: not waited for any longer than a test needs. */
  silent?: true;
};

type Ran = ProbeRun & { router: FakeGateway; outer: FakeGateway; journal: MemoryJournal; ways: OpenedWay[] };

const CLAIM: ObservationData = { kind: "upnp-external-address", from: LOOPBACK, address: ROUTER_WAN };
const granted = (kind: "pcp-mapping" | "natpmp-mapping" | "upnp-mapping"): ObservationData => ({
  kind,
  from: LOOPBACK,
  transport: "udp",
  internalPort: 1,
  requestedLifetimeSeconds: 120,
  granted: true,
  externalAddress: null,
  externalPort: 1,
  lifetimeSeconds: 120,
  errorCode: null,
  errorName: null,
  removed: true,
});

async function ask(site: Site = {}): Promise<Ran> {
  const router = await startFakeGateway(site.router);
  const outer = await startFakeGateway({
    address: other,
    samePortsAs: router,
    externalAddress: OUTER_EXTERNAL,
    seesClientAs: ROUTER_WAN,
    ...site.outer,
  });
  onTestFinished(async () => {
    await Promise.all([router.close(), outer.close()]);
  });
  const journal = memoryJournal();
  const ways: OpenedWay[] = [];
  const run = probeRun({
    settings: { testMappings: site.testMappings ?? true },
    site: { budget: site.silent ? shortBudget : patientBudget },
    context: {
      ports: { ...router.ports, web: site.web ?? [] },
      journal,
      gateway: Promise.resolve({
        address: LOOPBACK,
        localAddress: LOOPBACK,
        interfaceName: "Ethernet",
        mac: () => Promise.resolve(FAKE_MAC),
      }),
      whileMapped: async (way) => {
        ways.push(way);
        expect(outer.table.entries.some((entry) => entry.externalPort === way.externalPort)).toBe(true);
      },
    },
  });
  for (const [index, data] of (site.seen ?? []).entries())
    run.context.onObserved({
      id: `before/${index}`,
      probe: "upnp",
      question: "test-mapping",
      asked: LOOPBACK,
      answeredBy: LOOPBACK,
      outcome: "answered",
      atMs: 0,
      tookMs: 0,
      data,
      trouble: null,
      raw: null,
      error: null,
    });
  await askOuterBox(run.context, { address: other, isNext: site.isNext ?? true });
  return { ...run, router, outer, journal, ways };
}

const id = (what: string): string => `outer-box/${other}/${what}`;
const NOTHING = { mappingPortClosed: true, search: "silent" } as const;

describe.skipIf(other === LOOPBACK)("a box behind the router", () => {
  it("is asked for its description, address, line and protocols, by unicast", async () => {
    const { observed, observations, asked } = await ask();
    expect(observed(id("search"))?.data).toMatchObject({ kind: "upnp-search", answers: [{ from: other }] });
    expect(observed(id("description"))?.data).toMatchObject({
      kind: "upnp-gateway",
      from: other,
      manufacturer: "Nobody",
    });
    expect(observed(id("external-address"))?.data).toMatchObject({ from: other, address: OUTER_EXTERNAL });
    expect(observed(id("status"))?.data).toMatchObject({ from: other, connectionStatus: "Connected" });
    expect(observed(id("external-address-nat-pmp"))?.data).toMatchObject({ from: other, address: OUTER_EXTERNAL });
    expect(observed(id("pcp"))?.data).toMatchObject({ kind: "pcp-announce", from: other, resultCode: 0 });
    expect(new Set(observations.map((o) => o.probe))).toEqual(new Set(["outer-box"]));
    expect(observations.map((o) => o.id).toSorted()).toEqual(asked.map((event) => event.id).toSorted());
  });

  it("says by ADDRESS_MISMATCH that something in between translates", async () => {
    const { observed } = await ask();
    expect(observed(id("seen-as"))?.data).toMatchObject({
      kind: "pcp-mapping",
      from: other,
      granted: false,
      errorName: "ADDRESS_MISMATCH",
    });
  });

  it("grants us a mapping where nothing in between translates, and it is undone", async () => {
    const { observed, outer, journal, ways } = await ask({ outer: { seesClientAs: LOOPBACK, natPmp: "refuse" } });
    expect(observed(id("seen-as"))?.data).toMatchObject({
      granted: true,
      removed: true,
      externalAddress: OUTER_EXTERNAL,
    });
    expect(ways[0]).toMatchObject({ openedBy: "outer-box", externalAddress: OUTER_EXTERNAL });
    expect([outer.table.entries.length, journal.open().length]).toEqual([0, 0]);
  });

  it("is not asked for ports when test mappings are switched off", async () => {
    const { observed, outer, journal } = await ask({ testMappings: false, seen: [CLAIM] });
    for (const what of ["seen-as", "test-mapping-nat-pmp", "test-mapping-pcp", "test-mapping-upnp"])
      expect(observed(id(what))).toMatchObject({ outcome: "skipped", trouble: "switched-off" });
    expect([outer.table.made, journal.begun()]).toEqual([0, 0]);
    expect(outer.counts.actions.toSorted()).toEqual(["GetExternalIPAddress", "GetStatusInfo"]);
  });

  it("that is silent is silent in every question", async () => {
    const { observations } = await ask({ outer: { search: "silent", natPmp: "silent", pcp: "silent" }, silent: true });
    expect(observations.map((o) => o.data.kind)).toEqual(["no-answer", "no-answer", "no-answer"]);
  });

  it("leads us to no other host", async () => {
    const { observed, outer } = await ask({
      outer: { mappingPortClosed: true, search: "location-elsewhere" },
      silent: true,
    });
    expect(observed(id("search"))).toMatchObject({ outcome: "failed", data: { kind: "no-answer" } });
    expect(outer.counts.http).toBe(0);
  });

  it("shows its web ports, and its page where one is open", async () => {
    const page = await tcpOn(other, (connection) => connection.destroy());
    const refused = await tcpOn(other, () => {});
    await refused.close();
    onTestFinished(() => page.close());
    const { observed } = await ask({ outer: NOTHING, web: [page.port, refused.port], silent: true });
    expect(observed(id(`port-${page.port}`))).toMatchObject({ outcome: "answered", data: { state: "open" } });
    expect(observed(id(`port-${refused.port}`))).toMatchObject({ outcome: "refused", data: { state: "refused" } });
    expect(observed(id("page"))).toBeDefined();
    const closed = await ask({ outer: NOTHING, web: [refused.port], silent: true });
    expect(closed.observed(id("page"))).toBeUndefined();
  });
});

describe.skipIf(other === LOOPBACK)("a way in through two boxes", () => {
  const PROTOCOLS = [
    ["NAT-PMP", {}, "test-mapping-nat-pmp"],
    ["PCP", { natPmp: "other-protocol" }, "test-mapping-pcp"],
    ["UPnP", { mappingPortClosed: true }, "test-mapping-upnp"],
  ] as const;

  it.each(PROTOCOLS)("is a mapping at both, by %s, and is undone at both", async (_name, outerManners, what) => {
    const { observed, ways, router, outer, journal } = await ask({
      outer: outerManners,
      seen: [CLAIM, granted("natpmp-mapping")],
    });
    expect(observed(id(what))?.data).toMatchObject({ from: other, granted: true, removed: true });
    expect(ways).toHaveLength(1);
    expect(ways[0]).toMatchObject({ name: id(what), openedBy: "outer-box" });
    expect([router.table.made, outer.table.made]).toEqual([1, 1]);
    expect([router.table.entries.length, outer.table.entries.length, journal.open().length]).toEqual([0, 0, 0]);
  });

  it.each(["pcp-mapping", "natpmp-mapping"] as const)(
    "goes through the router by the protocol that it grants: %s",
    async (kind) => {
      const { router, ways } = await ask({ seen: [CLAIM, granted(kind)] });
      expect(router.table.made).toBe(1);
      expect(kind === "pcp-mapping" ? router.counts.pcp : router.counts.natPmp).toBeGreaterThan(0);
      expect(ways).toHaveLength(1);
    },
  );

  it("goes through the router by UPnP where it grants nothing else", async () => {
    const site = await startFakeGateway();
    onTestFinished(() => site.close());
    const described: ObservationData = {
      kind: "upnp-gateway",
      from: LOOPBACK,
      location: "",
      deviceType: null,
      friendlyName: null,
      manufacturer: null,
      modelName: null,
      modelNumber: null,
      udn: null,
      wanServiceType: site.serviceType,
      controlUrl: site.controlUrl,
    };
    const { ways } = await ask({ seen: [CLAIM, granted("upnp-mapping"), described] });
    expect(site.table.made).toBe(1);
    expect(site.table.entries).toEqual([]);
    expect(ways).toHaveLength(1);
  });

  it("leads to the port that the router granted, which may be another", async () => {
    const { router, outer } = await ask({
      router: { natPmp: "another-external-port" },
      seen: [CLAIM, granted("natpmp-mapping")],
      outer: { natPmp: "right" },
    });
    expect([router.table.made, outer.table.made]).toEqual([1, 1]);
    const [inner] = router.table.history;
    const [beyond] = outer.table.history;
    expect(beyond?.internalPort).toBe(inner?.externalPort);
    expect(inner?.externalPort).not.toBe(inner?.internalPort);
  });

  it("is only the outer half where the router opens nothing: nobody comes in through that", async () => {
    const { observed, ways, router } = await ask({ seen: [CLAIM] });
    expect(observed(id("test-mapping-nat-pmp"))?.data).toMatchObject({ granted: true, removed: true });
    expect([ways.length, router.table.made]).toEqual([0, 0]);
  });

  it("needs the router's own address for PCP and UPnP, and says so", async () => {
    const { observed, outer } = await ask({ outer: { natPmp: "refuse" } });
    expect(observed(id("test-mapping-pcp"))).toMatchObject({ outcome: "skipped", trouble: "router-address-unknown" });
    expect(observed(id("test-mapping-upnp"))).toMatchObject({ outcome: "skipped", trouble: "router-address-unknown" });
    expect(outer.table.made).toBe(0);
  });

  it.each([
    ["NAT-PMP, which maps whatever is in between", { pcp: "silent" }, 0],
    ["PCP, which would refuse another client", {}, 1],
  ] as const)("counts as one behind a third box only by PCP: %s", async (_name, manners, ways) => {
    const site = { outer: manners, isNext: false, seen: [CLAIM, granted("natpmp-mapping")], silent: true } as const;
    const ran = await ask({ ...site, seen: [...site.seen] });
    expect(ran.ways).toHaveLength(ways);
    expect(ran.observed(id(ways ? "test-mapping-pcp" : "test-mapping-nat-pmp"))?.data).toMatchObject({ granted: true });
    expect([ran.router.table.made, ran.outer.table.made]).toEqual([ways, 1]);
    expect([ran.router.table.entries.length, ran.outer.table.entries.length]).toEqual([0, 0]);
  });

  it("is noted down as the outer box's, reached through this router", async () => {
    const { journal } = await ask({ outer: { natPmp: "refuses-delete" }, seen: [CLAIM] });
    expect(journal.open()).toMatchObject([
      { gateway: LOOPBACK, gatewayMac: FAKE_MAC, server: other, clientAddress: ROUTER_WAN, protocol: "nat-pmp" },
    ]);
  });

  it("closes the router's half also where the outer box never answers", async () => {
    const { router, journal } = await ask({
      outer: { natPmp: "silent-on-map", pcp: "silent", search: "silent" },
      silent: true,
      seen: [CLAIM, granted("natpmp-mapping")],
    });
    expect(router.table.made).toBe(1);
    expect(router.table.entries).toEqual([]);
    expect(journal.open()).toEqual([]);
  });
});

describe.skipIf(other === LOOPBACK)("the carrier's PCP server", () => {
  it("is asked at its well-known addresses, also for a port", async () => {
    const router = await startFakeGateway();
    const carrier = await startFakeGateway({ address: other, samePortsAs: router, seesClientAs: ROUTER_WAN });
    onTestFinished(async () => {
      await Promise.all([router.close(), carrier.close()]);
    });
    const gateway = {
      address: LOOPBACK,
      localAddress: LOOPBACK,
      interfaceName: "x",
      mac: () => Promise.resolve(FAKE_MAC),
    };
    const run = probeRun({
      context: { ports: { ...router.ports, carrierPcp: [other] }, gateway: Promise.resolve(gateway) },
    });
    await askCarrierServers(run.context);
    expect(run.observed(id("pcp"))?.data).toMatchObject({ kind: "pcp-announce", from: other });
    expect(run.observed(id("seen-as"))?.data).toMatchObject({ errorName: "ADDRESS_MISMATCH" });
    expect(run.observed(id("test-mapping-pcp"))).toMatchObject({ trouble: "router-address-unknown" });
    expect(carrier.counts.natPmp).toBe(0);
  });
});
