import type { Observation } from "#core/nat/observation.ts";
import type { VerdictCase } from "./verdict-case.ts";
import * as site from "./site-observations.ts";
import { BEYOND_CASES } from "./verdict-cases-beyond.ts";
import { FIELD_CASES } from "./verdict-cases-field.ts";
import { LINE_CASES } from "./verdict-cases-line.ts";
import { GATEWAY, HOME, LAPTOP, OTHER_PUBLIC, PRIVATE_WAN, PUBLIC, SHARED } from "./site-observations.ts";

const laptopWith = (...adapters: Parameters<typeof site.laptop>[0] & object): Observation => site.laptop(adapters);
const lan = site.adapter("Ethernet", LAPTOP);
const vpn = site.adapter("wg0", "10.8.0.2", "tunnel");

const NEAR_CASES: VerdictCase[] = [
  // What spoils every later answer comes first.
  [
    "a VPN adapter carries the default route, whatever else was seen",
    "unknown",
    "verdict.unknown.vpn",
    0,
    [
      laptopWith(lan, vpn),
      site.routes([site.route(null, "wg0", 5), site.route(GATEWAY)]),
      site.upnpAddress(PUBLIC),
      site.stun(OTHER_PUBLIC),
      site.ping("echo", OTHER_PUBLIC),
    ],
  ],
  [
    "a VPN steers by rules that the routing table does not show",
    "unknown",
    "verdict.unknown.vpn",
    0,
    [
      laptopWith(lan, vpn),
      site.routes([site.route(GATEWAY)], { address: "10.8.0.2", interfaceName: "wg0" }),
      site.upnpAddress(PUBLIC),
      site.stun(OTHER_PUBLIC),
      site.ping("echo", OTHER_PUBLIC),
    ],
  ],
  [
    "a VPN whose adapter looks like any other, by narrower routes",
    "unknown",
    "verdict.unknown.vpn",
    0,
    [
      laptopWith(lan, site.adapter("Ethernet 3", "10.8.0.2")),
      site.routes([site.route(GATEWAY)], { address: "10.8.0.2", interfaceName: "Ethernet 3" }),
      site.stun(OTHER_PUBLIC),
      site.ping("echo", OTHER_PUBLIC),
    ],
  ],
  [
    "a VPN and nobody outside: still the VPN, not offline",
    "unknown",
    "verdict.unknown.vpn",
    0,
    [laptopWith(vpn), site.routes([site.route(null, "wg0")]), site.stunSilent(), site.whoamiSilent()],
  ],
  [
    "a VPN that is there but carries nothing is no VPN",
    "public",
    "verdict.public.confirmed",
    0.97,
    [
      laptopWith(lan, site.adapter("tailscale0", "100.101.102.103", "tunnel")),
      site.routes([site.route(GATEWAY)], { address: LAPTOP, interfaceName: "Ethernet" }),
      site.upnpAddress(PUBLIC),
      site.stun(PUBLIC),
      site.ping("echo"),
    ],
  ],
  [
    "the traffic leaves without a router",
    "unknown",
    "verdict.unknown.no-router",
    0,
    [
      laptopWith(lan, site.adapter("Ethernet 3", "10.8.0.2")),
      site.routes([site.route(null, "Ethernet 3", 1), site.route(GATEWAY)]),
      site.stun(OTHER_PUBLIC),
      site.ping("echo", OTHER_PUBLIC),
    ],
  ],

  // Nothing answers.
  ["no cable", "offline", "verdict.offline.no-route", 0.99, [site.routes([])]],
  [
    "in a network, but with no way out",
    "offline",
    "verdict.offline.no-gateway",
    0.99,
    [site.laptop(), site.routes([])],
  ],
  [
    "every server silent",
    "offline",
    "verdict.offline.silent",
    0.9,
    [...HOME, site.stunSilent(), site.stunSilent("b.example:1"), site.whoamiSilent()],
  ],
  ["one server silent", "offline", "verdict.offline.silent", 0.6, [...HOME, site.stunSilent()]],
  [
    "no name could be looked up",
    "offline",
    "verdict.offline.silent",
    0.6,
    [
      ...HOME,
      site.stunSilent("a.example:1", { outcome: "failed", trouble: "dns-failed" }),
      site.whoamiSilent("https://b.example/", { outcome: "failed", trouble: "dns-failed" }),
    ],
  ],
  [
    "a dead line whose router still reports an address",
    "offline",
    "verdict.offline.silent",
    0.9,
    [
      ...HOME,
      site.upnpAddress(PUBLIC),
      site.pcpMapping({ externalAddress: PUBLIC }),
      site.stunSilent(),
      site.whoamiSilent(),
    ],
  ],
  [
    "a login page and garbage are not a dead line",
    "unknown",
    "verdict.unknown.no-evidence",
    0,
    [
      ...HOME,
      site.stunSilent("a.example:1", { outcome: "failed", trouble: "malformed", answeredBy: "198.41.0.4" }),
      site.whoamiSilent("http://b.example/", { outcome: "failed", trouble: "error-answer", answeredBy: "198.41.0.5" }),
    ],
  ],
  [
    "refused everywhere is not a dead line",
    "unknown",
    "verdict.unknown.no-evidence",
    0,
    [...HOME, site.whoamiSilent("http://b.example/", { outcome: "refused", trouble: "refused" }), site.stunSilent()],
  ],
  ["nobody outside was asked", "unknown", "verdict.unknown.nothing-asked", 0, HOME],
  [
    "servers switched off (skipped) were not asked",
    "unknown",
    "verdict.unknown.nothing-asked",
    0,
    [...HOME, site.stunSilent("a.example:1", { outcome: "skipped", trouble: "no-gateway" })],
  ],
  ["no observations at all", "unknown", "verdict.unknown.nothing-asked", 0, []],

  // The carrier's shared range on the WAN side settles it.
  [
    "100.64/10 on the WAN side",
    "cgnat",
    "verdict.cgnat.shared-range",
    0.97,
    [...HOME, site.upnpAddress(SHARED), site.stun(PUBLIC)],
  ],
  [
    "100.64/10 on the WAN side, and a box further out owns the address",
    "cgnat",
    "verdict.cgnat.shared-range",
    0.99,
    [...HOME, site.natPmpAddress(SHARED), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "100.64/10 without asking anybody outside",
    "cgnat",
    "verdict.cgnat.shared-range",
    0.97,
    [...HOME, site.upnpAddress(SHARED)],
  ],
  [
    "100.64/10 and a carrier with several public addresses",
    "cgnat",
    "verdict.cgnat.shared-range",
    0.97,
    [...HOME, site.upnpAddress(SHARED), site.stun(PUBLIC), site.whoami(OTHER_PUBLIC)],
  ],
  [
    "100.64/10, yet the router answers for the public address",
    "unknown",
    "verdict.unknown.shared-but-owned",
    0,
    [...HOME, site.upnpAddress(SHARED), site.stun(PUBLIC), site.ping("echo")],
  ],
  [
    "100.64/10 right behind the router, and the address is not the router's",
    "cgnat",
    "verdict.cgnat.shared-hop",
    0.96,
    [...HOME, site.stun(PUBLIC), site.ping("expired"), site.hop("100.64.0.1")],
  ],
  [
    "100.64/10 right behind the router alone: carriers number routers so on public lines, too",
    "unknown",
    "verdict.unknown.router-silent",
    0,
    [...HOME, site.stun(PUBLIC), site.hop("100.64.0.1")],
  ],
  [
    "100.64/10 right behind the router, whose own the address is",
    "public",
    "verdict.public.owned",
    0.9,
    [...HOME, site.stun(PUBLIC), site.ping("echo"), site.hop("100.64.0.1")],
  ],
  [
    "a way that forks behind the router has no second hop",
    "unknown",
    "verdict.unknown.further-out",
    0,
    [
      ...HOME,
      site.stun(PUBLIC),
      site.ping("expired"),
      site.hop("100.64.0.1"),
      site.hop("100.64.0.2", "expired", "198.41.0.9"),
    ],
  ],
  [
    "100.100.100.100, which some routers show, is of the carriers' range like any other",
    "cgnat",
    "verdict.cgnat.shared-range",
    0.97,
    [...HOME, site.upnpAddress("100.100.100.100"), site.stun(PUBLIC)],
  ],
  // WAN != public alone is never the carrier's doing.
  [
    "WAN and public address differ",
    "unknown",
    "verdict.unknown.wan-differs",
    0,
    [...HOME, site.upnpAddress(OTHER_PUBLIC), site.stun(PUBLIC)],
  ],
  [
    "WAN and public address differ, and a box further out owns the latter",
    "unknown",
    "verdict.unknown.wan-differs",
    0,
    [...HOME, site.upnpAddress(OTHER_PUBLIC), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "WAN and public address differ, but the router owns both: two lines",
    "public",
    "verdict.public.other-uplink",
    0.75,
    [...HOME, site.upnpAddress(OTHER_PUBLIC), site.stun(PUBLIC), site.ping("echo")],
  ],
  [
    "a private WAN address: a second router or the carrier",
    "unknown",
    "verdict.unknown.private-wan",
    0,
    [...HOME, site.upnpAddress(PRIVATE_WAN), site.stun(PUBLIC), site.ping("expired"), site.hop("10.74.0.1")],
  ],
  [
    "a private WAN address, and the way beyond shows no box",
    "unknown",
    "verdict.unknown.private-wan",
    0,
    [...HOME, site.upnpAddress(PRIVATE_WAN), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "a private WAN address and a router that answers for the public one",
    "unknown",
    "verdict.unknown.private-wan",
    0,
    [...HOME, site.upnpAddress("192.168.0.10"), site.stun(PUBLIC), site.ping("echo")],
  ],

  // WAN == public.
  [
    "confirmed by a ping",
    "public",
    "verdict.public.confirmed",
    0.97,
    [...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.ping("echo")],
  ],
  [
    "confirmed, ping silent",
    "public",
    "verdict.public.confirmed",
    0.85,
    [...HOME, site.pcpMapping({ externalAddress: PUBLIC }), site.whoami(PUBLIC), site.pingSilent()],
  ],
  [
    "a false claim: the router says so, but a box beyond it answers",
    "unknown",
    "verdict.unknown.false-claim",
    0,
    [...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "a false claim, and the next box is the carrier's",
    "cgnat",
    "verdict.cgnat.shared-hop",
    0.96,
    [...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.ping("expired"), site.hop("100.64.0.1")],
  ],
  [
    "100.64/10 in a refusal: miniupnpd refuses because of it, and names it",
    "cgnat",
    "verdict.cgnat.shared-range",
    0.97,
    [
      ...HOME,
      site.pcpAnnounce(),
      site.pcpMapping({ ...site.refusal("NO_RESOURCES"), externalAddress: SHARED }),
      site.stun(PUBLIC),
    ],
  ],
  [
    "another box on the network claims the address: not our way out",
    "unknown",
    "verdict.unknown.router-silent",
    0,
    [...HOME, site.upnpAddress(PUBLIC, "192.168.178.2"), site.stun(PUBLIC)],
  ],
  [
    "another box claims a carrier's address: not our way out",
    "public",
    "verdict.public.owned",
    0.9,
    [...HOME, site.upnpAddress(SHARED, "192.168.178.2"), site.stun(PUBLIC), site.ping("echo")],
  ],
  [
    "the protocols of one router contradict each other",
    "unknown",
    "verdict.unknown.router-contradicts",
    0,
    [...HOME, site.upnpAddress(PUBLIC), site.natPmpAddress(SHARED), site.stun(PUBLIC), site.ping("echo")],
  ],
  [
    "no outside view to compare with",
    "unknown",
    "verdict.unknown.no-outside-view",
    0,
    [...HOME, site.upnpAddress(PUBLIC)],
  ],

  // Without the router's word.
  [
    "the router answers the ping of TTL 1 itself",
    "public",
    "verdict.public.owned",
    0.9,
    [...HOME, site.stun(PUBLIC), site.ping("echo")],
  ],
  [
    "a box further out answers",
    "unknown",
    "verdict.unknown.further-out",
    0,
    [...HOME, site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "a box further out answers, behind a private hop",
    "unknown",
    "verdict.unknown.further-out",
    0,
    [...HOME, site.stun(PUBLIC), site.ping("expired"), site.hop("192.168.0.1")],
  ],
  ["nobody tells", "unknown", "verdict.unknown.router-silent", 0, [...HOME, site.stun(PUBLIC), site.pingSilent()]],
  [
    "a ping of another address, or with another TTL, tells nothing",
    "unknown",
    "verdict.unknown.router-silent",
    0,
    [...HOME, site.stun(PUBLIC), site.ping("echo", OTHER_PUBLIC)],
  ],
  [
    "a private address from a STUN server is no public address",
    "unknown",
    "verdict.unknown.no-evidence",
    0,
    [...HOME, site.stun("192.168.1.9"), site.ping("echo", "192.168.1.9")],
  ],
  [
    "the laptop has the public address itself",
    "public",
    "verdict.public.laptop",
    0.95,
    [laptopWith(site.adapter("ppp0", PUBLIC, "unknown")), site.routes([site.route(null, "ppp0")]), site.stun(PUBLIC)],
  ],
  [
    "outside servers disagree",
    "unknown",
    "verdict.unknown.addresses-disagree",
    0,
    [...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.whoami(OTHER_PUBLIC), site.ping("echo")],
  ],
];

/** Imagined sites and what is to be concluded from them: at least one for every rule of the verdict. */
export const VERDICT_CASES: VerdictCase[] = [...NEAR_CASES, ...BEYOND_CASES, ...FIELD_CASES, ...LINE_CASES];
