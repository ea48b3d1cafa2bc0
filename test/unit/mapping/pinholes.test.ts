import { describe, expect, it, onTestFinished } from "vitest";
import { observationSchema } from "#core/nat/observation.ts";
import { ipv6Gateway } from "#host/check/ipv6-gateway.ts";
import { probePcpPinhole } from "#host/check/probes/pcp-pinhole.ts";
import { probeUpnpPinhole } from "#host/check/probes/upnp-pinhole.ts";
import type { MappingRequest } from "#host/mapping/mapping-client.ts";
import { recoverMappings } from "#host/mapping/recover-mappings.ts";
import { upnpPinholeClient } from "#host/mapping/upnp-pinhole-client.ts";
import type { MappingEntry } from "#host/store/mapping-journal.ts";
import { fakeEnvironment, NO_ROUTER, patientBudget, type FakeSite } from "../../fakes/fake-environment.ts";
import { startMappingPort, type MappingManners } from "../../fakes/fake-mapping-port.ts";
import {
  PINHOLE_SERVICE,
  startFakePinholeService,
  type FakePinholeService,
  type PinholeManners,
} from "../../fakes/fake-pinhole-service.ts";
import { IPV6_LOOPBACK, LOOPBACK } from "../../fakes/loopback.ts";
import { memoryJournal, type MemoryJournal } from "../../fakes/memory-journal.ts";
import { PortTable } from "../../fakes/port-table.ts";
import { probeRun, type ProbeRun } from "../../fakes/probe-context.ts";
import { sampleMapping } from "../store/sample-mapping.ts";

/** Pinholes in an IPv6 firewall: the router is on the IPv6 loopback, and so is the laptop. */

const site = (rest: FakeSite["computer"] = {}): FakeSite => ({
  ipv6: true,
  computer: {
    readDefaultRoutes: async () => [{ family: 6, gateway: IPV6_LOOPBACK, interfaceName: "Ethernet", metric: 1 }],
    ...rest,
  },
});

describe("the way out over IPv6", () => {
  const route = { family: 6, gateway: "fe80::1", interfaceName: "eth1", metric: 1 } as const;
  const adapter = { name: "eth0", adapterKind: "ethernet", mac: null } as const;
  const environment = (rest: FakeSite["computer"], isInternet = true) => ({
    ...fakeEnvironment(null, site(rest)),
    outside: { ...fakeEnvironment(null).outside, isInternet: () => isInternet },
  });

  it("names a link-local router with the cable that the laptop's address is on", async () => {
    const found = await ipv6Gateway(
      environment({
        readDefaultRoutes: async () => [route, { ...route, interfaceName: "eth0", metric: 2 }],
        readAdapters: () => [{ ...adapter, addresses: [{ address: IPV6_LOOPBACK, prefixLength: 64 }] }],
      }),
    );
    expect(found).toMatchObject({ address: "fe80::1%eth0", localAddress: IPV6_LOOPBACK, interfaceName: "eth0" });
  });

  it("is the first route where adapters go by numbers, as on Windows", async () => {
    const found = await ipv6Gateway(
      environment({ readDefaultRoutes: async () => [{ ...route, interfaceName: "12" }] }),
    );
    expect(found?.address).toBe("fe80::1%12");
  });

  it.each<[string, FakeSite["computer"], boolean?]>([
    ["no address", { localAddressTowards: async () => null }],
    ["an address of the site only", {}, false],
    ["no router", { readDefaultRoutes: async () => [{ ...route, gateway: null }] }],
    ["a route of IPv4 only", { readDefaultRoutes: async () => [{ ...route, family: 4, gateway: LOOPBACK }] }],
    ["no table", { readDefaultRoutes: () => Promise.reject(new Error("unreadable")) }],
  ])("is not there with %s", async (_what, computer, isInternet) => {
    expect(await ipv6Gateway(environment(computer, isInternet))).toBeNull();
  });
});

async function pcpServer(manners: MappingManners) {
  const table = new PortTable();
  const counts = { natPmp: 0, pcp: 0 };
  const server = await startMappingPort({
    address: IPV6_LOOPBACK,
    otherHost: IPV6_LOOPBACK,
    externalAddress: "192.31.196.77",
    natPmp: "silent",
    pcp: manners,
    table,
    counts,
    seesClientAs: null,
    port: 0,
  });
  onTestFinished(() => server.close());
  return { table, counts, ports: { ...NO_ROUTER, mapping: server.port } };
}

type PcpServer = Awaited<ReturnType<typeof pcpServer>>;

async function askedByPcp({ ports }: Pick<PcpServer, "ports">, rest: Parameters<typeof probeRun>[0] = {}) {
  const journal = memoryJournal();
  const run = probeRun({ site: site(), ...rest, context: { ports, journal, ...rest.context } });
  await probePcpPinhole(run.context);
  for (const o of run.observations) expect(observationSchema.safeParse(o).error?.issues ?? []).toEqual([]);
  return { run, journal };
}

