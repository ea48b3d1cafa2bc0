import { base64, type UdpAnswer } from "../model.ts";
import { addressBytes, field, hex, macBytes, packet, uint16, uint32 } from "./binary.ts";

/** Makers whose devices answer a broadcast of their own. Layouts as published; docs/protocols has a page for each. */

export interface OwnDescription {
  readonly mac: string;
  readonly address: string;
  readonly gateway: string;
  readonly model: string;
  readonly name?: string;
  readonly serialNumber?: string;
  readonly firmware?: string;
}

const MASK = "255.255.255.0";
const everybody = (port: number) => ({ address: "255.255.255.255", port });
const bytesOf = (bytes: Buffer): string => bytes.toString("base64");

/** 7701, answered to 7711: fields of fixed length behind a type byte and an 18-byte id. */
export function hanwha({ mac, address, gateway, model }: OwnDescription): UdpAnswer {
  const bytes = packet(
    262,
    [0, Buffer.from([0x0b])],
    [0x13, field(mac.toUpperCase(), 17)],
    [0x25, field(address, 16)],
    [0x35, field(MASK, 16)],
    [0x45, field(gateway, 16)],
    [0x6d, field(model, 10)],
    [0x85, field(`http://${address}/index.htm`, 127)],
  );
  return { port: 7_701, groups: [], question: { starts: "01" }, bytes: bytesOf(bytes), to: everybody(7_711) };
}

const BOSCH_MAGIC = "9939a427";

/** 1757, answered to 1758; the short binary form of older encoders, which says neither model nor name. */
export function boschBinary({ mac, address, gateway }: OwnDescription): UdpAnswer {
  const bytes = packet(
    32,
    [0, hex(BOSCH_MAGIC)],
    [8, macBytes(mac)],
    [16, addressBytes(address)],
    [20, addressBytes(MASK)],
    [24, addressBytes(gateway)],
  );
  return { port: 1_757, groups: [], question: { starts: BOSCH_MAGIC }, bytes: bytesOf(bytes), to: everybody(1_758) };
}

/** The same question, answered as XML by today's cameras. */
export function boschXml({
  mac,
  address,
  gateway,
  model,
  name = "",
  serialNumber = "",
  firmware = "",
}: OwnDescription): UdpAnswer {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><root xmlns="OEMExt00:device-1-0"><device>' +
    "<deviceType>OEMExt00:device:deviceID0</deviceType><App>1</App>" +
    `<friendlyName>${model}</friendlyName><unitName>${name}</unitName><deviceGUID></deviceGUID>` +
    `<serialNumber>${serialNumber}</serialNumber><physAddress>${mac.replaceAll(":", "-")}</physAddress>` +
    `<unitIPAddress>${address}</unitIPAddress><unitSubnetMask>${MASK}</unitSubnetMask><unitGatewayIp>${gateway}</unitGatewayIp>` +
    `<RCPPort>1756</RCPPort><HTTPPort>80</HTTPPort><HTTPSPort>443</HTTPSPort><DHCP>0</DHCP>` +
    `<softwareVersion>${firmware}</softwareVersion></device></root>`;
  return { port: 1_757, groups: [], question: { starts: BOSCH_MAGIC }, bytes: base64(xml), to: everybody(1_758) };
}

/** 10670, answered to 10669: a header of 48 bytes, then tag and length of two bytes each, `ffff` and a checksum at the end. */
export function panasonic({ mac, address, gateway, model, firmware = "1.46" }: OwnDescription): UdpAnswer {
  const value = (tag: number, bytes: Buffer) => Buffer.concat([uint16(tag), uint16(bytes.length), bytes]);
  const header = packet(
    48,
    [0, hex("0001")],
    [4, hex("000e")],
    [6, macBytes(mac)],
    [12, hex("0050569b53f5")],
    [18, addressBytes("10.10.0.50")],
    [24, hex("20111e11231f1e19130000020202")],
  );
  const values = Buffer.concat([
    value(0x00, hex("02")),
    value(0x01, hex("00")),
    value(0x20, addressBytes(address)),
    value(0x21, addressBytes(MASK)),
    value(0x22, addressBytes(gateway)),
    value(0x25, uint16(80)),
    value(0xa7, field(model, 16)),
    value(0xa8, field(model, 16)),
    value(0xa9, field(firmware, 16)),
    hex("ffff"),
  ]);
  const body = Buffer.concat([header, values]);
  body.writeUInt16BE(body.length - header.length, 2);
  // As in the answers seen in the field: the sum of all 16-bit words, its complement.
  const checksum = (body.reduce((sum, byte, index) => sum + (index % 2 === 0 ? byte << 8 : byte), 0) ^ 0xffff) & 0xffff;
  return {
    port: 10_670,
    groups: [],
    question: { starts: "0001" },
    bytes: bytesOf(Buffer.concat([body, uint16(checksum)])),
    to: everybody(10_669),
  };
}

