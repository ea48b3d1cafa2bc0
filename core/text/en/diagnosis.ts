/** Sentences of the reasoning in `core/nat`. Written for installers: what it means, then what to do. */

export const verdict = {
  name: {
    public: "Public address",
    "double-nat": "Two routers in a row",
    cgnat: "Carrier-grade NAT",
    "shared-address": "Shared address",
    nat64: "IPv6-only line",
    firewalled: "Blocked by a firewall",
    offline: "No internet",
    unknown: "Not clear yet",
  },
  public: {
    proven: "A connection from outside came in at {{address}}. A port forward works here.",
    "several-lines":
      "The router has several public addresses of its own ({{addresses}}): it has more than one internet line.",
    confirmed: "The router has its own public address, {{address}}. A port forward can work here.",
    owned: "The router itself answers for the public address {{address}}. A port forward can work here.",
    "owned-silently":
      "The router keeps silent about itself, but the public address {{address}} is its own by all that was seen. A port forward can work here.",
    laptop: "This laptop has the public address {{address}} itself: there is no router translating in between.",
    "other-uplink":
      "The router owns the public address {{address}}, but reports {{wan}} as its own: it probably has two internet lines, or its word is old.",
  },
  cgnat: {
    "carrier-box-likely":
      "The public address {{address}} belongs to a box beyond this router that shows nothing of itself ({{hop}}): most likely the provider's shared NAT, in a company network perhaps the head office. A port forward in this router alone cannot work.",
    "opened-by-provider":
      "The line is behind the provider's shared NAT, but the provider's box opens ports when asked: a connection from outside came in through it. It lasts as long as it is renewed.",
    "carrier-box":
      "The provider shares the public address {{address}} among many customers (carrier-grade NAT): the box behind the router, {{hop}}, is the provider's. A port forward cannot work on this line.",
    "behind-second":
      "Two routers in a row, and the outer one ({{hop}}) only gets {{wan}}, an address of the provider's shared NAT. A port forward cannot work on this line.",
    "public-looking":
      "The provider shares the public address {{address}} among many customers (carrier-grade NAT): {{wan}}, which the router gets, only looks public. A port forward cannot work on this line.",
    "public-looking-hop":
      "The provider shares the public address {{address}} among many customers (carrier-grade NAT): it belongs to a box behind {{hop}}, which is not on site. A port forward cannot work on this line.",
    "shared-range":
      "The provider shares one public address among many customers (carrier-grade NAT): the router only gets {{wan}}. A port forward cannot work on this line.",
    "shared-hop":
      "The provider shares the public address {{address}} among many customers (carrier-grade NAT): it is not the router's, and the next box is the provider's {{hop}}. A port forward cannot work on this line.",
  },
  "double-nat": {
    "perhaps-routed":
      "The public address belongs to {{hop}}, on site behind this router. The port has to be forwarded there; in this router too if it translates addresses itself (a switch or plain router does not).",
    second:
      "Two routers in a row: behind this one stands {{hop}}, on site. A port forward works once it is set in both, or once the outer one only passes through (bridge mode).",
    named:
      "Two routers in a row: behind this one stands {{name}} ({{hop}}), on site. A port forward works once it is set in both, or once the outer one only passes through (bridge mode).",
    several:
      "{{routers}} routers in a row, all on site; the last one is {{hop}}. A port forward works once it is set in every one of them.",
  },
  "shared-address": {
    "ds-lite":
      "The line has no IPv4 address of its own (DS-Lite): the provider carries IPv4 through IPv6 and shares its address among many customers. A port forward cannot work over IPv4.",
    "map-e":
      "The public address {{address}} is shared among several customers by ports (MAP-E). Only {{ports}} of the ports are this line's own; a port forward works with one of those.",
    "port-set":
      "The public address {{address}} is shared among several customers by ports: the router only uses some of them. A port forward works only with one of its own ports.",
  },
  nat64: {
    translated:
      "The line is IPv6 only; the provider translates IPv4 (NAT64, {{prefix}}). Nothing can come in over IPv4, over IPv6 it may.",
    "only-ipv6": "The line is IPv6 only. Nothing can come in over IPv4, over IPv6 it may.",
  },
  firewalled: {
    laptop:
      "This laptop has the public address {{address}} itself, but a connection from outside did not get in: something on the way, probably the provider's firewall, keeps it away.",
    outside:
      "The router has the public address {{address}}, but a connection from outside did not get in: something before the router, probably the provider's firewall, keeps it away.",
  },
  offline: {
    "login-page":
      "A login page stands in front of the internet: until somebody logs in there, this network has no internet.",
    "filter-page":
      "Instead of the internet a web page answers: a login page, or a web filter. Until that is solved, this network has no open internet.",
    "line-down": "The router says that its internet line is down.",
    "no-route": "This laptop is not connected: no network gives it a way out.",
    "no-gateway": "The laptop is on a network ({{address}}), but knows no router: it probably has a fixed address.",
    silent: "Nothing on the internet answered: the line is down, or everything is blocked.",
  },
  unknown: {
    "names-failed":
      "Names cannot be looked up here, so no server outside could be asked. The line itself carries packets.",
    "router-tunnel":
      "The router has the address {{wan}}, but the traffic leaves another way: the internet sees {{address}}. It runs a VPN, or uses a second (backup) line.",
    "ipv4-without-router":
      "The laptop has the IPv4 address {{address}} and no router for it; only IPv6 works. It probably has a fixed address, or the automatic one (DHCP) failed.",
    "claimed-twice":
      "Both the router and the box behind it ({{hop}}) say that {{wan}} is their own address. One of them only repeats what it heard.",
    vpn: "A VPN on this laptop ({{adapter}}) carries the traffic away, so this check cannot see the customer's line.",
    "no-router":
      "The traffic of this laptop leaves straight through {{adapter}}, without a router: a VPN, or a modem in the laptop itself. The customer's line is not in sight.",
    "nothing-asked": "No server on the internet was asked, so the line cannot be judged.",
    "addresses-disagree":
      "Outside servers saw different addresses ({{addresses}}), so it is not clear which line is in use.",
    "router-contradicts":
      "The router reports different addresses of its own ({{addresses}}), so its word can't be trusted.",
    "no-evidence": "Neither the router nor an outside server told a usable address.",
    "further-out":
      "The public address {{address}} is not this router's: it belongs to a box between it and the internet, a second router on site or the provider's shared NAT.",
    "router-silent": "The public address is {{address}}, but the router does not tell whether it is its own.",
    "shared-but-owned":
      "The router reports {{wan}}, an address of a carrier's shared NAT, yet answers itself for the public address. These contradict each other.",
    "private-wan":
      "The router's own internet address is {{wan}}, a private one: there is another router between it and the internet, either on site or at the provider.",
    "no-outside-view": "The router reports {{wan}}, but no outside server was reached to compare it with.",
    "wan-differs": "The router reports {{wan}}, but the internet sees {{address}}: something in between translates.",
    "false-claim": "The router says {{wan}} is its own address, but a box beyond it answers for that address.",
  },
};

