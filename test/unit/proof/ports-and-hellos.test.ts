import { describe, expect, test } from "vitest";
import { isRefusedByBrowsers, isUsablePort, substitutePorts } from "#core/proof/browser-ports.ts";
import { proofHellos } from "#core/proof/proof-hello.ts";
import { isSameCarrier } from "#core/proof/same-carrier.ts";

describe("ports that a telephone can open", () => {
  test("are those that the Fetch standard does not block", () => {
    expect([21, 22, 25, 554, 5060, 6000, 10_080, 4190, 6679].filter(isRefusedByBrowsers)).toHaveLength(9);
    expect([80, 443, 8000, 8080, 8443, 8554, 34_567, 37_777].filter(isRefusedByBrowsers)).toEqual([]);
  });

  /** Counts up, so that every port is tried. */
  const counting = () => {
    let next = 0;
    return (below: number) => (below === 1 ? 0 : next++ % below);
  };

  test("are taken in place of others where nobody listens, never one that is taken", () => {
    const ports = substitutePorts({ count: 2, taken: new Set([40_000]), usable: null, random: counting() });
    expect(ports).toEqual([40_001, 40_002]);
  });

  test("are those of the line where the address is shared", () => {
    const usable = [{ from: 5059, to: 5063 }];
    const asked = { count: 9, taken: new Set([5059]), usable, random: counting() };
    expect(substitutePorts(asked)).toEqual([5062, 5063]);
    expect(substitutePorts({ ...asked, usable: [] })).toEqual([]);
    expect([isUsablePort(5059, usable), isUsablePort(80, usable), isUsablePort(80, null)]).toEqual([true, false, true]);
  });
});

describe("the hello", () => {
  test.each([
    [80, "web", undefined, "http https"],
    [443, "web", undefined, "https http"],
    [443, "app", undefined, "tls"],
    [8443, "app", "Hikvision", "tls"],
    [554, "stream", undefined, "rtsp"],
    [10_554, "stream", undefined, "rtsp"],
    [8000, "app", "Hikvision", "banner"],
    [8000, "web", "Hikvision", "banner"],
    [8000, "web", undefined, "http https"],
    [8000, "app", undefined, "banner"],
    [37_777, "app", undefined, "banner"],
    [34_567, "app", undefined, "banner"],
    [9000, "app", "Reolink", "banner"],
    [50_000, "stream", undefined, "rtsp"],
    [50_000, "web", undefined, "http https"],
    [50_000, "other", undefined, "banner http"],
    [2601, "panel", undefined, "banner"],
    [443, "vpn", undefined, "https http"],
  ] as const)("for port %i, opened for %s, brand %s: %s", (internalPort, use, brand, hellos) => {
    expect(proofHellos({ internalPort, use }, brand).join(" ")).toBe(hellos);
  });
});

describe("two names of a provider", () => {
  test.each([
    ["Telekom", "Deutsche Telekom AG", true],
    ["vodafone", "Vodafone GmbH", true],
    ["O2 Telefónica", "o2", true],
    ["AT&T", "at&t Mobility", true],
    ["Deutsche Telekom", "Telekom Austria", false],
    ["Vodafone", "Telekom", false],
    ["", "Telekom", false],
    [null, undefined, false],
    ["Mobile", "mobile", true],
    ["GmbH", "Telekom GmbH", false],
  ])("%s and %s", (a, b, same) => {
    expect([isSameCarrier(a, b), isSameCarrier(b, a)]).toEqual([same, same]);
  });
});
