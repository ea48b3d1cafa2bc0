import { describe, expect, it, onTestFinished } from "vitest";
import { CONFLICT_WITH_NOTHING } from "#core/codec/upnp-error.ts";
import type { ObservationOf } from "#core/nat/observation.ts";
import { probeUpnp } from "#host/check/probes/upnp.ts";
import { FAKE_MAC } from "../../fakes/fake-environment.ts";
import {
  FAKE_EXTERNAL_ADDRESS,
  startFakeGateway,
  type FakeGateway,
  type FakeGatewayOptions,
} from "../../fakes/fake-gateway.ts";
import { LOOPBACK, secondHost } from "../../fakes/loopback.ts";
import { memoryJournal } from "../../fakes/memory-journal.ts";
import type { TableEntry } from "../../fakes/port-table.ts";
import { probeRun, type ProbeRun } from "../../fakes/probe-context.ts";

type Asked = ProbeRun & {
  router: FakeGateway;
  journal: ReturnType<typeof memoryJournal>;
  /** Lifetimes of the entries in the order in which they were written down. */
  lifetimes: number[];
};

async function askUpnp(options: FakeGatewayOptions, changes: { macs?: Record<string, string> } = {}): Promise<Asked> {
  const router = await startFakeGateway(options);
  onTestFinished(() => router.close());
  const journal = memoryJournal();
  const lifetimes: number[] = [];
  const gateway = { address: LOOPBACK, localAddress: LOOPBACK, interfaceName: "lo", mac: async () => FAKE_MAC };
  const run = probeRun({ context: { gateway: Promise.resolve(gateway), ports: router.ports } });
  const { computer } = run.context;
  await probeUpnp({
    ...run.context,
    journal: { ...journal, begin: (entry) => (lifetimes.push(entry.lifetimeSeconds), journal.begin(entry)) },
    computer: { ...computer, resolveNeighbourMac: async (address) => changes.macs?.[address] ?? null },
  });
  return { ...run, router, journal, lifetimes };
}

const data = (run: ProbeRun, id: string) => run.observed(id)?.data;
const tableOf = (run: ProbeRun) => data(run, "upnp/mapping-table") as ObservationOf<"upnp-mapping-table">["data"];

/** Another service beside the fake's own, with a control address of its own. */
const withService = (type: string, controlUrl: string) => (xml: string) =>
  xml.replace(
    "</serviceList>",
    `<service><serviceType>${type}</serviceType><serviceId>x</serviceId><SCPDURL>/s</SCPDURL><controlURL>${controlUrl}</controlURL></service></serviceList>`,
  );

const PPP = "urn:schemas-upnp-org:service:WANPPPConnection:1";

describe("a router with several WAN services", () => {
  it("is asked through the one that is connected", async () => {
    const run = await askUpnp({
      describe: withService(PPP, "/ppp"),
      lines: {
        "/ctl": { status: "Disconnected", address: "0.0.0.0" },
        "/ppp": { status: "Connected", address: "192.31.196.9" },
      },
    });
    expect(data(run, `upnp/description/${LOOPBACK}`)).toMatchObject({
      wanServiceType: PPP,
      wanServices: [
        { connectionStatus: "Disconnected", externalAddress: "0.0.0.0" },
        { connectionStatus: "Connected", externalAddress: "192.31.196.9", serviceType: PPP },
      ],
    });
    expect(data(run, `upnp/external-address/${LOOPBACK}`)).toMatchObject({ address: "192.31.196.9" });
    expect(data(run, "upnp/test-mapping")).toMatchObject({ granted: true, removed: true });
  });

  it("is asked through the one with a public address when both are connected", async () => {
    const run = await askUpnp({
      describe: withService(PPP, "/ppp"),
      lines: {
        "/ctl": { status: "Connected", address: "10.1.2.3" },
        "/ppp": { status: "Connected", address: "192.31.196.9" },
      },
    });
    expect(data(run, `upnp/description/${LOOPBACK}`)).toMatchObject({ wanServiceType: PPP });
  });

  it("is asked through the one that answers when the other fails", async () => {
    const run = await askUpnp({
      describe: (xml) => withService(PPP, "/ctl")(xml.replace("/ctl", "/dead")),
      lines: { "/dead": null },
    });
    expect(data(run, `upnp/description/${LOOPBACK}`)).toMatchObject({
      wanServiceType: PPP,
      wanServices: [{ connectionStatus: null, externalAddress: null }, { connectionStatus: "Connected" }],
    });
  });

  it("is asked for no more than six of them", async () => {
    const run = await askUpnp({
      describe: (xml) =>
        Array.from({ length: 40 }, (_, i) => `/c${i}`).reduce((text, url) => withService(PPP, url)(text), xml),
    });
    expect(data(run, `upnp/description/${LOOPBACK}`)).toMatchObject({ wanServices: { length: 6 } });
  });
});