export const evidence = {
  tunnel: "The way out of this laptop goes through {{adapter}}, a VPN adapter.",
  "no-default-route": "The laptop has no default gateway.",
  "no-router": "The way out through {{adapter}} has no router on it.",
  "nobody-outside_one": "{{count}} question to the internet was asked, nobody answered.",
  "nobody-outside_other": "{{count}} questions to the internet were asked, nobody answered.",
  "wan-reported": "The router reports the address {{wan}}.",
  "sources-disagree": "Different outside servers saw {{addresses}}.",
  "laptop-has-public": "Outside servers see {{address}}, which is the laptop's own address.",
  "wan-contradiction": "The router's protocols report different addresses: {{addresses}}.",
  "no-wan": "The router did not tell its own internet address.",
  "shared-not-excluded":
    "Some providers let several customers share an address by ports; this check cannot rule that out.",
  "wan-shared":
    "The router's internet address {{wan}} is from 100.64.0.0/10, the range set aside for carriers' shared NAT (RFC 6598).",
  "wan-private": "The router's internet address {{wan}} is a private one (RFC 1918).",
  "wan-is-public": "The router reports {{wan}}, the same address that the internet sees.",
  "wan-differs": "The internet sees {{address}}, not the router's {{wan}}.",
  "router-owns": "A test packet that may travel one step only was answered by {{address}} itself: the router owns it.",
  "router-owns-silently":
    "{{replier}} passes packets on and says so where they may go no further; only those for {{address}} it kept without a word: the address is its own.",
  "further-out-owns":
    "A test packet that may travel one step only did not reach {{address}}: {{replier}} would have had to pass it on, so a box further out owns it.",
  "hop-shared":
    "The next box after the router shows {{hop}}, from 100.64.0.0/10, the range set aside for carriers' shared NAT (RFC 6598).",
  "hop-private": "A box behind the router shows the private address {{hop}}.",
  "hop-public": "The box behind the router shows {{hop}}.",
  "box-upnp": "{{hop}} describes itself as {{name}}: a router made for homes and offices.",
  "box-page": "{{hop}} has a page of its own (“{{title}}”), as routers and modems on site do.",
  "box-far": "{{hop}} is {{ms}} ms further away than the router: a line lies in between, not a cable on site.",
  "box-nat-pmp": "{{hop}} speaks NAT-PMP, which routers made for homes do.",
  "box-pcp-only": "{{hop}} speaks PCP, but has neither a page nor UPnP: so do boxes of providers.",
  "box-drops": "{{hop}} leaves every question unanswered, as a provider's box does.",
  "box-refuses": "{{hop}} refuses politely instead of staying silent, as routers on site do towards their own network.",
  "box-claims": "{{hop}} says that {{address}} is its own address.",
  "box-shared-claim":
    "{{hop}} says that its own address is {{wan}}, from 100.64.0.0/10, the range set aside for carriers' shared NAT (RFC 6598).",
  "owner-steps_one": "The box that has the public address is {{count}} step beyond the router.",
  "owner-steps_other": "The box that has the public address is {{count}} steps beyond the router.",
  "inbound-proven": "A connection from the test server outside came in through the port that the router had opened.",
  "inbound-by-outer-box":
    "A connection from the test server outside came in through a port that the box behind the router had opened.",
  "laptop-firewall-unknown": "Whether a firewall of this laptop kept the test away could not be found out.",
  "inbound-blocked":
    "The router had opened a port, and a connection from the test server outside did not come in all the same.",
  "names-failed": "No name could be looked up.",
  "passed-router": "Packets go beyond the router: {{hop}} answered.",
  "line-down": "The router reports that it has no connection.",
  "login-page": "Instead of an answer came a web page that asks to log in.",
  "only-ipv6-route": "The laptop has a way out over IPv6 only.",
  clat: "The laptop itself translates IPv4 into IPv6 ({{adapter}}).",
  "nat64-prefix": "The name service gives IPv4 servers IPv6 addresses under {{prefix}}.",
  "tunnel-end": "{{address}} is an address that only the ends of an IPv4-in-IPv6 tunnel have (RFC 6333).",
  "map-rule":
    "The line's IPv6 prefix gives, by the published rule of {{operator}}, exactly {{address}} and {{ports}} ports.",
  "port-set": "Every port that servers outside saw is from one small set.",
  "any-port": "Servers outside saw ports from all over: they are not limited to a set.",
  "typed-is-public": "The router's status page shows {{wan}}, the same address that the internet sees.",
  "ping-silent": "The router did not answer the one-step test, so who owns the public address stays open.",
  "public-seen_one": "{{count}} outside server saw {{address}}.",
  "public-seen_other": "{{count}} outside servers saw {{address}}.",
};