/** 10000: a session byte, a magic, then type, length and value. */
export function vivotek({ mac, address, model, name = "" }: OwnDescription): UdpAnswer {
  const value = (type: number, bytes: Buffer) => Buffer.concat([Buffer.from([type, bytes.length]), bytes]);
  const bytes = Buffer.concat([
    hex("014a5d8f1c"),
    value(1, Buffer.from(name)),
    value(2, macBytes(mac)),
    value(3, addressBytes(address)),
    value(9, Buffer.from(model)),
  ]);
  return { port: 10_000, groups: [], question: { has: "\x4a\x5d\x8f\x1c" }, bytes: bytesOf(bytes), to: "asker" };
}

/** 10001: version and command, a length, then type, length of two bytes and value. */
export function ubiquiti({ mac, address, model, name = "", firmware = "" }: OwnDescription): UdpAnswer {
  const value = (type: number, bytes: Buffer) => Buffer.concat([Buffer.from([type]), uint16(bytes.length), bytes]);
  const values = Buffer.concat([
    value(0x02, Buffer.concat([macBytes(mac), addressBytes(address)])),
    value(0x01, macBytes(mac)),
    value(0x0a, uint32(86_400)),
    value(0x0b, Buffer.from(name)),
    value(0x0c, Buffer.from(model)),
    value(0x03, Buffer.from(firmware)),
  ]);
  const bytes = Buffer.concat([hex("0100"), uint16(values.length), values]);
  return {
    port: 10_001,
    groups: ["233.89.188.1"],
    question: { starts: "01000000" },
    bytes: bytesOf(bytes),
    to: "asker",
  };
}

/** 2380: lines between 02 and 03, each ended by ff. */
export function sony({ mac, address, gateway, model, serialNumber = "", firmware = "" }: OwnDescription): UdpAnswer {
  const lines = [
    `MAC:${mac.replaceAll(":", "-")}`,
    "INFO:network",
    `MODEL:${model}`,
    `SERIAL:${serialNumber}`,
    `SOFTVERSION:${firmware}`,
    `IPADR:${address}`,
    `MASK:${MASK}`,
    `GATEWAY:${gateway}`,
    "NAME:CAM1",
    "WRITE:on",
  ];
  const text = `\x02${lines.map((line) => `${line}\xff`).join("")}\x03`;
  return { port: 2_380, groups: [], question: { starts: "02454e513a" }, bytes: base64(text, "latin1"), to: "asker" };
}

/** 30718: 30 bytes, the fourth f7, the hardware address last. */
export function lantronix({ mac }: Pick<OwnDescription, "mac">): UdpAnswer {
  // Firmware and type of an XPort behind the header, as its integration guide has them.
  const bytes = packet(30, [3, Buffer.from([0xf7])], [4, hex("15000000")], [8, "X5"], [24, macBytes(mac)]);
  return { port: 30_718, groups: [], question: { starts: "000000f6" }, bytes: bytesOf(bytes), to: "asker" };
}

/** 4070: words with semicolons, the length of the whole in the second. */
export function hid({ mac, address, model, name = "", firmware = "" }: OwnDescription): UdpAnswer {
  const rest = `${mac.toUpperCase()};${name};${address};1;${model};${firmware};07/15/2019;`;
  const length = "discovered;".length + "000;".length + rest.length;
  const text = `discovered;${String(length).padStart(3, "0")};${rest}`;
  return { port: 4_070, groups: [], question: { has: "discover;" }, bytes: base64(text), to: "asker" };
}
