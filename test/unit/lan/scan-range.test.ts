import { describe, expect, it } from "vitest";
import { readScanRange } from "#core/lan/scan-range.ts";

describe("a range that a person types", () => {
  it.each([
    ["192.168.1.0/24", "192.168.1.0/24", 256],
    [" 192.168.1.77/24 ", "192.168.1.0/24", 256],
    ["10.20.0.0/16", "10.20.0.0/16", 65_536],
    ["172.31.255.0/24", "172.31.255.0/24", 256],
    ["192.168.1.64", "192.168.1.64/32", 1],
    ["192.0.0.64", "192.0.0.64/32", 1],
    ["169.254.0.0/16", "169.254.0.0/16", 65_536],
  ])("%s is %s", (text, range, addresses) => {
    expect(readScanRange(text)).toEqual({ ok: true, range, addresses });
  });

  it.each([
    ["", "no-range"],
    ["192.168.1", "no-range"],
    ["192.168.1.0/33", "no-range"],
    ["192.168.1.0/24 10.0.0.0/24", "no-range"],
    ["fe80::1/64", "no-range"],
    ["camera.local", "no-range"],
    ["10.0.0.0/8", "too-wide"],
    ["0.0.0.0/0", "too-wide"],
    ["8.8.8.0/24", "not-private"],
    ["172.32.0.0/24", "not-private"],
    ["192.169.0.0/16", "not-private"],
    ["224.0.0.0/24", "not-private"],
    // A carrier's other customers.
    ["100.64.7.0/24", "not-private"],
  ])("%s is refused: %s", (text, reason) => {
    expect(readScanRange(text)).toEqual({ ok: false, reason });
  });

  it("may be a public network that the laptop itself is in, and no more of it", () => {
    expect(readScanRange("25.0.113.0/24", ["25.0.113.9/24"])).toMatchObject({ ok: true });
    expect(readScanRange("25.0.112.0/20", ["25.0.113.9/24"])).toEqual({ ok: false, reason: "not-private" });
    expect(readScanRange("25.0.114.0/24", ["25.0.113.9/24"])).toEqual({ ok: false, reason: "not-private" });
  });
});
