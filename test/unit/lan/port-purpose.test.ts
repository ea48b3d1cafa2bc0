import { describe, expect, it } from "vitest";
import { portPurpose, portText, RISKY_SERVICES, settledPurpose, SWEEP_PORTS } from "#core/lan/port-purpose.ts";
import { en } from "#core/text/en.ts";

describe("what a port is for", () => {
  it.each([
    [80, "tcp", undefined, "web"],
    [554, "tcp", undefined, "rtsp"],
    [37_777, "tcp", undefined, "dahua"],
    [8000, "tcp", undefined, "web-or-apps"],
    [8000, "tcp", "Hikvision", "hikvision"],
    [8000, "tcp", "Annke", "hikvision"],
    [8000, "tcp", "Reolink", "onvif"],
    [10_001, "tcp", undefined, "serial"],
    [10_001, "tcp", "Texecom", "panel"],
    [10_001, "udp", undefined, "ubiquiti"],
    [9527, "tcp", "Xiongmai", "console"],
    [12_345, "tcp", undefined, null],
    [80, "udp", undefined, null],
  ] as const)("port %i/%s of %s", (port, transport, brand, service) => {
    expect(portPurpose(port, transport, brand)).toBe(service);
  });

  it.each([
    ["the number alone", 8000, ["web-or-apps"], undefined, "web-or-apps"],
    ["what answered there", 8000, ["web-or-apps", "web"], undefined, "web"],
    ["the device's own word", 2020, ["web", "onvif", "web-or-apps"], undefined, "onvif"],
    ["the maker's documentation", 8000, ["web", "onvif"], "Hikvision", "hikvision"],
    ["a page over TLS where none is expected", 8080, ["web", "web-secure"], undefined, "web-secure"],
    ["a word for a number that nobody knows", 12_345, [null, "rtsp"], undefined, "rtsp"],
    ["nothing", 12_345, [null], undefined, null],
  ] as const)("settles by %s", (_what, port, said, brand, service) => {
    expect(settledPurpose({ port, transport: "tcp" }, said, brand)).toBe(service);
    expect(settledPurpose({ port, transport: "tcp" }, said.toReversed(), brand)).toBe(service);
  });

  it("sweeps each port once, and knows what it looks for", () => {
    expect(SWEEP_PORTS.length).toBe(new Set(SWEEP_PORTS).size);
    expect(SWEEP_PORTS.filter((port) => portPurpose(port, "tcp") === null)).toEqual([]);
    for (const wanted of [80, 443, 554, 2020, 8899, 4520, 6036, 7100, 8000, 9000, 10_554, 34_567, 37_777])
      expect(SWEEP_PORTS).toContain(wanted);
  });

  it("has a text for every service, and no other", () => {
    const brands = [undefined, "TP-Link", "Hikvision", "Reolink", "Paradox", "Lantronix", "Axis", "Ubiquiti"];
    const said = new Set<string>();
    for (let port = 1; port <= 65_535; port += 1)
      for (const transport of ["tcp", "udp"] as const)
        for (const brand of brands) {
          const service = portPurpose(port, transport, brand);
          if (service !== null) said.add(portText(service));
        }
    expect([...said].toSorted()).toEqual(
      Object.keys(en.port)
        .map((key) => `port.${key}`)
        .toSorted(),
    );
    for (const service of RISKY_SERVICES) expect(said).toContain(portText(service));
  });
});
