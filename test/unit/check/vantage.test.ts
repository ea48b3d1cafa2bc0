import { createServer } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Observation } from "#core/nat/observation.ts";
import { sealPacket } from "#core/vantage/packet.ts";
import type { ViewAnswer } from "#core/vantage/vantage-api.ts";
import { dialer, type DialTarget, type Saw } from "../../../main/vantage/dial.ts";
import { apiListener } from "../../../main/vantage/http-api.ts";
import { KeyRing } from "../../../main/vantage/key-ring.ts";
import { usualLimits } from "../../../main/vantage/limits.ts";
import { Metrics } from "../../../main/vantage/metrics.ts";
import { prove } from "../../../main/vantage/prove.ts";
import { closedPort, LOOPBACK, secondHost, tcpOn, udpOn } from "../../fakes/loopback.ts";
import { hmacOf, VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";
import { checkFakeSite, startFakeSite, type FakeSiteOptions } from "./fake-check.ts";

const hmac = hmacOf(VANTAGE_TOKEN);

const withVantage = (url: string, more: FakeSiteOptions = {}): FakeSiteOptions => ({
  ...more,
  settings: { vantage: { url, token: VANTAGE_TOKEN }, ...more.settings },
});

const inbound = (observations: readonly Observation[]) =>
  observations.flatMap((o) => (o.data.kind === "inbound-test" ? [{ id: o.id, outcome: o.outcome, ...o.data }] : []));

const troubles = (observations: readonly Observation[], prefix: string): (string | null)[] => [
  ...new Set(observations.filter((o) => o.id.startsWith(prefix)).map((o) => o.trouble)),
];

const ROUTER_WAYS = [
  "vantage/inbound/nat-pmp/test-mapping",
  "vantage/inbound/nat-pmp/test-mapping-tcp",
  "vantage/inbound/pcp/test-mapping",
  "vantage/inbound/pcp/test-mapping-tcp",
  "vantage/inbound/upnp/test-mapping",
  "vantage/inbound/upnp/test-mapping-tcp",
];

/** A vantage with a network of the test's own making between it and the laptop. */
async function vantageThatDials(dial: (target: DialTarget) => Promise<Saw>) {
  return vantageOnLoopback({ dial });
}

/** Another address of this machine; macOS has none on loopback, and there it is the same. */
const inside = await secondHost();

describe("a check with a vantage", () => {
  it("is seen, gets out on every port and lets in through every mapping while that stands", async () => {
    const [udp, tcp] = [await closedPort(), await closedPort()];
    const ports = [
      { transport: "udp", port: udp },
      { transport: "tcp", port: tcp },
    ] as const;
    const really = dialer(hmac);
    const dialled: DialTarget[] = [];
    const { url } = await vantageOnLoopback({
      ports,
      dial: (target, signal) => {
        dialled.push(target);
        return really(target, signal);
      },
    });
    const check = await checkFakeSite(withVantage(url, { site: { vantagePorts: ports } }));
    expect(check.observed("vantage/view")).toMatchObject({
      outcome: "answered",
      data: { kind: "vantage-view", vantage: url, address: LOOPBACK },
    });
    expect(check.observed(`vantage/outbound/udp-${udp}`)?.data).toMatchObject({ reached: true, transport: "udp" });
    expect(check.observed(`vantage/outbound/tcp-${tcp}`)?.data).toMatchObject({ reached: true, transport: "tcp" });
    const tests = inbound(check.record.observations);
    expect(tests.map((test) => test.id).toSorted()).toEqual([
      ...ROUTER_WAYS.slice(0, 2),
      "vantage/inbound/none-tcp",
      "vantage/inbound/none-udp",
      ...ROUTER_WAYS.slice(2),
    ]);
    for (const test of tests)
      expect(test).toMatchObject({ arrived: true, arrivedFrom: LOOPBACK, target: LOOPBACK, outcome: "answered" });
    expect(new Set(dialled.map((target) => target.address))).toEqual(new Set([LOOPBACK]));
    expect(check.left).toMatchObject({ entries: 0, journal: 0 });
    // Each protocol opens a port for UDP and one for TCP.
    const mapped = check.record.observations.flatMap(({ data }) => (data.kind.endsWith("-mapping") ? [data] : []));
    expect(mapped.filter((data) => "transport" in data && data.transport === "tcp")).toHaveLength(3);
    expect(mapped.filter((data) => "transport" in data && data.transport === "udp")).toHaveLength(3);
    expect(check.events[0]).toMatchObject({ talksTo: expect.arrayContaining([url]) });
  });

  it("asks the vantage to come in only while the mapping stands", async () => {
    let standing: (() => string[]) | null = null;
    const seen: boolean[] = [];
    const { url } = await vantageThatDials(async ({ transport, port }) => {
      seen.push(standing?.().includes(`${transport} ${port}`) ?? false);
      return "silent";
    });
    const run = await startFakeSite(withVantage(url, { only: ["vantage", "pcp", "nat-pmp", "upnp"] }));
    onTestFinished(() => run.close());
    const entries = run.gateway?.table.entries ?? [];
    const held = (): string[] => entries.map((e) => `${e.transport} ${e.externalPort}`);
    standing = held;
    // A laptop whose own address is the public one is tried without any mapping, too.
    const events = run.check();
    while (!(await events.next()).done);
    expect(seen.filter(Boolean)).toHaveLength(6);
    expect(run.gateway?.table.entries).toEqual([]);
  });

  it("undoes its mappings when it is cancelled while the vantage still tries", async () => {
    const cancel = new AbortController();
    const { url } = await vantageOnLoopback({
      // Only the end of the caller's connection ends it.
      dial: (_target, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve("silent"));
          cancel.abort();
        }),
    });
    const run = await startFakeSite(withVantage(url, { only: ["vantage", "pcp", "upnp", "nat-pmp"] }));
    onTestFinished(() => run.close());
    const events = [];
    for await (const event of run.check(cancel.signal)) events.push(event);
    expect(events.at(-1)).toMatchObject({ type: "finished", record: { cancelled: true } });
    expect(run.gateway?.table.entries).toEqual([]);
    expect(run.journal.open()).toEqual([]);
  });

  it("says that nothing came in where nothing did, with what the vantage saw", async () => {
    const { url } = await vantageThatDials(async ({ transport }) => (transport === "tcp" ? "silent" : "sent"));
    const { record, left } = await checkFakeSite(withVantage(url));
    for (const test of inbound(record.observations))
      expect(test).toMatchObject({
        arrived: false,
        arrivedFrom: null,
        outcome: "silent",
        vantageSaw: test.transport === "tcp" ? "silent" : "sent",
      });
    expect(inbound(record.observations)).toHaveLength(8);
    expect(left).toMatchObject({ entries: 0, journal: 0 });
  });

  it("believes no packet but the vantage's own for this very test", async () => {
    let before = sealPacket({ kind: "dial", nonce: "00".repeat(16) }, hmac);
    const { url } = await vantageThatDials(async ({ transport, port, nonce }) => {
      const forged = [
        sealPacket({ kind: "dial", nonce }, hmacOf("another-token-1234567890")),
        sealPacket({ kind: "echo", nonce }, hmac),
        before,
        Buffer.from(nonce),
      ];
      before = sealPacket({ kind: "dial", nonce }, hmac);
      if (transport === "udp") {
        const socket = await udpOn();
        for (const bytes of forged) socket.send(bytes, port, LOOPBACK);
        setTimeout(() => socket.close(), 50);
      } else {
        for (const bytes of forged) {
          const socket = connect(port, LOOPBACK, () => socket.end(bytes));
          socket.on("error", () => {});
        }
      }
      return "connected";
    });
    const { record } = await checkFakeSite(withVantage(url));
    const tests = inbound(record.observations);
    expect(tests).toHaveLength(8);
    for (const test of tests)
      expect(test).toMatchObject({ arrived: false, arrivedFrom: null, vantageSaw: "connected" });
  });

  it.skipIf(inside === LOOPBACK)("does not take what a router turned around for something from outside", async () => {
    const really = dialer(hmac);
    const { url } = await vantageThatDials((target) =>
      really({ ...target, from: inside }, new AbortController().signal),
    );
    const isInternet = (address: string): boolean => address !== inside;
    const { record } = await checkFakeSite(withVantage(url, { site: { isInternet } }));
    expect(inbound(record.observations)).toEqual([]);
    expect(troubles(record.observations, "vantage/inbound/")).toEqual(["came-from-inside"]);
  });

  it("concludes nothing from a vantage that stands inside the site", async () => {
    const { url } = await vantageOnLoopback();
    const { record } = await checkFakeSite(withVantage(url, { site: { isInternet: () => false } }));
    expect(inbound(record.observations)).toEqual([]);
    expect(troubles(record.observations, "vantage/inbound/")).toEqual(["vantage-sees-another"]);
  });

  it.each([
    ["an hour behind", -3_600_000],
    ["a year ahead", 31_536_000_000],
  ])("works with a laptop's clock that is %s", async (_what, offMs) => {
    const { url } = await vantageOnLoopback({ now: () => Date.now() - offMs });
    const { record } = await checkFakeSite(withVantage(url));
    expect(inbound(record.observations).every((test) => test.arrived)).toBe(true);
    expect(inbound(record.observations)).toHaveLength(8);
  });
});

