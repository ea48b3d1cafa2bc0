import { isDeepStrictEqual } from "node:util";
import { decodeBacnetIAm } from "#core/codec/bacnet.ts";
import { decodeDahuaV1 } from "#core/codec/dahua-v1.ts";
import { decodeDhip } from "#core/codec/dhip.ts";
import { decodeDnsMessage, encodeDnsQuery } from "#core/codec/dns-message.ts";
import { dnsNameOf, dnsNameText } from "#core/codec/dns-name.ts";
import { dnsSdServices } from "#core/codec/dns-sd.ts";
import { decodeMhed } from "#core/codec/mhed.ts";
import { decodeSofia } from "#core/codec/sofia.ts";
import { DISCOVERY_PROTOCOLS } from "#core/lan/discovery-protocols.ts";
import { dahuaV1 } from "#core/lan/protocols/dahua-v1.ts";
import { dhDiscover } from "#core/lan/protocols/dhdiscover.ts";
import { mdns } from "#core/lan/protocols/mdns.ts";
import { mhed } from "#core/lan/protocols/mhed.ts";
import { sofia } from "#core/lan/protocols/sofia.ts";
import type { DiscoverySource } from "#core/lan/sighting.ts";
import * as packets from "../../unit/lan/maker-packets.ts";
import { captures, decoded, latin1, must, mustBeAddress, utf8, type FuzzTarget } from "../target.ts";
import { mustBeJson, readBy } from "./discovery.ts";

const dhip: FuzzTarget = {
  name: "dhip",
  sources: {
    "core/codec/dhip.ts": ["encodeDhipSearch"],
    "core/codec/json-fields.ts": [],
    "core/lan/protocols/dhdiscover.ts": [],
  },
  seeds: () => captures("dhip"),
  tokens: [
    "{",
    "}",
    "null",
    '"Init":1',
    '"DhcpEnable":"false"',
    '"Port":"37777"',
    '"DeviceClass":"ASI"',
    '"Vendor":"Lorex"',
    "/64",
    "\\u0000",
  ],
  check(input) {
    mustBeJson("dhip", input);
    const kind = decoded(input, decodeDhip, (message) => {
      if (message.kind === "device") for (const address of message.device.ipv6) mustBeAddress(address);
      return message.kind;
    });
    return `${kind} / ${readBy(dhDiscover, input)}`;
  },
};

const dahuaOld: FuzzTarget = {
  name: "dahua-v1",
  sources: {
    "core/codec/dahua-v1.ts": ["encodeDahuaV1Search", "looksLikeDahuaV1"],
    "core/lan/protocols/dahua-v1.ts": [],
  },
  seeds: () => [packets.dahuaV1],
  tokens: ["SerialNo:1\r\n", "IPv6Addr:fe80::1/64\r\n", "Name:Lorex\r\n", ":\n", "\0"],
  check(input) {
    const read = decoded(input, decodeDahuaV1, (device) => {
      if (device === null) return "question";
      for (const address of [device.ipv4, device.subnetMask, device.gateway]) mustBeAddress(address);
      return Object.values(device)
        .map((value) => (value === null ? "-" : "x"))
        .join("");
    });
    return `${read} / ${readBy(dahuaV1, input)}`;
  },
};

const xm: FuzzTarget = {
  name: "sofia",
  sources: { "core/codec/sofia.ts": ["encodeSofiaSearch"], "core/lan/protocols/sofia.ts": [] },
  seeds: () => captures("xm"),
  tokens: [
    '"HostIP":"0x0A01A8C0"',
    '"HostIP":"10.0.0.1"',
    '"ChannelNum":16',
    '"ChannelNum":1',
    '"HostName":"IPC_1"',
    "\xfa\x05",
    "\xfb\x05",
  ],
  check(input) {
    mustBeJson("xm", input);
    const kind = decoded(input, decodeSofia, (message) => {
      if (message.kind === "other") return "other";
      const { ipv4, subnetMask, gateway } = message.device;
      for (const address of [ipv4, subnetMask, gateway]) if (address !== null) mustBeAddress(address);
      return `device ${ipv4 === null}`;
    });
    return `${kind} / ${readBy(sofia, input)}`;
  },
};

const tvt: FuzzTarget = {
  name: "mhed",
  sources: {
    "core/codec/mhed.ts": ["encodeMhedSearch"],
    "core/codec/fixed-fields.ts": [],
    "core/lan/protocols/mhed.ts": [],
  },
  seeds: () => captures("mhed"),
  tokens: ["MHED", "\x02\0\0\0", "\x03\0\0\0", "DVC\0"].map(latin1),
  check(input) {
    mustBeJson("mhed", input);
    const kind = decoded(input, decodeMhed, (message) => {
      if (message.kind === "announcement") mustBeAddress(message.device.ipv4);
      return `${message.kind} ${message.command}`.slice(0, 20);
    });
    return `${kind} / ${readBy(mhed, input)}`;
  },
};

