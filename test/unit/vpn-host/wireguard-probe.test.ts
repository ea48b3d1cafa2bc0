import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toHex } from "#core/codec/byte-text.ts";
import { decodeWireGuard, type WireGuardInitiation } from "#core/codec/wireguard.ts";
import { hearInitiation } from "#core/wireguard/handshake.ts";
import { newWireGuardKey, wireGuardKeyBytes } from "#core/wireguard/keys.ts";
import { noiseKeys } from "#core/wireguard/noise-ik.ts";
import { wireGuardProbeSchema, type WireGuardProbe } from "#core/wireguard/probe.ts";
import { ProbeTrouble } from "#host/check/probe-trouble.ts";
import { PROBE_TIMES, probeWireGuard, type ProbeTimes, type WireGuardProbeOptions } from "#host/vpn/wireguard-probe.ts";
import { startFakeStunServer } from "../../fakes/fake-stun-server.ts";
import { FakeWireGuardHub } from "../../fakes/fake-wireguard-hub.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const probeKey = newWireGuardKey(randomBytes(32));
/** For silence, which is as telling after a sixth of the time on loopback. */
const soon: ProbeTimes = { ...PROBE_TIMES, sendAtMs: [0, 50, 130, 250], handshakesMs: 800 };
const noComparison = { tcpPorts: [], stunPortOnHost: null, stunServers: [], tcpServers: [] };

let hub: FakeWireGuardHub;
let tcp: Server;

beforeEach(async () => {
  hub = await FakeWireGuardHub.open();
  hub.peers.set(probeKey.publicKey, null);
  tcp = createServer((socket) => socket.end());
  tcp.listen(0, "127.0.0.1");
  await once(tcp, "listening");
});
afterEach(() => {
  hub.close();
  tcp.close();
});

const tcpPort = (): number => {
  const address = tcp.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
};

const options = (changes: Partial<WireGuardProbeOptions> = {}): WireGuardProbeOptions => ({
  host: "127.0.0.1",
  ports: [hub.port],
  serverPublicKey: hub.keys.publicKey,
  privateKey: probeKey.privateKey,
  presharedKey: null,
  asSite: false,
  clockSkewMs: 0,
  comparison: noComparison,
  computer: {
    lookupIpv4: async () => ["127.0.0.1"],
    lookupIpv6: async () => Promise.reject(Object.assign(new Error("none"), { code: "ENODATA" })),
    localAddressTowards: async () => "127.0.0.1",
    echoTime: async () => Promise.reject(new ProbeTrouble("failed", "no-ping-program")),
  },
  now: () => NOW,
  ...changes,
});

async function probe(changes: Partial<WireGuardProbeOptions> = {}, pace = PROBE_TIMES): Promise<WireGuardProbe> {
  const result = await probeWireGuard(options(changes), AbortSignal.timeout(10_000), pace);
  expect(wireGuardProbeSchema.parse(result)).toEqual(result);
  expect(JSON.stringify(result)).not.toContain(probeKey.privateKey);
  expect(result.durationMs).toBeLessThan(5_000);
  return result;
}

describe("a hub that knows us", () => {
  test("answers, and has the session confirmed", async () => {
    const result = await probe();
    expect(result).toMatchObject({ outcome: "answers", notes: [], ownPublicKey: probeKey.publicKey });
    expect(result.observed.ports).toMatchObject([{ state: "answered", underLoad: false }]);
    await expect.poll(() => hub.confirmed).toBeGreaterThan(0);
    expect(hub.heard[0]).toEqual({ peer: probeKey.publicKey, unixMs: NOW });
  });

  test("by its name, with a pre-shared key", async () => {
    const presharedKey = randomBytes(32).toString("base64");
    hub.peers.set(probeKey.publicKey, presharedKey);
    const result = await probe({ host: "hub.example", presharedKey });
    expect(result).toMatchObject({ outcome: "answers", usesPresharedKey: true, observed: { name: "found" } });
    expect(JSON.stringify(result)).not.toContain(presharedKey);
  });

  test("is told from one with another pre-shared key", async () => {
    hub.peers.set(probeKey.publicKey, randomBytes(32).toString("base64"));
    expect(await probe()).toMatchObject({ outcome: "preshared-key-differs" });
    expect(hub.confirmed).toBe(0);
  });

  test("under load gives a cookie and gets it back", async () => {
    hub.isLoaded = true;
    const result = await probe();
    expect(result).toMatchObject({ outcome: "answers", notes: ["under-load"] });
    expect(hub.cookiesGiven).toBeGreaterThan(0);
  });

  test("under load, and no key of ours: the cookie is all that comes", async () => {
    hub.isLoaded = true;
    hub.peers.clear();
    const result = await probe({}, soon);
    expect(result).toMatchObject({ outcome: "hub-busy" });
    // Four tries, and one for each of two cookies.
    expect(hub.datagrams).toBeLessThanOrEqual(6);
  });

  test("at its second port, where the first is silent", async () => {
    const silent = createSocket("udp4").bind(0, "127.0.0.1");
    await once(silent, "listening");
    const result = await probe({ ports: [silent.address().port, hub.port] });
    silent.close();
    expect(result).toMatchObject({ outcome: "answers-on-other-port" });
    expect(result.durationMs).toBeLessThan(PROBE_TIMES.handshakesMs);
  });
});

