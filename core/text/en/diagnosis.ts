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
    confirmed: "The router has its own public address, {{address}}. A port forward can work here.",
    owned: "The router itself answers for the public address {{address}}. A port forward can work here.",
    laptop: "This laptop has the public address {{address}} itself: there is no router translating in between.",
    "other-uplink":
      "The router owns the public address {{address}}, but reports {{wan}} as its own: it probably has two internet lines.",
  },
  cgnat: {
    "shared-range":
      "The provider shares one public address among many customers (carrier-grade NAT): the router only gets {{wan}}. A port forward cannot work on this line.",
    "shared-hop":
      "The provider shares the public address {{address}} among many customers (carrier-grade NAT): it is not the router's, and the next box is the provider's {{hop}}. A port forward cannot work on this line.",
  },
  offline: {
    "no-route": "This laptop is not connected: no network gives it a way out.",
    "no-gateway": "The laptop is on a network ({{address}}), but knows no router: it probably has a fixed address.",
    silent: "Nothing on the internet answered: the line is down, or everything is blocked.",
  },
  unknown: {
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
  "further-out-owns":
    "A test packet that may travel one step only did not reach {{address}}: {{replier}} would have had to pass it on, so a box further out owns it.",
  "hop-shared":
    "The next box after the router shows {{hop}}, from 100.64.0.0/10, the range set aside for carriers' shared NAT (RFC 6598).",
  "hop-private": "The next box after the router shows the private address {{hop}}.",
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
  "line-light": "Look at the modem's line light, restart the modem if it is out, then check again.",
  "add-servers": "Add a STUN server or an address page in the settings and check again where there is internet.",
  "one-uplink": "Unplug one of the internet lines (or switch off the proxy) and check again.",
  "find-box":
    "Open http://{{hop}} in a browser: if a router or modem on site shows its login page, it can be fixed here. If nothing comes up, look for a second box on site before asking the provider.",
  "find-second-router":
    "Look for a second router or modem on site that hands out {{wan}}. If there is one, it can be fixed here; if not, it is the provider's.",
};

export const finding = {
  "vpn-on-laptop": {
    title: "A VPN on the laptop hides the truth ({{adapter}})",
    whatToDo: "Switch the VPN off and check again. Until then every answer describes the VPN, not this site.",
  },
  "several-ways-out": {
    title: "The laptop has more than one way out ({{gateways}})",
    whatToDo: "Keep only the customer's network connected (switch off Wi-Fi or mobile data), then check again.",
  },
  "mapped-but-useless": {
    title: "The router opens ports, but that does not help here ({{protocols}})",
    whatToDo:
      "Don't set up a port forward: the router says yes, but the provider's box after it lets nothing in. Choose another way.",
  },
  "mapped-but-not-last-router": {
    title: "The router opens ports, but it is not the last router ({{protocols}})",
    whatToDo: "A forward in this router alone does not reach the internet. First find out whose the next router is.",
  },
  "no-port-forward-here": {
    title: "A port forward is no option on this line",
    whatToDo: "Ask the provider for a public IPv4 address, or use a relay or a VPN that is opened from inside.",
  },
  "router-claims-foreign-address": {
    title: "The router claims an address that is not its own ({{address}})",
    whatToDo: "Read the WAN address on the router's status page, and don't trust what its automatic protocols report.",
  },
  "router-contradicts-itself": {
    title: "The router reports different addresses ({{addresses}})",
    whatToDo:
      "Read the WAN address on the router's status page. A restart or a firmware update may cure the contradiction.",
  },
  "public-addresses-disagree": {
    title: "Outside servers see different addresses ({{addresses}})",
    whatToDo: "Look for a second internet line, a proxy or a VPN on the router, and test one line at a time.",
  },
  "udp-blocked": {
    title: "UDP does not get out of this network",
    whatToDo:
      "WireGuard and most VPNs need UDP. Ask who runs the firewall to allow it, or plan a way that uses TCP 443.",
  },
  "ports-change-per-destination": {
    title: "The outgoing port changes with every destination (symmetric NAT)",
    whatToDo: "A port forward is not affected. Cloud and peer-to-peer viewing may need a relay.",
  },
  "test-mapping-left": {
    title: "A test entry could not be removed from the router ({{protocols}})",
    whatToDo: "It runs out by itself within minutes, and Farsite removes it at the next start on this network.",
  },
  "router-opens-ports-unasked": {
    title: "Any device on this network can open ports in the router ({{protocols}})",
    whatToDo: "Once the installation is done, switch this off in the router unless something needs it.",
  },
  "mapping-refused": {
    title: "The router refused to open a test port ({{protocols}})",
    whatToDo: "Open the port by hand in the router if a port forward is wanted.",
  },
  "unusable-answers": {
    title: "Something answered with data that makes no sense ({{who}})",
    whatToDo: "Farsite ignored it. Faulty firmware does this; the details are in the evidence below.",
  },
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