const dns: FuzzTarget = {
  name: "mdns",
  sources: {
    "core/codec/dns-message.ts": ["encodeDnsQuery"],
    "core/codec/dns-name.ts": ["encodeDnsName"],
    "core/codec/dns-sd.ts": [],
    "core/lan/mdns-identity.ts": [],
    "core/lan/mdns-types.ts": [],
    "core/lan/protocols/mdns.ts": ["questions"],
  },
  seeds: () => captures("mdns"),
  tokens: [
    ...[
      "\xc0\x0c",
      "\0\x0c\0\x01",
      "\0\x10\x80\x01",
      "\0\x21\x80\x01",
      "\0\x01\x80\x01\0\0\0\x78\0\x04",
      "\0\x1c\0\x01",
    ].map(latin1),
    ...["\x04_hap\x04_tcp", "\x05_raop\x04_tcp", "\x07_shelly\x04_tcp", "\x0e_home-assistant", "\x0c_workstation"].map(
      latin1,
    ),
    ...[
      "\x05ci=17",
      "\x05ci=18",
      "\x05ci=11",
      "\x05ci=31",
      "\x17macaddress=1CCAE3010203",
      "\x04_sub",
      "\x05ver=1",
      "\x07fn=Haus",
    ].map(latin1),
  ],
  check(input) {
    mustBeJson("mdns", input);
    const read = decoded(input, decodeDnsMessage, (message) => {
      must(message.records.length <= 512 && message.questions.length <= 128, "records are counted");
      for (const { data, name } of message.records) {
        if (data.type === "A" || data.type === "AAAA") mustBeAddress(data.address);
        const text = dnsNameText(name);
        must(name.includes("") || isDeepStrictEqual(dnsNameOf(text), name), "a name survives as text");
      }
      for (const { addresses } of dnsSdServices(message)) addresses.forEach(mustBeAddress);
      const short = message.questions.filter(({ name }) => name.every((label) => utf8(label).length <= 63));
      const again = decodeDnsMessage(encodeDnsQuery(short, message.id));
      must(isDeepStrictEqual(again.questions, short), "questions survive being written again");
      return `${message.isResponse} ${dnsSdServices(message)
        .map(({ serviceType }) => serviceType)
        .join(" ")
        .slice(0, 60)}`;
    });
    return `${read} / ${readBy(mdns, input)}`;
  },
};

type Own = {
  name: string;
  source: DiscoverySource;
  sources: FuzzTarget["sources"];
  seeds: Uint8Array[];
  tokens: string[];
};

const questionOf = (source: DiscoverySource): Uint8Array[] =>
  DISCOVERY_PROTOCOLS.filter((one) => one.source === source).flatMap(({ questions }) =>
    questions.map(({ payload }) =>
      payload({ randomBytes: (length) => new Uint8Array(length).fill(0x33), localAddress: "192.168.1.7" }),
    ),
  );

