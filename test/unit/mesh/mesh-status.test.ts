import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_PEERS, type MeshStatus } from "#core/mesh/mesh-status.ts";
import { readNetbirdStatus } from "#core/mesh/netbird-status.ts";
import { readTailscaleStatus } from "#core/mesh/tailscale-status.ts";
import { readZerotierStatus } from "#core/mesh/zerotier-status.ts";
import {
  netbirdStatus,
  tailscalePrefs,
  tailscaleStatus,
  zerotierInfo,
  zerotierNetworks,
  zerotierPeers,
} from "../../fakes/mesh-outputs.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const text = (value: unknown): string => JSON.stringify(value);
const tailscale = (more: object = {}, self: object = {}): MeshStatus | undefined =>
  readTailscaleStatus(
    text({ ...tailscaleStatus, ...more, Self: { ...tailscaleStatus.Self, ...self } }),
    text(tailscalePrefs),
  );
const peerNamed = (status: MeshStatus | undefined, name: string) => status?.peers.find((peer) => peer.name === name);

describe("Tailscale's status", () => {
  test("tells who this computer is, what it offers, and when its key ends", () => {
    expect(tailscale()).toMatchObject({
      version: "1.92.3",
      state: "running",
      name: "laptop",
      network: "example.com",
      addresses: ["100.101.1.1", "fd7a:115c:a1e0::1"],
      keyExpiry: { kind: "at", at: Date.parse("2026-12-05T12:00:00Z"), hasExpired: false },
      isTagged: false,
      advertised: ["10.20.0.0/24"],
      approved: [],
      acceptsRoutes: false,
      exitNode: null,
    });
  });

  test("tells a direct path, a relay and an idle peer apart", () => {
    expect(peerNamed(tailscale(), "site-box-mueller")).toMatchObject({
      path: { kind: "relayed", via: "fra" },
      routes: ["192.168.1.0/24"],
    });
    expect(peerNamed(tailscale(), "site-box-meier")?.path).toEqual({ kind: "direct", endpoint: "203.0.113.9:41641" });
    expect(peerNamed(tailscale(), "phone")).toMatchObject({ path: { kind: "idle" }, isOnline: false, routes: [] });
  });

  test.each([
    ["NeedsLogin", "needs-login"],
    ["NeedsMachineAuth", "needs-approval"],
    ["Stopped", "stopped"],
    ["Starting", "starting"],
    ["constructor", "unknown"],
  ])("%s is %s", (word, state) => {
    expect(tailscale({ BackendState: word })?.state).toBe(state);
  });

  test("a running one that the control server doesn't see is offline", () => {
    expect(tailscale({}, { Online: false })?.state).toBe("offline");
  });

  test("no date is a key that never expires, but not from a version that named none", () => {
    expect(tailscale({}, { KeyExpiry: undefined })?.keyExpiry).toEqual({ kind: "never" });
    expect(tailscale({ Version: "1.34.2" }, { KeyExpiry: undefined })?.keyExpiry).toEqual({ kind: "unknown" });
    expect(tailscale({}, { KeyExpiry: "0001-01-01T00:00:00Z" })?.keyExpiry).toEqual({ kind: "unknown" });
    expect(tailscale({}, { Expired: true })?.keyExpiry).toMatchObject({ hasExpired: true });
  });

  test("an exit node in use is named", () => {
    const phone = { ...tailscaleStatus.Peer["nodekey:04"], ExitNode: true };
    const status = tailscale({
      Peer: { "nodekey:04": phone },
      ExitNodeStatus: { ID: "n4", Online: false, TailscaleIPs: ["100.101.1.4/32"] },
    });
    expect(status?.exitNode).toEqual({ name: "phone", isOnline: false });
  });

  test("without its preferences, what it offers is unknown", () => {
    expect(readTailscaleStatus(text(tailscaleStatus), null)).toMatchObject({ advertised: null, acceptsRoutes: null });
  });

  test("of more peers than anybody reads, the number is kept", () => {
    const Peer = Object.fromEntries(
      Array.from({ length: MAX_PEERS + 7 }, (_, index) => [`k${index}`, { HostName: `p${index}` }]),
    );
    const status = tailscale({ Peer });
    expect([status?.peers.length, status?.furtherPeers]).toEqual([MAX_PEERS, 7]);
  });
});

const zerotier = (more: { info?: object; networks?: unknown; peers?: unknown } = {}): MeshStatus | undefined =>
  readZerotierStatus({
    info: text({ ...zerotierInfo, ...more.info }),
    networks: text(more.networks ?? zerotierNetworks),
    peers: text(more.peers ?? zerotierPeers),
  });

