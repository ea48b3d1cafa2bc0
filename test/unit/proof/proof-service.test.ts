import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Forward } from "#core/forward/forward.ts";
import { fakeProofs, checkThat, documentWith, forwardOf, recordOf, resultOf, SITE } from "./proof-fixture.ts";
import { proveByHairpin } from "#host/proof/prove-forwards.ts";
import { askDevices } from "#host/proof/ask-inside.ts";
import { startFakeWhoamiServer, type WhoamiManners } from "../../fakes/fake-whoami-server.ts";
import { fakeEnvironment } from "../../fakes/fake-environment.ts";
import { closedPort, LOOPBACK } from "../../fakes/loopback.ts";
import { VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

const PUBLIC = "81.2.69.142";
const signal = new AbortController().signal;

async function whoami(manners: WhoamiManners = "right", address = PUBLIC): Promise<string> {
  const server = await startFakeWhoamiServer(manners, address);
  onTestFinished(() => server.close());
  return server.url;
}

async function page(title: string): Promise<number> {
  const server = createServer((_request, response) => {
    response.setHeader("server", "App-webs/");
    response.end(`<html><title>${title}</title></html>`);
  });
  return listening(server);
}

/** Takes connections and says nothing. */
const mute = (): Promise<number> => listening(createTcpServer((socket) => socket.on("error", () => {})));

async function listening(server: ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Outside and inside are the same loopback here, so a forward to a port is that port. */
const forwardTo = (port: number, more: Partial<Forward> = {}): Forward =>
  forwardOf({ address: LOOPBACK, internalPort: port, externalPort: port, ...more });

describe("proof at the site", () => {
  test("calls no service of this laptop, whatever address a survey names", async () => {
    let calls = 0;
    const own = createServer((_request, response) => {
      calls += 1;
      response.end("secret");
    });
    const forwards = [forwardTo(await listening(own), { externalPort: await closedPort() })];
    const adapter = { name: "lo", adapterKind: "loopback", mac: null } as const;
    const vantage = await vantageOnLoopback();
    const { service } = fakeProofs(documentWith(forwards), {
      whoami: await whoami(),
      vantageAccess: async () => ({ url: vantage.url, token: VANTAGE_TOKEN }),
      lastCheck: () => checkThat({ publicAddress: PUBLIC }),
      site: {
        computer: { readAdapters: () => [{ ...adapter, addresses: [{ address: LOOPBACK, prefixLength: 8 }] }] },
      },
    });
    const { origin } = await service.run({ siteId: SITE, forwardIds: null }, signal);
    expect([origin.kind, calls]).toEqual(["vantage", 0]);
  });

  test("by the vantage: each forward with the device's own words, and kept", async () => {
    const vantage = await vantageOnLoopback();
    const [port, silentPort, closed] = await Promise.all([page("Depot"), mute(), closedPort()]);
    const forwards = [
      forwardTo(port),
      forwardTo(silentPort, { id: "f2", use: "app" }),
      forwardTo(closed, { id: "f3" }),
      forwardTo(9000, { id: "f4", transport: "udp" }),
      forwardOf({ id: "f5", address: "2a02:810d::64" }),
      forwardOf({ id: "f6", closedAt: "2026-11-10T10:00:00.000Z" }),
    ];
    const { service, saved } = fakeProofs(documentWith(forwards), {
      whoami: await whoami(),
      vantageAccess: async () => ({ url: vantage.url, token: VANTAGE_TOKEN }),
    });
    const record = await service.run({ siteId: SITE, forwardIds: null }, signal);
    expect(saved).toEqual([record]);
    expect(record).toMatchObject({
      origin: { kind: "vantage", host: LOOPBACK, address: LOOPBACK },
      by: "Kim",
      publicAddress: LOOPBACK,
    });
    expect(
      record.results.map(({ forwardId, outcome, strength, sameDevice }) => [forwardId, outcome, strength, sameDevice]),
    ).toEqual([
      ["f1", "answered", "proof", "yes"],
      ["f2", "connected", "proof", "unknown"],
      ["f3", "refused", "none", "unknown"],
      ["f4", "not-tested", "none", "unknown"],
      ["f5", "not-tested", "none", "unknown"],
    ]);
    expect(record.results[0]).toMatchObject({ address: LOOPBACK, port, answer: { protocol: "http", says: "Depot" } });
    expect(record.results[0]?.raw).toContain("App-webs");
  });

  test("tells the router's own page from the device's", async () => {
    const vantage = await vantageOnLoopback();
    const [routers, devices] = await Promise.all([page("FRITZ!Box"), page("Depot")]);
    // The forward is in the survey; what answers outside under its port is the router.
    const forward = forwardOf({ address: LOOPBACK, internalPort: devices, externalPort: routers });
    const { service } = fakeProofs(documentWith([forward]), {
      whoami: await whoami(),
      webPorts: [routers],
      vantageAccess: async () => ({ url: vantage.url, token: VANTAGE_TOKEN }),
    });
    const { results } = await service.run({ siteId: SITE, forwardIds: ["f1"] }, signal);
    expect(results[0]).toMatchObject({
      outcome: "stranger",
      sameDevice: "no",
      remark: { key: "proof.remark.router-itself" },
    });
  });

  test("says where the name leads instead", async () => {
    const vantage = await vantageOnLoopback();
    const port = await page("Depot");
    const { service } = fakeProofs(documentWith([forwardTo(port, { hostName: "depot.example" })]), {
      whoami: await whoami(),
      site: { names: { "depot.example": "127.0.0.9" } },
      vantageAccess: async () => ({ url: vantage.url, token: VANTAGE_TOKEN }),
    });
    const { results } = await service.run({ siteId: SITE, forwardIds: null }, signal);
    expect(results[0]).toMatchObject({
      strength: "proof",
      remark: { key: "proof.remark.name-elsewhere", args: { leadsTo: "127.0.0.9" } },
    });
  });

  test("goes by the vantage's word where no other server outside answers", async () => {
    const vantage = await vantageOnLoopback();
    const { service } = fakeProofs(documentWith([forwardTo(await page("Depot"))]), {
      whoami: await whoami("error-503"),
      vantageAccess: async () => ({ url: vantage.url, token: VANTAGE_TOKEN }),
    });
    expect((await service.run({ siteId: SITE, forwardIds: null }, signal)).origin.kind).toBe("vantage");
  });

  test.each([
    ["a wrong token", VANTAGE_TOKEN.replace("a", "b"), "vantage-wrong-token"],
    ["no token", null, "no-vantage-token"],
  ])("with %s says so, keeps nothing, and can be tried again", async (_what, token, detail) => {
    const vantage = await vantageOnLoopback();
    const { service, saved } = fakeProofs(documentWith([forwardTo(await page("Depot"))]), {
      whoami: await whoami(),
      vantageAccess: async () => ({ url: vantage.url, token }),
    });
    for (let tries = 0; tries < 2; tries += 1) {
      const failure = service.run({ siteId: SITE, forwardIds: null }, signal);
      await expect(failure).rejects.toMatchObject({
        code: "VANTAGE_FAILED",
        data: { vantage: vantage.url, detail: expect.stringContaining(detail) },
      });
    }
    expect(saved).toEqual([]);
  });

  test("with a vantage that is down, or somebody in its place, proves nothing", async () => {
    const liar = await listening(createServer((_request, response) => response.end('{"address":"81.2.69.142"}')));
    for (const port of [await closedPort(), liar]) {
      const { service } = fakeProofs(documentWith([forwardTo(await page("Depot"))]), {
        whoami: await whoami(),
        vantageAccess: async () => ({ url: `http://${LOOPBACK}:${port}/`, token: VANTAGE_TOKEN }),
      });
      const failure = service.run({ siteId: SITE, forwardIds: null }, signal);
      await expect(failure).rejects.toMatchObject({ code: "VANTAGE_FAILED" });
    }
  });

  test("by hairpin is weak at best, and no answer says nothing at all", async () => {
    const [port, closed] = await Promise.all([page("Depot"), closedPort()]);
    const forwards = [forwardTo(port), forwardTo(closed, { id: "f2" }), forwardTo(1, { id: "f3", transport: "udp" })];
    const environment = fakeEnvironment({
      address: LOOPBACK,
      ports: { mapping: 9, ssdp: 9, ssdpMulticastAddress: LOOPBACK, web: [], carrierPcp: [] },
    });
    const brandOf = () => undefined;
    const devices = await askDevices(forwards, { brandOf, ownNetworks: ["127.0.0.1/8"] }, signal);
    const results = await proveByHairpin({
      forwards,
      environment,
      brandOf,
      before: () => null,
      now: () => new Date(),
      signal,
      publicAddress: LOOPBACK,
      inside: { devices, router: [] },
    });
    expect(results.map(({ outcome, strength }) => [outcome, strength])).toEqual([
      ["answered", "weak"],
      ["not-tested", "none"],
      ["not-tested", "none"],
    ]);
  });

  test("asks no address inside that is none of the site's", async () => {
    const forwards = [forwardOf({ address: "109.41.2.3" }), forwardOf({ id: "f2", address: "127.0.0.1" })];
    const answers = await askDevices(forwards, { brandOf: () => undefined, ownNetworks: ["192.168.1.50/24"] }, signal);
    expect([...answers.values()].map(({ heard }) => heard)).toEqual([null, null]);
  });
});

describe("proof from elsewhere", () => {
  const elsewhere = () => checkThat({ mac: "02:00:00:00:00:99", publicAddress: "109.41.2.3" });

  test("calls the forward by its name, and knows the device by what it said before", async () => {
    const port = await page("Depot");
    const forward = forwardTo(port, { hostName: "depot.example" });
    const before = recordOf({
      results: [resultOf({ port, answer: { protocol: "http", says: "Depot", certificate: null } })],
    });
    const { service } = fakeProofs(documentWith([forward]), {
      whoami: await whoami(),
      lastCheck: elsewhere,
      proofs: () => [before],
      site: { names: { "depot.example": LOOPBACK } },
    });
    const record = await service.run({ siteId: SITE, forwardIds: null }, signal);
    expect(record).toMatchObject({ origin: { kind: "elsewhere", address: PUBLIC }, publicAddress: "109.41.2.3" });
    expect(record.results[0]).toMatchObject({ outcome: "answered", strength: "proof", sameDevice: "yes" });
  });

  test("connects to no address that is not on the internet, wherever a name leads", async () => {
    const forward = forwardTo(await page("Depot"), { hostName: "depot.example" });
    const { service } = fakeProofs(documentWith([forward, forwardOf({ id: "f2", hostName: "gone.example" })]), {
      whoami: await whoami(),
      lastCheck: elsewhere,
      site: { names: { "depot.example": LOOPBACK }, isInternet: (address) => !address.startsWith("127.") },
    });
    const { results } = await service.run({ siteId: SITE, forwardIds: null }, signal);
    expect(results.map(({ outcome, trouble }) => [outcome, trouble?.key])).toEqual([
      ["not-tested", "proof.trouble.not-public"],
      ["not-tested", "proof.trouble.name"],
    ]);
  });
});

describe("proof in general", () => {
  test("says what stands in its way where it is not clear where the laptop is", async () => {
    const { service } = fakeProofs(documentWith([forwardOf()]), { whoami: await whoami(), lastCheck: () => null });
    const { results } = await service.run({ siteId: SITE, forwardIds: null }, signal);
    expect(results[0]).toMatchObject({ outcome: "not-tested", trouble: { key: "proof.trouble.never-checked" } });
  });

  test("is kept only where that is wanted", async () => {
    const { service, saved } = fakeProofs(documentWith([forwardOf()]), {
      whoami: await whoami(),
      lastCheck: () => null,
    });
    await service.run({ siteId: SITE, forwardIds: null, keep: false }, signal);
    expect(saved).toEqual([]);
  });

  test("needs forwards that stand", async () => {
    const closed = forwardOf({ closedAt: "2026-11-10T10:00:00.000Z" });
    const { service } = fakeProofs(documentWith([closed]), { whoami: await whoami() });
    for (const forwardIds of [null, ["f1"], ["f9"]])
      await expect(service.run({ siteId: SITE, forwardIds }, signal)).rejects.toMatchObject({
        code: "FORWARD_NOT_FOUND",
      });
  });

  test("runs once at a time for a site, and ends when it is cancelled", async () => {
    const cancel = new AbortController();
    const { service, saved } = fakeProofs(documentWith([forwardOf()]), { whoami: await whoami("never") });
    const first = service.run({ siteId: SITE, forwardIds: null }, cancel.signal);
    await expect(service.run({ siteId: SITE, forwardIds: null }, signal)).rejects.toMatchObject({
      code: "PROOF_ALREADY_RUNNING",
    });
    cancel.abort();
    await expect(first).rejects.toThrow(/abort/i);
    expect(saved).toEqual([]);
  });
});
