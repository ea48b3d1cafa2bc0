import * as site from "./site-observations.ts";
import { HOME, OTHER_PUBLIC, PRIVATE_WAN, PUBLIC } from "./site-observations.ts";
import type { VerdictCase } from "./verdict-case.ts";

const CARRIER_HOP = "10.74.0.1";
const SECOND = "192.168.0.1";

const behindCarrier = [
  ...HOME,
  site.upnpAddress(PRIVATE_WAN),
  site.stun(PUBLIC),
  site.hop(CARRIER_HOP),
  ...site.ownedAt(2, CARRIER_HOP),
];

/** Set-ups of the field that look like another one: each once led to a wrong or misleading sentence. */
export const FIELD_CASES: VerdictCase[] = [
  [
    "two routers on site on a public line, whose access router is numbered privately",
    "double-nat",
    "verdict.double-nat.named",
    0.97,
    [
      ...HOME,
      site.upnpAddress("192.168.0.2"),
      site.stun(PUBLIC),
      site.ping("expired"),
      site.hop(SECOND),
      site.hopAt(3, CARRIER_HOP),
      site.boxUpnp(SECOND),
      site.boxAddress(SECOND, PUBLIC),
      ...site.boxPorts(CARRIER_HOP, "silent"),
    ],
  ],
  [
    "the same without the second router's word: nobody came back from further out",
    "unknown",
    "verdict.unknown.private-wan",
    0,
    [
      ...HOME,
      site.upnpAddress("192.168.0.2"),
      site.stun(PUBLIC),
      site.ping("expired"),
      site.hop(SECOND),
      site.hopAt(3, "100.64.0.1"),
      site.page(SECOND),
    ],
  ],
  [
    "a switch as the gateway, and a firewall behind it",
    "double-nat",
    "verdict.double-nat.perhaps-routed",
    0.92,
    [
      ...HOME,
      site.stun(PUBLIC),
      site.hop("10.0.255.1"),
      ...site.ownedAt(2, "10.0.255.1"),
      site.page("10.0.255.1", { title: "FortiGate" }),
    ],
  ],
  [
    "the real router is one more device in the laptop's own network",
    "double-nat",
    "verdict.double-nat.perhaps-routed",
    0.97,
    [
      ...HOME,
      site.stun(PUBLIC),
      site.hop("192.168.178.254"),
      ...site.ownedAt(2, "192.168.178.254"),
      site.boxUpnp("192.168.178.254"),
      site.boxAddress("192.168.178.254", PUBLIC),
    ],
  ],
  [
    "a silent box beyond a router that tells nothing: a provider, or a head office",
    "cgnat",
    "verdict.cgnat.carrier-box-likely",
    0.65,
    [
      ...HOME,
      site.stun(PUBLIC),
      site.hop(CARRIER_HOP),
      ...site.ownedAt(2, CARRIER_HOP),
      ...site.boxPorts(CARRIER_HOP, "silent"),
    ],
  ],
  [
    "an outer router over powerline, by its own word",
    "double-nat",
    "verdict.double-nat.second",
    0.97,
    [
      ...HOME,
      site.natPmpAddress("10.0.1.7"),
      site.stun(PUBLIC),
      site.hop("10.0.1.1"),
      ...site.ownedAt(2, "10.0.1.1"),
      site.boxNatPmp("10.0.1.1", PUBLIC),
      site.distance(site.GATEWAY, 0.5),
      site.distance("10.0.1.1", 8.6),
    ],
  ],
  [
    "a small provider whose router shows its page to subscribers",
    "unknown",
    "verdict.unknown.private-wan",
    0,
    [...behindCarrier, site.page(CARRIER_HOP, { title: "RouterOS router configuration page" })],
  ],
  [
    "a proxy that answers for every address",
    "unknown",
    "verdict.unknown.private-wan",
    0,
    [
      ...behindCarrier,
      ...site.boxPorts(CARRIER_HOP, "open"),
      site.page(CARRIER_HOP, { statusCode: 503, title: "ERROR: The requested URL could not be retrieved" }),
    ],
  ],
  [
    "a provider's box that opened a port, and a connection came in through it",
    "cgnat",
    "verdict.cgnat.opened-by-provider",
    0.97,
    [
      ...HOME,
      site.upnpAddress("100.64.5.2"),
      site.stun(PUBLIC),
      site.ping("expired"),
      site.hop("100.64.5.1"),
      site.boxMapping("100.64.5.1"),
      site.inboundTest(true, { openedBy: "outer-box" }),
    ],
  ],
  [
    "a second, mobile line in use: the router's own address is another",
    "unknown",
    "verdict.unknown.wan-differs",
    0,
    [
      ...HOME,
      site.upnpAddress(OTHER_PUBLIC),
      site.stun(PUBLIC),
      site.hop("192.168.8.1"),
      site.hopAt(3, CARRIER_HOP),
      ...site.ownedAt(4, CARRIER_HOP),
      site.page("192.168.8.1"),
      ...site.boxPorts(CARRIER_HOP, "silent"),
    ],
  ],
  [
    "a box on site that speaks under its own public address",
    "unknown",
    "verdict.unknown.further-out",
    0,
    [...HOME, site.stun(PUBLIC), site.hop(PUBLIC), ...site.ownedAt(2, PUBLIC)],
  ],
  [
    "one NAT-PMP answer with a carrier's address: anybody on the network could have sent it",
    "cgnat",
    "verdict.cgnat.shared-range",
    0.85,
    [...HOME, site.natPmpAddress("100.64.5.2"), site.stun(PUBLIC), site.pingSilent()],
  ],
];