describe("a router that calls its service otherwise", () => {
  it("is asked by the name it uses (Huawei)", async () => {
    const type = "urn:dslforum-org:service:WANPPPConnection:1";
    const run = await askUpnp({
      describe: (xml) =>
        xml
          .replaceAll("urn:schemas-upnp-org:device:", "urn:dslforum-org:device:")
          .replace("urn:schemas-upnp-org:service:WANIPConnection:1", type),
    });
    expect(data(run, `upnp/description/${LOOPBACK}`)).toMatchObject({ wanServiceType: type });
    expect(data(run, `upnp/external-address/${LOOPBACK}`)).toMatchObject({ address: FAKE_EXTERNAL_ADDRESS });
    expect(data(run, "upnp/test-mapping")).toMatchObject({ granted: true, removed: true });
  });
});

describe("another address that answers", async () => {
  const other = await secondHost();

  it.skipIf(other === LOOPBACK)("is the router where the neighbour table shows the same device", async () => {
    const run = await askUpnp({ search: "other-host" }, { macs: { [other]: FAKE_MAC } });
    expect(data(run, `upnp/description/${LOOPBACK}`)).toMatchObject({
      from: LOOPBACK,
      location: expect.stringContaining(`http://${other}:`) as string,
    });
    expect(run.observed(`upnp/description/${LOOPBACK}`)?.answeredBy).toBe(other);
    expect(data(run, "upnp/test-mapping")).toMatchObject({ from: LOOPBACK, granted: true, removed: true });
    expect(run.journal.open()).toEqual([]);
  });

  it.skipIf(other === LOOPBACK)("is another box where it is another device, and nothing is changed on it", async () => {
    const run = await askUpnp({ search: "other-host" }, { macs: { [other]: "02:00:5e:00:00:99" } });
    expect(run.observed(`upnp/test-mapping/${other}`)).toMatchObject({
      outcome: "skipped",
      trouble: "not-our-gateway",
    });
    expect(run.journal.begun()).toBe(0);
  });
});

const entry = (externalPort: number, changes: Partial<TableEntry> = {}): TableEntry => ({
  transport: "tcp",
  client: "192.168.1.64",
  internalPort: externalPort,
  externalPort,
  description: "NVR",
  nonce: null,
  leaseSeconds: 0,
  ...changes,
});

describe("the router's open ports", () => {
  it("are read to the end, without those of this check", async () => {
    const run = await askUpnp({
      open: [entry(8000), entry(554, { leaseSeconds: 3_600 }), entry(40_000, { description: "Farsite test 00112233" })],
    });
    expect(tableOf(run)).toEqual({
      kind: "upnp-mapping-table",
      from: LOOPBACK,
      complete: true,
      entries: [
        {
          remoteHost: "",
          externalPort: 8000,
          transport: "tcp",
          internalClient: "192.168.1.64",
          internalPort: 8000,
          enabled: true,
          description: "NVR",
          leaseSeconds: 0,
        },
        expect.objectContaining({ externalPort: 554, leaseSeconds: 3_600 }),
      ],
    });
  });

  it("leave out what PCP and NAT-PMP have opened for this check under another name", async () => {
    const router = await startFakeGateway({ open: [entry(41_000, { client: LOOPBACK, description: "PCP MAP" })] });
    onTestFinished(() => router.close());
    const gateway = { address: LOOPBACK, localAddress: LOOPBACK, interfaceName: "lo", mac: async () => FAKE_MAC };
    const run = probeRun({
      settings: { testMappings: false },
      context: {
        gateway: Promise.resolve(gateway),
        ports: router.ports,
        ownMappings: [{ internalClient: LOOPBACK, internalPort: 41_000 }],
      },
    });
    await probeUpnp(run.context);
    expect(tableOf(run)).toMatchObject({ entries: [], complete: true });
  });

  it("may be none", async () => {
    expect(tableOf(await askUpnp({}))).toMatchObject({ entries: [], complete: true });
  });

  it.each([
    ["the router repeats itself", "repeats-table", 1],
    ["the router stops answering", "breaks-off-table", 1],
    ["the list never ends", "endless-table", 128],
  ] as const)("are incomplete when %s", async (_why, answers, count) => {
    const table = tableOf(await askUpnp({ answers, open: [entry(8000), entry(554), entry(80)] }));
    expect([table.entries.length, table.complete]).toEqual([count, false]);
  });

  it("are asked for one by one at first, and never four at a time", async () => {
    const run = await askUpnp({ open: [entry(8000)] });
    const reads = run.router.counts.actions.filter((action) => action === "GetGenericPortMappingEntry");
    expect(reads).toHaveLength(5);
  });

  it("are not known where the router can't be asked", async () => {
    const run = await askUpnp({ answers: "no-such-action" });
    expect(tableOf(run)).toMatchObject({ entries: [], complete: false });
  });
});

