import { page, web } from "./answers/http.ts";
import { answerToProbe } from "./answers/onvif.ts";
import { sadp } from "./answers/sadp.ts";
import { base64, cardIn, type SiteDevice, type UdpAnswer } from "./model.ts";

/** Devices that were built to harm whoever looks at them. The real ones beside them must be found all the same. */

const nobody = { brand: null, role: "unknown", model: null, serialNumber: null, carries: [] } as const;

/** Answers whatever group or broadcast question with bytes of no use. */
const garbage = (port: number, groups: readonly string[], starts: string, bytes: string): UdpAnswer => ({
  port,
  groups,
  question: { starts },
  bytes: base64(bytes, "hex"),
  to: "asker",
});

export const hostileDevices: readonly SiteDevice[] = [
  {
    name: "liar",
    ...nobody,
    cards: [cardIn("lan", 201, "02:00:5e:66:00:01")],
    // The hardware address of somebody else on the site, and a serial number that is not this one's.
    udp: [
      sadp(
        {
          description: "DS-2CD2143G2-I",
          serialNumber: "LIAR",
          mac: "3c:ef:8c:30:00:13",
          address: "192.168.1.201",
          mask: "255.255.255.0",
          gateway: "192.168.1.1",
          firmware: "V0.0",
          activated: true,
        },
        "unicast",
      ),
    ],
    tcp: [web(80, { title: "liar" })],
  },
  {
    name: "endless-page",
    ...nobody,
    cards: [cardIn("lan", 202, "02:00:5e:66:00:02")],
    udp: [],
    tcp: [80, 8_080].map((port) => ({
      kind: "endless",
      port,
      head: base64("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<?xml version='1.0'?><a>"),
      again: base64("<a>".repeat(5_000)),
    })),
  },
  {
    name: "endless-headers",
    ...nobody,
    cards: [cardIn("lan", 203, "02:00:5e:66:00:03")],
    udp: [],
    tcp: [
      {
        kind: "endless",
        port: 80,
        head: base64("HTTP/1.1 200 OK\r\n"),
        again: base64("X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(500)),
      },
      { kind: "endless", port: 554, head: base64("RTSP/1.0 200 OK\r\n"), again: base64("A: b\r\n".repeat(5_000)) },
    ],
  },
  {
    name: "many-tar-pits",
    ...nobody,
    cards: [cardIn("lan", 204, "02:00:5e:66:00:04")],
    udp: [],
    tcp: [21, 22, 23, 80, 81, 88, 443, 554, 8_000, 8_080, 8_443, 8_554, 9_000, 34_567, 37_777].map((port) => ({
      kind: "tar-pit",
      port,
    })),
  },
  {
    name: "entity-bomb",
    ...nobody,
    cards: [cardIn("lan", 205, "02:00:5e:66:00:05")],
    udp: [
      answerToProbe(
        ["dn:NetworkVideoTransmitter"],
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>',
      ),
      answerToProbe(["dn:NetworkVideoTransmitter"], `<?xml version="1.0"?>${"<a>".repeat(3_000)}`),
    ],
    tcp: [
      {
        kind: "http",
        port: 80,
        pages: [page({ title: "&a;".repeat(300), headers: { Location: "http://192.0.2.9/" }, status: "302 Found" })],
      },
    ],
  },
  {
    name: "garbage-sender",
    ...nobody,
    cards: [cardIn("lan", 206, "02:00:5e:66:00:06")],
    udp: [
      garbage(
        37_810,
        ["239.255.255.251"],
        "20",
        "200000004448495000000000000000ffffffff7f00000000ffffffff7f000000007b",
      ),
      garbage(34_569, [], "ff", "ff010000000000000000000000fb05ffffff7f7b"),
      garbage(5_050, [], "a3", "b300ff00580000000000000000000000"),
      garbage(10_001, ["233.89.188.1"], "01", "0100ffff02ffff"),
      garbage(10_000, [], "00", "ff"),
      garbage(5_353, ["224.0.0.251"], "0000", "00008400000000ff00000000c00cc00c"),
      garbage(23_456, ["234.55.55.55"], "4d484544", "4d484544".repeat(400)),
    ],
    tcp: [],
  },
];
