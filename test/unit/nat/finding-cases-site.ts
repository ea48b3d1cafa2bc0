import { CONFLICT_WITH_NOTHING } from "#core/codec/upnp-error.ts";
import type { FindingCase } from "./finding-case.ts";
import * as site from "./site-observations.ts";
import { GATEWAY, HOME, LAPTOP, OTHER_PUBLIC, PRIVATE_WAN, PUBLIC, SHARED } from "./site-observations.ts";

const SECOND = "192.168.0.1";
const publicLine = [...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.ping("echo")];
const sharedLine = [...HOME, site.upnpAddress(SHARED), site.stun(PUBLIC)];
const twoRouters = [
  ...HOME,
  site.upnpAddress("192.168.0.2"),
  site.stun(PUBLIC),
  site.hop(SECOND),
  ...site.ownedAt(2, SECOND),
  site.boxUpnp(SECOND),
  site.boxAddress(SECOND, PUBLIC),
];
const OWN_IPV6 = "2400:cb00:2048::42";
const withIpv6 = [site.laptop([site.adapter("Ethernet", LAPTOP), site.adapter("Ethernet 2", OWN_IPV6)]), site.routes()];
const stunV6 = (address: string) => site.stun(address, { server: "stun-a.example:3478/v6", localAddress: OWN_IPV6 });
const ipv6Only = [site.ipv6Laptop(), site.routes([site.ipv6Route]), site.nat64(), site.stun(PUBLIC)];

const secondServer = site.stun(PUBLIC, { server: "stun-b.example:3478", serverAddress: "198.41.0.7:3478" });

/** PCP's second answer, after a restart: its clock begins anew (RFC 6887 section 8.5). */
const observationWithEpoch = (epochSeconds: number) => {
  const again = site.pcpAnnounce();
  if (again.data.kind !== "pcp-announce") throw new Error("not an announcement");
  return { ...again, id: "pcp/announce-again", atMs: 500, data: { ...again.data, epochSeconds } };
};

