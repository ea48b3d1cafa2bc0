import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sighting } from "#core/lan/sighting.ts";
import { devicesOf, onWire, seen } from "./some-sightings.ts";

const A = "44:47:cc:00:00:01";
const B = "44:47:cc:00:00:02";
const NVR = { model: "DS-7608NI-Q1", brand: "Hikvision", serialNumber: "DS-7608NI-Q1 0820190101CCRR1" };

/** Which sightings are one device, and which are not: the number of devices, and why. */
const COUNTS: readonly [why: string, devices: number, sightings: Sighting[]][] = [
  [
    "one device in several protocols",
    1,
    [
      onWire("192.168.1.64", A),
      seen("sadp", "192.168.1.64", { mac: A, ...NVR }),
      seen("onvif-discovery", "192.168.1.64", { uuid: "6f2e-1", model: "DS-7608NI-Q1" }),
      seen("http", "192.168.1.64", { brand: "Hikvision" }, { port: 80 }),
    ],
  ],
  ["IPv4 and IPv6 of one card", 1, [onWire("192.168.1.64", A), onWire("fe80::4647:ccff:fe00:1", A)]],
  [
    "a recorder with two cards, by its serial number",
    1,
    [
      onWire("192.168.1.64", A),
      onWire("10.10.0.64", B, "eth1"),
      seen("sadp", "192.168.1.64", { mac: A, ...NVR }),
      seen("sadp", "10.10.0.64", { mac: B, ...NVR }, { interfaceName: "eth1" }),
    ],
  ],
  [
    "a recorder with two cards, by its UUID",
    1,
    [
      onWire("192.168.1.64", A),
      onWire("10.10.0.64", B, "eth1"),
      seen("onvif-discovery", "192.168.1.64", { uuid: "4d454930-0000-1000-8000-4447cc000001" }),
      seen(
        "onvif-discovery",
        "10.10.0.64",
        { uuid: "4d454930-0000-1000-8000-4447cc000001" },
        { interfaceName: "eth1" },
      ),
    ],
  ],
  [
    "two cameras on one factory address",
    2,
    [
      onWire("192.168.1.64", A),
      seen("sadp", "192.168.1.64", { mac: A, model: "DS-2CD2042" }),
      seen("sadp", "192.168.1.64", { mac: B, model: "DS-2CD2042" }),
    ],
  ],
  ["two cameras that take turns in the neighbour table", 2, [onWire("192.168.1.64", A), onWire("192.168.1.64", B)]],
  [
    "one that names its two MACs in two protocols (cable and Wi-Fi)",
    1,
    [seen("sadp", "192.168.1.64", { mac: A }), seen("onvif-discovery", "192.168.1.64", { mac: B })],
  ],
  [
    "clones that were shipped with one UUID",
    2,
    [
      onWire("192.168.1.64", A),
      onWire("192.168.1.65", B),
      seen("onvif-discovery", "192.168.1.64", { uuid: "clone", model: "IPC" }),
      seen("onvif-discovery", "192.168.1.65", { uuid: "clone", model: "IPC" }),
    ],
  ],
  ["a flock behind a repeater's one MAC", 5, [1, 2, 3, 4, 5].map((n) => onWire(`192.168.1.${n}`, A))],
  ["one card with an address beside its own", 1, [onWire("192.168.1.64", A), onWire("192.168.1.65", A)]],
  [
    "a liar that claims another's MAC and shows another model",
    2,
    [
      onWire("192.168.1.64", A),
      seen("sadp", "192.168.1.64", { mac: A, ...NVR }),
      onWire("192.168.1.70", B),
      seen("sofia", "192.168.1.70", { mac: A, model: "IPC-X", serialNumber: "99887766554433" }),
    ],
  ],
  [
    "serial numbers that nobody filled in",
    2,
    [
      onWire("192.168.1.64", A),
      onWire("192.168.1.65", B),
      seen("dhdiscover", "192.168.1.64", { serialNumber: "000000000000" }),
      seen("dhdiscover", "192.168.1.65", { serialNumber: "000000000000" }),
    ],
  ],
  [
    "the same private address on two cards that are two networks",
    2,
    [onWire("192.168.1.64", A, "eth0"), onWire("192.168.1.64", B, "eth1")],
  ],
  [
    "the same address on two cards in one network",
    1,
    [onWire("192.168.1.64", A, "eth0"), onWire("192.168.1.64", A, "eth1")],
  ],
  [
    "typed in by hand and seen on the wire",
    1,
    [seen("person", "192.168.1.64", {}, { interfaceName: null }), onWire("192.168.1.64", A)],
  ],
  [
    "nobody: the own computer, a group, everybody",
    0,
    [seen("ssdp", "127.0.0.1"), seen("mdns", "224.0.0.251"), seen("sadp", "255.255.255.255"), seen("sadp", "0.0.0.0")],
  ],
];

