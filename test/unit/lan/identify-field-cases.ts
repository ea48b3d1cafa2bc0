import type { Claims, Sighting } from "#core/lan/sighting.ts";
import { onWire, seen } from "./some-sightings.ts";

/** What is met on customers' sites: how many devices there are, and what of them must be right or must not be said. */
export type FieldCase = {
  why: string;
  sightings: Sighting[];
  gateways?: string[];
  devices: number;
  /** Of the device whose first address this is. */
  expected?: Record<
    string,
    { keys?: string[]; brand?: string | null; model?: string | null; role?: string; seen?: false }
  >;
};

const [A, B, C] = ["44:47:cc:00:00:01", "44:47:cc:00:00:02", "3c:ef:8c:00:00:03"];
const ROUTER = "b8:27:eb:00:00:01";
const REPEATER = "b8:27:eb:00:00:02";
const VIRTUAL = "00:00:5e:00:01:0a";

const dahua = (address: string, mac: string, n: number, from = address): Sighting =>
  seen(
    "dhdiscover",
    from,
    { mac, addresses: [address], brand: "Dahua", model: `IPC-HFW${n}`, serialNumber: `3G0${n}PAL00123` },
    { port: 37_810 },
  );
const recorder = (address: string, mac: string): Sighting =>
  seen(
    "dhdiscover",
    address,
    { mac, addresses: [address], brand: "Dahua", model: "NVR5216-16P", role: "recorder", serialNumber: "4K0AAAAPAZ" },
    { port: 37_810 },
  );
const onvif = (address: string, claims: Claims, from = address): Sighting =>
  seen("onvif-discovery", from, { addresses: [address], ...claims }, { port: 3_702 });
const mdns = (from: string, hostName: string, address: string | null, claims: Claims = {}): Sighting =>
  seen("mdns", from, { hostName, ...(address !== null && { addresses: [address] }), ...claims }, { port: 5_353 });

