import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parseNetstatRoutes,
  parseProcNetIpv6Route,
  parseProcNetRoute,
  parseRoutePrint,
  parseRoutePrintIpv6,
} from "#core/system/routing-table.ts";

import { routePrints } from "../../fakes/route-prints.ts";

const lines = (...text: string[]): string => text.join("\n");

describe("Linux /proc/net/route (proc(5))", () => {
  const HEADER = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";
  const read = (...rows: string[]) => parseProcNetRoute(lines(HEADER, ...rows, ""));

  it("reads default routes with gateway, interface and metric", () => {
    expect(
      read(
        "wlp3s0\t00000000\t01B2A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0   ",
        "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
        "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
      ),
    ).toEqual([
      { family: 4, gateway: "192.168.178.1", interfaceName: "wlp3s0", metric: 600 },
      { family: 4, gateway: "192.0.2.1", interfaceName: "eth0", metric: 0 },
    ]);
  });

  it("gives an on-link default route no gateway", () => {
    expect(read("wg0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0")).toEqual([
      { family: 4, gateway: null, interfaceName: "wg0", metric: 0 },
    ]);
  });

  it("takes neither half of the internet for a default route (OpenVPN's 0.0.0.0/1)", () => {
    expect(read("tun0\t00000000\t0100080A\t0003\t0\t0\t0\t00000080\t0\t0\t0")).toEqual([]);
  });

  it("leaves out routes that are down or that reject", () => {
    expect(
      read(
        "eth0\t00000000\t010200C0\t0002\t0\t0\t0\t00000000\t0\t0\t0",
        "eth0\t00000000\t010200C0\t0203\t0\t0\t0\t00000000\t0\t0\t0",
      ),
    ).toEqual([]);
  });

  it("leaves out odd lines", () => {
    expect(
      read(
        "",
        "eth0",
        "eth0\t00000000\tzzzzzzzz\t0003\t0\t0\t0\t00000000",
        "eth0\t00000000\t01\t0003\t0\t0\t0\t00000000",
      ),
    ).toEqual([]);
    expect(read("eth0\t00000000\t010200C0\t0003\t0\t0\tabc\t00000000\t0\t0\t0")[0]?.metric).toBeNull();
    expect(parseProcNetRoute("")).toEqual([]);
  });
});

describe("Linux /proc/net/ipv6_route", () => {
  const ZERO = "0".repeat(32);
  const row = (gateway: string, metric: string, flags: string, name: string, length = "00"): string =>
    `${ZERO} ${length} ${ZERO} 00 ${gateway} ${metric} 00000003 00000000 ${flags}     ${name}`;

  it("reads the default route and not the kernel's own unreachable one", () => {
    expect(
      parseProcNetIpv6Route(
        lines(
          row("fd000000000000000000000000000001", "00000400", "00000003", "eth0"),
          row(ZERO, "ffffffff", "00200200", "lo"),
          `fd000000000000000000000000000000 40 ${ZERO} 00 ${ZERO} 00000100 00000001 00000000 00000001     eth0`,
        ),
      ),
    ).toEqual([{ family: 6, gateway: "fd00::1", interfaceName: "eth0", metric: 1_024 }]);
  });

  it("gives an on-link default route no gateway, and skips odd lines", () => {
    expect(
      parseProcNetIpv6Route(
        lines(row(ZERO, "00000001", "00000001", "wg0"), row("fd00", "1", "1", "eth0"), ZERO, "junk"),
      ),
    ).toEqual([{ family: 6, gateway: null, interfaceName: "wg0", metric: 1 }]);
    expect(parseProcNetIpv6Route("")).toEqual([]);
  });
});

describe("macOS netstat -rn", () => {
  it("reads the route in use, not those bound to one interface", () => {
    const text = lines(
      "Routing tables",
      "",
      "Internet:",
      "Destination        Gateway            Flags               Netif Expire",
      "default            192.168.178.1      UGScg                 en0",
      "default            192.168.1.1        UGScIg                en7",
      "127                127.0.0.1          UCS                   lo0",
      "192.168.178        link#11            UCS                   en0      !",
    );
    expect(parseNetstatRoutes(text, 4)).toEqual([
      { family: 4, gateway: "192.168.178.1", interfaceName: "en0", metric: null },
    ]);
  });

  it("reads a VPN's route first, without a gateway", () => {
    const text = lines(
      "Destination        Gateway            Flags               Netif Expire",
      "default            link#21            UCSg                utun4",
      "default            192.168.178.1      UGScIg                en0",
    );
    expect(parseNetstatRoutes(text, 4)).toEqual([{ family: 4, gateway: null, interfaceName: "utun4", metric: null }]);
  });

  it("reads the two more columns of macOS 10.14", () => {
    const text = lines(
      "Destination        Gateway            Flags        Refs      Use   Netif Expire",
      "default            192.168.178.1      UGSc           44        0     en0",
    );
    expect(parseNetstatRoutes(text, 4)).toEqual([
      { family: 4, gateway: "192.168.178.1", interfaceName: "en0", metric: null },
    ]);
  });

  it("reads IPv6 gateways without their zone", () => {
    const text = lines(
      "Internet6:",
      "Destination                             Gateway                                 Flags               Netif Expire",
      "default                                 fe80::3a10:d5ff:fe01:203%en0            UGcg                  en0",
      "default                                 fe80::%utun0                            UGcIg               utun0",
    );
    expect(parseNetstatRoutes(text, 6)).toEqual([
      { family: 6, gateway: "fe80::3a10:d5ff:fe01:203", interfaceName: "en0", metric: null },
    ]);
  });

  it("leaves out odd lines", () => {
    expect(
      parseNetstatRoutes(lines("default", "default 192.168.1.1", "default 192.168.1.1 !", "defaultish a U b"), 4),
    ).toEqual([]);
  });
});