/** Readers that are one with their protocol. */
const OWN: readonly Own[] = [
  {
    name: "hanwha",
    source: "hanwha",
    sources: { "core/lan/protocols/hanwha.ts": ["search"] },
    seeds: [packets.hanwha],
    tokens: ["\x0b", "QNV-8080R\0"],
  },
  {
    name: "bosch",
    source: "bosch",
    sources: { "core/lan/protocols/bosch.ts": [] },
    seeds: [packets.boschBinary, packets.boschXml],
    tokens: ["<dhcp>0</dhcp>", "<HTTPPort>x</HTTPPort>", "<device>", "&amp;", "\x99\x39\xa4\x27"],
  },
  {
    name: "panasonic",
    source: "panasonic",
    sources: { "core/codec/panasonic.ts": ["encodePanasonicSearch"], "core/lan/protocols/panasonic.ts": [] },
    seeds: [packets.panasonic],
    tokens: ["\xff\xff", "\0\xc0\0\x02\0\x10", "\0\0\0\x01\0", "\0\x25\0\x02", "\0\x0e"],
  },
  {
    name: "vivotek",
    source: "vivotek",
    sources: { "core/codec/vivotek.ts": [], "core/lan/protocols/vivotek.ts": [] },
    seeds: [packets.vivotek],
    tokens: ["\x02\x06", "\x03\x04", "\x04\x24"],
  },
  {
    name: "ubiquiti",
    source: "ubiquiti",
    sources: { "core/codec/ubiquiti.ts": [], "core/lan/protocols/ubiquiti.ts": [] },
    seeds: [packets.ubiquitiV1, packets.ubiquitiV2],
    tokens: ["\x02\0\x0a", "\x0b\0", "\x14\0\x03UVC"],
  },
  {
    name: "sony",
    source: "sony",
    sources: { "core/lan/protocols/sony.ts": ["enquiry"] },
    seeds: [packets.sony],
    tokens: ["\xff", "\x03", "MODEL:SRG", "WEBPORT:80\xff", "MAC:"],
  },
  {
    name: "foscam",
    source: "foscam",
    sources: { "core/lan/protocols/foscam.ts": ["search"] },
    seeds: [packets.foscamPlain, packets.foscamCiphered],
    tokens: ["MO_I", "\x01"],
  },
  {
    name: "vstarcam",
    source: "vstarcam",
    sources: { "core/lan/protocols/vstarcam.ts": [] },
    seeds: [packets.vstarcam],
    tokens: ["DH\x01\x08", "0.0.0.0\0"],
  },
  {
    name: "360vision",
    source: "360vision",
    sources: { "core/lan/protocols/three-sixty-vision.ts": [] },
    seeds: [latin1(`TYPE='Predator HD' KEY="00:1a:2b:0a:0b:0c" A=b\n`), latin1("TYPE=x KEY=12345\n")],
    tokens: ["TYPE=", "KEY=", "'", '"', "\n"],
  },
  {
    name: "lantronix",
    source: "lantronix",
    sources: { "core/lan/protocols/lantronix.ts": [] },
    seeds: [latin1(`\0\0\0\xf7${"\0".repeat(4)}X9${"\0".repeat(14)}\0\x80\xa3\x01\x02\x03`)],
    tokens: ["\xf7"],
  },
  {
    name: "hid",
    source: "hid",
    sources: { "core/lan/protocols/hid.ts": [] },
    seeds: [latin1("discovered;096;00:06:8E:0A:0B:0C;Door;192.168.1.50;1;EH400;3.5.1.1483;07/02/2015;")],
    tokens: [";", "discovered;", "discover;"],
  },
  {
    name: "loxone",
    source: "loxone",
    sources: { "core/lan/protocols/loxone.ts": [] },
    seeds: [latin1("LoxLIVE: Haus 192.168.178.32:80 504F940A0B0C 10.2.3.26 Prog:2019-04-24 21:08:03")],
    tokens: ["LoxLIVE: ", " 1.1.1.1:1 ", " 0.0.0.0:0 ", " 504F94000000 "],
  },
  {
    name: "knx",
    source: "knx",
    sources: { "core/codec/knx-search.ts": ["encodeKnxSearch"], "core/lan/protocols/knx.ts": [] },
    seeds: [packets.knx()],
    tokens: ["\x06\x10\x02\x02", "\x06\x10\x02\x0c", "\x36\x01", "\x08\x01", "\0\x4e"],
  },
  {
    name: "bacnet",
    source: "bacnet",
    sources: { "core/codec/bacnet.ts": [], "core/lan/protocols/bacnet.ts": [] },
    seeds: [
      packets.iAm("00"),
      packets.iAm("20ffff00ff"),
      packets.iAm("0807d10105"),
      packets.iAm("00", "04", "c0a80242bac0"),
    ],
    tokens: ["\x81\x0b", "\xc4\x02", "\x21\x05", "\x10\0"],
  },
  {
    name: "netbios",
    source: "netbios",
    sources: { "core/codec/netbios.ts": ["encodeNodeStatusRequest"], "core/lan/protocols/netbios.ts": [] },
    seeds: [packets.nodeStatus(), packets.nodeStatus("0010")],
    tokens: ["\x84\0", "\0\x21\0\x01", "\0\x84\0", "\0\x04\0"],
  },
];

function ownTarget({ name, source, sources, seeds, tokens }: Own): FuzzTarget {
  const protocol = DISCOVERY_PROTOCOLS.find((one) => one.source === source);
  if (protocol === undefined) throw new Error(`no protocol ${source}`);
  return {
    name,
    sources,
    seeds: () => [...seeds, ...questionOf(source)],
    tokens: tokens.map(latin1),
    check(input) {
      if (source === "bacnet") {
        return decoded(input, decodeBacnetIAm, (device) => {
          must(device === null || device.instance < 0x40_0000, "an instance has 22 bits");
          return `${device?.behindRouter} ${device?.forwardedFor !== null} / ${readBy(protocol, input)}`;
        });
      }
      return readBy(protocol, input);
    },
  };
}

export const MAKER_TARGETS: readonly FuzzTarget[] = [dhip, dahuaOld, xm, tvt, dns, ...OWN.map(ownTarget)];