export const settle = {
  "read-wan-address": "Open the router's status page and read its WAN (internet) address. That settles it.",
  "test-from-outside":
    "Only a test from outside proves it: set the port forward to the recorder in the router, then open it from a phone on mobile data.",
  "switch-vpn-off": "Switch the VPN on {{adapter}} off and check again.",
  "leave-adapter":
    "Switch {{adapter}} off (VPN or mobile data), keep the customer's network connected, and check again.",
  "use-dhcp": "Set the network adapter to automatic (DHCP), or enter the router as its gateway, then check again.",
  "compare-wan-address":
    "Open the router's status page and read its WAN (internet) address. If it is {{address}}, the address is the router's own and a port forward can work; if it is another, a box in between translates.",
  "plug-in": "Plug the laptop into the customer's network (cable or Wi-Fi) and check again.",
  "router-tunnel":
    "Look in the router for a VPN that all traffic goes through. Switch it off for the test, or plan the access with the router's own address.",
  "ask-provider-ipv4": "Ask the provider for a public IPv4 address of this line's own, and what it costs.",
  "ask-provider-firewall":
    "Ask the provider to let connections in (some have a switch for it in the customer's account), then check again.",
  "log-in": "Open any web page in the browser, log in, then check again.",
  "mend-names": "Enter another name server in the laptop's network settings (for example 9.9.9.9), then check again.",
  "ask-one-to-one":
    "Ask the provider for a public address of this line's own. A few have mapped one to the line already (1:1 NAT, static IP) while the router keeps this one: a test from outside shows it.",
  "find-other-box":
    "Make sure that no second router or modem stands on site between this router and the wall socket; if there is none, ask the provider for a public address.",
  "line-light": "Look at the modem's line light, restart the modem if it is out, then check again.",
  "add-servers": "Add a STUN server or an address page in the settings and check again where there is internet.",
  "one-uplink": "Unplug one of the internet lines (or switch off the proxy) and check again.",
  "find-box":
    "Open http://{{hop}} in a browser: if a router or modem on site shows its login page, it can be fixed here. If nothing comes up, look for a second box on site before asking the provider.",
  "find-second-router":
    "Look for a second router or modem on site that hands out {{wan}}. If there is one, it can be fixed here; if not, it is the provider's.",
};

export const layer = {
  laptop: "This laptop",
  router: "Router",
  "second-router": "Second router",
  vpn: "VPN",
  "carrier-nat": "Provider's shared NAT",
  "shared-address": "Provider's address sharing",
  nat64: "Provider's NAT64",
  "unidentified-nat": "Another router in between",
  internet: "Internet",
  owner: {
    installer: "yours",
    customer: "the customer's",
    carrier: "the provider's",
    unknown: "not known whose",
    nobody: "nobody's",
  },
};

export const inbound = {
  proven: "Tested from outside: it gets in.",
  blocked: "Tested from outside: nothing gets in.",
  untested: "Whether anything gets in from outside has not been tested.",
};

export const confidence = {
  certain: "certain",
  high: "quite sure",
  medium: "likely",
  low: "only a hint",
  none: "no verdict",
};

/** What came back to a question, in a few words. */
