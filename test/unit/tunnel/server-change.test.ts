import { describe, expect, it } from "vitest";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { fingerprintIn } from "#core/tunnel/host-key.ts";
import { calledPort, outdatedParts, renewedTunnel } from "#core/tunnel/outdated-tunnel.ts";
import {
  changedServer,
  runningServer,
  unitedHistory,
  withEvent,
  type ServerChange,
} from "#core/tunnel/server-change.ts";
import { serverBehind, toldKeys } from "#core/tunnel/server-ends.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import { KEYS, sampleServer } from "../server-setup/sample-server.ts";

const AT = "2026-11-22T10:00:00.000Z";
const KEY = `SHA256:${"A".repeat(43)}`;
const seen = (over: Partial<FirmServer> = {}): FirmServer =>
  sampleServer({ ssh: { ...sampleServer().ssh, hostKeys: [KEY] }, ...over });
const noHub = () => {
  throw new Error("no hub was to be made");
};
const change = (server: FirmServer, over: Partial<ServerChange> = {}): ServerChange => ({ ...server, ...over });

const tunnel = (over: Partial<Tunnel> = {}): Tunnel => ({
  id: "t",
  kind: "wireguard",
  serverId: "server-1",
  host: "vpn.firm.example",
  ports: [443, 51_820],
  serverKey: KEYS.site,
  publicKey: KEYS.hub,
  peers: [],
  published: [],
  madeAt: AT,
  ...over,
});
const site = (...tunnels: Tunnel[]) => [{ siteId: "s", name: "Bakery", tunnels, lan: null }];

describe("a fingerprint", () => {
  it("is found in what ssh-keygen wrote and what a person typed, and nowhere else", () => {
    expect(fingerprintIn(`256 ${KEY} root@vpn (ED25519)`)).toBe(KEY);
    expect(fingerprintIn(`SHA256: ${"AAAA ".repeat(10)}AAA`)).toBe(KEY);
    for (const text of ["", KEY.slice(0, -1), `${KEY}A`, KEY.toLowerCase(), "A".repeat(43)]) {
      expect(fingerprintIn(text), text).toBeNull();
    }
  });
});

describe("a change of a server", () => {
  it("remembers what runs there until it is the same again", () => {
    const before = seen();
    const changed = changedServer(
      before,
      change(before, { relay: { firstPort: 30_000, lastPort: 30_999 }, turn: null }),
      noHub,
    );
    expect(changed).toMatchObject({ relay: { user: "farsite-relay", firstPort: 30_000 }, turn: null });
    expect(runningServer(changed)).toMatchObject({ relay: before.relay, turn: before.turn, ssh: before.ssh });
    const back = changedServer(changed, change(before), noHub);
    expect(back.onServer).toBeUndefined();
    expect(back.turn).toEqual(before.turn);
  });

  it("gives a hub that was switched off its keys and addresses back", () => {
    const off = changedServer(seen(), change(seen(), { wireguard: null }), noHub);
    expect(off.wireguard).toBeNull();
    const on = changedServer(off, change(off, { wireguard: { port: 51_999, alsoPorts: [] } }), noHub);
    expect(on.wireguard).toEqual({ ...seen().wireguard, port: 51_999, alsoPorts: [] });
  });

  it("takes nothing from the page but what may be changed, and another host's key is compared anew", () => {
    const forged = { ...seen(), technicians: [], ssh: { ...seen().ssh, hostKeys: ["SHA256:forged"], user: "root" } };
    const same = changedServer(seen(), forged, noHub);
    expect(same.ssh).toEqual({ ...seen().ssh });
    expect(same.technicians).toHaveLength(2);
    expect(changedServer(seen(), change(seen(), { host: "203.0.113.9" }), noHub).ssh.hostKeys).toEqual([]);
  });

  it("keeps its history on both laptops, each line once", () => {
    const one = withEvent(seen(), { at: AT, by: "Anna", event: "key-accepted", about: KEY });
    const other = withEvent(one, { at: "2026-11-23T10:00:00.000Z", by: null, event: "told", about: null });
    expect(unitedHistory(one, other).map(({ event }) => event)).toEqual(["key-accepted", "told"]);
  });
});

describe("what a server was told", () => {
  const told = (keys: string[], digest: string | null = "d") =>
    seen({ technicians: [], told: { at: AT, digest, keys } });

  it("is behind by who came and who went, and by anything else that is different", () => {
    const bakery = site(tunnel());
    expect(serverBehind(told([]), bakery, "d")).toMatchObject({ added: ["Bakery"], removed: [] });
    expect(serverBehind(told([KEYS.hub]), bakery, "d")).toBeNull();
    expect(serverBehind(told([KEYS.hub]), site(tunnel({ removedAt: AT })), "d")).toMatchObject({ removed: ["Bakery"] });
    expect(serverBehind(told([KEYS.hub]), bakery, "e")).toMatchObject({ added: [], removed: [] });
    expect(serverBehind(told([KEYS.hub]), bakery, null)).toBeNull();
    const { told: _, ...never } = told([]);
    expect(serverBehind(never, [], "d")).toBeNull();
  });

  it("has a relay's key only where it has a port", () => {
    expect(toldKeys(told([]), site(tunnel({ kind: "ssh" })))).toEqual([]);
  });
});

describe("a site's end", () => {
  it("is out of date where the server's way is another one", () => {
    expect(outdatedParts(tunnel(), seen())).toEqual([]);
    expect(outdatedParts(tunnel({ host: "old.example", ports: [1_194], serverKey: "x" }), seen())).toEqual([
      "host",
      "port",
      "key",
    ]);
    expect(outdatedParts(tunnel(), seen({ wireguard: null }))).toEqual(["service"]);
    const relay = tunnel({ kind: "ssh", ports: [22, 443], serverKey: `SHA256:${"B".repeat(43)}` });
    expect(outdatedParts(relay, seen())).toEqual(["key"]);
  });

  it("calls the port that passed there as long as the server has it, and knows the server again once it is renewed", () => {
    expect(calledPort(tunnel(), seen())).toBe(443);
    expect(calledPort(tunnel({ ports: [1_194] }), seen())).toBeUndefined();
    const renewed = renewedTunnel(tunnel({ ports: [1_194, 443], host: "old.example" }), seen(), AT);
    expect(renewed).toMatchObject({ ports: [443, 51_820], host: "vpn.firm.example", installedAt: AT });
    expect(outdatedParts(renewed, seen())).toEqual([]);
  });
});
