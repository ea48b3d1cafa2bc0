import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { recoverMappings } from "#host/mapping/recover-mappings.ts";
import type { MappingEntry } from "#host/store/mapping-journal.ts";
import { openStore, type Store } from "#host/store/open-store.ts";
import { FAKE_MAC, fakeEnvironment, patientBudget } from "../../fakes/fake-environment.ts";
import { startFakeGateway, type FakeGateway, type FakeGatewayOptions } from "../../fakes/fake-gateway.ts";
import { LOOPBACK, secondHost } from "../../fakes/loopback.ts";
import { memoryJournal, type MemoryJournal } from "../../fakes/memory-journal.ts";

async function gatewayWith(options: FakeGatewayOptions = {}): Promise<FakeGateway> {
  const gateway = await startFakeGateway(options);
  onTestFinished(() => gateway.close());
  return gateway;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-mapping-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function openTestStore(folder: string): Store {
  const store = openStore({ folder, now: () => new Date(), randomUuid: randomUUID });
  onTestFinished(() => store.close());
  return store;
}

function startChild(folder: string, { address, ports }: FakeGateway): ChildProcess {
  const script = fileURLToPath(new URL("./mapping-child.ts", import.meta.url));
  const child = spawn(process.execPath, [script, folder, JSON.stringify({ address, ports })], { stdio: "inherit" });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

const exited = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once("close", () => resolve()));

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_500 && !condition(); turn++) await sleep(10);
  if (!condition()) throw new Error("it did not happen within 15 s");
}

const recover = (gateway: FakeGateway, journal: Pick<Store, "journal">["journal"], nowMs = Date.now()) =>
  recoverMappings(journal, () => new Date(nowMs), fakeEnvironment(gateway, { budget: patientBudget }));

/** Answers that never come: the process waits between begin and strike, and its mapping is in the router. */
const SPEECHLESS: [string, FakeGatewayOptions, number][] = [
  ["PCP", { pcp: "silent-on-map", natPmp: "silent", search: "silent" }, 1],
  ["NAT-PMP", { natPmp: "silent-on-map", pcp: "silent", search: "silent" }, 1],
  ["UPnP", { answers: "silent-on-map", mappingPortClosed: true }, 1],
  ["all three protocols", { pcp: "silent-on-map", natPmp: "silent-on-map", answers: "silent-on-map" }, 3],
];

describe("a check that is killed right after it asked for a mapping", () => {
  it.each(SPEECHLESS)(
    "by %s leaves what the next start removes",
    { timeout: 30_000 },
    async (_name, options, count) => {
      const gateway = await gatewayWith(options);
      const folder = temporaryFolder();
      const child = startChild(folder, gateway);
      await until(() => gateway.table.entries.length === count);
      const store = openTestStore(folder);

      // While the other one lives, its mappings are its own.
      expect(await recover(gateway, store.journal)).toEqual({ removed: 0, waiting: 0 });
      expect(gateway.table.entries).toHaveLength(count);

      child.kill("SIGKILL");
      await exited(child);
      expect(gateway.table.entries).toHaveLength(count);
      expect(await recover(gateway, store.journal)).toEqual({ removed: count, waiting: 0 });
      expect(gateway.table.entries).toEqual([]);
      expect(store.journal.leftovers()).toEqual([]);
      expect(await recover(gateway, store.journal)).toEqual({ removed: 0, waiting: 0 });
    },
  );
});

const PORT = 40_431;
const NONCE = "00112233445566778899aabb";

function leftover(gateway: FakeGateway, rest: Partial<MappingEntry> = {}): Omit<MappingEntry, "id" | "createdAt"> {
  return {
    protocol: "upnp",
    gateway: gateway.address,
    gatewayMac: FAKE_MAC,
    udn: null,
    controlUrl: gateway.controlUrl,
    serviceType: gateway.serviceType,
    transport: "udp",
    internalClient: LOOPBACK,
    internalPort: PORT,
    externalPort: PORT,
    nonceHex: NONCE,
    description: "Farsite test 00112233",
    lifetimeSeconds: 120,
    ...rest,
  };
}

