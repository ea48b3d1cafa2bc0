import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseIpv4Prefix, type Ipv4Prefix } from "#core/net/ipv4-prefix.ts";
import { NeighbourSearch } from "#host/scan/neighbour-search.ts";
import { Pace } from "#host/scan/pace.ts";
import type { Neighbour } from "#host/scan/scan-environment.ts";
import { sweep, type SweepResult } from "#host/scan/sweep.ts";
import { cable, fakeScanContext, type FakeScanContext } from "../../fakes/fake-scan-context.ts";
import { closedPort, tcpOn } from "../../fakes/loopback.ts";

const ranges = (...texts: string[]): Ipv4Prefix[] => texts.flatMap((text) => parseIpv4Prefix(text) ?? []);

/** Programs of every system know of nobody before they are asked: the table fills when it is read again. */
function tableOf(...neighbours: Neighbour[]): () => Neighbour[] {
  let reads = 0;
  return () => ((reads += 1) === 1 ? [] : neighbours);
}

const neighbour = (address: string, more: Partial<Neighbour> = {}): Neighbour => ({
  address,
  mac: `02:00:5e:00:00:${Number(address.split(".")[3]).toString(16).padStart(2, "0")}`,
  interfaceName: "cable",
  ...more,
});

async function portOn(address: string, port = 0): Promise<number> {
  const fake = await tcpOn(address, () => {}, port);
  onTestFinished(() => fake.close());
  return fake.port;
}

const run = (context: FakeScanContext, texts: string[], hurry = true): Promise<SweepResult> =>
  sweep({ ranges: ranges(...texts), context, signal: context.signal, hurry });

const openPorts = (context: FakeScanContext): string[] =>
  context.sightings.filter(({ source }) => source === "port").map(({ address, port }) => `${address}:${port}`);

