import { addressOf } from "./cidr.ts";
import { laptopAddress, recorderAddress, vpnServerAddress } from "./internet.ts";
import type { Topology } from "./topology.ts";
import {
  addressRestricted,
  addressSymmetric,
  allProtocols,
  carrierNat,
  fullCone,
  homeRouter,
  noAnswers,
  passwordFirst,
  publicSite,
  symmetric,
} from "./topology-pieces.ts";

/** Sites whose home router has the public address. */

const secure = { ...allProtocols, secureMode: true };
const dropsInbound = { state: "connected", dropsInbound: true } as const;
const silentDaemon = { filters: [{ kind: "drop-udp-to-box", ports: [1900, 5351] }] } as const;
const mute = {
  mappingDaemon: null,
  filters: [{ kind: "ignore-ping" }, { kind: "drop-udp-to-box", ports: [1900, 5351] }],
} as const;
const proven = { inbound: "proven" } as const;
const seenAs = { publicAddress: addressOf(vpnServerAddress), addressOwner: "vpn" };

export const publicTopologies: readonly Topology[] = [
  publicSite("public-all", "Public address; the router speaks UPnP, NAT-PMP and PCP"),
  publicSite(
    "public-all+vantage",
    "The same, and the firm's own server outside is there",
    {},
    { vantage: true, truth: proven },
  ),
  publicSite(
    "public-upnp-only",
    "Public address; the router speaks UPnP only",
    { mappingDaemon: { ...allProtocols, natpmpAndPcp: false } },
    { truth: { stockMappings: { upnp: "granted", natpmp: "no-answer" } } },
  ),
  publicSite(
    "public-pmp-only",
    "Public address; the router speaks NAT-PMP and PCP only, and asks for its password first",
    { mappingDaemon: { ...allProtocols, upnp: false }, webPage: passwordFirst },
    { truth: { stockMappings: { upnp: "no-answer", natpmp: "granted" } } },
  ),
  publicSite(
    "public-natpmp-only",
    "Public address; the router speaks NAT-PMP and does not know PCP",
    { mappingDaemon: { ...allProtocols, upnp: false }, filters: [{ kind: "drop-pcp" }] },
    { truth: { stockMappings: { upnp: "no-answer", natpmp: "granted" } } },
  ),
  publicSite("public-secure", "Public address; UPnP lets a device map only to itself", { mappingDaemon: secure }),
  publicSite(
    "public-secure+vantage",
    "The same, and the firm's own server outside is there",
    { mappingDaemon: secure },
    { vantage: true, truth: proven },
  ),
  publicSite(
    "public-none",
    "Public address; the router speaks no mapping protocol and says so",
    { mappingDaemon: null },
    { truth: { stockMappings: noAnswers } },
  ),
  publicSite("igd-silent", "Public address; the router silently drops UPnP, NAT-PMP and PCP", silentDaemon, {
    truth: { stockMappings: noAnswers },
  }),
  publicSite(
    "igd-silent+vantage",
    "The same, and the firm's own server outside is there, for which nothing can be opened",
    silentDaemon,
    { vantage: true, truth: { stockMappings: noAnswers } },
  ),
  publicSite("public-mute", "Public address; the router speaks no mapping protocol and ignores ping", mute, {
    truth: { stockMappings: noAnswers },
  }),
  publicSite("public-full-cone", "Public address; the router lets anybody answer on an open UDP port", {
    nat: fullCone,
  }),
  publicSite("public-address-restricted", "Public address; who was written to may answer from any UDP port", {
    nat: addressRestricted,
  }),
  publicSite("public-address-symmetric", "Public address; the router uses another UDP port for every address", {
    nat: addressSymmetric,
  }),
  publicSite("public-symmetric", "Public address; the router uses another UDP port for every peer", {
    nat: symmetric,
  }),
  publicSite("public-hairpin", "Public address; who is inside reaches it by the outside address, too", {
    nat: fullCone,
    hairpin: true,
  }),
  publicSite("public-forwarded", "Public address; somebody forwarded ports to the recorder", {
    hairpin: true,
    manualForwards: [
      { transport: "tcp", externalPort: 8000, toAddress: addressOf(recorderAddress), toPort: 8000 },
      { transport: "tcp", externalPort: 10554, toAddress: addressOf(recorderAddress), toPort: 554 },
    ],
  }),
  publicSite("public-dmz", "Public address; the router sends everything unasked to the laptop (DMZ)", {
    dmzHost: addressOf(laptopAddress),
  }),
  publicSite(
    "public-private-access",
    "Public address; the provider numbers its own router from 10.0.0.0/8",
    {},
    { access: { state: "connected", dropsInbound: false, privateRouter: "10.99.0.1" } },
  ),
  publicSite(
    "public-shared-access",
    "Public address; the provider numbers its own router from 100.64.0.0/10, the site's speaks no mapping protocol",
    { mappingDaemon: null },
    {
      access: { state: "connected", dropsInbound: false, privateRouter: "100.64.99.1" },
      truth: { stockMappings: noAnswers },
    },
  ),
  publicSite("public-shared-access-mute", "The same, and the site's router ignores ping", mute, {
    access: { state: "connected", dropsInbound: false, privateRouter: "100.64.99.1" },
    truth: { stockMappings: noAnswers },
  }),
  publicSite(
    "public-firewalled",
    "Public address; the provider drops every connection from the internet",
    {},
    {
      access: dropsInbound,
      truth: { kind: "firewalled" },
      tolerance: {
        kinds: ["public"],
        because: "from inside nothing shows the provider's firewall; only a vantage outside does",
      },
    },
  ),
  publicSite(
    "public-firewalled+vantage",
    "The same, and the firm's own server outside is there",
    {},
    { access: dropsInbound, vantage: true, truth: { kind: "firewalled", inbound: "blocked" } },
  ),
  publicSite(
    "two-uplinks",
    "Public address by cable; the laptop is also on a phone's hotspot, behind a carrier's NAT",
    {},
    {
      secondUplink: {
        interfaceName: "wlan0",
        address: "192.168.43.50/24",
        layers: [
          homeRouter({
            host: "phone",
            inside: "192.168.43.1/24",
            outside: "100.64.9.2/24",
            mappingDaemon: null,
            webPage: null,
          }),
          carrierNat("100.64.9.1/24"),
        ],
      },
    },
  ),
  publicSite(
    "balanced-uplinks",
    "One router with the lines of two providers, each with a public address; it spreads destinations over both",
    { secondWay: { kind: "balanced", outside: "25.0.114.2/24" } },
    { truth: { stunAddresses: ["25.0.113.2", "25.0.114.2"] } },
  ),
  publicSite(
    "vpn-laptop",
    "Public address; a VPN on the laptop takes all its traffic",
    {},
    {
      laptop: "vpn",
      truth: seenAs,
      tolerance: { kinds: ["unknown"], because: "every answer from outside is about the VPN's line, not this one" },
    },
  ),
  publicSite(
    "vpn-router",
    "Public address; the router sends the LAN's traffic through a VPN provider",
    { secondWay: { kind: "vpn" } },
    {
      truth: seenAs,
      tolerance: {
        kinds: ["unknown"],
        because: "the internet sees the provider's address, and what the router claims nobody outside confirms",
      },
    },
  ),
];