function journalWith(...entries: Omit<MappingEntry, "id" | "createdAt">[]): MemoryJournal {
  const journal = memoryJournal();
  for (const entry of entries) journal.begin(entry);
  return journal;
}

const questions = ({ counts }: FakeGateway): number => counts.natPmp + counts.pcp + counts.ssdp + counts.http;

describe("recovery", () => {
  it("asks nobody when there is nothing to undo", async () => {
    const gateway = await gatewayWith();
    expect(await recover(gateway, memoryJournal())).toEqual({ removed: 0, waiting: 0 });
    expect(questions(gateway)).toBe(0);
  });

  it.each([
    ["of another gateway", { gateway: "192.168.178.1" }],
    ["of another router with the same address", { gatewayMac: "02:00:5e:00:00:99" }],
  ])("leaves an entry %s alone until it is there", async (_name, rest) => {
    const gateway = await gatewayWith();
    const journal = journalWith(leftover(gateway, rest));
    expect(await recover(gateway, journal)).toEqual({ removed: 0, waiting: 1 });
    expect(questions(gateway)).toBe(0);
    expect(journal.open()).toHaveLength(1);
  });

  it("leaves an entry alone while there is no network", async () => {
    const gateway = await gatewayWith();
    const journal = journalWith(leftover(gateway));
    const now = () => new Date();
    expect(await recoverMappings(journal, now, fakeEnvironment(null))).toEqual({ removed: 0, waiting: 1 });
    const blind = fakeEnvironment(gateway, {
      computer: { readDefaultRoutes: () => Promise.reject(new Error("no such table")) },
    });
    expect(await recoverMappings(journal, now, blind)).toEqual({ removed: 0, waiting: 1 });
    expect(journal.open()).toHaveLength(1);
  });

  it("undoes an entry that was written without the router's MAC", async () => {
    const gateway = await gatewayWith();
    const journal = journalWith(leftover(gateway, { gatewayMac: null }));
    expect(await recover(gateway, journal)).toEqual({ removed: 1, waiting: 0 });
  });

  it("deletes ours, also under a description of the router's own", async () => {
    for (const description of ["Farsite test 00112233", "", "UPnP"]) {
      const gateway = await gatewayWith();
      gateway.table.add({
        transport: "udp",
        client: LOOPBACK,
        internalPort: PORT,
        externalPort: PORT,
        description,
        nonce: null,
      });
      const journal = journalWith(leftover(gateway));
      expect(await recover(gateway, journal)).toEqual({ removed: 1, waiting: 0 });
      expect(gateway.table.entries).toEqual([]);
      expect(journal.open()).toEqual([]);
    }
  });

  it("does not delete a stranger's mapping that took the port meanwhile, and forgets ours", async () => {
    const gateway = await gatewayWith();
    const stranger = {
      transport: "udp",
      client: "127.0.0.9",
      internalPort: 5_000,
      externalPort: PORT,
      description: "Camera",
      nonce: "ffeeddccbbaa998877665544",
    } as const;
    gateway.table.add(stranger);
    const journal = journalWith(leftover(gateway), leftover(gateway, { protocol: "pcp" }));
    expect(await recover(gateway, journal)).toEqual({ removed: 2, waiting: 0 });
    expect(gateway.table.entries).toEqual([stranger]);
    expect(gateway.counts.actions).toEqual(["GetSpecificPortMappingEntry"]);
    expect(journal.open()).toEqual([]);
  });

  it("does not delete what another program on this laptop opened by PCP on the same port", async () => {
    const gateway = await gatewayWith();
    const other = {
      transport: "udp",
      client: LOOPBACK,
      internalPort: PORT,
      externalPort: PORT,
      description: "",
      nonce: "aa",
    } as const;
    gateway.table.add(other);
    await recover(gateway, journalWith(leftover(gateway, { protocol: "pcp" })));
    expect(gateway.table.entries).toEqual([other]);
  });

  it("keeps an entry while the router is silent, and tries again", async () => {
    const silent = await gatewayWith({ pcp: "silent", natPmp: "silent", control: "never" });
    const journal = journalWith(
      leftover(silent),
      leftover(silent, { protocol: "pcp" }),
      leftover(silent, { protocol: "nat-pmp" }),
    );
    expect(await recover(silent, journal)).toEqual({ removed: 0, waiting: 3 });
    expect(journal.open()).toHaveLength(3);

    const awake = await gatewayWith();
    const { controlUrl } = awake;
    const again = journalWith(...journal.open().map((entry) => ({ ...entry, controlUrl })));
    expect(await recover(awake, again)).toEqual({ removed: 3, waiting: 0 });
  });

  it.each([
    ["PCP", { pcp: "refuses-delete" }, { protocol: "pcp" }],
    ["NAT-PMP", { natPmp: "refuses-delete" }, { protocol: "nat-pmp" }],
    ["UPnP", { answers: "refuses-delete" }, {}],
  ] as const)("keeps an entry that the router refuses to delete by %s", async (_name, options, rest) => {
    const gateway = await gatewayWith(options);
    gateway.table.add({
      transport: "udp",
      client: LOOPBACK,
      internalPort: PORT,
      externalPort: PORT,
      description: "Farsite test 00112233",
      nonce: NONCE,
    });
    const journal = journalWith(leftover(gateway, rest));
    expect(await recover(gateway, journal)).toEqual({ removed: 0, waiting: 1 });
    expect(journal.open()).toHaveLength(1);
  });

  it("forgets what must have run out long ago, and does not call it removed", async () => {
    const gateway = await gatewayWith();
    const journal = journalWith(leftover(gateway, { gateway: "192.168.178.1" }));
    const dayMs = 24 * 60 * 60 * 1_000;
    expect(await recover(gateway, journal, Date.now() + dayMs - 60_000)).toEqual({ removed: 0, waiting: 1 });
    expect(await recover(gateway, journal, Date.now() + dayMs + 60_000)).toEqual({ removed: 0, waiting: 0 });
    expect(journal.open()).toEqual([]);
  });

  it("never forgets an entry that the router keeps for ever", async () => {
    const gateway = await gatewayWith();
    const journal = journalWith(leftover(gateway, { gateway: "192.168.178.1", lifetimeSeconds: 0 }));
    const yearMs = 365 * 24 * 60 * 60 * 1_000;
    expect(await recover(gateway, journal, Date.now() + yearMs)).toEqual({ removed: 0, waiting: 1 });
    const here = journalWith(leftover(gateway, { lifetimeSeconds: 0 }));
    expect(await recover(gateway, here, Date.now() + yearMs)).toEqual({ removed: 1, waiting: 0 });
  });

  it("finds an entry by its description where the router chose the port", async () => {
    const gateway = await gatewayWith({ answers: "conflict" });
    const add = (externalPort: number, description: string): void =>
      gateway.table.add({
        transport: "udp",
        client: LOOPBACK,
        internalPort: PORT,
        externalPort,
        description,
        nonce: null,
      });
    add(PORT + 5, "Farsite test 00112233");
    add(PORT + 6, "Farsite test ffffffff");
    const journal = journalWith(leftover(gateway, { anyExternalPort: true }));
    expect(await recover(gateway, journal)).toEqual({ removed: 1, waiting: 0 });
    expect(gateway.table.entries).toMatchObject([{ externalPort: PORT + 6 }]);
  });

  it("undoes what it asked of another box, at this router only, under the address that the box knows", async () => {
    const gateway = await gatewayWith();
    const environment = (router: string) => fakeEnvironment({ ...gateway, address: router }, { budget: patientBudget });
    const journal = journalWith(
      leftover(gateway, {
        protocol: "pcp",
        gateway: "192.168.178.1",
        server: gateway.address,
        clientAddress: "10.9.8.7",
        internalClient: "10.9.8.7",
      }),
    );
    gateway.table.add({
      transport: "udp",
      client: "10.9.8.7",
      internalPort: PORT,
      externalPort: PORT,
      description: "",
      nonce: NONCE,
    });
    const now = () => new Date();
    expect(await recoverMappings(journal, now, environment("192.168.1.1"))).toEqual({ removed: 0, waiting: 1 });
    expect(await recoverMappings(journal, now, environment("192.168.178.1"))).toEqual({ removed: 1, waiting: 0 });
    expect(gateway.table.entries).toEqual([]);
  });

  it("undoes what it asked for another device", async () => {
    const gateway = await gatewayWith({ pcp: "maps-for-others" });
    const client = "127.0.0.77";
    const entry = { transport: "udp", client, internalPort: PORT, externalPort: PORT, description: "" } as const;
    gateway.table.add({ ...entry, nonce: NONCE });
    const journal = journalWith(leftover(gateway, { protocol: "pcp", internalClient: client, forOther: true }));
    expect(await recover(gateway, journal)).toEqual({ removed: 1, waiting: 0 });
    expect(gateway.table.entries).toEqual([]);
  });

  it.each([
    ["PCP", { pcp: "refuses-delete" }, { protocol: "pcp" }, 0],
    ["NAT-PMP", { natPmp: "refuses-delete" }, { protocol: "nat-pmp" }, 0],
    // UPnP says when an entry is not there.
    ["UPnP", { answers: "refuses-delete" }, {}, 1],
    ["a silent router", { pcp: "silent" }, { protocol: "pcp" }, 1],
  ] as const)(
    "forgets an entry that ran out only where a refusal means that nothing is there: %s",
    async (_name, options, rest, waiting) => {
      const gateway = await gatewayWith(options);
      gateway.table.add({
        transport: "udp",
        client: LOOPBACK,
        internalPort: PORT,
        externalPort: PORT,
        description: "Farsite test 00112233",
        nonce: NONCE,
      });
      const journal = journalWith(leftover(gateway, rest));
      const writtenMs = Date.parse(journal.open()[0]?.createdAt ?? "");
      expect(await recover(gateway, journal, writtenMs + 170_000)).toEqual({ removed: 0, waiting: 1 });
      expect(await recover(gateway, journal, writtenMs + 190_000)).toEqual({ removed: 0, waiting });
      expect(journal.open()).toHaveLength(waiting);
    },
  );

  it("asks the box behind the router for what it maps, and only at this router", async (context) => {
    const behind = await secondHost();
    context.skip(behind === LOOPBACK, "this system has one loopback address");
    const gateway = await gatewayWith();
    const outer = await gatewayWith({ address: behind, samePortsAs: gateway, seesClientAs: "192.168.0.2" });
    const entry = { transport: "udp", client: "192.168.0.2", internalPort: PORT, externalPort: PORT } as const;
    outer.table.add({ ...entry, description: "", nonce: NONCE });
    const through = { protocol: "pcp", server: behind, clientAddress: "192.168.0.2", controlUrl: null } as const;

    const unseen = journalWith(leftover(gateway, { ...through, gatewayMac: null }));
    const elsewhere = journalWith(leftover(gateway, { ...through, gatewayMac: "02:00:5e:00:00:99" }));
    for (const journal of [unseen, elsewhere])
      expect(await recover(gateway, journal)).toEqual({ removed: 0, waiting: 1 });
    expect(questions(outer)).toBe(0);

    expect(await recover(gateway, journalWith(leftover(gateway, through)))).toEqual({ removed: 1, waiting: 0 });
    expect(outer.table.entries).toEqual([]);
    expect(questions(gateway)).toBe(0);
  });

  it("waits for the day when an entry lacks what undoing needs", async () => {
    const gateway = await gatewayWith();
    const journal = journalWith(leftover(gateway, { controlUrl: null }), leftover(gateway, { nonceHex: null }));
    expect(await recover(gateway, journal)).toEqual({ removed: 0, waiting: 2 });
  });

  it("never follows a control address to another host", async () => {
    const gateway = await gatewayWith();
    const journal = journalWith(leftover(gateway, { controlUrl: "http://198.51.100.7/ctl" }));
    expect(await recover(gateway, journal)).toEqual({ removed: 0, waiting: 1 });
    expect(questions(gateway)).toBe(0);
  });
});
