import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { ScanEvent } from "#core/contract/contract.ts";
import type { DeviceNote, ScanRecord } from "#core/lan/scan-record.ts";
import type { ScanEnvironment } from "#host/scan/scan-environment.ts";
import { fakeScanContext } from "../fakes/fake-scan-context.ts";
import type { FarsiteClient } from "../../renderer/connection/client.ts";
import { startContractHost, temporaryFolder, type ContractHost, type ContractHostOptions } from "./contract-host.ts";
import { TRANSPORTS } from "./transports.ts";

const DEVICE = "127.0.7.3";

/** One web page of a device on loopback. */
async function device(): Promise<number> {
  const server = createServer((_request, response) => response.end("<title>NETSurveillance WEB</title>"));
  await new Promise<void>((resolve) => server.listen(0, DEVICE, resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A network on loopback with one device, which the table of neighbours knows once it was looked for. */
async function siteWithDevice(): Promise<ContractHostOptions> {
  let reads = 0;
  const neighbours = () =>
    (reads += 1) === 1 ? [] : [{ address: DEVICE, mac: "44:47:cc:00:00:03", interfaceName: "cable" }];
  return {
    scan: fakeScanContext({
      neighbours,
      ports: [await device()],
      budget: { searchWindowMs: 100, searchAtMs: [0] },
    }),
  };
}

const HERE = { siteId: null, ranges: ["127.0.7.0/29"], sweep: true, byHand: [] };

async function scanned(
  client: FarsiteClient,
  input: Parameters<FarsiteClient["scan"]["run"]>[0] = HERE,
): Promise<ScanEvent[]> {
  const events: ScanEvent[] = [];
  for await (const event of await client.scan.run(input)) events.push(event);
  return events;
}

function recordIn(events: readonly ScanEvent[]): ScanRecord {
  const finished = events.find((event) => event.type === "finished");
  if (finished === undefined) throw new Error("no record");
  return finished.record;
}

function savedIn(events: readonly ScanEvent[]): Extract<ScanEvent, { type: "saved" }> {
  const last = events.at(-1);
  if (last?.type !== "saved") throw new Error(`it ended with ${last?.type}`);
  return last;
}

describe.each(TRANSPORTS)("a search for devices $name", ({ open }) => {
  async function start(options: ContractHostOptions = {}): Promise<ContractHost & { client: FarsiteClient }> {
    const site = await startContractHost(options);
    const line = await (await open(site.router))();
    return { ...site, client: line.client };
  }

  it("tells its adapters and what it would sweep", async () => {
    const { client } = await start();
    const { adapters } = await client.scan.plan();
    expect(adapters).toEqual([
      {
        name: "cable",
        adapterKind: "ethernet",
        address: "127.0.0.1",
        prefixLength: 8,
        range: "127.0.0.0/24",
        used: true,
      },
    ]);
  });

  it("shows devices as they come, keeps them, and gives them back", async () => {
    const { client } = await start(await siteWithDevice());
    const events = await scanned(client);
    expect(events[0]?.type).toBe("planned");
    const shown = events.flatMap((event) => (event.type === "devices" ? event.changed : []));
    expect(shown.map(({ addresses }) => addresses[0]?.address)).toContain(DEVICE);
    const record = recordIn(events);
    expect(record).toMatchObject({
      cancelled: false,
      request: { ranges: ["127.0.7.0/29"] },
      circumstances: { addressesSwept: 6, addressesAlive: 1, unfinished: [] },
      devices: [{ id: "mac:44:47:cc:00:00:03", sources: ["neighbour", "port", "http"] }],
    });
    const { siteId } = savedIn(events);
    const site = await client.sites.get({ siteId });
    expect(site.scans).toEqual([{ scanId: record.scanId, startedAt: record.startedAt, devices: 1 }]);
    expect(await client.scan.get({ siteId, scanId: record.scanId })).toEqual(record);
  });

  it("keeps a further search with the same site", async () => {
    const { client } = await start(await siteWithDevice());
    const { siteId } = savedIn(await scanned(client));
    await scanned(client, { ...HERE, siteId });
    expect((await client.sites.get({ siteId })).scans).toHaveLength(2);
    expect(await client.sites.list()).toHaveLength(1);
  });

  it("keeps what the person writes about a device, by its keys", async () => {
    const { client } = await start(await siteWithDevice());
    const events = await scanned(client);
    const { siteId } = savedIn(events);
    const note: DeviceNote = { keys: recordIn(events).devices[0]?.keys ?? [], name: "Gate", note: "behind the shed" };
    expect(await client.devices.describe({ siteId, ...note })).toEqual([note]);
    expect((await client.sites.get({ siteId })).deviceNotes).toEqual([note]);
    expect(await client.devices.describe({ siteId, ...note, name: null, note: null })).toEqual([]);
  });

  it.each(["8.8.8.0/24", "10.0.0.0/8", "192.168.1.0/33", "somewhere"])("sweeps no %s", async (range) => {
    const { client } = await start();
    await expect(scanned(client, { ...HERE, ranges: [range] })).rejects.toMatchObject({
      code: "RANGE_NOT_ALLOWED",
      data: { range },
    });
  });

  it("runs one at a time, and the next one after it was cancelled", async () => {
    const slow = { scan: fakeScanContext({ budget: { searchWindowMs: 60_000, scanMs: 60_000 } }) };
    const { client } = await start(slow);
    /** Begins one and leaves it; whether it began. */
    const begun = async (meanwhile: () => Promise<void> = async () => {}): Promise<boolean> => {
      const leaving = new AbortController();
      const events = await client.scan.run(HERE, { signal: leaving.signal });
      const first = await events.next().catch(() => null);
      await meanwhile();
      leaving.abort();
      // In one process nobody but the reader can end it.
      await events.return?.(undefined).catch(() => undefined);
      return first !== null;
    };
    const hasBegun = await begun(async () => {
      await expect(scanned(client)).rejects.toMatchObject({ code: "SCAN_ALREADY_RUNNING" });
    });
    expect(hasBegun).toBe(true);
    await vi.waitFor(async () => expect(await begun()).toBe(true), { timeout: 5_000 });
  });

  it("keeps what was found when it is stopped", async () => {
    const options = await siteWithDevice();
    const slow = { ...options.scan, budget: { ...options.scan?.budget, searchWindowMs: 60_000, scanMs: 60_000 } };
    const { client } = await start({ scan: { ...fakeScanContext(), ...slow } as ScanEnvironment });
    const events: ScanEvent[] = [];
    for await (const event of await client.scan.run(HERE)) {
      events.push(event);
      const planned = events.find((one) => one.type === "planned");
      if (event.type === "devices" && planned) await client.scan.stop({ scanId: planned.scanId });
    }
    expect(recordIn(events)).toMatchObject({
      cancelled: true,
      findings: [],
      devices: [{ macs: ["44:47:cc:00:00:03"] }],
    });
    expect((await client.sites.get({ siteId: savedIn(events).siteId })).scans).toHaveLength(1);
  });

  it("hands the result over where it can't be kept, and keeps it later", async () => {
    const inTheWay = join(temporaryFolder(), "occupied");
    writeFileSync(inTheWay, "");
    const { client } = await start({ ...(await siteWithDevice()), dataFolder: join(inTheWay, "data") });
    const events = await scanned(client);
    const { scanId, devices } = recordIn(events);
    expect(devices).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: "not-saved", code: "FOLDER_NOT_WRITABLE" });
    rmSync(inTheWay);
    const { siteId } = await client.scan.saveAgain({ scanId, siteId: null });
    expect((await client.sites.get({ siteId })).scans).toMatchObject([{ scanId }]);
  });

  it("knows no scan that is not there", async () => {
    const { client } = await start(await siteWithDevice());
    const { siteId } = savedIn(await scanned(client));
    await expect(client.scan.get({ siteId, scanId: "11111111-2222-4333-8444-555555555555" })).rejects.toMatchObject({
      code: "SCAN_NOT_FOUND",
    });
  });
});
