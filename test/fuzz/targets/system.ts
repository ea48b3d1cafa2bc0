import { parseArpTable } from "#core/system/arp-table.ts";
import { parseHardwarePorts } from "#core/system/hardware-ports.ts";
import { deviceTypeOf, linuxAdapterKind } from "#core/system/linux-adapter.ts";
import { parseEchoTimes, parsePingReply } from "#core/system/ping-output.ts";
import {
  parseNetstatRoutes,
  parseProcNetIpv6Route,
  parseProcNetRoute,
  parseRoutePrint,
  parseRoutePrintIpv6,
  type DefaultRoute,
} from "#core/system/routing-table.ts";
import { parseTrace, reachedTarget } from "#core/system/trace-output.ts";
import { readTrace } from "#core/system/trace-reading.ts";
import {
  connectionNamed,
  parseConnections,
  parseVpnEntries,
  windowsAdapterKind,
} from "#core/system/windows-connections.ts";
import { routePrints } from "../../fakes/route-prints.ts";
import { hardwarePorts, phoneBook, tapDevice, windowsConnections } from "../../fakes/system-outputs.ts";
import { vectorFile } from "../../unit/codec/vector-files.ts";
import {
  captures,
  decoded,
  fromUtf8,
  must,
  mustBeAddress,
  mustBeRecordable,
  utf8,
  type FuzzTarget,
} from "../target.ts";

const OWN = "192.168.178.42";
const ROUTER = "192.168.178.1";
const TARGET = "192.31.196.77";

const ping: FuzzTarget = {
  name: "ping",
  sources: { "core/system/ping-output.ts": [] },
  seeds: () =>
    [
      `PING ${TARGET} (${TARGET}) 56(84) bytes of data.\n64 bytes from ${TARGET}: icmp_seq=1 ttl=64 time=0.512 ms\n64 bytes from ${TARGET}: icmp_seq=2 ttl=64 time=0.498 ms\n`,
      `PING ${TARGET} (${TARGET}) 56(84) bytes of data.\nFrom router.lan (${ROUTER}) icmp_seq=1 Time to live exceeded\n`,
      `PING ${TARGET} (${TARGET}): 56 data bytes\n36 bytes from ${ROUTER}: Time to live exceeded\nVr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst\n 4  5  00 5400 1c46   0 0000  01  01 c6a5 ${OWN}  ${TARGET} \n`,
      `\r\nPing wird ausgeführt für ${TARGET} mit 32 Bytes Daten:\r\nAntwort von ${ROUTER}: Die Gültigkeitsdauer wurde bei der Übertragung überschritten.\r\n`,
      `\r\nEnvoi d’une requête 'Ping'  ${TARGET} avec 32 octets de données :\r\nRéponse de ${TARGET} : octets=32 temps=1 ms TTL=64\r\n`,
      `\r\n${TARGET} に ping を送信しています 32 バイトのデータ:\r\n${TARGET} からの応答: バイト数 =32 時間 <1ms TTL=64\r\n`,
    ].map((text) => utf8(text)),
  tokens: [
    TARGET,
    ROUTER,
    OWN,
    "TTL",
    "ttl=64",
    "TTL=64",
    "Time to live exceeded",
    "time=1.5 ms",
    "temps<1ms",
    "\n",
    "999.1.1.1",
  ],
  check(input) {
    const text = fromUtf8(input);
    const reply = parsePingReply(text, TARGET, [OWN]);
    if (reply !== null) {
      must(text.includes(reply.replier), "who answered stands there");
      must((reply.reply === "echo") === (reply.replier === TARGET), "an echo comes from whom was asked");
      must(reply.replier !== OWN, "this computer is nobody on the way");
      mustBeRecordable({ kind: "path-hop", target: TARGET, ttl: 2, ...reply });
    }
    const times = parseEchoTimes(text, TARGET);
    for (const rttMs of times) mustBeRecordable({ kind: "hop-distance", target: TARGET, rttMs });
    return `${reply?.reply} ${Math.min(times.length, 3)}`;
  },
};

