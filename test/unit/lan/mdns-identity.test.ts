import { describe, expect, test } from "vitest";
import type { DnsSdService } from "#core/codec/dns-sd.ts";
import { claimsOfServices, servicesByHost } from "#core/lan/mdns-identity.ts";
import type { Claims } from "#core/lan/sighting.ts";

function service(
  type: string,
  instance: string | null,
  txt: Record<string, string> = {},
  more: Partial<DnsSdService> = {},
): DnsSdService {
  const serviceType = `_${type}._tcp.local`;
  return { serviceType, instance, host: null, port: null, txt: new Map(Object.entries(txt)), addresses: [], ...more };
}

const CASES: readonly (readonly [what: string, services: readonly DnsSdService[], claims: Claims])[] = [
  [
    "a HomeKit camera",
    [service("hap", "Einfahrt", { md: "Camera E1", ci: "17", id: "11:22:33:44:55:66" })],
    { model: "Camera E1", name: "Einfahrt", role: "camera" },
  ],
  [
    "a HomeKit door station",
    [service("hap", "Tor", { md: "X1", ci: "18" })],
    { model: "X1", name: "Tor", role: "door-station" },
  ],
  ["a HomeKit alarm system", [service("hap", "Alarm", { ci: "11" })], { name: "Alarm", role: "panel" }],
  ["a HomeKit lamp", [service("hap", "Lampe", { ci: "5" })], { name: "Lampe", role: "controller" }],
  ["a HomeKit television", [service("hap", "TV", { ci: "31" })], { name: "TV", role: "other" }],
  [
    "Shelly",
    [service("shelly", "shellyplus1pm-a8032ab0c0d0", { app: "Plus1PM", ver: "1.4.4", gen: "2" })],
    { mac: "a8:03:2a:b0:c0:d0", brand: "Shelly", model: "Plus1PM", firmware: "1.4.4", role: "controller" },
  ],
  [
    "a Hue bridge",
    [service("hue", "Hue Bridge - A0B0C0", { bridgeid: "001788fffea0b0c0", modelid: "BSB002" })],
    { mac: "00:17:88:a0:b0:c0", brand: "Philips Hue", model: "BSB002", role: "controller" },
  ],
  [
    "Home Assistant",
    [
      service(
        "home-assistant",
        "Home",
        { location_name: "Haus", uuid: "9f86d081884c4d659a2feaa0c55ad015", version: "2026.11.1" },
        { port: 8_123 },
      ),
    ],
    {
      uuid: "9f86d081884c4d659a2feaa0c55ad015",
      brand: "Home Assistant",
      firmware: "2026.11.1",
      name: "Haus",
      role: "controller",
      ports: [{ transport: "tcp", port: 8_123, service: "web" }],
    },
  ],
  [
    "a printer that has a page",
    [
      service("http", "HP LaserJet", {}, { port: 80 }),
      service("ipp", "HP LaserJet", { ty: "HP LaserJet M404", usb_MFG: "HP" }, { port: 631 }),
    ],
    {
      brand: "HP",
      model: "LaserJet M404",
      name: "HP LaserJet",
      role: "other",
      ports: [{ transport: "tcp", port: 80, service: "web" }],
    },
  ],
  [
    "an Axis print server",
    [service("printer", "AXIS 5400 - 00408C010203", {}, { port: 515 })],
    { mac: "00:40:8c:01:02:03", brand: "Axis", model: "5400", role: "other" },
  ],
  [
    "a computer",
    [service("workstation", "nas [00:11:32:0a:0b:0c]", {}, { host: "nas.local" })],
    { mac: "00:11:32:0a:0b:0c", name: "nas", hostName: "nas" },
  ],
  ["a TiVo", [service("tivo-videos", "Wohnzimmer")], { brand: "TiVo", name: "Wohnzimmer", role: "other" }],
  [
    "a camera that tells nothing but RTSP",
    [service("rtsp", "Cam 3", {}, { port: 8_554 })],
    {
      name: "Cam 3",
      role: "camera",
      certainty: 0.4,
      ports: [{ transport: "tcp", port: 8_554, service: "rtsp" }],
    },
  ],
  [
    "an Axis camera that somebody named",
    [service("axis-video", "Rampe Nord", { macaddress: "ACCC8E0A0B0C" })],
    {
      mac: "ac:cc:8e:0a:0b:0c",
      brand: "Axis",
      name: "Rampe Nord",
      role: "camera",
      certainty: 0.6,
    },
  ],
  [
    "text that is no text",
    [
      service(
        "http",
        "\u0000\u202e<b>cam</b>",
        { macaddress: "not one", uuid: "\u0007\u0007\u0007\u0007\u0007\u0007\u0007\u0007", model: "\u0007" },
        { port: 70_000, addresses: ["0.0.0.0", "x"] },
      ),
    ],
    { name: "<b>cam</b>" },
  ],
];

describe("who is behind services", () => {
  test.each(CASES)("%s", (_, services, claims) => {
    expect(claimsOfServices(services)).toEqual(claims);
    expect(claimsOfServices(services.toReversed())).toEqual(claims);
  });
});

test("services of several hosts are several devices, types alone belong to the only one", () => {
  const [a, b] = [service("rtsp", "a", {}, { host: "A.local" }), service("http", "a", {}, { host: "a.local" })];
  const other = service("rtsp", "b", {}, { host: "b.local" });
  const types = service("http", null);
  expect(servicesByHost([a, types, b])).toEqual([[a, types, b]]);
  expect(servicesByHost([types])).toEqual([[types]]);
  expect(servicesByHost([a, other, b, types])).toEqual([[a, b], [other]]);
  expect(servicesByHost([])).toEqual([]);
});