describe("ZeroTier's status", () => {
  test("tells the networks, and what leads to this computer", () => {
    expect(zerotier()).toMatchObject({
      state: "running",
      name: "0deadbeef1",
      network: "firm",
      addresses: ["10.147.17.3"],
      keyExpiry: { kind: "never" },
      advertised: ["192.168.50.0/24"],
      approved: ["192.168.50.0/24"],
      acceptsRoutes: true,
      exitNode: null,
      isTcpOnly: false,
    });
  });

  test("tells direct and relayed members, and what others lead to", () => {
    expect(zerotier()?.peers).toMatchObject([
      { name: "02598154e6", path: { kind: "direct", endpoint: "203.0.113.20:9993" }, latencyMs: 12 },
      { name: "041ed59ab3", path: { kind: "relayed", via: null }, latencyMs: null },
      { name: "10.147.17.9", path: { kind: "idle" }, routes: ["192.168.1.0/24"] },
    ]);
  });

  test.each([
    ["ACCESS_DENIED", "needs-approval"],
    ["REQUESTING_CONFIGURATION", "starting"],
    ["AUTHENTICATION_REQUIRED", "needs-login"],
    ["PORT_ERROR", "unknown"],
  ])("%s is %s", (word, state) => {
    expect(zerotier({ networks: [{ ...zerotierNetworks[0], status: word }] })?.state).toBe(state);
  });

  test("offline, TCP only, in no network, and everything through it", () => {
    expect(zerotier({ info: { online: false } })?.state).toBe("offline");
    expect(zerotier({ info: { tcpFallbackActive: true } })?.isTcpOnly).toBe(true);
    expect(zerotier({ networks: [] })?.state).toBe("stopped");
    const all = { ...zerotierNetworks[0], allowDefault: true, routes: [{ target: "0.0.0.0/0", via: "10.147.17.9" }] };
    expect(zerotier({ networks: [all] })?.exitNode).toEqual({ name: null, isOnline: null });
  });
});

describe("NetBird's status", () => {
  test("tells the session's end and the paths", () => {
    expect(readNetbirdStatus(text(netbirdStatus), NOW)).toMatchObject({
      state: "running",
      name: "laptop",
      network: "netbird.cloud",
      addresses: ["100.90.1.1"],
      keyExpiry: { kind: "at", at: Date.parse("2026-11-25T08:00:00Z"), hasExpired: false },
      peers: [
        { name: "site-box", path: { kind: "relayed", via: "rels://fra1-0.relay.netbird.io:443" }, latencyMs: null },
        { name: "office", path: { kind: "direct", endpoint: "198.51.100.4:51820" }, latencyMs: 32.93 },
      ],
    });
  });

  test("without a login it prints no JSON", () => {
    const printed =
      "Daemon status: NeedsLogin\n\nRun UP command to log in with SSO (interactive login):\n\n netbird up \n";
    expect(readNetbirdStatus(printed, NOW)?.state).toBe("needs-login");
  });

  test("an older client's servers tell whether it runs", () => {
    const old = { ...netbirdStatus, daemonStatus: undefined };
    expect(readNetbirdStatus(text(old), NOW)?.state).toBe("running");
    expect(readNetbirdStatus(text({ ...old, management: { connected: false } }), NOW)?.state).toBe("offline");
  });
});

describe("whatever the programs print", () => {
  const readers: [string, (given: string) => MeshStatus | undefined][] = [
    ["Tailscale", (given) => readTailscaleStatus(given, given)],
    ["ZeroTier", (given) => readZerotierStatus({ info: given, networks: given, peers: given })],
    ["NetBird", (given) => readNetbirdStatus(given, NOW)],
  ];
  test.each(readers)("%s's reader throws nothing", (_, read) => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (given) => {
        read(given);
      }),
    );
  });

  /** One value somewhere inside is replaced. */
  const spoiled = (value: unknown, path: number[], junk: unknown): unknown => {
    const [first = 0, ...rest] = path;
    if (typeof value !== "object" || value === null || path.length === 0) return junk;
    const entries = Object.entries(value);
    const at = first % Math.max(1, entries.length);
    const changed = entries.map(([key, one]: [string, unknown], index): [string, unknown] => [
      key,
      index === at ? spoiled(one, rest, junk) : one,
    ]);
    return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries<unknown>(changed);
  };
  test("a field of another shape spoils nothing but itself", () => {
    const junk = fc.oneof(fc.jsonValue(), fc.constant("\u202e\u0000x\n"), fc.constant("9".repeat(5_000)));
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }), junk, (path, what) => {
        const results = [
          readTailscaleStatus(text(spoiled(tailscaleStatus, path, what)), text(spoiled(tailscalePrefs, path, what))),
          readZerotierStatus({
            info: text(zerotierInfo),
            networks: text(spoiled(zerotierNetworks, path, what)),
            peers: text(spoiled(zerotierPeers, path, what)),
          }),
          readNetbirdStatus(text(spoiled(netbirdStatus, path, what)), NOW),
        ];
        for (const words of JSON.stringify(results).match(/"(?:[^"\\]|\\.)*"/g) ?? []) {
          expect(words.length).toBeLessThan(500);
          expect(JSON.parse(words)).not.toMatch(/[\p{Cc}\u202e]/u);
        }
      }),
    );
  });
});