const trace: FuzzTarget = {
  name: "trace",
  sources: { "core/system/trace-output.ts": [], "core/system/trace-reading.ts": [] },
  seeds: () => captures("trace"),
  tokens: [
    " 1  192.168.1.1 (192.168.1.1)  0.5 ms  0.4 ms  0.3 ms\n",
    " 2  100.64.0.1  5 ms  *  6 ms\n",
    "  3    <1 ms    <1 ms    <1 ms  10.0.0.1\r\n",
    " 4:  10.0.0.1  1.2ms asymm  5\n",
    " 5?: [LOCALHOST]  pmtu 1500\n",
    "traceroute to x (192.31.196.77), 30 hops max, 60 byte packets\n",
    "traceroute6 to x (2001:db8::1) from 2001:db8::2, 64 hops max, 12 byte packets\n",
    "[AS64500]",
    "!H",
    " * * *\n",
    "[2001:db8::1]",
    "\n",
  ],
  check(input) {
    const text = fromUtf8(input);
    return decoded(
      input,
      () => parseTrace(text),
      (found) => {
        must(found.hops.length > 0 && found.hops.length <= 256, "a trace has hops, and not without end");
        let last = 0;
        for (const { hop, addresses, names, rttMs, lost } of found.hops) {
          must(hop > last || (hop === 0 && last === 0), "hops come in their order, each once");
          last = hop;
          for (const address of addresses) mustBeAddress(address);
          must(addresses.length <= 16 && names.length <= 16 && lost >= 0, "a hop has few boxes");
          must(rttMs === null || (Number.isFinite(rttMs) && rttMs >= 0), "a time is a time");
        }
        const { verdict, leadingNonPublic } = readTrace(found);
        return `${found.platform} ${found.target !== null} ${reachedTarget(found)} ${Math.min(found.hops.length, 5)} ${verdict.cgnat} ${verdict.doubleNat} ${Math.min(leadingNonPublic.length, 4)}`;
      },
    );
  },
};

const PROC_ROUTES = [
  "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
  "wlp3s0\t00000000\t01B2A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0",
  "wg0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0",
  "eth0\t00000000\t010200C0\t0203\t0\t0\t0\t00000000\t0\t0\t0",
  "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
  "",
].join("\n");
const ZERO = "0".repeat(32);
const PROC_IPV6_ROUTES = [
  `${ZERO} 00 ${ZERO} 00 fe800000000000003a10d5fffe010203 00000400 00000003 00000000 00000003     eth0`,
  `${ZERO} 00 ${ZERO} 00 ${ZERO} ffffffff 00000001 00000000 00200200       lo`,
  `${ZERO} 00 ${ZERO} 00 ${ZERO} 00000001 00000001 00000000 00000001      wg0`,
  "",
].join("\n");
const NETSTAT = [
  "Routing tables",
  "",
  "Internet:",
  "Destination        Gateway            Flags        Refs      Use   Netif Expire",
  "default            192.168.178.1      UGSc           44        0     en0",
  "default            link#21            UCSIg           1        0   utun4",
  "Internet6:",
  "Destination                             Gateway                                 Flags               Netif Expire",
  "default                                 fe80::3a10:d5ff:fe01:203%en0            UGcg                  en0",
].join("\n");

const routes: FuzzTarget = {
  name: "routes",
  sources: { "core/system/routing-table.ts": [] },
  seeds: () => [PROC_ROUTES, PROC_IPV6_ROUTES, NETSTAT, ...Object.values(routePrints)].map((text) => utf8(text)),
  tokens: [
    "default            192.168.1.1        UGScg                 en0\n",
    "          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.42     25\r\n",
    " 11    281 ::/0                     fe80::1\r\n",
    "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n",
    "Destination",
    "Netif",
    "default",
    "::/0",
    "0.0.0.0",
    "On-link",
    "fe80::1%en0",
    "\n",
    " ",
  ],
  check(input) {
    const text = fromUtf8(input);
    const tables: DefaultRoute[][] = [
      parseProcNetRoute(text),
      parseProcNetIpv6Route(text),
      parseNetstatRoutes(text, 4),
      parseNetstatRoutes(text, 6),
      parseRoutePrint(text),
      parseRoutePrintIpv6(text),
    ];
    for (const table of tables) {
      mustBeRecordable({ kind: "default-routes", routes: table.slice(0, 50), outbound: null });
      for (const route of table) {
        must(route.interfaceName !== "", "a route has an interface");
        if (route.gateway !== null) mustBeAddress(route.gateway);
      }
    }
    return tables
      .map((table) => `${Math.min(table.length, 3)}${table.some((route) => route.gateway === null)}`)
      .join(" ");
  },
};

