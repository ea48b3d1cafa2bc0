import * as site from "./site-observations.ts";
import { HOME, LAPTOP, OTHER_PUBLIC, PUBLIC } from "./site-observations.ts";
import type { VerdictCase } from "./verdict-case.ts";

const lookupsFail = [
  site.stunSilent("a.example:1", { outcome: "failed", trouble: "dns-failed" }),
  site.whoamiSilent("https://b.example/", { outcome: "failed", trouble: "dns-failed" }),
];
const publicLine = [...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.ping("echo")];

/** One binding per outside port, each from a local port of its own. */
const boundTo = (address: string, ports: readonly number[]) =>
  ports.map((mappedPort, index) =>
    site.stun(address, { server: `stun-${index}.example:3478`, localPort: 50_000 + index, mappedPort }),
  );

/** By v6plus' rule this prefix has 106.72.18.52 and, of its ports, those of PSID 86. */
const MAP_E_LAPTOP = "240b:10:1234:5600::42";
const MAP_E_ADDRESS = "106.72.18.52";
const ONE_SET = [5_472, 9_568, 13_664, 17_760];
const ALL_OVER = [5_472, 20_001, 33_333, 61_000];

/** Lines that are not judged by addresses alone: no IPv4, shared by ports, tested from outside, closed. */
export const LINE_CASES: VerdictCase[] = [
  [
    "IPv6 only, and the provider translates",
    "nat64",
    "verdict.nat64.translated",
    0.97,
    [site.ipv6Laptop(), site.routes([site.ipv6Route]), site.nat64(), site.stun(PUBLIC, { throughNat64: true })],
  ],
  [
    "a fixed IPv4 address is left on the laptop, and IPv6 came by itself",
    "unknown",
    "verdict.unknown.ipv4-without-router",
    0,
    [site.laptop(), site.routes([site.ipv6Route]), site.stun("2400:cb00:2048::1"), site.nat64()],
  ],
  [
    "IPv6 only, no translation found",
    "nat64",
    "verdict.nat64.only-ipv6",
    0.75,
    [site.ipv6Laptop(), site.routes([site.ipv6Route]), site.stun("2400:cb00:2048::1")],
  ],
  [
    "the laptop translates by itself (CLAT)",
    "nat64",
    "verdict.nat64.translated",
    0.97,
    [
      site.laptop([site.adapter("clat", "192.0.0.2", "tunnel")]),
      site.routes([site.ipv6Route, site.route(null, "clat")]),
      site.nat64(),
      site.stun(PUBLIC),
    ],
  ],
  [
    "IPv6 only, and nobody answers",
    "offline",
    "verdict.offline.silent",
    0.9,
    [site.ipv6Laptop(), site.routes([site.ipv6Route]), site.stunSilent(), site.whoamiSilent()],
  ],
  [
    "an end of a tunnel instead of an address",
    "shared-address",
    "verdict.shared-address.ds-lite",
    0.95,
    [...HOME, site.upnpAddress("192.0.0.2"), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "the far end of a DS-Lite tunnel right behind the router",
    "shared-address",
    "verdict.shared-address.ds-lite",
    0.95,
    [...HOME, site.stun(PUBLIC), site.ping("expired"), site.hop("192.0.0.1")],
  ],
  [
    "a published rule gives this prefix the address that was seen",
    "shared-address",
    "verdict.shared-address.map-e",
    0.96,
    [
      site.laptop([site.adapter("Ethernet", LAPTOP), site.adapter("Ethernet 2", MAP_E_LAPTOP)]),
      site.routes(),
      ...boundTo(MAP_E_ADDRESS, ONE_SET),
      site.ping("echo", MAP_E_ADDRESS),
    ],
  ],
  [
    "a published rule that gives another address: the line has an IPv4 address of its own",
    "public",
    "verdict.public.owned",
    0.9,
    [
      site.laptop([site.adapter("Ethernet", LAPTOP), site.adapter("Ethernet 2", MAP_E_LAPTOP)]),
      site.routes(),
      site.stun(PUBLIC),
      site.ping("echo"),
    ],
  ],
  [
    "every port from one set, by no rule that is known",
    "shared-address",
    "verdict.shared-address.port-set",
    0.8,
    [...HOME, ...boundTo(PUBLIC, ONE_SET), site.ping("echo")],
  ],
  [
    "every port from one set, but the carrier's: its NAT chooses them",
    "cgnat",
    "verdict.cgnat.shared-range",
    0.97,
    [...HOME, site.upnpAddress("100.64.3.4"), ...boundTo(PUBLIC, ONE_SET)],
  ],
  [
    "ports from all over: not shared by ports",
    "public",
    "verdict.public.owned",
    0.95,
    [...HOME, ...boundTo(PUBLIC, ALL_OVER), site.ping("echo")],
  ],
  [
    "several lines, all of them the router's own",
    "public",
    "verdict.public.several-lines",
    0.85,
    [...HOME, site.stun(PUBLIC), site.whoami(OTHER_PUBLIC), site.ping("echo"), site.ping("echo", OTHER_PUBLIC)],
  ],
  ["proven from outside", "public", "verdict.public.proven", 0.99, [...publicLine, site.inboundTest(true)]],
  [
    "proven from outside, though the router is mute",
    "public",
    "verdict.public.proven",
    0.99,
    [...HOME, site.stun(PUBLIC), site.pingSilent(), site.inboundTest(true)],
  ],
  [
    "what comes in through a box further out proves nothing about the router's address",
    "unknown",
    "verdict.unknown.router-silent",
    0,
    [...HOME, site.stun(PUBLIC), site.pingSilent(), site.inboundTest(true, { openedBy: "outer-box" })],
  ],
  ["kept out from outside", "firewalled", "verdict.firewalled.outside", 0.9, [...publicLine, site.inboundTest(false)]],
  [
    "kept out, though some other way came in: one is enough",
    "public",
    "verdict.public.proven",
    0.99,
    [...publicLine, site.inboundTest(false), site.inboundTest(true, { openedBy: "pcp" })],
  ],
  [
    "kept out, and the laptop does not tell about its firewall",
    "firewalled",
    "verdict.firewalled.outside",
    0.8,
    [...publicLine, site.firewall("unknown"), site.inboundTest(false)],
  ],
  [
    "kept out by somebody who answered: the provider is not to blame",
    "public",
    "verdict.public.confirmed",
    0.75,
    [...publicLine, site.inboundTest(false, { vantageSaw: "refused" })],
  ],
  [
    "opened on one line, and dialled on the other",
    "public",
    "verdict.public.other-uplink",
    0.75,
    [...HOME, site.upnpAddress(OTHER_PUBLIC), site.stun(PUBLIC), site.ping("echo"), site.inboundTest(false)],
  ],
  [
    "proven, though outside servers see another line as well",
    "public",
    "verdict.public.proven",
    0.99,
    [...publicLine, site.whoami(OTHER_PUBLIC), site.inboundTest(true)],
  ],
  [
    "a first step that answers for everybody owns nothing",
    "unknown",
    "verdict.unknown.router-silent",
    0,
    [...HOME, site.stun(PUBLIC), site.ping("echo"), site.hopAt(1, "198.41.0.4", "echo")],
  ],
  [
    "two boxes that claim the same address",
    "unknown",
    "verdict.unknown.claimed-twice",
    0,
    [
      ...HOME,
      site.upnpAddress(PUBLIC),
      site.stun(PUBLIC),
      site.pingSilent(),
      site.hop("192.168.0.1"),
      site.boxUpnp("192.168.0.1"),
      site.boxAddress("192.168.0.1", PUBLIC),
    ],
  ],
  [
    "the router's word alone, with a carrier's box behind it",
    "public",
    "verdict.public.confirmed",
    0.7,
    [
      ...HOME,
      site.pcpMapping({ externalAddress: PUBLIC }),
      site.stun(PUBLIC),
      site.pingSilent(),
      site.hop("100.64.0.1"),
    ],
  ],
  [
    "an end of a tunnel against every other word",
    "public",
    "verdict.public.confirmed",
    0.97,
    [...publicLine, site.natPmpAddress("192.0.0.2")],
  ],
  [
    "a page that may be a company's filter",
    "offline",
    "verdict.offline.filter-page",
    0.6,
    [...HOME, site.loginPage({ statusCode: 200, redirectsTo: null, title: "Blocked" }), site.stunSilent()],
  ],
  [
    "no way out, but the network of a virtual machine",
    "offline",
    "verdict.offline.no-route",
    0.99,
    [site.laptop([site.adapter("VMnet8", "192.168.56.1", "virtual")]), site.routes([])],
  ],
  [
    "kept out, perhaps by the laptop's own firewall",
    "public",
    "verdict.public.confirmed",
    0.97,
    [...publicLine, site.firewall("on"), site.inboundTest(false)],
  ],
  [
    "the laptop has the address itself and is kept out",
    "firewalled",
    "verdict.firewalled.laptop",
    0.9,
    [
      site.laptop([site.adapter("ppp0", PUBLIC, "unknown")]),
      site.routes([site.route(null, "ppp0")]),
      site.stun(PUBLIC),
      site.inboundTest(false, { openedBy: "none" }),
    ],
  ],
  [
    "a mute router that keeps what is for the public address",
    "public",
    "verdict.public.owned-silently",
    0.8,
    [...HOME, site.stun(PUBLIC), ...site.keptSilently()],
  ],
  [
    "the same, with a carrier's box behind it that only numbers the line",
    "public",
    "verdict.public.owned-silently",
    0.8,
    [...HOME, site.stun(PUBLIC), ...site.keptSilently(), site.hop("100.64.0.1")],
  ],
  [
    "a router that is silent for everything, or a laptop whose pings are blocked",
    "unknown",
    "verdict.unknown.router-silent",
    0,
    [...HOME, site.stun(PUBLIC), ...[1, 2, 3].map((ttl) => site.pingSilent(PUBLIC, ttl))],
  ],
  [
    "one lost packet is no silence",
    "unknown",
    "verdict.unknown.router-silent",
    0,
    [...HOME, site.stun(PUBLIC), site.hopAt(1, site.GATEWAY), site.pingSilent()],
  ],
  ["a login page", "offline", "verdict.offline.login-page", 0.9, [...HOME, site.loginPage(), site.stunSilent()]],
  ["a login page for web pages only", "public", "verdict.public.confirmed", 0.97, [...publicLine, site.loginPage()]],
  [
    "the router says that its line is down",
    "offline",
    "verdict.offline.line-down",
    0.95,
    [...HOME, site.lineStatus("Disconnected"), site.stunSilent(), site.whoamiSilent()],
  ],
  [
    "the router has no address (NAT-PMP)",
    "offline",
    "verdict.offline.line-down",
    0.95,
    [...HOME, site.natPmpAddress(null, 3), site.stunSilent(), site.whoamiSilent()],
  ],
  [
    "names fail, and packets pass",
    "unknown",
    "verdict.unknown.names-failed",
    0,
    [...HOME, ...lookupsFail, site.hop("198.41.3.1")],
  ],
  [
    "names fail, but the test server outside, known by its address, answers",
    "public",
    "verdict.public.confirmed",
    0.85,
    [...HOME, ...lookupsFail, site.upnpAddress(PUBLIC), site.vantageView(PUBLIC)],
  ],
  [
    "the status page shows the public address",
    "public",
    "verdict.public.confirmed",
    0.85,
    [...HOME, site.typed(PUBLIC), site.stun(PUBLIC), site.pingSilent()],
  ],
  [
    "the laptop in a network of its own, with the router's page open",
    "public",
    "verdict.public.owned",
    0.9,
    [
      site.laptop([site.adapter("Ethernet", LAPTOP)]),
      site.routes(),
      site.page(site.GATEWAY),
      site.stun(PUBLIC),
      site.ping("echo"),
    ],
  ],
];
