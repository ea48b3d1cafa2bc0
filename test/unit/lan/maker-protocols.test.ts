import { describe, expect, test } from "vitest";
import { encodeUtf8 } from "#core/codec/byte-text.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { DISCOVERY_PROTOCOLS } from "#core/lan/discovery-protocols.ts";
import type { Claims, DiscoverySource } from "#core/lan/sighting.ts";
import {
  dahuaV1,
  hanwha,
  boschBinary,
  boschXml,
  panasonic,
  vivotek,
  ubiquitiV1,
  ubiquitiV2,
  sony,
  foscamPlain,
  foscamCiphered,
  vstarcam,
  knx,
  iAm,
  nodeStatus,
} from "./maker-packets.ts";
import { hex, joined, packetOf } from "./packet-of.ts";

const FROM = { address: "192.168.1.20", port: 40_000 };

function read(source: DiscoverySource, bytes: Uint8Array): Claims | null {
  const answers = DISCOVERY_PROTOCOLS.find((protocol) => protocol.source === source)?.read(bytes, FROM) ?? null;
  expect(answers?.length ?? 1).toBe(1);
  return answers?.[0]?.claims ?? null;
}

const foscamClaims: Claims = {
  mac: "00:62:6e:0a:0b:0c",
  addresses: ["192.168.1.50"],
  brand: "Foscam",
  name: "Garten",
  firmware: "11.37.2.53",
  role: "camera",
  ports: [{ transport: "tcp", port: 88, service: "web" }],
  network: { prefixLength: 24, gateway: "192.168.1.1", dnsServers: ["192.168.1.1"] },
};

const CONTROLLER: Claims = { role: "controller", ports: [{ transport: "udp", port: 47_808, service: "bacnet" }] };

const web = (port: number) => ({ transport: "tcp", port, service: "web" }) as const;