describe("time", () => {
  const HOUR = 3_600_000;

  test("a clock that is behind: the hub answers to the right time only", async () => {
    await probe();
    const behind = { now: () => NOW - 2 * HOUR, clockSkewMs: -2 * HOUR - 60_000 };
    const result = await probe(behind);
    expect(result).toMatchObject({ outcome: "clock-behind", notes: ["clock-behind"] });
    expect(result.observed.ports).toMatchObject([{ withRightTime: true }]);
    expect(hub.heard.at(-1)?.unixMs).toBeGreaterThanOrEqual(NOW + 60_000);
    expect(hub.heard.every(({ unixMs }) => unixMs >= NOW)).toBe(true);
  });

  test("the same clock at a hub that never heard us", async () => {
    const result = await probe({ now: () => NOW - 2 * HOUR, clockSkewMs: -2 * HOUR });
    expect(result).toMatchObject({ outcome: "answers", notes: ["clock-behind"] });
  });

  test("a clock that is ahead leaves no time behind that others have to wait for", async () => {
    const result = await probe({ now: () => NOW + HOUR, clockSkewMs: HOUR, asSite: true });
    expect(result).toMatchObject({ outcome: "answers", notes: ["moved-endpoint", "clock-ahead"] });
    expect(hub.heard[0]).toEqual({ peer: probeKey.publicKey, unixMs: NOW });
  });

  test("the site's own key bears no later time than this computer's, whoever tells one", async () => {
    const clockSkewMs = Promise.resolve(-HOUR);
    const result = await probe({ clockSkewMs, asSite: true, now: () => NOW - HOUR });
    expect(result).toMatchObject({ outcome: "answers", notes: ["moved-endpoint", "clock-behind"] });
    expect(Math.max(...hub.heard.map(({ unixMs }) => unixMs))).toBeLessThan(NOW - HOUR + 10);
  });

  test("every try bears a later time, to whichever port it goes, and never the same packet twice", async () => {
    const seen: WireGuardInitiation[] = [];
    const other = await FakeWireGuardHub.open();
    for (const one of [hub, other])
      one.instead = (bytes) => {
        const message = decodeWireGuard(bytes);
        if (message.kind === "initiation") seen.push(message);
        return Uint8Array.of(0);
      };
    // All eight have time to go out on a busy machine, too.
    await probe({ ports: [hub.port, other.port] }, { ...soon, handshakesMs: 1_500 });
    other.close();
    const own = noiseKeys(wireGuardKeyBytes(hub.keys.privateKey) ?? new Uint8Array());
    const sentAt = seen.map((message) => hearInitiation(own, message)?.unixMs);
    expect(sentAt).toEqual(Array.from({ length: 8 }, (_, index) => NOW + index));
    expect(new Set(seen.map(({ ephemeral }) => toHex(ephemeral))).size).toBe(8);
  });
});