const arp: FuzzTarget = {
  name: "arp",
  sources: { "core/system/arp-table.ts": [] },
  seeds: () => [
    ...[
      "aix-7.1-arp-a",
      "centos-7.7-arp-v",
      "freebsd12-arp-a",
      "osx-10.11.6-arp-a",
      "osx-10.14.6-arp-a",
      "ubuntu-18.04-arp-a",
    ].map((name) => vectorFile(`system/${name}.txt`)),
    utf8(
      "  192.168.178.1         02-00-5E-00-00-01     dynamisch \r\n  224.0.0.22            01-00-5e-00-00-16     statisch\r\n",
    ),
    utf8("192.168.178.9    0x1         0x0         00:00:00:00:00:00     *        eth0\n"),
  ],
  tokens: [
    "192.168.1.1",
    "02:00:5e:00:00:01",
    "2:0:5e:0:0:1",
    "00:00:00:00:00:00",
    "at",
    "(incomplete)",
    "\n",
    "300.1.1.1",
  ],
  check(input) {
    const table = parseArpTable(fromUtf8(input));
    for (const [address, mac] of table) {
      mustBeAddress(address);
      must(/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) && mac !== "00:00:00:00:00:00", `${mac} is no MAC`);
      mustBeRecordable({ kind: "gateway-neighbour", gateway: address, mac });
    }
    return `${Math.min(table.size, 4)}`;
  },
};

const adapters: FuzzTarget = {
  name: "adapters",
  sources: {
    "core/system/registry-values.ts": [],
    "core/system/windows-connections.ts": [],
    "core/system/hardware-ports.ts": [],
    "core/system/linux-adapter.ts": [],
    "core/system/adapter-kind.ts": [],
  },
  seeds: () => [
    ...[windowsConnections, tapDevice, phoneBook, hardwarePorts].map((text) => utf8(text)),
    ...[
      "DEVTYPE=wlan\nINTERFACE=wlp2s0\n512\n",
      "DEVTYPE=wireguard\n65534\n",
      "DEVTYPE=bridge\n",
      "DEVTYPE=wwan\n1\n",
      "INTERFACE=tun0\n65534\n",
      "clat\n1\n",
      "weird",
    ].map((text) => utf8(text)),
  ],
  tokens: [
    "HKEY_LOCAL_MACHINE\\A\\Connection\r\n",
    "    Name    REG_SZ    Ethernet\r\n",
    "    PnPInstanceID    REG_SZ    ROOT\\NET\\0000\r\n",
    "    PnPInstanceID    REG_SZ    SWD\\X\r\n",
    "    PnPInstanceID    REG_SZ    USB\\X\r\n",
    "    PnPInstanceID    REG_SZ    PCI\\X\r\n",
    "    PnPInstanceID    REG_SZ    BTH\\X\r\n",
    "    MediaSubType    REG_DWORD    0x2\r\n",
    "    Name    REG_SZ    Mobilfunk\r\n",
    "tap0901",
    "[Firma]\r\nType=2\r\n",
    "Hardware Port: Wi-Fi\nDevice: en0\n\n",
    "Hardware Port: iPhone USB\nDevice: en9\n\n",
    "Device: bridge0\n",
    "Device: pdp0\n",
    "DEVTYPE=",
    "\n\n",
  ],
  check(input) {
    const text = fromUtf8(input);
    const connections = parseConnections(text);
    const kinds = connections.map((connection) => {
      must(connection.name !== "", "a connection has a name");
      const found = connectionNamed(connections, connection.name.replace(/[^ -~]/g, "?"));
      must(found === null || connections.includes(found), "a connection that is found is one of them");
      return windowsAdapterKind(connection, text.slice(0, 40));
    });
    for (const name of parseVpnEntries(text)) must(text.includes(`[${name}]`), "an entry stands in the book");
    const ports = parseHardwarePorts(text);
    for (const [device] of ports) must(text.includes(device), "a device stands in the list");
    const [first = "", second] = text.split("\n");
    const linux = linuxAdapterKind({
      name: first.slice(0, 15),
      hardwareType: Number.parseInt(second ?? "", 10) || Number.parseInt(first, 10) || null,
      deviceType: deviceTypeOf(text),
      isWireless: text.includes("wlp"),
      isTun: first.includes("tun"),
      isBridgePort: text.includes("bridge"),
      hasPppoe: text.includes("Type=5"),
    });
    return `${[...new Set(kinds)].join(" ")} ${[...new Set(ports.values())].join(" ")} ${linux}`;
  },
};

export const SYSTEM_TARGETS: readonly FuzzTarget[] = [ping, trace, routes, arp, adapters];