const ANSWERS: readonly (readonly [what: string, source: DiscoverySource, bytes: Uint8Array, claims: Claims])[] = [
  [
    "Dahua v1",
    "dahua-v1",
    dahuaV1,
    {
      mac: "90:02:a9:0a:0b:0c",
      addresses: ["192.168.1.108", "2001:db8::7"],
      serialNumber: "1A2B3C4D5E6F789",
      brand: "Dahua",
      model: "DHI-NVR5216",
      role: "recorder",
      ports: [
        { transport: "tcp", port: 37_777, service: "dahua" },
        web(80),
        { transport: "tcp", port: 443, service: "web-secure" },
      ],
      network: { prefixLength: 24, gateway: "192.168.1.1" },
    },
  ],
  [
    "Hanwha",
    "hanwha",
    hanwha,
    {
      mac: "00:16:6c:7d:75:6e",
      addresses: ["172.16.125.55"],
      brand: "Hanwha Vision",
      model: "SND-6083",
      role: "camera",
      ports: [web(80), { transport: "tcp", port: 4_520, service: "hanwha" }],
      network: { prefixLength: 16, gateway: "172.16.0.1" },
    },
  ],
  [
    "Bosch, binary",
    "bosch",
    boschBinary,
    {
      mac: "00:07:5f:8a:0b:0c",
      addresses: ["172.16.0.5"],
      brand: "Bosch",
      network: { prefixLength: 16, gateway: null },
    },
  ],
  [
    "Bosch, XML",
    "bosch",
    boschXml,
    {
      mac: "00:07:5f:8a:0b:0c",
      addresses: ["172.16.0.5", "fe80::207:5fff:fe8a:b0c"],
      serialNumber: "044 518 123",
      brand: "Bosch",
      model: "FLEXIDOME IP 3000i IR",
      name: "Lager & Hof",
      role: "camera",
      ports: [
        web(80),
        { transport: "tcp", port: 443, service: "web-secure" },
        { transport: "tcp", port: 1_756, service: null },
      ],
      network: { prefixLength: 16, dhcp: true },
    },
  ],
  [
    "Panasonic / i-PRO",
    "panasonic",
    panasonic,
    {
      mac: "d4:2d:c5:0a:0b:0c",
      addresses: ["192.168.1.101", "fe80::d62d:c5ff:fe0a:b0c"],
      serialNumber: "XBV00001",
      brand: "i-PRO",
      model: "WV-X22700-V2L",
      firmware: "3.67",
      role: "camera",
      ports: [{ transport: "tcp", port: 443, service: "web-secure" }],
      network: { prefixLength: 24, gateway: "192.168.1.254", dnsServers: ["8.8.8.8", "8.8.4.4"], dhcp: false },
    },
  ],
  [
    "VIVOTEK",
    "vivotek",
    vivotek,
    {
      mac: "00:02:d1:0a:0b:0c",
      addresses: ["192.168.2.7"],
      brand: "VIVOTEK",
      model: "IB9360-H",
      firmware: "IB9360-VVTK-0223b",
      role: "camera",
    },
  ],
  [
    "Ubiquiti v1, two addresses",
    "ubiquiti",
    ubiquitiV1,
    {
      mac: "80:2a:a8:0a:0b:0c",
      addresses: ["192.168.1.20", "10.0.1.1"],
      brand: "Ubiquiti",
      model: "AGW",
      firmware: "AirGW.ar933x.v1.1",
      hostName: "Funk Halle 2",
    },
  ],
  [
    "Ubiquiti v2, a camera",
    "ubiquiti",
    ubiquitiV2,
    {
      mac: "f4:92:bf:0a:0b:0c",
      addresses: ["192.168.1.21"],
      brand: "Ubiquiti",
      model: "UVC G3",
      firmware: "4.30.0",
      hostName: "UVC-G3",
      role: "camera",
    },
  ],
  [
    "Sony",
    "sony",
    sony,
    {
      mac: "10:4f:a8:0a:0b:0c",
      addresses: ["192.168.0.100"],
      serialNumber: "1234567",
      brand: "Sony",
      model: "SNC-VB770",
      firmware: "2.7.0",
      role: "camera",
      network: { prefixLength: 24, gateway: null },
    },
  ],
  ["Foscam", "foscam", foscamPlain, foscamClaims],
  ["Foscam with a key", "foscam", foscamCiphered, foscamClaims],
  [
    "VStarcam",
    "vstarcam",
    vstarcam,
    {
      mac: "48:02:2d:0a:0b:0c",
      addresses: ["192.168.1.51"],
      serialNumber: "VSTA000001ABCDE",
      brand: "VStarcam",
      firmware: "48.53.75.92",
      name: "IPCAM",
      role: "camera",
      ports: [web(85)],
      network: { prefixLength: 24, gateway: "192.168.1.1", dnsServers: ["8.8.8.8"] },
    },
  ],
  [
    "360 Vision",
    "360vision",
    encodeUtf8(`TYPE='Predator HD' KEY="00:1a:2b:0a:0b:0c" PORT=80\nignored KEY=1`),
    { mac: "00:1a:2b:0a:0b:0c", brand: "360 Vision", model: "Predator HD", role: "camera" },
  ],
  [
    "Lantronix",
    "lantronix",
    packetOf(30, { 3: "hex:f7", 8: "X9", 24: "hex:0080a30a0b0c" }),
    {
      mac: "00:80:a3:0a:0b:0c",
      brand: "Lantronix",
      role: "bridge",
      ports: [{ transport: "udp", port: 30_718, service: "serial-setup" }],
    },
  ],
  [
    "HID",
    "hid",
    encodeUtf8("discovered;096;00:06:8E:0A:0B:0C;Haupteingang;192.168.1.50;1;EH400;3.5.1.1483;07/02/2015;"),
    {
      mac: "00:06:8e:0a:0b:0c",
      addresses: ["192.168.1.50"],
      brand: "HID",
      model: "EH400",
      firmware: "3.5.1.1483",
      name: "Haupteingang",
      role: "controller",
    },
  ],
  [
    "Loxone",
    "loxone",
    encodeUtf8(
      "LoxLIVE: Haus am See 2 192.168.178.32:80 504F940A0B0C 10.2.3.26 Prog:2019-04-24 21:08:03 Type:0 HwId:A0000 IPv6:,0c0a0b0c:10020217/O",
    ),
    {
      mac: "50:4f:94:0a:0b:0c",
      addresses: ["192.168.178.32"],
      brand: "Loxone",
      model: "Miniserver",
      firmware: "10.2.3.26",
      name: "Haus am See 2",
      role: "controller",
      ports: [web(80)],
    },
  ],
  [
    "KNX",
    "knx",
    knx(),
    {
      mac: "00:24:6d:0a:0b:0c",
      addresses: ["192.168.1.200"],
      serialNumber: "00c50a0b0c0d",
      name: "KNX IP Router 752 secure",
      role: "controller",
      ports: [{ transport: "udp", port: 3_671, service: "knx" }],
    },
  ],
  [
    "KNX without device information",
    "knx",
    knx(hex("")),
    { addresses: ["192.168.1.200"], role: "controller", ports: [{ transport: "udp", port: 3_671, service: "knx" }] },
  ],
  ["BACnet", "bacnet", iAm("00"), { ...CONTROLLER, brand: "Johnson Controls" }],
  ["BACnet to everybody", "bacnet", iAm("20ffff00ff"), { ...CONTROLLER, brand: "Johnson Controls" }],
  ["BACnet behind a router", "bacnet", iAm("0807d10105"), CONTROLLER],
  [
    "BACnet, forwarded",
    "bacnet",
    iAm("00", "04", "c0a80242bac0"),
    { ...CONTROLLER, brand: "Johnson Controls", addresses: ["192.168.2.66"] },
  ],
  ["NetBIOS", "netbios", nodeStatus(), { mac: "00:11:32:0a:0b:0c", hostName: "NVR-BUERO" }],
];