describe("a router that grants only otherwise", () => {
  it.each(["permanent-only", "invalid-lease"] as const)(
    "gets a permanent mapping, noted as such (%s)",
    async (answers) => {
      const run = await askUpnp({ answers });
      expect(data(run, "upnp/test-mapping")).toMatchObject({
        granted: true,
        requestedLifetimeSeconds: 0,
        lifetimeSeconds: 0,
        removed: true,
      });
      // For the laptop, then for another device: each with a lease first.
      expect(run.lifetimes).toEqual([120, 0, 120, 0]);
      expect([run.journal.open(), run.router.table.entries]).toEqual([[], []]);
      expect(run.observed("upnp/test-mapping")?.raw).toMatch(/errorCode>(725|402)</);
    },
  );

  it("may choose the port itself, where its service can (IGD 2)", async () => {
    const run = await askUpnp({
      answers: "conflict",
      describe: (xml) => xml.replace("WANIPConnection:1", "WANIPConnection:2"),
    });
    const mapping = data(run, "upnp/test-mapping") as ObservationOf<"upnp-mapping">["data"];
    expect(mapping).toMatchObject({ granted: true, removed: true });
    expect(mapping.externalPort).not.toBe(mapping.internalPort);
    expect(run.router.counts.actions).toContain("AddAnyPortMapping");
    expect([run.journal.open(), run.router.table.entries]).toEqual([[], []]);
  });

  it("is believed where its service can't", async () => {
    const run = await askUpnp({ answers: "conflict" });
    expect(data(run, "upnp/test-mapping")).toMatchObject({ granted: false, errorCode: 718, removed: null });
    expect(run.router.counts.actions).not.toContain("AddAnyPortMapping");
    expect(run.journal.open()).toEqual([]);
  });
});

describe("a port for another device", () => {
  it("is granted by a router that lets anyone", async () => {
    const run = await askUpnp({});
    const mapping = data(run, "upnp/mapping-for-other") as ObservationOf<"mapping-for-other">["data"];
    expect(mapping).toMatchObject({ protocol: "upnp", from: LOOPBACK, granted: true, removed: true });
    expect(mapping.internalClient).toMatch(/^127\.0\.0\.\d+$/);
    expect(mapping.internalClient).not.toBe(LOOPBACK);
    expect([run.journal.open(), run.router.table.entries]).toEqual([[], []]);
  });

  it("is refused in secure mode, as a conflict with nothing", async () => {
    const run = await askUpnp({ answers: "secure" });
    expect(data(run, "upnp/test-mapping")).toMatchObject({ granted: true });
    expect(data(run, "upnp/mapping-for-other")).toMatchObject({
      granted: false,
      errorCode: 718,
      errorName: CONFLICT_WITH_NOTHING,
    });
  });

  it.each([
    ["refuse", "not-even-for-us"],
    ["refuses-delete", "first-one-left"],
  ] as const)("is not asked for where the router does %s", async (answers, trouble) => {
    const run = await askUpnp({ answers });
    expect(run.observed("upnp/mapping-for-other")).toMatchObject({ outcome: "skipped", trouble });
    expect(run.journal.begun()).toBe(1);
  });
});