describe("a pinhole by PCP", () => {
  it("is asked for from the laptop's own address, noted down, and closed again", async () => {
    const server = await pcpServer("right");
    const { run, journal } = await askedByPcp(server);
    expect(run.observed("pcp/pinhole")).toMatchObject({
      outcome: "answered",
      data: { kind: "ipv6-pinhole", protocol: "pcp", internalClient: IPV6_LOOPBACK, granted: true, removed: true },
    });
    expect(server.table.made).toBe(1);
    expect(server.table.entries).toEqual([]);
    expect([journal.begun(), journal.open().length]).toEqual([1, 0]);
  });

  it("is asked for once, however long the answer takes", async () => {
    const server = await pcpServer("silent-on-map");
    const { run, journal } = await askedByPcp(server);
    expect(run.observed("pcp/pinhole")).toMatchObject({ outcome: "silent" });
    expect(server.table.made).toBe(1);
    // The answer was lost, not the request: it is closed all the same.
    expect(server.table.entries).toEqual([]);
    expect(journal.open()).toEqual([]);
  });

  it("may be refused, which names no address", async () => {
    const server = await pcpServer("refuse");
    const { run, journal } = await askedByPcp(server);
    expect(run.observed("pcp/pinhole")).toMatchObject({
      trouble: "error-answer",
      data: { granted: false, externalAddress: null, errorName: "NO_RESOURCES", removed: null },
    });
    expect(journal.open()).toEqual([]);
  });

  it("stays noted down while the router does not confirm that it is closed", async () => {
    const server = await pcpServer("refuses-delete");
    const { run, journal } = await askedByPcp(server);
    expect(run.observed("pcp/pinhole")?.data).toMatchObject({ granted: true, removed: false });
    expect(journal.open()).toHaveLength(1);
  });

  it("is not asked for when test ports are switched off", async () => {
    const server = await pcpServer("right");
    const { run } = await askedByPcp(server, { settings: { testMappings: false } });
    expect(run.observed("pcp/pinhole")).toMatchObject({ outcome: "skipped", trouble: "switched-off" });
    expect(server.counts.pcp).toBe(0);
  });

  it("has no row on a laptop without IPv6", async () => {
    const server = await pcpServer("right");
    const { run } = await askedByPcp(server, { site: {} });
    expect(run.observations).toEqual([]);
  });
});

async function service(manners: PinholeManners, host: string = IPV6_LOOPBACK): Promise<FakePinholeService> {
  const fake = await startFakePinholeService(host, manners);
  onTestFinished(() => fake.close());
  return fake;
}

async function askedByUpnp(fake: FakePinholeService, address: string, rest: Parameters<typeof probeRun>[0] = {}) {
  const journal = memoryJournal();
  const run = probeRun({ site: site(), ...rest, context: { journal } });
  const ipv6Firewall = { address, controlUrl: fake.controlUrl, serviceType: PINHOLE_SERVICE };
  const router = {
    address,
    controlUrl: "http://unused/",
    serviceType: "",
    from: LOOPBACK,
    udn: "uuid:1",
    ipv6Firewall,
  };
  await probeUpnpPinhole(run.context, router);
  for (const o of run.observations) expect(observationSchema.safeParse(o).error?.issues ?? []).toEqual([]);
  return { run, journal };
}

const pinhole = (run: ProbeRun) => run.observed("upnp/pinhole");

