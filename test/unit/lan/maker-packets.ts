import { encodeUtf8 } from "#core/codec/byte-text.ts";
import { hex, joined, packetOf } from "./packet-of.ts";

/** Answers of makers' own searches, written from their formats as docs/protocols has them. */

/** Type, length, value with lengths of their fields in bytes. */
function tlv(
  typeBytes: number,
  lengthBytes: number,
  ...fields: readonly (readonly [type: number, value: Uint8Array | string])[]
) {
  const number = (value: number, length: number): string => value.toString(16).padStart(2 * length, "0");
  return joined(
    ...fields.flatMap(([type, value]) => {
      const bytes = typeof value === "string" ? encodeUtf8(value) : value;
      return [number(type, typeBytes), number(bytes.length, lengthBytes), bytes];
    }),
  );
}

const DAHUA_V1_TEXT =
  "Name:General\r\nDevice:DVR\r\nIPv6Addr:2001:db8::7/64;gateway:fe80::1\r\n\r\nSerialNo:1A2B3C4D5E6F789\r\n\r\n";
export const dahuaV1 = joined(
  packetOf(120, {
    0: "hex:b300",
    2: "le:28",
    20: `le:${DAHUA_V1_TEXT.length}`,
    40: "DVR",
    56: "hex:c0a8016c",
    60: "hex:ffffff00",
    64: "hex:c0a80101",
    94: "le:80",
    96: "le:443",
    98: "le:37777",
  }),
  encodeUtf8("90:02:a9:0a:0b:0cDHI-NVR5216"),
  encodeUtf8(DAHUA_V1_TEXT),
);

export const hanwha = packetOf(262, {
  0: "hex:0b",
  19: "00:16:6C:7D:75:6E",
  37: "172.16.125.55",
  53: "255.255.0.0",
  69: "172.16.0.1",
  109: "SND-6083",
  120: "le:80",
  122: "le:4520",
  133: "http://172.16.125.55/index.htm",
});

export const boschBinary = packetOf(32, {
  0: "hex:9939a42701020304",
  8: "hex:00075f8a0b0c",
  16: "hex:ac100005",
  20: "hex:ffff0000",
  24: "hex:00000000",
});
export const boschXml = encodeUtf8(
  `<?xml version="1.0" encoding="UTF-8"?><root xmlns="OEMExt00:device-1-0"><device><friendlyName>FLEXIDOME IP 3000i IR</friendlyName>` +
    `<unitName>Lager &amp; Hof</unitName><serialNumber>044 518 123</serialNumber><physAddress>00-07-5f-8a-0b-0c</physAddress>` +
    `<unitIPAddress>172.16.0.5</unitIPAddress><unitSubnetMask>255.255.0.0</unitSubnetMask><unitGatewayIp></unitGatewayIp>` +
    `<unitIPv6Address>fe80::207:5fff:fe8a:b0c</unitIPv6Address><RCPPort>1756</RCPPort><HTTPPort>80</HTTPPort><HTTPSPort>443</HTTPSPort>` +
    `<dhcp>1</dhcp></device></root>`,
);

const panasonicFields = tlv(
  2,
  2,
  [0x00, hex("02")],
  [0x20, hex("c0a80165")],
  [0x21, hex("ffffff00")],
  [0x22, hex("c0a801fe")],
  [0x23, hex("0808080808080404")],
  [0x25, hex("01bb")],
  [0x40, hex("fe80000000000000d62dc5fffe0a0b0c")],
  [0xa7, "WV-X22700-V2L\0\0\0"],
  [0xa8, "X22700-V2L\0\0\0\0\0\0"],
  [0xa9, "3.67\0\0"],
  [0xd1, "XBV00001\0"],
);
export const panasonic = joined(
  packetOf(48, { 0: "be:1", 4: "be:14", 6: "hex:d42dc50a0b0c" }),
  panasonicFields,
  "ffff0000",
);

export const vivotek = joined(
  "024a5d8f1c",
  tlv(1, 1, [0x01, "IB9360-VVTK-0223b"], [0x02, hex("0002d10a0b0c")], [0x03, hex("c0a80207")]),
  "0424",
  tlv(1, 1, [0x09, "IB9360-H"]),
);

