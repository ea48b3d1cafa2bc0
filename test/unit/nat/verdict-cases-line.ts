import * as site from "./site-observations.ts";
import { HOME, LAPTOP, OTHER_PUBLIC, PUBLIC } from "./site-observations.ts";
import type { VerdictCase } from "./verdict-case.ts";

const lookupsFail = [
  site.stunSilent("a.example:1", { outcome: "failed", trouble: "dns-failed" }),
  site.whoamiSilent("https://b.example/", { outcome: "failed", trouble: "dns-failed" }),
];
const publicLine = [...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.ping("echo")];

/** Lines that are not judged by addresses alone: no IPv4, shared by ports, tested from outside, closed. */
export const LINE_CASES: VerdictCase[] = [
  [
    "IPv6 only, and the provider translates",
    "nat64",
    "verdict.nat64.translated",
    0.97,
    [site.laptop(), site.routes([site.ipv6Route]), site.nat64(), site.stun(PUBLIC, { throughNat64: true })],
  ],
  [
    "IPv6 only, no translation found",
    "nat64",
    "verdict.nat64.only-ipv6",
    0.75,
    [site.laptop(), site.routes([site.ipv6Route]), site.stun("2400:cb00:2048::1")],
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
    [site.laptop(), site.routes([site.ipv6Route]), site.stunSilent(), site.whoamiSilent()],
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
    "kept out, perhaps by the laptop's own firewall",
    "public",
    "verdict.public.confirmed",
    0.97,
    [...publicLine, site.firewall("on"), site.inboundTest(false)],
  ],
  [
    "the laptop has the address itself and is kept out",
    "firewalled",
    "verdict.firewalled.outside",
    0.9,
    [
      site.laptop([site.adapter("ppp0", PUBLIC, "unknown")]),
      site.routes([site.route(null, "ppp0")]),
      site.stun(PUBLIC),
      site.inboundTest(false, { openedBy: "none" }),
    ],
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
