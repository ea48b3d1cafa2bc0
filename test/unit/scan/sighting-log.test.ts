import { describe, expect, it } from "vitest";
import { MAX_SIGHTINGS } from "#core/lan/scan-record.ts";
import type { Sighting } from "#core/lan/sighting.ts";
import { SightingLog } from "#host/scan/sighting-log.ts";
import { onWire, seen } from "../lan/some-sightings.ts";

const address = (index: number): string => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;

function logOf(sightings: Iterable<Sighting>): SightingLog {
  const log = new SightingLog();
  for (const sighting of sightings) log.add(sighting);
  return log;
}

describe("what a scan keeps", () => {
  it("is each answer once, however often and when it came", () => {
    const log = new SightingLog();
    expect(log.add(seen("sadp", "192.168.1.64", { model: "X" }))).toBe(true);
    expect(log.add({ ...seen("sadp", "192.168.1.64", { model: "X" }), atMs: 900, raw: "again" })).toBe(false);
    expect(log.add(seen("sadp", "192.168.1.64", { model: "Y" }))).toBe(true);
    expect(log.all).toHaveLength(2);
    expect(log.dropped).toBe(0);
  });

  it("is so much of one sender, and all of the others", () => {
    const log = logOf(Array.from({ length: 1_000 }, (_, n) => seen("sadp", "192.168.1.66", { model: `M${n}` })));
    expect(log.all).toHaveLength(256);
    expect(log.dropped).toBe(744);
    expect(log.add(seen("sadp", "192.168.1.67"))).toBe(true);
  });

  it("leaves room in a flood of datagrams for what the laptop finds out by itself", () => {
    const log = logOf(Array.from({ length: MAX_SIGHTINGS + 100 }, (_, n) => seen("sadp", address(n))));
    expect(log.all.length).toBeLessThan(MAX_SIGHTINGS);
    expect(log.add(onWire("192.168.1.1", "44:47:cc:00:00:01"))).toBe(true);
    for (let n = 0; n < MAX_SIGHTINGS; n += 1) log.add(onWire(address(n), "44:47:cc:00:00:01"));
    expect(log.all).toHaveLength(MAX_SIGHTINGS);
  });

  it("is without the bytes once they would fill the memory", () => {
    const raw = "x".repeat(4_000);
    const log = logOf(Array.from({ length: 1_000 }, (_, n) => ({ ...seen("sadp", address(n)), raw })));
    const kept = log.all.filter((sighting) => sighting.raw !== null);
    expect(kept.length).toBe(750);
    expect(log.all).toHaveLength(1_000);
  });
});