/** Version and command, then the length of what follows. */
function ubiquiti(head: string, ...fields: readonly Uint8Array[]): Uint8Array {
  const body = joined(...fields);
  return joined(head, packetOf(2, { 0: `be:${body.length}` }), body);
}

export const ubiquitiV1 = ubiquiti(
  "0100",
  tlv(1, 2, [0x02, hex("802aa80a0b0cc0a80114")], [0x02, hex("822aa80a0b0c0a000101")], [0x01, hex("802aa80a0b0d")]),
  tlv(1, 2, [0x0a, hex("001d2ac9")], [0x0b, "Funk Halle 2"], [0x0c, "AGW"], [0x03, "AirGW.ar933x.v1.1"]),
);
export const ubiquitiV2 = ubiquiti(
  "0206",
  tlv(1, 2, [0x02, hex("f492bf0a0b0cc0a80115")], [0x0b, "UVC-G3"], [0x0c, "UVC"], [0x15, "UVC G3"], [0x16, "4.30.0"]),
  tlv(1, 2, [0x17, hex("00")], [0x13, hex("f492bf0a0b0c")], [0x03, "UVC.S2L.v4.30.0.67"]),
);

export const sony = joined(
  "02",
  encodeUtf8("INFO:allinfo"),
  "ff",
  encodeUtf8("MODEL:SNC-VB770"),
  "ff",
  encodeUtf8("SERIAL:1234567"),
  "ff",
  encodeUtf8("MAC:10-4f-a8-0a-0b-0c"),
  "ff",
  encodeUtf8("IPADR:192.168.0.100"),
  "ff",
  encodeUtf8("MASK:255.255.255.0"),
  "ff",
  encodeUtf8("GATEWAY:0.0.0.0"),
  "ff",
  encodeUtf8("SOFTVERSION:2.7.0"),
  "ff03",
);

export const foscamPlain = packetOf(87, {
  0: "MO_I",
  4: "le:1",
  15: "hex:40",
  23: "00626E0A0B0C",
  36: "Garten",
  57: "hex:c0a80132",
  61: "hex:ffffff00",
  65: "hex:c0a80101",
  69: "hex:c0a80101",
  77: "hex:0b250235",
  85: "be:88",
});
const KEY = hex("0102030405060708");
export const foscamCiphered = foscamPlain.map((byte, index) =>
  index < 23 ? byte : byte ^ (KEY[(index - 23) % 8] ?? 0),
);
foscamCiphered[6] = 1;
foscamCiphered.set(KEY, 7);

export const vstarcam = packetOf(524, {
  0: "hex:44480108",
  4: "192.168.1.51",
  20: "255.255.255.0",
  36: "192.168.1.1",
  52: "8.8.8.8",
  84: "hex:48022d0a0b0c",
  90: "le:85",
  92: "VSTA000001ABCDE",
  124: "IPCAM",
  204: "48.53.75.92",
  324: "user2.example",
  452: "user",
  484: "secret",
});

const knxInformation = joined(
  "3601",
  "02001105",
  "0000",
  "00c50a0b0c0d",
  "e000170c",
  "00246d0a0b0c",
  packetOf(30, { 0: "KNX IP Router 752 secure" }),
);
export const knx = (name = knxInformation): Uint8Array => {
  const body = joined("0801c0a801c80e57", name, "0a020201030104010501");
  return joined("06100202", packetOf(2, { 0: `be:${body.length + 6}` }), body);
};

export const iAm = (network: string, link = "0b", forwarded = ""): Uint8Array => {
  const body = joined(forwarded, `01${network}`, "1000c4020000fa2205c491032105");
  return joined(`81${link}`, packetOf(2, { 0: `be:${body.length + 4}` }), body);
};

export const nodeStatus = (flags = "8400"): Uint8Array =>
  joined(
    `1234${flags}0000000100000000`,
    Uint8Array.of(32),
    encodeUtf8(`CK${"A".repeat(30)}`),
    "000021000100000000",
    "005303",
    encodeUtf8("WORKGROUP      "),
    "008400",
    encodeUtf8("NVR-BUERO      "),
    "200400",
    encodeUtf8("NVR-BUERO      "),
    "000400",
    "0011320a0b0c",
    new Uint8Array(40),
  );
