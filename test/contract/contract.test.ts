import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { describe, expect, it, vi } from "vitest";
import type { CheckEvent } from "#core/contract/contract.ts";
import { contractErrors, HostError, type ContractErrorCode } from "#core/contract/errors.ts";
import { VANTAGE_TOKEN, vantageOnLoopback } from "../fakes/vantage-on-loopback.ts";
import { defaultSettings } from "#core/survey/settings.ts";
import { publicRecord } from "../fakes/sample-records.ts";
import { DisconnectedError, type FarsiteClient } from "../../renderer/connection/client.ts";
import { failure } from "./failure.ts";
import { startContractHost, temporaryFolder, type ContractHost, type ContractHostOptions } from "./contract-host.ts";
import { TRANSPORTS, type Line } from "./transports.ts";

const NOBODY = "11111111-2222-4333-8444-555555555555";
const EVERYTHING = { siteId: null, only: null };

/** Slow enough that something can happen while it runs. */
const SLOW: ContractHostOptions = { gateway: { natPmp: "silent", pcp: "silent-on-map", answers: "slow-on-map" } };

async function collected(events: AsyncIterable<CheckEvent>): Promise<CheckEvent[]> {
  const list: CheckEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

const journalEntries = ({ dataFolder }: ContractHost): number => {
  const db = new Database(join(dataFolder, "farsite.db"), { readonly: true });
  const { count } = db.prepare<[], { count: number }>("select count(*) as count from mapping").get() ?? { count: -1 };
  db.close();
  return count;
};

/** The check is over in the host: nothing is left in the router or the journal, and another check may begin. */
async function untilUndone(site: ContractHost, client: FarsiteClient): Promise<void> {
  await vi.waitFor(
    async () => {
      const events = await client.check.run({ siteId: null, only: ["interfaces"] });
      await collected(events);
    },
    { timeout: 5_000, interval: 20 },
  );
  expect(site.gateway.table.entries).toEqual([]);
  expect(journalEntries(site)).toBe(0);
}

describe.each(TRANSPORTS)("the contract $name", ({ open }) => {
  async function start(
    options: ContractHostOptions = {},
  ): Promise<ContractHost & { line: Line; client: FarsiteClient; another: () => Promise<Line> }> {
    const site = await startContractHost(options);
    const another = await open(site.router);
    const line = await another();
    return { ...site, line, client: line.client, another };
  }

  it("tells about the app", async () => {
    const { client, dataFolder } = await start();
    expect(await client.app.info()).toMatchObject({
      version: "0.0.0-test",
      shell: "test",
      dataFolder,
      leftoversRemoved: 0,
    });
  });

  it("keeps settings, and none of those that are not valid", async () => {
    const { client } = await start();
    expect(await client.settings.get()).toEqual(defaultSettings);
    const changed = await client.settings.set({ theme: "dark", stunServers: ["stun.example:3478"] });
    expect(changed).toEqual({ ...defaultSettings, theme: "dark", stunServers: ["stun.example:3478"] });
    expect((await failure(client.settings.set({ stunServers: ["no port"], theme: "light" }))).code).toBe("BAD_REQUEST");
    expect((await failure(client.settings.set({ theme: "mauve" } as never))).code).toBe("BAD_REQUEST");
    expect(await client.settings.get()).toEqual(changed);
  });

  it.each([
    ["no object", undefined],
    ["another type", 7],
    ["a missing member", { only: null }],
    ["a wrong probe", { siteId: null, only: ["telnet"] }],
    ["a wrong id", { siteId: "../../etc", only: null }],
    ["depth", JSON.parse(`${'{"siteId":'.repeat(500)}1${"}".repeat(500)}`) as unknown],
  ])("answers %s with BAD_REQUEST and goes on", async (_name, input) => {
    const { client } = await start();
    expect((await failure(client.check.run(input as never))).code).toBe("BAD_REQUEST");
    expect(await client.settings.get()).toEqual(defaultSettings);
  });

  it("knows no call outside the contract", async () => {
    const { client } = await start();
    const wild = client as unknown as { vault: { dump: () => Promise<unknown> } };
    await expect((async () => wild.vault.dump())()).rejects.toBeInstanceOf(Error);
    expect(await client.settings.get()).toEqual(defaultSettings);
  });

  const SAMPLES: { [C in ContractErrorCode]: unknown } = {
    BAD_INPUT: { detail: "d" },
    SITE_NOT_FOUND: { site: "s" },
    CHECK_NOT_FOUND: undefined,
    CHECK_ALREADY_RUNNING: undefined,
    SCAN_NOT_FOUND: undefined,
    SCAN_ALREADY_RUNNING: undefined,
    RANGE_NOT_ALLOWED: { range: "8.8.8.0/24" },
    RESCUE_IMPOSSIBLE: { detail: "d" },
    RESCUE_REFUSED: { command: "ip", detail: "d" },
    OTHER_NETWORK: undefined,
    NOTHING_TO_SAVE: undefined,
    DISK_FULL: { folder: "/f" },
    STORE_DAMAGED: { file: "/f", detail: "d" },
    STORE_NEWER: { file: "/f", found: 9, known: 1 },
    STORE_BUSY: { file: "/f" },
    FOLDER_NOT_WRITABLE: { folder: "/f" },
    KEYCHAIN_MISSING: { platform: "linux", detail: "d" },
    KEYCHAIN_LOCKED: { platform: "linux", detail: "d" },
    KEYCHAIN_TIMEOUT: { platform: "linux", seconds: 30 },
    SECRET_TOO_LONG: { bytes: 9, maxBytes: 1 },
    SECRET_NOT_FOUND: undefined,
    HOST_KEY_NOT_COMPARED: undefined,
    HOST_KEY_UNKNOWN: { server: "Nuremberg" },
    SERVER_HAS_OTHERS: { count: 1, addresses: "10.87.0.9/32" },
    ADDRESSES_CLASH: { detail: "x" },
    SERVER_KEY_NOT_HERE: { entry: "server:1:admin" },
    SITE_KEY_NOT_HERE: { entry: "site/account" },
    DEVICE_KEY_NOT_HERE: { entry: "technician:1:wireguard" },
    VAULT_LOCKED: undefined,
    VAULT_DAMAGED: { file: "/f", detail: "d" },
    PASSPHRASE_WRONG: undefined,
    PASSPHRASE_NEEDED: undefined,
    ACCOUNT_NOT_FOUND: undefined,
    REVISION_NOT_FOUND: undefined,
    CHANGE_IMPOSSIBLE: { detail: "d" },
    CONFLICT_NOT_FOUND: undefined,
    TEMPLATE_NOT_FOUND: undefined,
    NOT_A_PHOTO: { detail: "d" },
    PHOTO_MISSING: undefined,
    NOT_A_PACKAGE: { detail: "d" },
    PACKAGE_NEWER: { found: 9, known: 1 },
    TRANSFER_NOT_FOUND: undefined,
    NOT_A_CARD: { detail: "d" },
    COLLEAGUE_NOT_FOUND: undefined,
    COLLEAGUE_NOT_CONFIRMED: { laptop: "l" },
    NOT_A_HANDOVER: { detail: "d" },
    HANDOVER_NOT_FOR_US: undefined,
    HUB_NOT_CONFIGURED: undefined,
    HUB_UNREACHABLE: { hub: "h", detail: "d" },
    HUB_REFUSED: { hub: "h", detail: "d" },
    HUB_NOT_SET_UP: { hub: "h", detail: "d" },
    HUB_NEWER: { hub: "h", found: 9, known: 1 },
    SYNC_ALREADY_RUNNING: undefined,
    STORE_READ_ONLY: { file: "/f", detail: "d" },
    WALK_NOT_FOUND: undefined,
    FORWARD_NOT_FOUND: undefined,
    SERVER_NOT_FOUND: undefined,
    SERVER_REFUSED: { detail: "line 3: no address" },
    TUNNEL_NOT_FOUND: undefined,
    NOT_SERVERS: { detail: "it is no list of servers" },
    PROOF_NOT_FOUND: undefined,
    BACKUP_NOT_HERE: undefined,
    VANTAGE_NEEDED: undefined,
    VANTAGE_FAILED: { vantage: "v", detail: "d" },
    PROOF_ALREADY_RUNNING: undefined,
    REHEARSAL_ALREADY_RUNNING: undefined,
    NOT_KNOWLEDGE: { detail: "d" },
    REPORT_FAILED: { detail: "d" },
    NOT_A_RECORDING: { detail: "d" },
  };

  it("carries every error as its code and data", async () => {
    const { client, host } = await start();
    for (const [code, data] of Object.entries(SAMPLES) as [ContractErrorCode, never][]) {
      host.store = () => {
        throw new HostError(code, data);
      };
      const error: unknown = await client.sites.list().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code, status: contractErrors[code].status, defined: true });
      expect((error as { data?: unknown }).data ?? undefined).toEqual(data);
    }
  });

  it("says nothing of an unexpected error, whose text may hold a secret", async () => {
    const { client, host } = await start();
    const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    host.store = () => {
      throw new Error("hunter2");
    };
    const error: unknown = await client.sites.list().catch((reason: unknown) => reason);
    printed.mockRestore();
    expect(error).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain("hunter2");
  });

  it("reports real failures: no site, no check, no recording, nothing to save", async () => {
    const { client } = await start();
    expect(await failure(client.sites.get({ siteId: NOBODY }))).toEqual({
      code: "SITE_NOT_FOUND",
      data: { site: NOBODY },
    });
    expect((await failure(client.sites.rename({ siteId: NOBODY, name: "x" }))).code).toBe("SITE_NOT_FOUND");
    expect((await failure(client.check.replay({ recording: { observations: "none" } }))).code).toBe("NOT_A_RECORDING");
    expect((await failure(client.check.saveAgain({ checkId: NOBODY, siteId: null }))).code).toBe("NOTHING_TO_SAVE");
    const report = { siteId: NOBODY, checkId: NOBODY, locale: "en", paper: "a4" } as const;
    expect((await failure(client.report.check(report))).code).toBe("SITE_NOT_FOUND");
  });

  it("streams a check: planned, questions and answers, finished, saved; then it is a site", async () => {
    const { client, gateway } = await start();
    const events = await collected(await client.check.run(EVERYTHING));
    expect(events[0]?.type).toBe("planned");
    expect(events.slice(-3).map((event) => event.type)).toEqual(["diagnosed", "finished", "saved"]);
    const asked = events.flatMap((event) => (event.type === "asking" ? [event.id] : []));
    const observed = events.flatMap((event) => (event.type === "observed" ? [event.observation.id] : []));
    expect(observed.toSorted()).toEqual(asked.toSorted());

    const [finished, saved] = events.slice(-2);
    if (finished?.type !== "finished" || saved?.type !== "saved") throw new Error("no record");
    expect(finished.record.diagnosis.verdict.kind).toBe("public");
    expect(await client.sites.list()).toMatchObject([{ id: saved.siteId, checks: 1, lastVerdict: "public" }]);
    const site = await client.sites.get({ siteId: saved.siteId });
    expect(site).toMatchObject({ revision: saved.revision, records: [finished.record] });
    expect(await client.sites.rename({ siteId: saved.siteId, name: " Bakery Möller " })).toMatchObject({
      name: "Bakery Möller",
    });
    expect(await client.check.replay({ recording: finished.record })).toEqual(finished.record.diagnosis);

    const again = await collected(await client.check.run({ siteId: saved.siteId, only: null }));
    expect(again.at(-1)).toMatchObject({ type: "saved", siteId: saved.siteId, siteName: "Bakery Möller" });
    expect(gateway.table.entries).toEqual([]);
  });

  it("delivers a report as a file", { timeout: 60_000 }, async () => {
    const { client } = await start();
    const events = await collected(await client.check.run({ siteId: null, only: ["interfaces"] }));
    const saved = events.at(-1);
    const [planned] = events;
    if (saved?.type !== "saved" || planned?.type !== "planned") throw new Error("not saved");
    const request = { siteId: saved.siteId, checkId: planned.checkId, locale: "de", paper: "us-letter" } as const;
    const { fileName, pdf } = await client.report.check(request);
    const bytes = new Uint8Array(await pdf.arrayBuffer());
    expect(fileName).toMatch(/\.pdf$/);
    expect(pdf.type).toBe("application/pdf");
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe("%PDF-");
    expect(bytes.length).toBeGreaterThan(5_000);
    expect((await failure(client.report.check({ ...request, checkId: NOBODY }))).code).toBe("CHECK_NOT_FOUND");
  });

  it("keeps the vantage's token without ever giving it back, and tries whether the vantage answers", async () => {
    const { client, keychain } = await start();
    const { url } = await vantageOnLoopback();
    expect(await client.vantage.status()).toEqual({ url: null, hasToken: false });
    expect(await client.vantage.test(null)).toMatchObject({ state: "failed", trouble: "no-vantage" });
    expect(await client.vantage.keep({ url, token: VANTAGE_TOKEN })).toEqual({ url, hasToken: true });
    expect([...keychain.secrets.values()]).toEqual([VANTAGE_TOKEN]);
    expect(await client.settings.get()).toMatchObject({ vantageUrl: url });
    expect(await client.vantage.test(null)).toMatchObject({ state: "answered", seenAs: { address: "127.0.0.1" } });
    const other = { url, token: "another-token-1234567890" };
    expect(await client.vantage.test(other)).toMatchObject({ state: "failed", trouble: "vantage-wrong-token" });
    expect((await failure(client.vantage.keep({ url: `${url}#x`, token: VANTAGE_TOKEN }))).code).toBe("BAD_REQUEST");
    expect((await failure(client.vantage.keep({ url, token: "short" }))).code).toBe("BAD_REQUEST");
    expect(await client.vantage.forget()).toEqual({ url: null, hasToken: false });
    expect(keychain.secrets.size).toBe(0);
  });

  it("says that a finished check could not be kept, and keeps it when it is asked to again", async () => {
    const folder = temporaryFolder();
    const inTheWay = join(folder, "file");
    writeFileSync(inTheWay, "");
    const { client, gateway } = await start({ dataFolder: join(inTheWay, "data") });
    const events = await collected(await client.check.run(EVERYTHING));
    const [finished, notSaved] = events.slice(-2);
    if (finished?.type !== "finished") throw new Error("no record");
    expect(notSaved).toMatchObject({ type: "not-saved", code: "FOLDER_NOT_WRITABLE" });
    expect(finished.record.diagnosis.verdict.kind).toBe("public");
    // Nowhere to note a mapping down: none is made.
    expect(gateway.table.made).toBe(0);
    const request = { checkId: finished.record.checkId, siteId: null };
    expect((await failure(client.check.saveAgain(request))).code).toBe("FOLDER_NOT_WRITABLE");
    rmSync(inTheWay);
    const saved = await client.check.saveAgain(request);
    expect(await client.sites.get({ siteId: saved.siteId })).toMatchObject({ records: [finished.record] });
    expect((await failure(client.check.saveAgain(request))).code).toBe("NOTHING_TO_SAVE");
  });

  it("keeps a check once more with what was read off the router's page, judged anew", async () => {
    const { client } = await start();
    const events = await collected(await client.check.run(EVERYTHING));
    const [finished, saved] = events.slice(-2);
    if (finished?.type !== "finished" || saved?.type !== "saved") throw new Error("no record");
    const request = { siteId: saved.siteId, checkId: finished.record.checkId };
    const settled = await client.check.settle({ ...request, wanAddress: " 100.72.14.9 " });
    expect(settled).toMatchObject({ siteId: saved.siteId, record: { startedAt: finished.record.startedAt } });
    expect(settled.revision).not.toBe(saved.revision);
    expect(settled.record.observations.at(-1)).toMatchObject({
      id: "person/wan-address",
      data: { kind: "wan-address-typed", address: "100.72.14.9" },
    });
    expect(await client.check.replay({ recording: settled.record })).toEqual(settled.record.diagnosis);
    expect((await client.sites.get({ siteId: saved.siteId })).records).toEqual([finished.record, settled.record]);
    expect((await failure(client.check.settle({ ...request, wanAddress: "0.0.0.0" }))).code).toBe("BAD_INPUT");
    expect((await failure(client.check.settle({ ...request, checkId: NOBODY, wanAddress: "1.1.1.1" }))).code).toBe(
      "CHECK_NOT_FOUND",
    );
  });

  it("adds the answers of a further test to a check, at the same router only", async () => {
    const { client } = await start();
    const events = await collected(await client.check.run(EVERYTHING));
    const [finished, saved] = events.slice(-2);
    if (finished?.type !== "finished" || saved?.type !== "saved") throw new Error("no record");
    const further = { siteId: saved.siteId, only: ["stun" as const], addTo: finished.record.checkId };
    const [again, kept] = (await collected(await client.check.run(further))).slice(-2);
    if (again?.type !== "finished" || kept?.type !== "saved") throw new Error("no record");
    expect(again.record.observations.map(({ id }) => id).toSorted()).toEqual(
      finished.record.observations.map(({ id }) => id).toSorted(),
    );
    expect(again.record.startedAt).toBe(finished.record.startedAt);
    expect((await client.sites.get({ siteId: saved.siteId })).records).toEqual([finished.record, again.record]);
    const nowhere = client.check.run({ ...further, addTo: NOBODY }).then(collected);
    expect((await failure(nowhere)).code).toBe("CHECK_NOT_FOUND");
  });

  it("cancels a check whose iteration is ended", async () => {
    const site = await start(SLOW);
    for await (const event of await site.client.check.run(EVERYTHING)) if (event.type === "observed") break;
    await untilUndone(site, site.client);
    expect(await site.client.sites.list()).toHaveLength(1);
  });

  it("cancels a check whose call is aborted, down to the probe that is waiting", async () => {
    let pingAborted = false;
    const site = await start({
      ...SLOW,
      computer: {
        limitedPing: (_question, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => {
              pingAborted = true;
              reject(new Error("aborted"));
            });
          }),
      },
    });
    const controller = new AbortController();
    const events = await site.client.check.run(EVERYTHING, { signal: controller.signal });
    const reading = collected(events).catch(() => "ended");
    await vi.waitFor(() => expect(site.gateway.table.made).toBeGreaterThan(0), { timeout: 3_000, interval: 5 });
    controller.abort();
    await reading;
    await vi.waitFor(() => expect(pingAborted).toBe(true), { timeout: 3_000 });
    await untilUndone(site, site.client);
  });

  it("runs one check at a time, and answers everything else meanwhile, for any number of clients", async () => {
    const site = await start(SLOW);
    const other = await site.another();
    const running = collected(await site.client.check.run(EVERYTHING));
    await vi.waitFor(() => expect(site.gateway.counts.pcp).toBeGreaterThan(0), { interval: 5 });
    const second = other.client.check.run(EVERYTHING).then(collected);
    expect(await failure(second)).toEqual({ code: "CHECK_ALREADY_RUNNING", data: undefined });
    expect(await Promise.all([other.client.settings.get(), site.client.sites.list()])).toEqual([defaultSettings, []]);
    expect((await running).at(-1)?.type).toBe("saved");
    expect((await collected(await other.client.check.run({ siteId: null, only: ["interfaces"] }))).at(-1)?.type).toBe(
      "saved",
    );
  });

  it("ends a check with the host, cancelled and undone", async () => {
    const site = await start(SLOW);
    const running = collected(await site.client.check.run(EVERYTHING));
    await vi.waitFor(() => expect(site.gateway.table.made).toBeGreaterThan(0), { interval: 5 });
    await site.host.close();
    expect((await running).at(-1)).toMatchObject({ type: "finished", record: { cancelled: true } });
    expect(site.gateway.table.entries).toEqual([]);
    expect(journalEntries(site)).toBe(0);
  });

  it("carries megabytes both ways", async () => {
    const { client, host } = await start();
    const raw = "é".repeat(10_000);
    const observations = Array.from({ length: 300 }, (_, index) => ({
      ...publicRecord.observations[0],
      id: `interfaces/${index}`,
      raw,
    }));
    const recording = { ...publicRecord, observations: [...publicRecord.observations, ...observations] };
    expect((await client.check.replay({ recording })).verdict.kind).toBe("public");
    const { siteId } = host.store().saveCheck({ siteId: null, siteName: "Large", record: recording as never });
    const site = await client.sites.get({ siteId });
    expect(site.records[0]?.observations).toHaveLength(recording.observations.length);
  });
});

describe.each(TRANSPORTS.filter(({ name }) => name !== "in one process"))("a line that is cut $name", ({ open }) => {
  it("cancels the check that ran over it, and leaves the others alone", async () => {
    const site = await startContractHost(SLOW);
    const another = await open(site.router);
    const { client, cut } = await another();
    const other = await another();
    const reading = client.check
      .run(EVERYTHING)
      .then(collected)
      .catch((error: unknown) => error);
    await vi.waitFor(() => expect(site.gateway.table.made).toBeGreaterThan(0), { interval: 5 });
    cut?.();
    expect(await reading).toBeInstanceOf(Error);
    await untilUndone(site, other.client);
    expect(await other.client.settings.get()).toEqual(defaultSettings);
  });

  it("fails calls at once instead of leaving them hanging", async () => {
    const { router } = await startContractHost();
    const { client, cut } = await (await open(router))();
    cut?.();
    await sleep(50);
    await expect(client.settings.get()).rejects.toBeInstanceOf(DisconnectedError);
  });
});
