import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relayPorts } from "#core/tunnel/relay-ports.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";

const AT = "2026-11-20T10:00:00Z";
const server = (relay: { firstPort: number; lastPort: number } | null) => ({
  id: "s1",
  ssh: { ports: [22, 443], user: "farsite", hostKeys: [] },
  relay: relay === null ? null : { user: "farsite-relay", ...relay },
  frp: { port: 7_000 },
  media: { engine: "go2rtc" as const, port: 8_443 },
  turn: { port: 3_478, tlsPort: null, realm: "r", userName: null },
});
const range = { firstPort: 20_001, lastPort: 20_004 };

const tunnel = (id: string, serverPorts: readonly number[], more: Partial<Tunnel> = {}): Tunnel => ({
  id,
  kind: "ssh",
  serverId: "s1",
  peers: [],
  published: serverPorts.map((serverPort) => ({
    id: `${id}/${serverPort}`,
    address: "192.168.1.64",
    transport: "tcp",
    port: 554,
    use: "stream",
    serverPort,
    listen: "server",
  })),
  madeAt: AT,
  ...more,
});
const wish = (id: string, before: number | null = null) => ({ id, before });
type Place = Parameters<typeof relayPorts>[1];
const at = (tunnels: Tunnel[], more: { busy?: number[]; relay?: typeof range | null } = {}): Place => ({
  server: server(more.relay === undefined ? range : more.relay),
  sites: [{ tunnels }],
  tunnelId: "own",
  busy: more.busy ?? [],
});
const given = (...args: Parameters<typeof relayPorts>) => [...(relayPorts(...args) ?? [])];

describe("ports of a relay", () => {
  it("are the first free ones, each once", () => {
    expect(given([wish("a"), wish("b")], at([tunnel("other", [20_001])]))).toEqual([
      ["a", 20_002],
      ["b", 20_003],
    ]);
  });

  it("stay what they were", () => {
    expect(given([wish("new"), wish("b", 20_001)], at([tunnel("own", [20_001])]))).toEqual([
      ["b", 20_001],
      ["new", 20_002],
    ]);
  });

  it("change where another site has been given the same one, or it lies outside the range", () => {
    const others = [tunnel("other", [20_001])];
    expect(given([wish("a", 20_001), wish("b", 80)], at(others))).toEqual([
      ["a", 20_002],
      ["b", 20_003],
    ]);
  });

  it("keep off what listens there now, and the server's own services", () => {
    const relay = { firstPort: 7_000, lastPort: 7_002 };
    expect(given([wish("a")], at([], { relay, busy: [7_001] }))).toEqual([["a", 7_002]]);
  });

  it("take a removed tunnel's port last", () => {
    const gone = tunnel("gone", [20_001, 20_002], { removedAt: AT });
    expect(given([wish("a"), wish("b"), wish("c")], at([gone]))).toEqual([
      ["a", 20_003],
      ["b", 20_004],
      ["c", 20_001],
    ]);
  });

  it("are those of another server for themselves", () => {
    const elsewhere = tunnel("other", [20_001], { serverId: "s2" });
    expect(given([wish("a")], at([elsewhere]))).toEqual([["a", 20_001]]);
  });

  it("end with the range", () => {
    expect(relayPorts([wish("a")], at([tunnel("other", [20_001, 20_002, 20_003, 20_004])]))).toBeNull();
    expect(relayPorts([wish("a")], at([], { relay: null }))).toBeNull();
  });

  it("are never two devices', whatever the surveys say, and always the same", () => {
    const ports = fc.uniqueArray(fc.integer({ min: 19_999, max: 20_012 }), { maxLength: 6 });
    const tunnels = fc.array(fc.record({ id: fc.constantFrom("own", "x", "y"), ports, isGone: fc.boolean() }), {
      maxLength: 4,
    });
    const wishes = fc.uniqueArray(
      fc.record({ id: fc.string({ maxLength: 3 }), before: fc.option(fc.integer({ min: 19_999, max: 20_012 })) }),
      { maxLength: 8, selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(tunnels, wishes, ports, (some, wanted, busy) => {
        const standing = some.map(({ id, ports: own, isGone }) => tunnel(id, own, isGone ? { removedAt: AT } : {}));
        const place = at(standing, { busy, relay: { firstPort: 20_001, lastPort: 20_010 } });
        const found = relayPorts(wanted, place);
        expect(relayPorts(wanted, place)).toEqual(found);
        const taken = [
          ...busy,
          ...some.filter(({ id, isGone }) => id !== "own" && !isGone).flatMap((one) => one.ports),
        ].filter((port) => port >= 20_001 && port <= 20_010);
        const isFull = wanted.length > 10 - new Set(taken).size;
        expect(found === null).toBe(isFull);
        if (found === null) return;
        const numbers = [...found.values()];
        expect([...found.keys()].toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(numbers.filter((port) => taken.includes(port) || port < 20_001 || port > 20_010)).toEqual([]);
      }),
    );
  });
});