describe("Windows route print -4", () => {
  const rule = "=".repeat(75);
  const english = lines(
    rule,
    "Interface List",
    " 11...02 00 5e 10 00 42 ......Intel(R) Ethernet Connection",
    "  1...........................Software Loopback Interface 1",
    rule,
    "",
    "IPv4 Route Table",
    rule,
    "Active Routes:",
    "Network Destination        Netmask          Gateway       Interface  Metric",
    "          0.0.0.0          0.0.0.0    192.168.178.1   192.168.178.42     25",
    "        127.0.0.0        255.0.0.0         On-link         127.0.0.1    331",
    "    192.168.178.0    255.255.255.0         On-link    192.168.178.42    281",
    "  255.255.255.255  255.255.255.255         On-link    192.168.178.42    281",
    rule,
    "Persistent Routes:",
    "  Network Address          Netmask  Gateway Address  Metric",
    "          0.0.0.0          0.0.0.0      192.168.1.1  Default ",
    "          0.0.0.0          0.0.0.0      192.168.1.9       1",
    rule,
  );

  it("reads the active default route, not the persistent ones", () => {
    expect(parseRoutePrint(english)).toEqual([
      { family: 4, gateway: "192.168.178.1", interfaceName: "192.168.178.42", metric: 25 },
    ]);
    expect(parseRoutePrint(english.replaceAll("\n", "\r\n"))).toHaveLength(1);
  });

  it.each([
    ["German", "Auf Verbindung"],
    ["English", "On-link"],
    ["French", "On-link"],
    ["Spanish", "En vínculo"],
  ])("reads a VPN's on-link route in %s, whose gateway is a word (%s)", (_language, word) => {
    const text = lines(
      "IPv4-Routentabelle",
      rule,
      "Aktive Routen:",
      "     Netzwerkziel    Netzwerkmaske          Gateway    Schnittstelle Metrik",
      `          0.0.0.0          0.0.0.0   ${word}          10.8.0.2      5`,
      "          0.0.0.0          0.0.0.0    192.168.178.1   192.168.178.42     25",
      rule,
      "Ständige Routen:",
      "  Netzwerkadresse          Netzmaske  Gatewayadresse  Metrik",
      "          0.0.0.0          0.0.0.0      192.168.1.1 Standard",
    );
    expect(parseRoutePrint(text)).toEqual([
      { family: 4, gateway: null, interfaceName: "10.8.0.2", metric: 5 },
      { family: 4, gateway: "192.168.178.1", interfaceName: "192.168.178.42", metric: 25 },
    ]);
  });

  it("leaves out odd lines", () => {
    const odd = [
      "0.0.0.0 0.0.0.0",
      "0.0.0.0 0.0.0.0 1.2.3.4",
      "0.0.0.0 0.0.0.0 1.2.3.4 here 5",
      "0.0.0.0 0.0.0.0 a b c",
    ];
    expect(parseRoutePrint(lines(...odd, "", "0.0.0.0"))).toEqual([]);
  });
});

describe.each(Object.entries(routePrints))("Windows route print, both families, in %s", (_language, text) => {
  /** What is left of a text from another code page when it is read as UTF-8. */
  const garbled = text.replace(/[^ -~\r\n]/g, "\ufffd");

  it.each([
    ["as it is", text],
    ["with every letter damaged that a code page can damage", garbled],
  ])("%s", (_how, printed) => {
    expect(parseRoutePrint(printed)).toEqual([
      { family: 4, gateway: "192.168.178.1", interfaceName: "192.168.178.42", metric: 25 },
      { family: 4, gateway: null, interfaceName: "10.8.0.2", metric: 5 },
    ]);
    expect(parseRoutePrintIpv6(printed)).toEqual([
      { family: 6, gateway: "fe80::3a10:d5ff:fe01:203", interfaceName: "11", metric: 281 },
      { family: 6, gateway: null, interfaceName: "23", metric: 5 },
    ]);
  });
});

describe("any reader of a routing table", () => {
  const words = fc.constantFrom(
    "default",
    "0.0.0.0",
    "::/0",
    "11",
    "00000000",
    "0003",
    "00",
    "U",
    "en0",
    "0".repeat(32),
    "ff",
    "-",
    "",
  );
  const anything = fc.array(fc.array(fc.oneof(words, fc.string()), { maxLength: 12 }), { maxLength: 6 });
  const parsers = [
    parseProcNetRoute,
    parseProcNetIpv6Route,
    parseRoutePrint,
    parseRoutePrintIpv6,
    (text: string) => parseNetstatRoutes(text, 4),
  ];

  it("takes any text, and gives only routes with an interface and a proper metric", () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...parsers), (table, parse) => {
        for (const route of parse(table.map((row) => row.join(" ")).join("\n"))) {
          expect(route.interfaceName).not.toBe("");
          expect(route.metric === null || Number.isInteger(route.metric)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
