import type { FindingCase } from "./finding-case.ts";
import { SITE_FINDING_CASES } from "./finding-cases-site.ts";
import * as site from "./site-observations.ts";
import { GATEWAY, HOME, LAPTOP, OTHER_PUBLIC, PUBLIC, SHARED } from "./site-observations.ts";

const VPN = [
  site.laptop([site.adapter("Ethernet", LAPTOP), site.adapter("utun4", "10.8.0.2", "tunnel")]),
  site.routes([site.route(null, "utun4", 1), site.route(GATEWAY)]),
];
const TWO_ROUTERS = [site.laptop(), site.routes([site.route(GATEWAY), site.route("192.168.1.1", "Wi-Fi", 50)])];
const STUN_DOWN = [site.stunSilent("a.example:1"), site.stunSilent("b.example:1")];

const NEAR_CASES: FindingCase[] = [
  ["a VPN", "problem", "vpn-on-laptop", VPN],
  ["no VPN", null, "vpn-on-laptop", HOME],
  ["two routers", "warning", "several-ways-out", TWO_ROUTERS],
  ["the VPN explains the second way out", null, "several-ways-out", VPN],
  [
    "a second route through the same router",
    null,
    "several-ways-out",
    [site.laptop(), site.routes([site.route(GATEWAY), site.route(GATEWAY, "Wi-Fi", 50)])],
  ],
  [
    "granted behind the carrier's NAT",
    "warning",
    "mapped-but-useless",
    [...HOME, site.upnpGateway(), site.upnpAddress(SHARED), site.upnpMapping(), site.stun(PUBLIC)],
  ],
  [
    "granted, but a box further out owns the address, even where both agree about it",
    "warning",
    "mapped-but-not-last-router",
    [...HOME, site.pcpMapping({ externalAddress: PUBLIC }), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "granted, but the last router's box is not known: nothing is called useless",
    null,
    "mapped-but-useless",
    [...HOME, site.pcpMapping({ externalAddress: PUBLIC }), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "a shared line says what is left to do",
    "problem",
    "no-port-forward-here",
    [...HOME, site.upnpAddress(SHARED), site.stun(PUBLIC)],
  ],
  [
    "a refusal behind another box is no news",
    null,
    "mapping-refused",
    [...HOME, site.upnpMapping(site.refusal("ActionFailed")), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "refused is not mapped",
    null,
    "mapped-but-useless",
    [...HOME, site.upnpAddress(SHARED), site.upnpMapping(site.refusal("ActionFailed")), site.stun(PUBLIC)],
  ],
  [
    "granted on a public line",
    null,
    "mapped-but-useless",
    [...HOME, site.upnpAddress(PUBLIC), site.upnpMapping(), site.stun(PUBLIC), site.ping("echo")],
  ],
  [
    "through a VPN nobody knows",
    null,
    "mapped-but-useless",
    [...VPN, site.upnpAddress(SHARED), site.upnpMapping(), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "a false claim",
    "warning",
    "router-claims-foreign-address",
    [...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.ping("expired")],
  ],
  [
    "a claim that is true",
    null,
    "router-claims-foreign-address",
    [...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.ping("echo")],
  ],
  [
    "two protocols, two addresses",
    "warning",
    "router-contradicts-itself",
    [...HOME, site.upnpAddress(PUBLIC), site.natPmpAddress(SHARED)],
  ],
  [
    "two protocols, one address",
    null,
    "router-contradicts-itself",
    [...HOME, site.upnpAddress(PUBLIC), site.natPmpAddress(PUBLIC)],
  ],
  [
    "two servers, two addresses",
    "warning",
    "public-addresses-disagree",
    [...HOME, site.stun(PUBLIC), site.whoami(OTHER_PUBLIC)],
  ],
  [
    "two ways out explain two addresses",
    null,
    "public-addresses-disagree",
    [...TWO_ROUTERS, site.stun(PUBLIC), site.whoami(OTHER_PUBLIC)],
  ],
  [
    "the web answers, two STUN servers are silent",
    "warning",
    "udp-blocked",
    [...HOME, ...STUN_DOWN, site.whoami(PUBLIC)],
  ],
  ["one STUN server may be down by itself", null, "udp-blocked", [...HOME, site.stunSilent(), site.whoami(PUBLIC)]],
  ["nothing answers at all", null, "udp-blocked", [...HOME, ...STUN_DOWN, site.whoamiSilent()]],
  [
    "one of two STUN servers answers nonsense: UDP comes and goes",
    null,
    "udp-blocked",
    [
      ...HOME,
      site.stunSilent("a.example:1"),
      site.stunSilent("b.example:1", { outcome: "failed", trouble: "wrong-transaction", answeredBy: "198.41.0.4" }),
      site.whoami(PUBLIC),
    ],
  ],
  [
    "names that were not found are no datagrams",
    null,
    "udp-blocked",
    [
      ...HOME,
      site.stunSilent("a.example:1", { outcome: "failed", trouble: "dns-failed" }),
      site.stunSilent("b.example:1", { outcome: "failed", trouble: "dns-failed" }),
      site.whoami(PUBLIC),
    ],
  ],
  [
    "another port for another destination",
    "info",
    "ports-change-per-destination",
    [...HOME, site.stun(PUBLIC), site.stun(PUBLIC, { server: "stun-bb.example:3478", mappedPort: 50_001 })],
  ],
  ["an entry that stayed", "problem", "test-mapping-left", [...HOME, site.pcpMapping({ removed: false })]],
  ["an entry that is gone", null, "test-mapping-left", [...HOME, site.pcpMapping()]],
  ["granted", "advice", "router-opens-ports-unasked", [...HOME, site.natPmpAddress(PUBLIC), site.natPmpMapping()]],
  ["refused", null, "router-opens-ports-unasked", [...HOME, site.natPmpMapping(site.refusal("NOT_AUTHORIZED"))]],
  ["refused", "info", "mapping-refused", [...HOME, site.upnpMapping(site.refusal("ActionFailed"))]],
  [
    "garbage",
    "info",
    "unusable-answers",
    [
      ...HOME,
      site.noAnswer("pcp/announce", "speak-pcp", { outcome: "failed", trouble: "malformed", answeredBy: GATEWAY }),
    ],
  ],
  ["silence is not garbage", null, "unusable-answers", [...HOME, site.noAnswer("pcp/announce", "speak-pcp")]],
];

/** Imagined sites and the finding that each must have, or with severity null must not have. */
export const FINDING_CASES: FindingCase[] = [...NEAR_CASES, ...SITE_FINDING_CASES];