describe("a vantage that is none", () => {
  const only = ["vantage", "pcp"] as const;

  it("without a token is not asked", async () => {
    const { url } = await vantageOnLoopback();
    const { record } = await checkFakeSite({ only: [...only], settings: { vantage: { url, token: null } } });
    expect(record.observations.filter((o) => o.probe === "vantage")).toMatchObject([
      { id: "vantage/view", outcome: "skipped", trouble: "no-vantage-token" },
    ]);
  });

  it("is not there at all when none is set up, nor when the probe is switched off", async () => {
    const without = await checkFakeSite({ only: [...only] });
    expect(without.record.observations.filter((o) => o.probe === "vantage")).toEqual([]);
    const { url, log } = await vantageOnLoopback();
    const { record, left } = await checkFakeSite(withVantage(url, { only: ["pcp"] }));
    expect(record.observations.filter((o) => o.probe === "vantage")).toEqual([]);
    expect(log).toEqual([]);
    expect(left.made).toBe(1);
  });

  it("with another token proves and blocks nothing", async () => {
    const { url, dialled } = await vantageOnLoopback({ token: "another-token-1234567890", dials: () => "silent" });
    const site = { vantagePorts: [{ transport: "udp", port: await closedPort() }] as const };
    const { record } = await checkFakeSite(withVantage(url, { only: [...only], site }));
    expect(troubles(record.observations, "vantage/")).toEqual(["vantage-wrong-token"]);
    expect(record.observations.filter((o) => o.data.kind === "outbound-port")).toEqual([]);
    expect(dialled).toEqual([]);
  });

  it.each([
    ["a login page", 200, "<html>Welcome</html>"],
    [
      "a box that claims that all is well",
      200,
      JSON.stringify({ address: "25.0.113.2", port: 1, timeMs: 1, ports: [] }),
    ],
    ["a box that claims that nothing came in", 200, JSON.stringify({ address: "25.0.113.2", saw: "silent" })],
    ["a box that claims that the clock is off", 401, JSON.stringify({ error: "stale", timeMs: 1 })],
    ["a redirect", 302, ""],
  ])("is unmasked: %s", async (_what, statusCode, body) => {
    const server = createServer((_request, response) => response.writeHead(statusCode, { location: "/" }).end(body));
    await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { record } = await checkFakeSite(withVantage(`http://${LOOPBACK}:${port}/`, { only: [...only] }));
    expect(troubles(record.observations, "vantage/")).toEqual(["not-who-it-says"]);
    expect(inbound(record.observations)).toEqual([]);
  });

  it.each(["never", "flood"])("keeps no check waiting (%s)", async (manner) => {
    const tcp = await tcpOn(LOOPBACK, (connection) => {
      if (manner === "never") return;
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
      const pour = (): void => {
        while (connection.writable && connection.write("x".repeat(65_536)));
      };
      connection.on("drain", pour);
      pour();
    });
    onTestFinished(() => tcp.close());
    const { record, left } = await checkFakeSite(withVantage(`http://${LOOPBACK}:${tcp.port}/`, { only: [...only] }));
    expect(inbound(record.observations)).toEqual([]);
    expect(record.observations.find((o) => o.id === "vantage/view")?.trouble).toBe(
      manner === "never" ? "timed-out" : "too-big",
    );
    expect(left).toMatchObject({ entries: 0, journal: 0 });
  });
});

