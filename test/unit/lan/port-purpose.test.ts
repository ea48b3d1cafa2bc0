import { describe, expect, it } from "vitest";
import { portPurpose, portText, RISKY_SERVICES, SWEEP_PORTS } from "#core/lan/port-purpose.ts";
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

  it("sweeps each port once, and knows what it looks for", () => {
    expect(SWEEP_PORTS.length).toBe(new Set(SWEEP_PORTS).size);
    expect(SWEEP_PORTS.filter((port) => portPurpose(port, "tcp") === null)).toEqual([]);
    for (const wanted of [80, 443, 554, 2020, 8899, 4520, 6036, 7100, 8000, 9000, 10_554, 34_567, 37_777])
      expect(SWEEP_PORTS).toContain(wanted);
  });

  it("has a text for every service, and no other", () => {
    const brands = [undefined, "Hikvision", "Reolink", "Paradox", "Lantronix", "Axis", "Ubiquiti"];
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