describe("a pinhole by UPnP", () => {
  it("is opened from the address that is to be reached, and closed under the name that it was given", async () => {
    const fake = await service("own-address-only");
    const { run, journal } = await askedByUpnp(fake, IPV6_LOOPBACK);
    expect(run.observed(`upnp/ipv6-firewall/${LOOPBACK}`)?.data).toEqual({
      kind: "upnp-ipv6-firewall",
      from: LOOPBACK,
      firewallEnabled: true,
      inboundPinholeAllowed: true,
    });
    expect(pinhole(run)?.data).toMatchObject({ granted: true, removed: true, externalAddress: IPV6_LOOPBACK });
    expect(fake.actions).toEqual(["GetFirewallStatus", "AddPinhole", "DeletePinhole"]);
    expect(fake.open.size).toBe(0);
    expect([journal.begun(), journal.open().length]).toEqual([1, 0]);
  });

  it("is asked for where the description says, when nothing answers over IPv6", async () => {
    const fake = await service("right", LOOPBACK);
    const { run } = await askedByUpnp(fake, LOOPBACK);
    expect(run.observed(`upnp/ipv6-firewall/${LOOPBACK}`)?.answeredBy).toBe(LOOPBACK);
  });

  it.each<[PinholeManners, string]>([
    ["refuses", "InboundPinholeNotAllowed"],
    ["off", "FirewallDisabled"],
  ])("may be refused: %s", async (manners, errorName) => {
    const fake = await service(manners);
    const { run, journal } = await askedByUpnp(fake, IPV6_LOOPBACK);
    expect(pinhole(run)).toMatchObject({ trouble: "error-answer", data: { granted: false, errorName } });
    expect(journal.open()).toEqual([]);
  });

  it("whose answer was lost is found again by asking once more, and closed", async () => {
    const fake = await service("silent-on-add");
    const { run, journal } = await askedByUpnp(fake, IPV6_LOOPBACK);
    expect(pinhole(run)?.outcome).toBe("silent");
    expect(fake.actions).toEqual(["GetFirewallStatus", "AddPinhole", "AddPinhole", "DeletePinhole"]);
    expect(fake.open.size).toBe(0);
    expect(journal.open()).toEqual([]);
  });

  it("is not asked for when the service makes no sense", async () => {
    const fake = await service("garbage");
    const { run } = await askedByUpnp(fake, IPV6_LOOPBACK);
    expect(run.observed(`upnp/ipv6-firewall/${LOOPBACK}`)).toMatchObject({ outcome: "failed", trouble: "malformed" });
    expect(pinhole(run)).toBeUndefined();
  });

  it("of two that are open at once is the right one closed", async () => {
    const fake = await service("right");
    const target = { address: IPV6_LOOPBACK, controlUrl: fake.controlUrl, serviceType: PINHOLE_SERVICE };
    const client = upnpPinholeClient(target, patientBudget);
    const request: MappingRequest = {
      transport: "udp",
      internalClient: IPV6_LOOPBACK,
      internalPort: 40_431,
      externalPort: 40_431,
      lifetimeSeconds: 120,
      description: "",
      nonceHex: "01",
    };
    const other: MappingRequest = { ...request, transport: "tcp", nonceHex: "02" };
    const { signal } = new AbortController();
    await client.map(request, signal);
    await client.map(other, signal);
    expect(await client.undo(request, signal)).toBe("gone");
    expect([...fake.open.values()]).toEqual([` 0 ${IPV6_LOOPBACK} ${other.internalPort} 6`]);
  });
});

describe("a pinhole that a killed check left", () => {
  const left = (rest: Partial<MappingEntry>): Omit<MappingEntry, "id" | "createdAt"> => ({
    ...sampleMapping,
    gateway: IPV6_LOOPBACK,
    gatewayMac: null,
    internalClient: IPV6_LOOPBACK,
    ...rest,
  });

  const recover = (
    journal: MemoryJournal,
    ports: PcpServer["ports"] = NO_ROUTER,
    computer: FakeSite["computer"] = {},
  ) =>
    recoverMappings(journal, () => new Date(), {
      ...fakeEnvironment(null, { ...site(computer), budget: patientBudget }),
      ports,
    });

  it("is closed by PCP", async () => {
    const { table, ports } = await pcpServer("right");
    table.add({
      transport: "udp",
      client: "0.0.0.1",
      internalPort: sampleMapping.internalPort,
      externalPort: sampleMapping.externalPort,
      description: "",
      nonce: sampleMapping.nonceHex,
    });
    const journal = memoryJournal();
    journal.begin(left({}));
    expect(await recover(journal, ports)).toEqual({ removed: 1, waiting: 0 });
    expect(table.entries).toEqual([]);
  });

  it("is closed by UPnP, though its name was lost with the check", async () => {
    const fake = await service("own-address-only");
    fake.open.set("7", ` 0 ${IPV6_LOOPBACK} ${sampleMapping.internalPort} 17`);
    const journal = memoryJournal();
    journal.begin(left({ protocol: "upnp", controlUrl: fake.controlUrl, serviceType: PINHOLE_SERVICE }));
    expect(await recover(journal)).toEqual({ removed: 1, waiting: 0 });
    expect(fake.open.size).toBe(0);
  });

  it("waits where the laptop does not have the address that it leads to", async () => {
    const { ports, counts } = await pcpServer("right");
    const journal = memoryJournal();
    journal.begin(left({ internalClient: "2620:4f:8000::77" }));
    expect(await recover(journal, ports)).toEqual({ removed: 0, waiting: 1 });
    expect(counts.pcp).toBe(0);
  });

  it("waits at a router of the same address on another cable", async () => {
    const { ports, counts } = await pcpServer("right");
    const journal = memoryJournal();
    journal.begin(left({ gateway: "fe80::1%eth0" }));
    const routes = [{ family: 6, gateway: "fe80::1", interfaceName: "wlan0", metric: 1 } as const];
    expect(await recover(journal, ports, { readDefaultRoutes: async () => routes })).toEqual({
      removed: 0,
      waiting: 1,
    });
    expect(counts.pcp).toBe(0);
  });
});