describe("which sightings are one device", () => {
  it.each(COUNTS)("%s: %i", (_why, count, sightings) => {
    expect(devicesOf(sightings)).toHaveLength(count);
  });

  it.each(COUNTS)("%s, in any order", (_why, _count, sightings) => {
    const inOrder = devicesOf(sightings);
    fc.assert(
      fc.property(fc.shuffledSubarray(sightings, { minLength: sightings.length }), (shuffled) => {
        expect(devicesOf(shuffled)).toEqual(inOrder);
      }),
      { numRuns: 20 },
    );
  });
});

describe("what a device is", () => {
  it("takes the maker's own protocol before a page's title, and keeps what else is said", () => {
    const [device] = devicesOf([
      seen("http", "192.168.1.64", { brand: "HiLook", model: "Web" }),
      seen("sadp", "192.168.1.64", { mac: A, ...NVR, firmware: "V4.30" }),
    ]);
    expect(device?.brand).toMatchObject({ value: "Hikvision", source: "sadp" });
    expect(device?.model).toMatchObject({ value: "DS-7608NI-Q1", otherwise: [{ value: "Web", source: "http" }] });
    expect(device?.brand?.otherwise).toEqual([{ value: "HiLook", source: "http" }]);
  });

  it("is surer where sources agree", () => {
    const one = devicesOf([seen("http", "192.168.1.64", { brand: "Axis" })])[0]?.brand?.confidence ?? 0;
    const two = devicesOf([
      seen("http", "192.168.1.64", { brand: "Axis" }),
      seen("mdns", "192.168.1.64", { brand: "AXIS" }),
    ])[0]?.brand?.confidence;
    expect(two).toBeGreaterThan(one);
  });

  it("counts what one source says once", () => {
    const say = (port: number): Sighting => seen("http", "192.168.1.64", { brand: "Axis" }, { port });
    expect(devicesOf([say(80), say(8080)])[0]?.brand?.confidence).toBe(devicesOf([say(80)])[0]?.brand?.confidence);
  });

  it("names the brand behind a network card where nothing else tells", () => {
    const [device] = devicesOf([onWire("192.168.1.9", "3c:ef:8c:00:00:01")]);
    expect(device).toMatchObject({ brand: { value: "Dahua", source: "neighbour" }, maker: /Dahua/ });
  });

  it.each([
    [
      "a model that the maker uses for recorders, though ONVIF calls it an encoder",
      "recorder",
      [seen("onvif-discovery", "192.168.1.64", { role: "camera", brand: "Hikvision", model: "DS-7608NI-Q1" })],
    ],
    ["the gateway", "router", [onWire("192.168.1.1", "b8:27:eb:00:00:01")]],
    ["nothing that tells", "unknown", [onWire("192.168.1.9", "b8:27:eb:00:00:02")]],
    [
      "what the person's login showed",
      "door-station",
      [
        seen("onvif-discovery", "192.168.1.9", { role: "camera" }),
        seen("login", "192.168.1.9", { role: "door-station" }),
      ],
    ],
  ] as const)("calls it by %s: %s", (_why, role, sightings) => {
    expect(devicesOf(sightings, ["192.168.1.1"])[0]?.role.value).toBe(role);
  });

  it("sees no contradiction in a recorder or a door station that sends video", () => {
    const [device] = devicesOf([
      seen("sadp", "192.168.1.64", { role: "recorder" }),
      seen("onvif-discovery", "192.168.1.64", { role: "camera" }),
      seen("rtsp", "192.168.1.64", { role: "camera", certainty: 0.6 }),
    ]);
    expect(device?.role).toMatchObject({ value: "recorder", otherwise: [] });
  });

  it("believes a camera's stream before a page that only looks like somebody else's", () => {
    const [device] = devicesOf([
      seen("onvif-discovery", "192.168.1.64", { role: "camera" }),
      seen("http", "192.168.1.64", { role: "router", certainty: 0.3 }),
    ]);
    expect(device?.role.value).toBe("camera");
  });

  it("puts the address first that can be used from here", () => {
    const [device] = devicesOf([
      seen("sadp", "192.168.1.64", { mac: A, addresses: ["172.16.9.9", "192.168.1.64"] }),
      onWire("fe80::4647:ccff:fe00:1", A),
    ]);
    expect(device?.addresses.map(({ address, seen: s, inOwnNetwork }) => [address, s, inOwnNetwork])).toEqual([
      ["192.168.1.64", true, true],
      ["fe80::4647:ccff:fe00:1", true, null],
      ["172.16.9.9", false, false],
    ]);
  });

  it("says that a device is in none of the laptop's networks", () => {
    const [device] = devicesOf([seen("sadp", "192.168.0.64", { mac: A })]);
    expect(device?.addresses[0]).toMatchObject({ inOwnNetwork: false, seen: true });
  });

  it("takes links only to the device's own addresses", () => {
    const url = (text: string): { kind: "web"; url: string } => ({ kind: "web", url: text });
    const [device] = devicesOf([
      seen("upnp-description", "192.168.1.64", {
        urls: [url("http://192.168.1.64:88/x"), url("http://evil.example/"), url("http://192.168.1.64@evil.example/")],
        ports: [{ transport: "tcp", port: 443, service: "web-secure" }],
      }),
    ]);
    expect(device?.links.map((link) => link.url)).toEqual(["http://192.168.1.64:88/x", "https://192.168.1.64/"]);
  });
});

