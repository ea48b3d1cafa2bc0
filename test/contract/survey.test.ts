import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { createTranslate } from "#core/text/translate.ts";
import type { FarsiteClient } from "../../renderer/connection/client.ts";
import { canvasJpeg, progressiveJpeg } from "../fakes/jpeg-bytes.ts";
import { startContractHost, type ContractHost } from "./contract-host.ts";
import { failure } from "./failure.ts";
import { TRANSPORTS } from "./transports.ts";

const PASSWORD = "hunter2 ä\u{1F511}";
const PASSPHRASE = "Korrekt Pferd 7";
const NOBODY = "11111111-2222-4333-8444-555555555555";

const bytesOf = async (file: Blob): Promise<Buffer> => Buffer.from(await file.arrayBuffer());

describe.each(TRANSPORTS)("surveys $name", { timeout: 60_000 }, ({ open }) => {
  async function laptop(name: string): Promise<ContractHost & { client: FarsiteClient; laptopId: string }> {
    const site = await startContractHost();
    const { client } = await (await open(site.router))();
    const [own] = await client.laptops.name({ name: `${name}'s laptop`, technician: name });
    if (own === undefined) throw new Error("this laptop is not in its own list");
    return { ...site, client, laptopId: own.id };
  }

  const begun = async (client: FarsiteClient): Promise<string> =>
    (await client.sites.begin({ name: "Bakery Möller", templateId: null })).siteId;

  it("are begun from a template, filled in, found, looked back on and taken back", async () => {
    const { client } = await laptop("Anna");
    const [template] = await client.templates.list();
    const { siteId } = await client.sites.begin({ name: "Bakery Möller", templateId: template?.id ?? null });
    const router = { op: "set", section: "line", field: "router", value: "Fritz!Box 7590" } as const;
    const changed = await client.survey.change({ siteId, changes: [router] });
    expect(changed.document).toMatchObject({ line: { router: "Fritz!Box 7590" }, site: { name: "Bakery Möller" } });
    expect(changed.document.checklist.length).toBeGreaterThan(3);
    const query = {
      text: "fritz 75",
      status: "all",
      onlyConflicts: false,
      sort: "relevance",
      offset: 0,
      limit: 5,
    } as const;
    expect(await client.sites.find(query)).toMatchObject({ total: 1, sites: [{ id: siteId, name: "Bakery Möller" }] });

    const { entries, total } = await client.survey.history({ siteId, offset: 0, limit: 10 });
    expect(total).toBe(2);
    expect(entries[0]).toMatchObject({ kind: "change", canUndo: true, author: { technician: "Anna", isOwn: true } });
    const say = createTranslate("en");
    expect(entries[0]?.sentences.map(say).join()).toContain("Fritz!Box 7590");
    await client.survey.undo({ siteId, revision: changed.revision });
    expect((await client.sites.get({ siteId })).document.line).toEqual({});
    expect((await client.survey.at({ siteId, revision: changed.revision })).line.router).toBe("Fritz!Box 7590");
    expect((await failure(client.survey.at({ siteId, revision: "0".repeat(64) }))).code).toBe("REVISION_NOT_FOUND");
    expect((await failure(client.survey.change({ siteId: NOBODY, changes: [router] }))).code).toBe("SITE_NOT_FOUND");
  });

  it("are signed by the laptop once its key is in the keychain", async () => {
    const { client, keychain } = await laptop("Anna");
    const siteId = await begun(client);
    await vi.waitFor(() =>
      expect([...keychain.secrets.keys()].some((name) => name.startsWith("laptop-key/"))).toBe(true),
    );
    const { entries } = await client.survey.history({ siteId, offset: 0, limit: 1 });
    expect(entries[0]?.author.signature).toBe("valid");
  });

  it("tell a window what another one changed", async () => {
    const { client } = await laptop("Anna");
    const siteId = await begun(client);
    const stop = new AbortController();
    const events = await client.sites.watch(undefined, { signal: stop.signal });
    const seen = (async () => {
      for await (const event of events) if (event.type === "changed") return event.siteIds;
      return null;
    })();
    await sleep(50);
    await client.sites.rename({ siteId, name: "Bakery" });
    expect(await seen).toEqual([siteId]);
    stop.abort();
  });

  it("tell a window that all may have changed when the storage was repaired, and go on telling", async () => {
    const { client } = await laptop("Anna");
    const siteId = await begun(client);
    const events = await client.sites.watch();
    const next = async () => (await events.next()).value;
    expect(await next()).toEqual({ type: "watching" });
    const afterRepair = next();
    await client.store.repair();
    expect(await afterRepair).toEqual({ type: "changed", siteIds: null });
    await client.sites.rename({ siteId, name: "Bakery" });
    expect(await next()).toEqual({ type: "changed", siteIds: [siteId] });
    await events.return(undefined);
  });

  it("keep pictures, for the site that names them only", async () => {
    const { client } = await laptop("Anna");
    const [siteId, other] = [await begun(client), await begun(client)];
    const [picture, small] = [canvasJpeg, progressiveJpeg];
    const file = (bytes: Uint8Array): File => new File([new Uint8Array(bytes)], "p.jpg", { type: "image/jpeg" });
    const about = {
      siteId,
      kind: "cabinet",
      caption: "Left door",
      deviceId: null,
      takenAt: "2026-11-21T10:00:00Z",
    } as const;
    await client.photos.add({ ...about, photo: file(picture), thumbnail: file(small) });
    const [photo] = (await client.sites.get({ siteId })).document.photos;
    expect(photo).toMatchObject({ caption: "Left door", takenBy: "Anna", width: 48, height: 32 });
    const hash = photo?.hash ?? "";
    expect((await bytesOf(await client.photos.get({ siteId, hash }))).equals(picture)).toBe(true);
    expect((await failure(client.photos.get({ siteId: other, hash }))).code).toBe("PHOTO_MISSING");
    const svg = new File(["<svg onload='x()'/>"], "p.jpg");
    expect((await failure(client.photos.add({ ...about, photo: svg, thumbnail: file(small) }))).code).toBe(
      "NOT_A_PHOTO",
    );
  });

  it("keep passwords in the keychain, give them back when asked, and say who got them", async () => {
    const { client, keychain, dataFolder } = await laptop("Anna");
    const siteId = await begun(client);
    const said = {
      siteId,
      kind: "router",
      label: "Router",
      deviceId: null,
      userName: "admin",
      changeBy: null,
    } as const;
    const [account] = await client.vault.keep({ ...said, accountId: null, password: PASSWORD });
    expect(account).toMatchObject({ label: "Router", secret: "here", holders: ["Anna"] });
    const key = { siteId, accountId: account?.id ?? "" };
    expect(await client.vault.reveal({ ...key, purpose: "shown" })).toEqual({ userName: "admin", password: PASSWORD });
    expect((await client.vault.ledger({ siteId })).map(({ event }) => event)).toEqual(["shown", "kept"]);
    expect(JSON.stringify(await client.sites.get({ siteId }))).not.toContain("hunter2");
    keychain.failure = "The collection is locked";
    expect(await failure(client.vault.reveal({ ...key, purpose: "shown" }))).toEqual({
      code: "KEYCHAIN_LOCKED",
      data: { platform: "linux", detail: "The collection is locked" },
    });
    keychain.failure = null;
    expect(await client.vault.forget({ ...key, account: true })).toEqual([]);
    expect((await failure(client.vault.reveal({ ...key, purpose: "shown" }))).code).toBe("ACCOUNT_NOT_FOUND");
    expect(holding(dataFolder, "hunter2")).toEqual([]);
    keychain.askPrompt();
    expect((await failure(client.vault.keep({ ...said, accountId: null, password: "b" }))).code).toBe(
      "KEYCHAIN_TIMEOUT",
    );
    keychain.prompt?.answer();
    keychain.prompt = null;
  });

  it("make a sheet of passwords that opens with its passphrase only", async () => {
    const { client } = await laptop("Anna");
    const siteId = await begun(client);
    const { password } = await client.vault.generate({ rulesId: "hikvision", length: 14 });
    const said = { kind: "recorder", label: "Recorder", deviceId: null, userName: "admin", changeBy: null } as const;
    const [account] = await client.vault.keep({ ...said, siteId, accountId: null, password });
    const made = await client.vault.sheet({
      siteId,
      accountIds: [account?.id ?? ""],
      to: "Ms Winter",
      passphrase: PASSPHRASE,
      locale: "de",
      paper: "a4",
    });
    const pdf = await bytesOf(made.pdf);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.includes(password)).toBe(false);
    expect((await client.vault.ledger({ siteId }))[0]).toMatchObject({ event: "sheet-made", to: "Ms Winter" });
  });

  it("go to a colleague's laptop as a file, come back changed, and meet", async () => {
    const [anna, ben] = [await laptop("Anna"), await laptop("Ben")];
    const siteId = await begun(anna.client);
    const sealed = await anna.client.transfer.export({ siteIds: [siteId], passphrase: PASSPHRASE, photos: true });
    expect(sealed.fileName).toMatch(/\.farsite$/);
    const opening = ben.client.transfer.open({ file: sealed.file, passphrase: null });
    expect((await failure(opening)).code).toBe("PASSPHRASE_NEEDED");
    await carry(anna.client, ben.client, siteId, PASSPHRASE);
    const set = (value: string) => ({
      siteId,
      changes: [{ op: "set", section: "line", field: "router", value } as const],
    });
    await anna.client.survey.change(set("Speedport"));
    await ben.client.survey.change(set("Vodafone Station"));
    await carry(ben.client, anna.client, siteId, null);
    await carry(anna.client, ben.client, siteId, null);
    const [here, there] = await Promise.all([anna, ben].map(({ client }) => client.sites.get({ siteId })));
    expect(there?.revision).toBe(here?.revision);
    expect(here?.document).toMatchObject({
      line: { router: "Vodafone Station" },
      conflicts: [{ path: ["line", "router"] }],
    });
    const [conflict] = here?.document.conflicts ?? [];
    const side = conflict?.sides.findIndex(({ value }) => value === "Speedport") ?? -1;
    await anna.client.survey.resolve({ siteId, conflictId: conflict?.id ?? "", side });
    expect((await anna.client.sites.get({ siteId })).document).toMatchObject({
      line: { router: "Speedport" },
      conflicts: [],
    });
    const { entries } = await ben.client.survey.history({ siteId, offset: 0, limit: 50 });
    expect(new Set(entries.map(({ author }) => author.technician))).toEqual(new Set(["Anna", "Ben", null]));
  });

  it("give a password to a colleague only by hand, to a laptop that somebody confirmed", async () => {
    const [anna, ben, carl] = [await laptop("Anna"), await laptop("Ben"), await laptop("Carl")];
    const siteId = await begun(anna.client);
    const said = { kind: "recorder", label: "Recorder", deviceId: null, userName: "admin", changeBy: null } as const;
    const [account] = await anna.client.vault.keep({ ...said, siteId, accountId: null, password: PASSWORD });
    const accountId = account?.id ?? "";
    for (const { client } of [ben, carl]) await carry(anna.client, client, siteId, null);
    expect(await ben.client.vault.list({ siteId })).toMatchObject([{ secret: "elsewhere", holders: ["Anna"] }]);

    const handOver = { siteId, accountIds: [accountId], laptopId: ben.laptopId };
    expect((await failure(anna.client.vault.handOver(handOver))).code).toBe("COLLEAGUE_NOT_FOUND");
    const [card] = await ben.client.laptops.list();
    await anna.client.laptops.add({ text: JSON.stringify(card?.card) });
    expect((await failure(anna.client.vault.handOver(handOver))).code).toBe("COLLEAGUE_NOT_CONFIRMED");
    await anna.client.laptops.confirm({ laptopId: ben.laptopId, confirmed: true });
    const { file, text } = await anna.client.vault.handOver(handOver);
    expect((await bytesOf(file)).toString()).toBe(text);
    expect((await anna.client.vault.ledger({ siteId }))[0]).toMatchObject({
      event: "handed-over",
      to: "Ben (Ben's laptop)",
    });

    const received = { text: text ?? "" };
    expect((await failure(carl.client.vault.receive(received))).code).toBe("HANDOVER_NOT_FOR_US");
    expect(await ben.client.vault.receive(received)).toMatchObject({ siteId, accounts: ["Recorder"] });
    expect(await ben.client.vault.reveal({ siteId, accountId, purpose: "copied" })).toMatchObject({
      password: PASSWORD,
    });
    expect(await ben.client.vault.list({ siteId })).toMatchObject([{ secret: "here" }]);

    // Whoever knows the site and Ben's card could call himself a colleague: what is kept stays until Ben has compared fingerprints.
    await carl.client.vault.keep({ ...said, siteId, accountId, password: "carl-knows-this" });
    await carl.client.laptops.add({ text: JSON.stringify(card?.card) });
    await carl.client.laptops.confirm({ laptopId: ben.laptopId, confirmed: true });
    const fromCarl = { text: (await carl.client.vault.handOver(handOver)).text ?? "" };
    expect((await failure(ben.client.vault.receive(fromCarl))).code).toBe("COLLEAGUE_NOT_CONFIRMED");
    expect((await ben.client.vault.reveal({ siteId, accountId, purpose: "copied" })).password).toBe(PASSWORD);
    await ben.client.laptops.confirm({ laptopId: carl.laptopId, confirmed: true });
    await ben.client.vault.receive(fromCarl);
    expect((await ben.client.vault.reveal({ siteId, accountId, purpose: "copied" })).password).toBe("carl-knows-this");
    for (const { dataFolder } of [anna, ben, carl]) expect(holding(dataFolder, "hunter2")).toEqual([]);
  });

  it("say how the storage is, and copy it", async () => {
    const { client } = await laptop("Anna");
    await begun(client);
    expect(await client.store.status()).toMatchObject({ state: "ok", healed: 0 });
    const { backups } = await client.store.backUp();
    expect(backups).toMatchObject([{ why: "by-hand" }]);
    expect((await client.store.repair()).sites).toBe(1);
    expect(await client.sites.list()).toHaveLength(1);
  });

  it("have no hub until somebody sets one up", async () => {
    const { client } = await laptop("Anna");
    expect(await client.hub.status()).toMatchObject({ hub: null, isSyncing: false, waiting: { revisions: 0 } });
    const events = client.hub.sync().then(async (stream) => {
      for await (const event of stream) if (event.type === "finished") return event;
      return null;
    });
    expect((await failure(events)).code).toBe("HUB_NOT_CONFIGURED");
  });
});

/** Brings a site over as a `.farsite` file. */
async function carry(from: FarsiteClient, to: FarsiteClient, siteId: string, passphrase: string | null): Promise<void> {
  const { file } = await from.transfer.export({ siteIds: [siteId], passphrase, photos: true });
  const { transferId, sites } = await to.transfer.open({ file, passphrase });
  expect(sites).toMatchObject([{ siteId, name: "Bakery Möller", unsigned: 0 }]);
  await to.transfer.apply({ transferId, siteIds: [siteId] });
  await to.transfer.drop({ transferId });
}

/** Files of a data folder in which a text stands. */
function holding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text));
}
