import { describe, expect, it, onTestFinished } from "vitest";
import type { ObservationOf } from "#core/nat/observation.ts";
import { routersStartedAnew } from "#core/nat/router-epoch.ts";
import { probeNatPmp } from "#host/check/probes/nat-pmp.ts";
import { probePcp } from "#host/check/probes/pcp.ts";
import { pcpClient } from "#host/mapping/pcp-client.ts";
import { FAKE_MAC, patientBudget } from "../../fakes/fake-environment.ts";
import { startFakeGateway, type FakeGateway, type FakeGatewayOptions } from "../../fakes/fake-gateway.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { memoryJournal, type MemoryJournal } from "../../fakes/memory-journal.ts";
import { probeRun, type ProbeRun } from "../../fakes/probe-context.ts";

type Asked = ProbeRun & { router: FakeGateway; journal: MemoryJournal };

async function ask(options: FakeGatewayOptions): Promise<Asked> {
  const router = await startFakeGateway(options);
  onTestFinished(() => router.close());
  const journal = memoryJournal();
  const gateway = { address: LOOPBACK, localAddress: LOOPBACK, interfaceName: "lo", mac: async () => FAKE_MAC };
  const run = probeRun({ context: { gateway: Promise.resolve(gateway), ports: router.ports, journal } });
  await Promise.all([probePcp(run.context), probeNatPmp(run.context)]);
  return { ...run, router, journal };
}

const data = (run: ProbeRun, id: string) => run.observed(id)?.data;

describe("PCP", () => {
  it("is asked for a port of another device, and says which option it does not know", async () => {
    const run = await ask({});
    expect(data(run, "pcp/test-mapping")).toMatchObject({ granted: true, removed: true, epochSeconds: 4_711 });
    expect(data(run, "pcp/mapping-for-other")).toMatchObject({
      protocol: "pcp",
      granted: false,
      errorCode: 5,
      errorName: "UNSUPP_OPTION",
    });
    expect(run.journal.open()).toEqual([]);
  });

  it("maps for another device where the router takes the option, and undoes that", async () => {
    const run = await ask({ pcp: "maps-for-others" });
    const mapping = data(run, "pcp/mapping-for-other") as ObservationOf<"mapping-for-other">["data"];
    expect(mapping).toMatchObject({ granted: true, removed: true });
    expect(mapping.internalClient).not.toBe(LOOPBACK);
    expect([run.journal.open(), run.router.table.entries]).toEqual([[], []]);
  });

  it("of another version is not asked any further, and is named", async () => {
    const run = await ask({ pcp: "version-1" });
    expect(run.observed("pcp/announce")).toMatchObject({
      data: { resultCode: 1, resultName: "UNSUPP_VERSION" },
      error: "UNSUPP_VERSION: speaks version 1",
    });
    expect(run.observed("pcp/test-mapping")).toBeUndefined();
  });

  it("that is NAT-PMP is named, too", async () => {
    const run = await ask({ pcp: "other-protocol" });
    expect(run.observed("pcp/announce")?.error).toBe("UNSUPP_VERSION: speaks NAT-PMP");
  });

  it("claims the client address that it is told to", async () => {
    const router = await startFakeGateway({});
    onTestFinished(() => router.close());
    const server = { address: router.address, port: router.ports.mapping };
    const client = pcpClient(server, patientBudget, { clientAddress: "10.9.8.7" });
    const request = {
      transport: "udp",
      internalClient: "10.9.8.7",
      internalPort: 40_001,
      externalPort: 40_001,
      lifetimeSeconds: 120,
      description: "",
      nonceHex: "00112233445566778899aabb",
    } as const;
    const { signal } = new AbortController();
    expect(await client.map(request, signal)).toMatchObject({ granted: true });
    expect(router.table.entries).toMatchObject([{ client: "10.9.8.7" }]);
    expect(await client.undo(request, signal)).toBe("gone");
    expect(router.table.entries).toEqual([]);
  });

  it("of another version refuses a mapping, too", async () => {
    const router = await startFakeGateway({ pcp: "version-1" });
    onTestFinished(() => router.close());
    const client = pcpClient({ address: router.address, port: router.ports.mapping }, patientBudget);
    const request = {
      transport: "udp",
      internalClient: LOOPBACK,
      internalPort: 1,
      externalPort: 1,
      lifetimeSeconds: 120,
      description: "",
      nonceHex: "00112233445566778899aabb",
    } as const;
    expect(await client.map(request, new AbortController().signal)).toMatchObject({
      granted: false,
      errorName: "UNSUPP_VERSION",
    });
  });
});

describe("a router whose clock starts anew in the middle of a check", () => {
  it("is noticed", async () => {
    const run = await ask({ natPmp: "restarts" });
    expect(routersStartedAnew(run.observations)).toEqual([
      { protocol: "nat-pmp", ids: ["nat-pmp/external-address", "nat-pmp/test-mapping"] },
    ]);
  });

  it("is not seen where there is none", async () => {
    expect(routersStartedAnew((await ask({})).observations)).toEqual([]);
  });
});