describe("silence", () => {
  const unknownHere = async (comparison: Partial<WireGuardProbeOptions["comparison"]>) => {
    hub.peers.clear();
    const result = await probe({ comparison: { ...noComparison, ...comparison } }, soon);
    return { said: result.outcome, seen: result.observed };
  };

  test("where the hub's TCP answers and nothing else was asked", async () => {
    const { said, seen } = await unknownHere({ tcpPorts: [tcpPort()] });
    expect(said).toBe("silent");
    expect(seen.ports).toMatchObject([{ state: "silent", sent: 4 }]);
    expect(seen.compared).toMatchObject([
      { what: "hub-tcp", state: "answered" },
      { what: "hub-ping", state: "unknown" },
    ]);
  });

  test("where UDP answers elsewhere, and where it answers at the hub", async () => {
    const stun = await startFakeStunServer("right", "198.51.100.7");
    const port = Number(stun.server.split(":")[1]);
    const elsewhere = await unknownHere({ tcpPorts: [tcpPort()], stunServers: [stun.server] });
    const here = await unknownHere({ stunPortOnHost: port });
    await stun.close();
    expect([elsewhere.said, here.said]).toEqual(["port-blocked-or-key", "silent-hub-reachable"]);
  });

  test("where no STUN server answers while TCP does", async () => {
    const stun = await startFakeStunServer("silent", "198.51.100.7");
    const { said } = await unknownHere({ tcpServers: [`localhost:${tcpPort()}`], stunServers: [stun.server] });
    await stun.close();
    expect(said).toBe("udp-blocked");
  });

  test("of another key", async () => {
    const result = await probe({ serverPublicKey: newWireGuardKey(randomBytes(32)).publicKey }, soon);
    expect(result).toMatchObject({ outcome: "silent" });
    expect(hub.heard).toEqual([]);
  });

  test("nothing listens there", async () => {
    const gone = createSocket("udp4").bind(0, "127.0.0.1");
    await once(gone, "listening");
    const ports = [gone.address().port];
    gone.close();
    const result = await probe({ ports, comparison: { ...noComparison, tcpPorts: [tcpPort()] } });
    expect(result).toMatchObject({ outcome: "nothing-listens" });
    expect(result.durationMs).toBeLessThan(PROBE_TIMES.handshakesMs);
  });
});

describe("strangers", () => {
  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["echoes", (bytes) => bytes],
    ["text", () => Buffer.from("hello")],
    ["an empty datagram", () => new Uint8Array()],
    ["a response of nobody's", () => Uint8Array.of(2, ...new Uint8Array(91))],
    ["a cookie of nobody's", () => Uint8Array.of(3, ...new Uint8Array(63))],
  ])("%s", async (_, instead) => {
    hub.instead = instead;
    expect(await probe({}, soon)).toMatchObject({ outcome: "not-wireguard" });
  });
});

test("a name that is not there, and one that nobody answers for", async () => {
  const none = async (): Promise<never> => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
  const dead = async (): Promise<never> => Promise.reject(Object.assign(new Error("no"), { code: "ETIMEOUT" }));
  const named = (lookup: () => Promise<never>) =>
    probe({ host: "hub.example", computer: { ...options().computer, lookupIpv4: lookup, lookupIpv6: lookup } });
  expect(await named(none)).toMatchObject({ outcome: "name-unknown", observed: { ports: [] } });
  expect(await named(dead)).toMatchObject({ outcome: "nothing-answers", observed: { ports: [] } });
});

test("a name server that swallows one kind of question keeps nobody waiting", async () => {
  const never = async (): Promise<string[]> => new Promise(() => {});
  const result = await probe({ host: "hub.example", computer: { ...options().computer, lookupIpv6: never } });
  expect(result).toMatchObject({ outcome: "answers" });
  expect(result.durationMs).toBeLessThan(PROBE_TIMES.handshakesMs);
});

test("a hub that is slow has the session of its last answer confirmed", async () => {
  // Longer than until the second try.
  hub.delayMs = 400;
  const result = await probe();
  expect(result).toMatchObject({ outcome: "answers" });
  expect(result.observed.ports[0]?.rttMs).toBeGreaterThan(390);
  expect(hub.heard.length).toBeGreaterThan(1);
  await expect.poll(() => hub.confirmed).toBe(hub.heard.length);
});

test("it can be ended, and what can't be is not begun", async () => {
  hub.peers.clear();
  const cancel = new AbortController();
  const running = probeWireGuard(options(), cancel.signal);
  cancel.abort();
  await expect(running).rejects.toThrow(/abort/i);
  const refused = (changes: Partial<WireGuardProbeOptions>) =>
    probeWireGuard(options(changes), AbortSignal.timeout(1_000));
  await expect(refused({ serverPublicKey: Buffer.alloc(32).toString("base64") })).rejects.toThrow(RangeError);
  await expect(refused({ privateKey: "x" })).rejects.toThrow(RangeError);
  await expect(refused({ presharedKey: "x" })).rejects.toThrow(RangeError);
  await expect(refused({ ports: [] })).rejects.toThrow(RangeError);
  await expect(refused({ ports: [1, 2, 3, 4, 5] })).rejects.toThrow(RangeError);
  await expect(refused({ ports: [70_000] })).rejects.toThrow(RangeError);
});