/** Findings of the whole site: what is open, what is closed, what else is there. */
export const SITE_FINDING_CASES: FindingCase[] = [
  ["a login page", "problem", "login-page", [...HOME, site.loginPage(), site.stunSilent()]],
  [
    "names fail on a line that carries",
    "problem",
    "names-fail",
    [...HOME, site.stunSilent("a.example:1", { outcome: "failed", trouble: "dns-failed" }), site.hop("198.41.3.1")],
  ],
  ["one name that is not there", null, "names-fail", [...publicLine, site.hop("198.41.3.1")]],
  ["a proxy", "warning", "proxy-in-use", [...publicLine, site.proxy("proxy.example:8080")]],
  ["no proxy", null, "proxy-in-use", [...publicLine, site.proxy(null)]],
  [
    "a firewall of the laptop, and a test that did not come in",
    "advice",
    "laptop-firewall",
    [...publicLine, site.firewall("on"), site.inboundTest(false)],
  ],
  [
    "the same test that did come in",
    null,
    "laptop-firewall",
    [...publicLine, site.firewall("on"), site.inboundTest(true)],
  ],
  ["a firewall without a test", null, "laptop-firewall", [...publicLine, site.firewall("on")]],
  [
    "a VPN beside the way out",
    "info",
    "vpn-beside",
    [
      site.laptop([site.adapter("Ethernet", LAPTOP), site.adapter("tailscale0", "100.101.102.103", "tunnel")]),
      site.routes([site.route(GATEWAY)], { address: LAPTOP, interfaceName: "Ethernet" }),
      site.stun(PUBLIC),
    ],
  ],
  [
    "on Wi-Fi",
    "info",
    "on-wifi",
    [site.laptop([site.adapter("Ethernet", LAPTOP, "wifi")]), site.routes(), site.stun(PUBLIC)],
  ],
  [
    "a test server that does not answer",
    "warning",
    "vantage-not-usable",
    [...publicLine, site.noAnswer("vantage/view", "my-address")],
  ],
  ["a test server that answers", null, "vantage-not-usable", [...publicLine, site.vantageView(PUBLIC)]],
  ["two routers", "problem", "two-routers", twoRouters],
  [
    "a switch before the firewall",
    "problem",
    "forward-further-out",
    [
      ...HOME,
      site.stun(PUBLIC),
      site.hop("10.0.255.1"),
      ...site.ownedAt(2, "10.0.255.1"),
      site.page("10.0.255.1", { title: "FortiGate" }),
    ],
  ],
  ["two routers that both translate", null, "forward-further-out", twoRouters],
  [
    "a router whose opening is not reached, by an answer",
    "warning",
    "opened-and-not-reached",
    [...publicLine, site.inboundTest(false, { vantageSaw: "refused" })],
  ],
  [
    "a phone's hotspot",
    "problem",
    "phone-hotspot",
    [
      site.laptop([site.adapter("Wi-Fi", "172.20.10.3", "wifi")]),
      site.routes([site.route("172.20.10.1", "Wi-Fi")]),
      site.stun(PUBLIC),
    ],
  ],
  [
    "two routers that both open ports",
    "advice",
    "chain-possible",
    [...twoRouters, site.upnpMapping(), site.boxMapping(SECOND)],
  ],
  [
    "then the inner one's grant is no warning of its own",
    null,
    "mapped-but-not-last-router",
    [...twoRouters, site.upnpMapping(), site.boxMapping(SECOND)],
  ],
  [
    "two routers of which one opens ports",
    "warning",
    "mapped-but-not-last-router",
    [...twoRouters, site.upnpMapping()],
  ],
  [
    "a carrier's box that opens ports",
    "advice",
    "carrier-opens-ports",
    [...sharedLine, site.hop("100.64.5.1"), site.ping("expired"), site.boxMapping("100.64.5.1")],
  ],
  ["kept out by the provider", "problem", "provider-firewall", [...publicLine, site.inboundTest(false)]],
  ["IPv6 only", "warning", "ipv4-only-devices", ipv6Only],
  [
    "an address shared by ports",
    "problem",
    "only-some-ports",
    [
      site.laptop([site.adapter("Ethernet", LAPTOP), site.adapter("Ethernet 2", "240b:10:1234:5600::42")]),
      site.routes(),
      site.stun("106.72.18.52"),
    ],
  ],
  [
    "a site behind the same carrier's address",
    "info",
    "same-nat-as-other-site",
    [...sharedLine, site.otherSite("Bakery")],
  ],
  [
    "a public line seen before is the same line",
    null,
    "same-nat-as-other-site",
    [...publicLine, site.otherSite("Bakery")],
  ],
  [
    "pages shut, UDP open",
    "warning",
    "web-blocked",
    [...HOME, site.stun(PUBLIC), site.whoamiSilent("https://a.example/"), site.whoamiSilent("https://b.example/")],
  ],
  ["one page is down", null, "web-blocked", [...HOME, site.stun(PUBLIC), site.whoamiSilent()]],
  [
    "some ports are shut",
    "advice",
    "outbound-ports-blocked",
    [...publicLine, site.outboundPort(51_820, false), site.outboundPort(443, true, "tcp")],
  ],
  [
    "all ports are shut: the test server is not there",
    null,
    "outbound-ports-blocked",
    [...publicLine, site.outboundPort(51_820, false)],
  ],
  [
    "full cone",
    "advice",
    "anybody-may-answer",
    [
      ...publicLine,
      secondServer,
      site.filtering("198.41.0.5", "other-address-and-port"),
      site.filtering("198.41.0.4", "other-port"),
    ],
  ],
  ["a shared line and door stations", "advice", "one-way-audio", sharedLine],
  ["a public line and door stations", null, "one-way-audio", publicLine],
  ["no hairpin", "info", "no-hairpin", [...publicLine, secondServer, site.hairpin(false)]],
  ["a hairpin", null, "no-hairpin", [...publicLine, site.hairpin(true)]],
  [
    "a way that closes soon",
    "advice",
    "short-keepalive",
    [...publicLine, site.bindingLifetime(15, true), site.bindingLifetime(30, false)],
  ],
  ["a way that stays", null, "short-keepalive", [...publicLine, site.bindingLifetime(240, true)]],
  [
    "IPv6 beside a shared IPv4 address",
    "advice",
    "ipv6-way-in",
    [...withIpv6, site.upnpAddress(SHARED), site.stun(PUBLIC), stunV6(OWN_IPV6)],
  ],
  [
    "IPv6 beside a public address",
    null,
    "ipv6-way-in",
    [...withIpv6, site.upnpAddress(PUBLIC), site.stun(PUBLIC), stunV6(OWN_IPV6)],
  ],
  [
    "IPv6 that is open to the world",
    "warning",
    "ipv6-open",
    [...withIpv6, site.stun(PUBLIC), stunV6(OWN_IPV6), site.inboundTest(true, { target: OWN_IPV6, openedBy: "none" })],
  ],
  [
    "IPv6 that lets nothing in",
    "info",
    "ipv6-blocked",
    [...withIpv6, site.stun(PUBLIC), stunV6(OWN_IPV6), site.inboundTest(false, { target: OWN_IPV6, openedBy: "none" })],
  ],
  ["IPv6 that is translated", "info", "ipv6-translated", [...withIpv6, site.stun(PUBLIC), stunV6("2606:4700::7")]],
  [
    "IPv6 that does not get out",
    "info",
    "ipv6-no-way-out",
    [...withIpv6, site.stun(PUBLIC), site.stunSilent("stun-a.example:3478/v6")],
  ],
  [
    "a router that maps for anybody",
    "warning",
    "router-maps-for-anyone",
    [...publicLine, site.upnpMapping(), site.mappingForOther(true)],
  ],
  [
    "that says all there is to say",
    null,
    "router-opens-ports-unasked",
    [...publicLine, site.upnpMapping(), site.mappingForOther(true)],
  ],
  [
    "a router that maps for the asker only",
    "info",
    "maps-only-for-asker",
    [...publicLine, site.upnpMapping(), site.mappingForOther(false)],
  ],
  [
    "a router that says so by a conflict with nothing",
    "info",
    "maps-only-for-asker",
    [...publicLine, site.upnpMapping(), site.mappingForOther(false, 718, CONFLICT_WITH_NOTHING)],
  ],
  [
    "a router that fails for another reason",
    null,
    "maps-only-for-asker",
    [...publicLine, site.upnpMapping(), site.mappingForOther(false, 501)],
  ],
  ["a router that maps for nobody", null, "maps-only-for-asker", [...publicLine, site.mappingForOther(false)]],
  [
    "a recorder's port that stands open",
    "problem",
    "ports-open-in-router",
    [...publicLine, site.mappingTable({}, { externalPort: 554 })],
  ],
  ["the same where nobody can reach it", "advice", "ports-open-in-router", [...sharedLine, site.mappingTable({})]],
  [
    "a port that is made for the internet",
    "info",
    "ports-open-in-router",
    [...publicLine, site.mappingTable({ transport: "udp", externalPort: 51_820, internalPort: 51_820 })],
  ],
  [
    "a router whose clock went back",
    "warning",
    "router-started-anew",
    [...publicLine, { ...site.pcpAnnounce(), atMs: 0 }, observationWithEpoch(3)],
  ],
  ["an empty table", null, "ports-open-in-router", [...publicLine, site.mappingTable()]],
  [
    "two uplinks of one router",
    "warning",
    "public-addresses-disagree",
    [...HOME, site.stun(PUBLIC), site.whoami(OTHER_PUBLIC)],
  ],
  [
    "a private WAN address is no port forward's end yet",
    null,
    "no-port-forward-here",
    [...HOME, site.upnpAddress(PRIVATE_WAN), site.stun(PUBLIC)],
  ],
];