describe("ports of the vantage", () => {
  /** A vantage that says what the test wants about its further ports. */
  async function vantageThatSays(ports: ViewAnswer["ports"]): Promise<string> {
    const listener = apiListener({
      keys: new KeyRing(VANTAGE_TOKEN),
      metrics: new Metrics(),
      trust: () => {},
      dial: async () => "silent",
      prove,
      limits: usualLimits,
      listenAddresses: [LOOPBACK],
      ports: () => ports,
      now: Date.now,
      log: () => {},
    });
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const address = server.address();
    return `http://${LOOPBACK}:${typeof address === "object" && address ? address.port : 0}/`;
  }

  it.each(["udp", "tcp"] as const)("that it listens on and that don't answer are blocked (%s)", async (transport) => {
    const silent = transport === "udp" ? await udpOn() : null;
    const port = silent?.address().port ?? (await closedPort());
    onTestFinished(() => void silent?.close());
    const url = await vantageThatSays([{ transport, port, problem: null }]);
    const site = { vantagePorts: [{ transport, port }] };
    const { observed } = await checkFakeSite(withVantage(url, { only: ["vantage"], site }));
    expect(observed(`vantage/outbound/${transport}-${port}`)).toMatchObject({
      outcome: transport === "udp" ? "silent" : "refused",
      data: { kind: "outbound-port", reached: false },
    });
  });

  it.each([
    ["can't use itself", "EACCES"],
    ["does not know", null],
  ])("that it %s tell nothing", async (_what, problem) => {
    const port = await closedPort();
    const url = await vantageThatSays(problem === null ? [] : [{ transport: "udp", port, problem }]);
    const site = { vantagePorts: [{ transport: "udp", port }] as const };
    const { observed } = await checkFakeSite(withVantage(url, { only: ["vantage"], site }));
    expect(observed(`vantage/outbound/udp-${port}`)).toMatchObject({
      outcome: "skipped",
      trouble: "vantage-lacks-port",
      data: { kind: "no-answer" },
    });
  });
});