describe("answers", () => {
  test.each(ANSWERS)("%s", (_, source, bytes, claims) => {
    expect(read(source, bytes)).toEqual(claims);
  });

  test("nothing of what VStarcam sends behind its version comes out", () => {
    expect(JSON.stringify(read("vstarcam", vstarcam))).not.toMatch(/secret|user/);
    const secretFrom = DISCOVERY_PROTOCOLS.find(({ source }) => source === "vstarcam")?.secretFrom ?? Infinity;
    expect(new TextDecoder().decode(vstarcam.subarray(0, secretFrom))).not.toMatch(/secret|user/);
  });
});

describe("what tells of no device", () => {
  test.each([
    ["a KNX telegram on its way", "knx", hex("061005300011290 0bce0110a0001010081".replaceAll(" ", ""))],
    ["a BACnet Who-Is", "bacnet", hex("810b000c0120ffff00ff1008")],
    ["a BACnet router's announcement", "bacnet", hex("810b000901800107d1")],
    ["a NetBIOS question", "netbios", nodeStatus("0010")],
    [
      "an SRV record for NetBIOS",
      "netbios",
      hex("0000840000000001000000000463616d3100002180010000007800080000000000500161 00".replaceAll(" ", "")),
    ],
    ["a Lantronix setup question", "lantronix", hex("000000f8")],
    ["a Bosch question", "bosch", hex("9939a42701020304ff0006de")],
    ["a Sony setting of somebody", "sony", joined("02", encodeUtf8("ACK:ok"), "ff03")],
  ] as const)("%s", (_, source, bytes) => {
    expect(read(source, bytes)).toBeNull();
  });
});

describe("what makes no sense", () => {
  test.each([
    ["Dahua v1 cut off", "dahua-v1", dahuaV1.subarray(0, 119)],
    ["Hanwha cut off", "hanwha", hanwha.subarray(0, 100)],
    ["Bosch without a device", "bosch", encodeUtf8("<root/>")],
    ["Panasonic with a field too long", "panasonic", joined(panasonic.subarray(0, 48), "00200fff")],
    ["VIVOTEK's answer to somebody else", "vivotek", joined("02aabbccdd", vivotek.subarray(5))],
    ["Ubiquiti with a field too long", "ubiquiti", hex("010000080b00ff41424344")],
    ["Ubiquiti with a length beyond its end", "ubiquiti", hex("0100ffff0b0001410c0001420d000143")],
    ["Ubiquiti of a third version", "ubiquiti", hex("0306000000")],
    ["Foscam cut off", "foscam", foscamPlain.subarray(0, 60)],
    ["VStarcam cut off", "vstarcam", vstarcam.subarray(0, 200)],
    ["Sony without an end", "sony", sony.subarray(0, -1)],
    ["360 Vision without a key", "360vision", encodeUtf8("TYPE=x\n")],
    ["HID's acknowledgement", "hid", encodeUtf8("ack;010;1;")],
    ["Loxone without an address", "loxone", encodeUtf8("LoxLIVE: x")],
    ["KNX with another length", "knx", joined(knx(), "00")],
    ["BACnet with another length", "bacnet", joined(iAm("00"), "00")],
    ["NetBIOS cut off", "netbios", nodeStatus().subarray(0, 80)],
  ] as const)("%s", (_, source, bytes) => {
    expect(() => read(source, bytes)).toThrow(DecodeError);
  });
});