describe("how a device is known again", () => {
  it("by MAC, serial number and UUID, by its address only without any of these", () => {
    const [full] = devicesOf([seen("sadp", "192.168.1.64", { mac: A, ...NVR, uuid: "AB-1" })]);
    expect(full?.keys).toEqual([`mac:${A}`, `serial:hikvision:${NVR.serialNumber.toLowerCase()}`, "uuid:ab-1"]);
    const [mute] = devicesOf([
      seen("port", "192.168.1.70", { ports: [{ transport: "tcp", port: 80, service: null }] }),
    ]);
    expect(mute?.keys).toEqual(["address:eth0:192.168.1.70"]);
  });

  it("not by a MAC that is another's on the wire, nor by one that a whole flock answers with", () => {
    const devices = devicesOf([
      onWire("192.168.1.64", A),
      seen("sadp", "192.168.1.64", { mac: A, ...NVR }),
      onWire("192.168.1.70", B),
      seen("sofia", "192.168.1.70", { mac: A, model: "IPC-X", serialNumber: "99887766554433" }),
    ]);
    expect(devices.map(({ id }) => id)).toEqual([`mac:${A}`, `mac:${B}`]);
    expect(devices[1]?.keys).not.toContain(`mac:${A}`);
    expect(devices[1]?.macs).toContain(A);
    const flock = devicesOf([1, 2, 3, 4, 5].map((n) => onWire(`192.168.1.${n}`, A)));
    expect(flock.flatMap(({ keys }) => keys).every((key) => key.startsWith("address:"))).toBe(true);
  });

  it("gives every device an id of its own, whatever they claim", () => {
    const claim = { serialNumber: "SAME-SERIAL-1", brand: "X" };
    const devices = devicesOf(
      Array.from({ length: 50 }, (_, n) => seen("sofia", `192.168.1.${n + 2}`, { ...claim, model: `M${n}` })),
    );
    expect(new Set(devices.map(({ id }) => id)).size).toBe(devices.length);
  });
});
