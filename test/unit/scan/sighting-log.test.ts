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
    expect(log.add(seen("sadp", "192.168.1.64", { model: "X" }))).not.toBeNull();
    expect(log.add({ ...seen("sadp", "192.168.1.64", { model: "X" }), atMs: 900, raw: "again" })).toBeNull();
    expect(log.add(seen("sadp", "192.168.1.64", { model: "Y" }))).not.toBeNull();
    expect(log.all).toHaveLength(2);
    expect(log.dropped).toBe(0);
  });

  it("is so much of one sender, and all of the others", () => {
    const log = logOf(Array.from({ length: 1_000 }, (_, n) => seen("sadp", "192.168.1.66", { model: `M${n}` })));
    expect(log.all).toHaveLength(256);
    expect(log.dropped).toBe(744);
    expect(log.add(seen("sadp", "192.168.1.67"))).not.toBeNull();
  });

  it("leaves room in a flood of datagrams for what the laptop finds out by itself", () => {
    const log = logOf(Array.from({ length: MAX_SIGHTINGS + 100 }, (_, n) => seen("sadp", address(n))));
    expect(log.all.length).toBeLessThan(MAX_SIGHTINGS);
    expect(log.add(onWire("192.168.1.1", "44:47:cc:00:00:01"))).not.toBeNull();
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

  it("is what a device shows to a connection, whatever somebody says in its name", () => {
    const log = logOf(Array.from({ length: 300 }, (_, n) => seen("sadp", "192.168.1.66", { model: `M${n}` })));
    expect(log.add(onWire("192.168.1.66", "44:47:cc:00:00:01"))).not.toBeNull();
  });

  it("is without the claims that no record could hold", () => {
    const log = new SightingLog();
    const kept = log.add(
      seen("sadp", "192.168.1.64", {
        model: "DS-2CD1",
        name: "n".repeat(1_000),
        clockOffsetSeconds: Number.NaN,
        ports: [{ transport: "tcp", port: 70_000, service: null }],
      }),
    );
    expect(kept?.claims).toEqual({ model: "DS-2CD1" });
    expect(log.add(seen("sadp", "x".repeat(65)))).toBeNull();
    expect(log.dropped).toBe(1);
  });

  it("is without stream addresses that hold a password", () => {
    const url = (text: string): { kind: "rtsp"; url: string } => ({ kind: "rtsp", url: text });
    const open = url("rtsp://192.168.1.64:554/onvif1");
    const kept = new SightingLog().add(
      seen("rtsp", "192.168.1.64", {
        urls: [
          open,
          url("rtsp://admin:geheim@192.168.1.64/"),
          url("rtsp://192.168.1.64/user=admin_password=geheim_channel=1_stream=0.sdp"),
        ],
      }),
    );
    expect(kept?.claims.urls).toEqual([open]);
  });
});