describe("a sweep", () => {
  it("finds who answers for an address, then which ports are open, and connects to nobody else", async () => {
    const open = await portOn("127.0.1.3");
    await portOn("127.0.1.5", open);
    const closed = await closedPort();
    const context = fakeScanContext({
      neighbours: tableOf(neighbour("127.0.1.3"), neighbour("127.0.1.9")),
      ports: [closed, open],
    });
    const alive: string[] = [];
    const result = await sweep({
      ranges: ranges("127.0.1.0/28"),
      context,
      signal: context.signal,
      hurry: true,
      onAlive: (address, interfaceName) => alive.push(`${address} ${interfaceName}`),
    });
    expect(result).toEqual({ addressesSwept: 14, addressesAlive: 2, portsTried: 4, finished: true });
    expect(alive.toSorted()).toEqual(["127.0.1.3 cable", "127.0.1.9 cable"]);
    expect(openPorts(context)).toEqual([`127.0.1.3:${open}`]);
    expect(context.sightings).toContainEqual({
      source: "neighbour",
      address: "127.0.1.9",
      port: null,
      interfaceName: "cable",
      claims: { mac: "02:00:5e:00:00:09" },
      raw: null,
    });
  });

  it("says what a port is for", async () => {
    const context = fakeScanContext({ neighbours: tableOf(neighbour("127.0.1.3")), ports: [34_567] });
    await portOn("127.0.1.3", 34_567);
    await run(context, ["127.0.1.3"]);
    expect(context.sightings.find(({ source }) => source === "port")?.claims).toEqual({
      ports: [{ transport: "tcp", port: 34_567, service: "xiongmai" }],
    });
  });

  it("beyond a router it tries a few ports, and all where one answers, be it by a refusal", async () => {
    const open = await portOn("127.9.0.2");
    const ports = [await closedPort(), await closedPort(), await closedPort(), await closedPort(), open];
    const adapter = { ...cable, addresses: [{ address: "127.0.0.1", prefixLength: 24 }] };
    const context = fakeScanContext({ adapters: [adapter], ports });
    const result = await run(context, ["127.9.0.0/30"]);
    expect(result).toEqual({ addressesSwept: 2, addressesAlive: 2, portsTried: 10, finished: true });
    expect(openPorts(context)).toEqual([`127.9.0.2:${open}`]);
    expect(context.sightings[0]?.interfaceName).toBeNull();
  });

  it("leaves out the laptop itself and the address of everybody", async () => {
    const adapter = { ...cable, addresses: [{ address: "127.0.1.2", prefixLength: 29 }] };
    const context = fakeScanContext({ adapters: [adapter] });
    expect((await run(context, ["127.0.1.0/28"])).addressesSwept).toBe(12);
  });

  it("doubts whom the system only remembers, until a port answers", async () => {
    const port = await closedPort();
    const from = (confirmed: boolean): Partial<Neighbour> => ({ confirmed });
    const remembered = [neighbour("127.0.1.3", from(false)), neighbour("127.0.1.4", from(true))];
    const silent = fakeScanContext({ neighbours: () => remembered, ports: [] });
    expect((await run(silent, ["127.0.1.0/28"])).addressesAlive).toBe(1);
    expect(silent.sightings.map(({ address }) => address)).toEqual(["127.0.1.4"]);
    const refusing = fakeScanContext({ neighbours: () => remembered, ports: [port] });
    expect((await run(refusing, ["127.0.1.0/28"])).addressesAlive).toBe(2);
  });

  it("tells how far it is, and gets to the end", async () => {
    const context = fakeScanContext({ neighbours: tableOf(neighbour("127.0.1.3")), ports: [await closedPort()] });
    const told: [number, number][] = [];
    await sweep({
      ranges: ranges("127.0.1.0/28", "127.0.2.0/30"),
      context,
      signal: context.signal,
      onProgress: (done, total) => told.push([done, total]),
    });
    expect(told.at(-1)).toEqual([16, 16]);
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
  });

  it("ends when it is cancelled, and leaves nothing open", async () => {
    const before = process.getActiveResourcesInfo().length;
    const controller = new AbortController();
    const context = fakeScanContext({ signal: controller.signal, ports: [await closedPort()] });
    setTimeout(() => controller.abort(), 60);
    const result = await run(context, ["127.16.0.0/16"], false);
    expect(result.finished).toBe(false);
    expect(result.addressesSwept).toBeLessThan(1_000);
    for (let turn = 0; turn < 50 && process.getActiveResourcesInfo().length > before; turn += 1) await sleep(10);
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
  });

  it("does nothing when it was cancelled before", async () => {
    const context = fakeScanContext({ signal: AbortSignal.abort() });
    expect(await run(context, ["127.0.1.0/28"])).toMatchObject({ addressesSwept: 0, finished: false });
  });

  it("asks again for addresses that had no place in the system's table", async () => {
    const looked = new Set<string>();
    let reads = 0;
    const context = fakeScanContext({
      neighbours: () => (looked.has("127.0.1.3") ? [neighbour("127.0.1.3")] : []),
      // The first two addresses get a place at once, the others later.
      unanswered: () => {
        for (let host = 1; host <= ((reads += 1) < 3 ? 2 : 14); host += 1) looked.add(`127.0.1.${host}`);
        return [...looked];
      },
      budget: { neighbourMs: 400 },
    });
    const result = await run(context, ["127.0.1.0/28"]);
    expect(result).toMatchObject({ addressesAlive: 1, finished: true });
    expect(result.addressesSwept).toBe(14);
  });

  it("has at most so many unresolved addresses, until they are found or given up", async () => {
    const found: string[] = [];
    const givenUp: number[] = [];
    let table: Neighbour[] = [];
    const searching = new NeighbourSearch({
      unresolvedAddresses: 3,
      neighbourMs: 150,
      readNeighbours: () => Promise.resolve(table),
      readUnanswered: () => null,
      onFound: ({ address }) => found.push(address),
      onGivenUp: (address) => givenUp.push(address),
      onPutOff: () => {},
      onRefusedSend: () => {},
    });
    onTestFinished(() => searching.end());
    const first = 0x7f00_0101;
    for (const offset of [0, 1, 2]) {
      expect(searching.hasRoom).toBe(true);
      searching.ask(first + offset);
    }
    expect(searching.hasRoom).toBe(false);
    table = [neighbour("127.0.1.2")];
    await expect.poll(() => found).toEqual(["127.0.1.2"]);
    expect(searching.hasRoom).toBe(true);
    await sleep(160);
    searching.expire();
    expect(givenUp).toEqual([first, first + 2]);
    table = [neighbour("127.0.1.1")];
    await expect.poll(() => found).toEqual(["127.0.1.2", "127.0.1.1"]);
  });
});

describe("a pace", () => {
  it("is even, and makes up for 20 ms at most", () => {
    let nowMs = 0;
    const pace = new Pace(1_000, () => nowMs);
    const taken = (): number => {
      let count = 0;
      while (pace.take()) count += 1;
      return count;
    };
    expect(taken()).toBe(20);
    nowMs += 5;
    expect(taken()).toBe(5);
    nowMs += 1_000;
    expect(taken()).toBe(20);
  });

  it("lets something through however slow it is", () => {
    let nowMs = 0;
    const pace = new Pace(10, () => nowMs);
    expect(pace.take()).toBe(true);
    expect(pace.take()).toBe(false);
    nowMs += 100;
    expect(pace.take()).toBe(true);
  });
});
