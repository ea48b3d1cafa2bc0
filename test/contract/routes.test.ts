import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { WalkView } from "#core/contract/route-calls.ts";
import type { FarsiteClient } from "../../renderer/connection/client.ts";
import { cgnatRecord, publicRecord } from "../fakes/sample-records.ts";
import { VANTAGE_TOKEN, vantageOnLoopback } from "../fakes/vantage-on-loopback.ts";
import { startContractHost, type ContractHost } from "./contract-host.ts";
import { failure } from "./failure.ts";
import { TRANSPORTS } from "./transports.ts";

const NOBODY = "11111111-2222-4333-8444-555555555555";
const SECRET_LINE = "wan password hunter2";

describe.each(TRANSPORTS)("routes $name", { timeout: 60_000 }, ({ open }) => {
  async function start(): Promise<ContractHost & { client: FarsiteClient; siteId: string }> {
    const site = await startContractHost();
    const { client } = await (await open(site.router))();
    await client.laptops.name({ name: "Anna's laptop", technician: "Anna" });
    const { siteId } = await client.sites.begin({ name: "Bakery Möller", templateId: null });
    return { ...site, client, siteId };
  }

  const walkIn = ({ walk }: { walk: WalkView | null }): WalkView => walk ?? expect.fail("there is no walk");

  it("are compared, and chosen against the recommendation only with a reason", async () => {
    const { host, client, siteId } = await start();
    expect(await client.advice.get({ siteId })).toMatchObject({ verdict: null, next: { key: "advice.next.check" } });
    host.store().saveCheck({ siteId, siteName: "", record: cgnatRecord });
    const advice = await client.advice.get({ siteId });
    expect(advice.verdict).toBe("cgnat");
    expect(advice.routes.find(({ route }) => route === "port-forward")?.works.answer).toBe("no");
    expect(advice.recommended).not.toBeNull();

    const [alike] = advice.alike;
    if (alike === undefined) throw new Error("nothing fits as well here");
    await client.advice.choose({ siteId, route: alike, variant: null, reason: null });
    expect((await client.advice.get({ siteId })).chosen).toMatchObject({ route: alike, isOverride: false });

    const against = { siteId, route: "remote-support", variant: null } as const;
    expect(await failure(client.advice.choose({ ...against, reason: null }))).toMatchObject({ code: "BAD_INPUT" });
    await client.advice.choose({ ...against, reason: "The customer has it already" });
    const { document } = await client.sites.get({ siteId });
    expect(document.route).toMatchObject({
      chosen: "relay",
      route: "remote-support",
      recommended: advice.recommended,
      reason: "The customer has it already",
      decidedBy: "Anna",
    });
    expect((await client.advice.get({ siteId })).chosen).toMatchObject({ route: "remote-support", isOverride: true });
    await client.advice.choose({ siteId, route: null, variant: null, reason: null });
    expect((await client.sites.get({ siteId })).document.route).toEqual({});
    expect((await failure(client.advice.get({ siteId: NOBODY }))).code).toBe("SITE_NOT_FOUND");
  });

  it("stop a walk before it wastes anybody's time, and say why", async () => {
    const { host, client, gateway, siteId } = await start();
    host.store().saveCheck({ siteId, siteName: "", record: cgnatRecord });
    const forward = await client.walks.begin({ siteId, kind: "port-forward", deviceId: null });
    expect(forward.walk).toBeNull();
    expect(forward.refused).not.toBeNull();
    expect((await client.sites.get({ siteId })).document.walks).toEqual([]);
    expect(gateway.table.made).toBe(0);
  });

  it("are walked step by step, go on where they were, and wait for the provider", async () => {
    const { host, client, siteId } = await start();
    host.store().saveCheck({ siteId, siteName: "", record: cgnatRecord });
    const begun = walkIn(await client.walks.begin({ siteId, kind: "public-ip", deviceId: null }));
    const { walk } = begun;
    expect(walk).toMatchObject({ kind: "public-ip", status: "open", startedBy: "Anna" });
    // Begun once: the same one is given back.
    const again = walkIn(await client.walks.begin({ siteId, kind: "public-ip", deviceId: null }));
    expect(again.walk.id).toBe(walk.id);
    const send = (type: string, values: Record<string, unknown> = {}): Promise<WalkView> =>
      client.walks.send({ siteId, walkId: walk.id, event: { type, values } });
    const lost = await send("no-such-event");
    expect(lost.refused).not.toBeNull();
    expect(lost.walk.state).toEqual(walk.state);

    const letter = await client.walks.letter({ siteId, walkId: walk.id, form: "letter", locale: "de" });
    expect(letter.text).toContain("100.83.12.9");
    expect(letter.text).not.toMatch(/\{\{|letter\./);

    const abandoned = await send("abandon");
    expect(abandoned.walk.status).toBe("abandoned");
    expect(await client.walks.waiting()).toEqual([]);
    expect((await failure(client.walks.get({ siteId, walkId: "no-such-walk" }))).code).toBe("WALK_NOT_FOUND");
  });

  it("keep the router's settings encrypted, and give them back whole", async () => {
    const { host, client, siteId, dataFolder } = await start();
    host.store().saveCheck({ siteId, siteName: "", record: publicRecord });
    const file = new File([SECRET_LINE.repeat(200)], "../../router.cfg");
    await client.walks.keepRouterBackup({ siteId, walkId: "any", fileName: file.name, file });
    const [backup] = (await client.sites.get({ siteId })).document.routerBackups;
    expect(backup).toMatchObject({ fileName: "router.cfg", bytes: SECRET_LINE.length * 200, savedBy: "Anna" });
    const kept = readdirSync(join(dataFolder, "router-backups"));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(dataFolder, "router-backups", kept[0] ?? "")).includes("hunter2")).toBe(false);
    expect(readFileSync(join(dataFolder, "farsite.db")).includes("hunter2")).toBe(false);
    const back = await client.walks.routerBackup({ siteId, backupId: backup?.id ?? "" });
    expect(await back.file.text()).toBe(SECRET_LINE.repeat(200));
    expect((await failure(client.walks.routerBackup({ siteId, backupId: "other" }))).code).toBe("BACKUP_NOT_HERE");
    const empty = { siteId, walkId: "any", fileName: "x", file: new File([], "x") };
    expect((await failure(client.walks.keepRouterBackup(empty))).code).toBe("BAD_INPUT");
  });

  it("need a forward to be proven, and a vantage to measure the upload", async () => {
    const { client, siteId } = await start();
    expect((await failure(client.proof.run({ siteId, forwardIds: null }))).code).toBe("FORWARD_NOT_FOUND");
    expect((await failure(client.proof.get({ siteId, proofId: NOBODY }))).code).toBe("PROOF_NOT_FOUND");
    expect((await failure(client.forwards.close({ siteId, forwardId: "none" }))).code).toBe("FORWARD_NOT_FOUND");
    const events = await client.advice.measureUpload({ siteId });
    expect((await failure(events.next())).code).toBe("VANTAGE_NEEDED");

    const { url } = await vantageOnLoopback();
    await client.vantage.keep({ url, token: VANTAGE_TOKEN });
    const speeds = [];
    for await (const event of await client.advice.measureUpload({ siteId })) speeds.push(event);
    expect(speeds.at(-1)).toMatchObject({ type: "finished" });
    const { line } = (await client.sites.get({ siteId })).document;
    expect(line.uploadMbps).toBeGreaterThan(0);
    expect(line.uploadMeasuredAt).toMatch(/^20/);
  });

  it("know what the firm knows better, and hand it to a colleague", async () => {
    const { client } = await start();
    const price = {
      id: "own-vps",
      route: "own-relay",
      what: { en: "Our server" },
      amount: 4,
      currency: "EUR",
      per: "month",
      use: "typical",
      date: "2026-11-01",
      source: "invoice",
      seen: "2026-11-01",
      confidence: "high",
    } as const;
    const { prices } = await client.knowledge.saveEntry({ kind: "prices", entry: price });
    expect(prices.find(({ id }) => id === "own-vps")).toMatchObject({ origin: "firm", amount: 4 });
    const { file } = await client.knowledge.exportOwn();
    const colleague = await start();
    const taken = await colleague.client.knowledge.importOwn({ file });
    expect(taken).toMatchObject({ added: 1, refused: [] });
    expect((await colleague.client.knowledge.get()).prices.some(({ id }) => id === "own-vps")).toBe(true);
    const junk = new File(["{"], "x.json");
    expect((await failure(client.knowledge.importOwn({ file: junk }))).code).toBe("NOT_KNOWLEDGE");
    const after = await client.knowledge.removeEntry({ kind: "prices", id: "own-vps" });
    expect(after.prices.some(({ id }) => id === "own-vps")).toBe(false);
  });
});