export const FIELD_CASES: readonly FieldCase[] = [
  {
    why: "a recorder that answers for the cameras at its own ports: no camera shares its address",
    sightings: [
      onWire("192.168.1.10", A),
      recorder("192.168.1.10", A),
      ...[1, 2, 3].map((n) => dahua(`10.1.1.6${n}`, `${C.slice(0, -1)}${n}`, 1000 + n, "192.168.1.10")),
    ],
    devices: 4,
    expected: {
      "192.168.1.10": { model: "NVR5216-16P", role: "recorder" },
      "10.1.1.61": { model: "IPC-HFW1001", seen: false },
    },
  },
  {
    why: "a camera that answers itself and for which its recorder speaks, too",
    sightings: [
      onWire("192.168.1.10", A),
      recorder("192.168.1.10", A),
      onWire("192.168.1.61", C),
      dahua("192.168.1.61", C, 1001),
      dahua("192.168.1.61", C, 1001, "192.168.1.10"),
    ],
    devices: 2,
  },
  {
    why: "a recorder that is an ONVIF device for each channel",
    sightings: [
      onWire("192.168.1.10", A),
      onvif("192.168.1.10", { uuid: "4d454930-0000-1000-8000-4447cc000001", model: "NVR5216" }),
      onvif("192.168.254.2", { uuid: "4d454930-0000-1000-8000-4447cc000077", model: "IPC-1" }, "192.168.1.10"),
      onvif("192.168.254.3", { uuid: "4d454930-0000-1000-8000-4447cc000078", model: "IPC-2" }, "192.168.1.10"),
    ],
    devices: 3,
    expected: { "192.168.1.10": { model: "NVR5216" }, "192.168.254.2": { model: "IPC-1", seen: false } },
  },
  {
    why: "a camera whose ONVIF answer still names its old address",
    sightings: [onWire("192.168.1.50", A), onvif("192.168.1.10", { uuid: "ab-1", model: "IPC" }, "192.168.1.50")],
    devices: 1,
    expected: { "192.168.1.50": { model: "IPC" } },
  },
  {
    why: "a software recorder in a container that names the container's address",
    sightings: [onWire("192.168.1.50", A), onvif("172.17.0.2", { uuid: "ab-1" }, "192.168.1.50")],
    devices: 1,
  },
  {
    why: "a router that repeats mDNS of another network is not a Chromecast",
    sightings: [
      onWire("192.168.1.1", ROUTER),
      mdns("192.168.1.1", "tv", "192.168.20.5", { brand: "Google", model: "Chromecast", role: "other" }),
      mdns("192.168.1.1", "p1", "192.168.20.6", { brand: "Axis", model: "P3245", role: "camera" }),
      mdns("192.168.1.1", "unplaced", null, { brand: "Brother", model: "HL-2" }),
    ],
    gateways: ["192.168.1.1"],
    devices: 3,
    expected: {
      "192.168.1.1": { brand: null, model: null, role: "router" },
      "192.168.20.6": { brand: "Axis", role: "camera", seen: false },
    },
  },
  {
    why: "the same over IPv6",
    sightings: [
      onWire("192.168.1.1", ROUTER),
      onWire("fe80::1", ROUTER),
      mdns("fe80::1", "tv", "192.168.20.5", { brand: "Google" }),
      mdns("fe80::1", "p1", "192.168.20.6", { brand: "Axis" }),
    ],
    gateways: ["192.168.1.1"],
    devices: 3,
    expected: { "192.168.1.1": { brand: null } },
  },
  {
    why: "a television that speaks for a sleeping computer stays a television",
    sightings: [
      onWire("192.168.1.30", A),
      mdns("192.168.1.30", "apple-tv", "192.168.1.30", { brand: "Apple", model: "AppleTV6,2" }),
      mdns("192.168.1.30", "macbook", "192.168.1.31", { brand: "Apple", model: "MacBookPro18,3" }),
    ],
    devices: 2,
    expected: { "192.168.1.30": { model: "AppleTV6,2" } },
  },
  {
    why: "a storage that names a container's address in mDNS beside its own",
    sightings: [
      onWire("192.168.1.5", A),
      mdns("192.168.1.5", "nas", "192.168.1.5"),
      mdns("192.168.1.5", "nas", "172.17.0.1"),
    ],
    devices: 1,
  },
  {
    why: "a storage that names the MACs of both its cards in mDNS is no conflict",
    sightings: [
      onWire("192.168.1.5", A),
      mdns("192.168.1.5", "nas", null, { mac: A }),
      mdns("192.168.1.5", "nas", null, { mac: B }),
    ],
    devices: 1,
  },
  {
    why: "a program that is six loudspeakers with made-up MACs on one computer",
    sightings: [
      onWire("192.168.1.5", A),
      ...[1, 2, 3, 4, 5, 6].map((n) => mdns("192.168.1.5", `s${n}`, null, { mac: `aa:aa:00:00:00:0${n}` })),
    ],
    devices: 1,
  },
  {
    why: "a recorder with two cards in one network whose answers both leave by the first",
    sightings: [
      onWire("192.168.1.10", A),
      seen("sadp", "192.168.1.10", {
        mac: A,
        addresses: ["192.168.1.10"],
        brand: "Hikvision",
        serialNumber: "DS-77-0001",
      }),
      seen("sadp", "192.168.1.10", {
        mac: B,
        addresses: ["192.168.1.11"],
        brand: "Hikvision",
        serialNumber: "DS-77-0001",
      }),
    ],
    devices: 1,
  },
  {
    why: "two cameras behind a repeater that differ in what they say",
    sightings: [
      onWire("192.168.1.21", REPEATER),
      onWire("192.168.1.22", REPEATER),
      seen("sadp", "192.168.1.21", { mac: A, model: "DS-2CD1" }),
      seen("sadp", "192.168.1.22", { mac: B, model: "DS-2CD1" }),
    ],
    devices: 2,
  },
  {
    why: "two cameras behind a repeater, by ONVIF only",
    sightings: [
      onWire("192.168.1.21", REPEATER),
      onWire("192.168.1.22", REPEATER),
      onvif("192.168.1.21", { uuid: "one-1" }),
      onvif("192.168.1.22", { uuid: "two-2" }),
    ],
    devices: 2,
  },
  {
    why: "cameras behind a repeater are not of the repeater's brand",
    sightings: [1, 2, 3, 4, 5].map((n) => onWire(`192.168.1.${n}`, C)),
    devices: 5,
    expected: { "192.168.1.1": { brand: null } },
  },
  {
    why: "a second address on one card, told alike",
    sightings: [
      onWire("192.168.1.21", A),
      onWire("192.168.1.22", A),
      seen("sadp", "192.168.1.21", { mac: A, model: "DS-2CD1" }),
      onvif("192.168.1.22", { uuid: "one-1", model: "DS-2CD1" }),
    ],
    devices: 1,
  },
  {
    why: "IPv4 and IPv6 of one card that give different kinds of numbers",
    sightings: [
      onWire("192.168.1.21", A),
      onWire("fe80::21", A),
      seen("sofia", "192.168.1.21", { mac: A, serialNumber: "a1b2c3d4e5f60718" }),
      seen("onvif", "fe80::21", { serialNumber: "00408c887766" }),
    ],
    devices: 1,
  },
  {
    why: "two routers and the address that they share (VRRP), and the same group in another network",
    sightings: [
      onWire("192.168.1.1", VIRTUAL),
      onWire("192.168.1.2", A),
      onWire("192.168.1.3", B),
      onWire("10.10.0.1", VIRTUAL, "eth1"),
    ],
    devices: 4,
    expected: { "192.168.1.1": { keys: ["address:eth0:192.168.1.1"] } },
  },
  {
    why: "bonded cards: one MAC, one address",
    sightings: [onWire("192.168.1.5", A), onWire("192.168.1.5", A)],
    devices: 1,
  },
  {
    why: "an address that changed during the search",
    sightings: [
      onWire("192.168.1.50", A),
      onWire("192.168.1.51", A),
      seen("sadp", "192.168.1.50", { mac: A, model: "DS-2CD1" }),
      seen("sadp", "192.168.1.51", { mac: A, model: "DS-2CD1" }),
    ],
    devices: 1,
  },
  {
    why: "at the factory address, seen by both cards of the laptop in one network",
    sightings: [
      onWire("192.168.1.64", A),
      seen("sadp", "192.168.1.64", { mac: A, model: "DS-2CD1" }),
      seen("sadp", "192.168.1.64", { mac: A, model: "DS-2CD1" }, { interfaceName: "eth1" }),
    ],
    devices: 1,
  },
  {
    why: "copies with one serial number by ONVIF in one network",
    sightings: [
      onWire("192.168.1.64", A),
      onWire("192.168.1.65", B),
      seen("onvif", "192.168.1.64", { serialNumber: "EF00000002F01234", model: "IPC" }),
      seen("onvif", "192.168.1.65", { serialNumber: "EF00000002F01234", model: "IPC" }),
    ],
    devices: 2,
    expected: { "192.168.1.64": { keys: [`mac:${A}`] }, "192.168.1.65": { keys: [`mac:${B}`] } },
  },
  {
    why: "a camera on cable and Wi-Fi in one network, by the maker's own number",
    sightings: [
      onWire("192.168.1.64", A),
      onWire("192.168.1.65", B),
      seen("sadp", "192.168.1.64", { mac: A, serialNumber: "DS-2CV1023G0-0001", model: "DS-2CV1" }),
      seen("sadp", "192.168.1.65", { mac: B, serialNumber: "DS-2CV1023G0-0001", model: "DS-2CV1" }),
    ],
    devices: 1,
  },
  {
    why: "serial numbers from the example: 0123456789ABCDEF, the model, one letter again and again",
    sightings: ["0123456789ABCDEF", "IPC-MODEL", "ffffffff"].flatMap((serialNumber, n) => [
      onWire(`192.168.1.${10 + n}`, `44:47:cc:00:01:0${n}`),
      onWire(`10.10.0.${10 + n}`, `44:47:cc:00:02:0${n}`, "eth1"),
      seen("sadp", `192.168.1.${10 + n}`, { serialNumber, model: "IPC-MODEL" }),
      seen("sadp", `10.10.0.${10 + n}`, { serialNumber, model: "IPC-MODEL" }, { interfaceName: "eth1" }),
    ]),
    devices: 6,
  },
  {
    why: "a UUID in capitals and without hyphens",
    sightings: [
      onvif("192.168.1.64", { uuid: "4D454930-0000-1000-8000-4447CC000001" }),
      seen(
        "ssdp",
        "10.10.0.64",
        { uuid: "4d454930000010008000 4447cc000001".replace(" ", "") },
        { interfaceName: "eth1" },
      ),
    ],
    devices: 1,
  },
  {
    why: "a recorder's second card, by the first one's MAC in its UUID",
    sightings: [
      onWire("192.168.1.64", A),
      onWire("10.10.0.64", B, "eth1"),
      seen(
        "onvif-discovery",
        "10.10.0.64",
        { uuid: "4d454930-0000-1000-8000-4447cc000001" },
        { interfaceName: "eth1" },
      ),
    ],
    devices: 1,
  },
  {
    why: "Axis: the serial number is the MAC",
    sightings: [
      seen("mdns", "192.168.1.90", { mac: "ac:cc:8e:00:00:01" }),
      seen("onvif", "10.10.0.90", { brand: "Axis", serialNumber: "ACCC8E000001" }, { interfaceName: "eth1" }),
    ],
    devices: 1,
  },
  {
    why: "a UUID with the MAC of the computer that built the firmware joins nobody",
    sightings: [
      onWire("192.168.1.64", A),
      onWire("192.168.1.65", B),
      onvif("192.168.1.64", { uuid: "4d454930-0000-1000-8000-001122000001" }),
      onvif("192.168.1.65", { uuid: "4d454931-0000-1000-8000-001122000001" }),
    ],
    devices: 2,
  },
  {
    why: "searches that a router relays from another network",
    sightings: [
      seen("sadp", "10.20.0.64", { mac: A, addresses: ["10.20.0.64"] }, { interfaceName: null }),
      seen("sadp", "10.20.0.65", { mac: B, addresses: ["10.20.0.65"] }, { interfaceName: null }),
    ],
    devices: 2,
  },
  {
    why: "searches that a relay answers in its own name",
    sightings: [
      onWire("192.168.1.1", ROUTER),
      seen("sadp", "192.168.1.1", { mac: A, addresses: ["10.20.0.64"], brand: "Hikvision" }),
      seen("sadp", "192.168.1.1", { mac: B, addresses: ["10.20.0.65"], brand: "Hikvision" }),
    ],
    gateways: ["192.168.1.1"],
    devices: 3,
    expected: { "192.168.1.1": { brand: null, role: "router" } },
  },
  {
    why: "only IPv6",
    sightings: [onWire("fe80::7", A), mdns("fe80::7", "cam", null, { brand: "Axis" })],
    devices: 1,
    expected: { "fe80::7": { brand: "Axis" } },
  },
  {
    why: "a router with an address in each of three networks on one card",
    sightings: ["192.168.1.1", "192.168.2.1", "10.0.0.1"].map((address) => onWire(address, ROUTER)),
    gateways: ["192.168.1.1"],
    devices: 1,
  },
  {
    why: "virtual machines and their host: a MAC each",
    sightings: [
      onWire("192.168.1.5", A),
      onWire("192.168.1.6", "52:54:00:12:34:56"),
      onWire("192.168.1.7", "52:54:00:12:34:57"),
    ],
    devices: 3,
  },
  {
    why: "a printer with web pages at two ports",
    sightings: [
      onWire("192.168.1.9", A),
      seen("http", "192.168.1.9", { model: "HP LaserJet" }, { port: 80 }),
      seen("http", "192.168.1.9", { model: "EWS" }, { port: 443 }),
      mdns("192.168.1.9", "npi", "192.168.1.9", { role: "other" }),
    ],
    devices: 1,
    expected: { "192.168.1.9": { role: "other" } },
  },
];
