/** The catalogue of findings: what it is, and what to do. Written for installers. */

export const finding = {
  "login-page": {
    title: "A login page stands in front of the internet",
    whatToDo:
      "Log in with a browser, or ask for a network without a login page. Recorders cannot log in there by themselves.",
  },
  "names-fail": {
    title: "Names cannot be looked up",
    whatToDo:
      "Look at the name server (DNS) in the router and the laptop. Recorders need it for apps, time and mail as well.",
  },
  "proxy-in-use": {
    title: "Web pages go through a proxy ({{proxy}})",
    whatToDo: "What web pages see may be the proxy's address. Farsite asks past it; other programs do not.",
  },
  "laptop-firewall": {
    title: "This laptop's firewall may have kept the test from outside away ({{names}})",
    whatToDo:
      "Allow Farsite in the laptop's firewall and check again; only then a test that fails says something about the line.",
  },
  "vpn-beside": {
    title: "A VPN is on beside the way out ({{adapters}})",
    whatToDo: "It does not carry this check. Its own addresses (often from 100.64.0.0/10) are not the provider's.",
  },
  "on-wifi": {
    title: "The laptop is on Wi-Fi ({{adapter}})",
    whatToDo:
      "A guest Wi-Fi may be another network than the recorder's. Use a cable at the recorder's switch where possible.",
  },
  "only-some-ports": {
    title: "Only some ports belong to this line",
    whatToDo:
      "Use one of its own ports outside (for example {{example}}) and forward it to the recorder's port, or ask the provider for an address of its own.",
  },
  "forward-further-out": {
    title: "The public address belongs to a box further out on site",
    whatToDo:
      "Forward the port in {{hop}}, to the recorder if this router only passes on (a switch), else to this router and from here to the recorder.",
  },
  "opened-and-not-reached": {
    title: "The router said yes to a port, and nothing came in",
    whatToDo:
      "Check the entry on the router's page, then security software on this laptop, then ask the provider about a firewall on the line.",
  },
  "vantage-not-usable": {
    title: "The test server outside could not be used, so nothing was tested from outside",
    whatToDo: "The evidence says why (address, port, token). Mend it in the settings and check again.",
  },
  "phone-hotspot": {
    title: "The laptop uses a phone's line ({{gateway}}), not this site's",
    whatToDo: "Connect the laptop to the customer's network and switch the phone's hotspot off, then check again.",
  },
  "two-routers": {
    title: "Two routers in a row, both on site",
    whatToDo:
      "Best: set the outer one ({{hop}}) to bridge mode. Or forward the port in both: in the outer one to the inner router, in the inner one to the recorder.",
  },
  "provider-firewall": {
    title: "Connections from outside are kept away before the router",
    whatToDo:
      "Ask the provider to open the line for connections from outside, or use a relay or a VPN that is opened from inside.",
  },
  "ipv4-only-devices": {
    title: "Devices that only speak IPv4 have no internet here",
    whatToDo: "Recorders and cameras need IPv6 on this line, or a router that translates for them (464XLAT / CLAT).",
  },
  "same-nat-as-other-site": {
    title: "Another site of yours is behind the same shared address",
    whatToDo: "A direct connection between the two may fail although both can get out; plan a relay or a VPN hub.",
  },
  "web-blocked": {
    title: "Web pages do not get out of this network",
    whatToDo: "Relays and vendor clouds need TCP 443. Ask who runs the firewall to allow it.",
  },
  "outbound-ports-blocked": {
    title: "Some ports do not get out ({{ports}})",
    whatToDo: "Choose a VPN or relay that uses another port, or ask who runs the firewall to allow these.",
  },
  "anybody-may-answer": {
    title: "Once a UDP port is open, anybody outside may send to it (full cone or DMZ)",
    whatToDo: "Good for direct connections. Check that no device is set as DMZ or exposed host in the router.",
  },
  "one-way-audio": {
    title: "Expect one-way audio on intercoms and SIP",
    whatToDo: "Use the maker's relay or a VPN for door stations and SIP telephones, or a SIP server outside.",
  },
  "no-hairpin": {
    title: "Inside the site the public address does not work",
    whatToDo:
      "Use the recorder's local address inside and the public one outside; apps with both settings switch by themselves.",
  },
  "short-keepalive": {
    title: "A quiet UDP connection is cut after {{seconds}} s",
    whatToDo: "Set the keepalive of VPNs to {{keepalive}} s or less.",
  },
  "ipv6-way-in": {
    title: "IPv6 may be a way in",
    whatToDo:
      "The line has IPv6 of its own ({{address}}). If the recorder and the viewers have IPv6 as well, a rule in the router's IPv6 firewall may be enough.",
  },
  "ipv6-open": {
    title: "The router lets everything in over IPv6",
    whatToDo: "Switch the router's IPv6 firewall on: cameras and recorders are reachable from the whole internet.",
  },
  "ipv6-blocked": {
    title: "Over IPv6 nothing came in",
    whatToDo:
      "Usual and safe. Where access over IPv6 is wanted, open one port for one device in the router's IPv6 firewall.",
  },
  "ipv6-translated": {
    title: "IPv6 is translated as well ({{address}})",
    whatToDo: "The address of a device is another one outside; a forward needs the translated prefix.",
  },
  "ipv6-no-way-out": {
    title: "IPv6 is set up here, but does not get out",
    whatToDo: "Devices that try IPv6 first become slow. Look at the router's IPv6 setting.",
  },
  "chain-possible": {
    title: "Both routers open ports when asked",
    whatToDo: "A forward through both can be set up from here: the outer router is {{hop}}.",
  },
  "carrier-opens-ports": {
    title: "The provider's box opens ports when asked ({{hop}})",
    whatToDo:
      "Rare and useful: a port forward may work on this line as long as it is renewed. Test it from outside before relying on it.",
  },
  "router-maps-for-anyone": {
    title: "Any device may open ports for any other device",
    whatToDo:
      "Convenient for setting up, a risk afterwards: switch UPnP off in the router, or its “secure mode” on, once the installation is done.",
  },
  "maps-only-for-asker": {
    title: "The router opens ports only for the device that asks",
    whatToDo:
      "Let the recorder ask by itself (switch on its UPnP for the moment), or enter the forward by hand on the router's page.",
  },
  "router-started-anew": {
    title: "The router restarted during the check, or forgot its port entries",
    whatToDo:
      "Check again. If it comes back, forwards that devices ask for by themselves will not last on this router.",
  },
  "ports-open-in-router": {
    title: "Ports stand open in the router",
    whatToDo: "Check whether each is still wanted: {{ports}}",
  },
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
