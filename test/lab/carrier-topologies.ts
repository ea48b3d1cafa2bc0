import type { Topology } from "./topology.ts";
import {
  accessLine,
  radioLine,
  addressRestricted,
  addressSymmetric,
  allProtocols,
  bothGranted,
  carrierSite,
  fullCone,
  homeRouter,
  mapsAnyway,
  noAnswers,
  passwordFirst,
  symmetric,
} from "./topology-pieces.ts";

/** Sites behind a carrier's NAT. */

const shared = "100.64.5.1/24";
const ten = "10.20.5.1/24";
const granted = { truth: { stockMappings: bothGranted } };
const silent = { truth: { stockMappings: noAnswers } };
const mapping = { home: { mappingDaemon: mapsAnyway } };
const without = { home: { mappingDaemon: null } };
/** In the other topologies the line takes no time, as good as fibre. */
const line = { home: accessLine };
const selfStun = { home: { mappingDaemon: { ...allProtocols, selfStun: true } }, carrier: { nat: fullCone } };
/** A carrier's box that speaks PCP with its subscribers (RFC 6888 REQ-9). */
const pcp = { mappingDaemon: { ...allProtocols, upnp: false } };

const neighbour = homeRouter({ host: "home2", outside: "100.64.5.3/24", nat: fullCone, mappingDaemon: null });

export const carrierTopologies: readonly Topology[] = [
  carrierSite(
    "cgnat-100-64",
    "Carrier NAT in 100.64.0.0/10; the router tells no outside address and refuses mappings",
    shared,
  ),
  carrierSite(
    "cgnat-10",
    "Carrier NAT in 10.0.0.0/8; the router tells no outside address and refuses mappings",
    ten,
    line,
  ),
  carrierSite(
    "cgnat-172",
    "Carrier NAT in 172.16.0.0/12; the router tells no outside address and refuses mappings",
    "172.20.5.1/24",
    line,
  ),
  carrierSite(
    "cgnat-wisp",
    "A wireless provider's NAT in 192.168.0.0/16; the router tells no outside address",
    "192.168.77.1/24",
    { home: radioLine },
  ),
  carrierSite(
    "cgnat-100-64-mapped",
    "Carrier NAT in 100.64.0.0/10; the router tells that address and grants mappings that lead nowhere",
    shared,
    mapping,
    granted,
  ),
  carrierSite("cgnat-mapped+vantage", "The same, and the firm's own server outside is there", shared, mapping, {
    vantage: true,
    truth: { stockMappings: bothGranted, inbound: "blocked" },
  }),
  carrierSite(
    "cgnat-10-mapped",
    "Carrier NAT in 10.0.0.0/8; the router tells that address and grants mappings that lead nowhere",
    ten,
    mapping,
    granted,
  ),
  carrierSite(
    "cgnat-172-secure",
    "Carrier NAT in 172.16.0.0/12; the router tells that address and lets a device map only to itself, to no avail",
    "172.20.5.1/24",
    { home: { mappingDaemon: { ...mapsAnyway, secureMode: true } } },
    granted,
  ),
  carrierSite(
    "cgnat-wisp-mapped",
    "A wireless provider's NAT in 192.168.0.0/16; the router tells that address and grants mappings to no avail",
    "192.168.77.1/24",
    { home: { ...mapping.home, ...radioLine } },
    granted,
  ),
  carrierSite(
    "cgnat-none",
    "Carrier NAT in 100.64.0.0/10; the router speaks no mapping protocol",
    shared,
    without,
    silent,
  ),
  carrierSite(
    "cgnat-10-mute",
    "Carrier NAT in 10.0.0.0/8 that ignores ping; the router speaks no mapping protocol",
    ten,
    { home: { mappingDaemon: null, ...accessLine }, carrier: { filters: [{ kind: "ignore-ping" }] } },
    silent,
  ),
  carrierSite(
    "cgnat-squat",
    "Carrier NAT with public-looking addresses of somebody else inside; the router takes its own for public and grants mappings",
    "25.200.5.1/24",
    {},
    granted,
  ),
  carrierSite(
    "cgnat-squat-none",
    "Carrier NAT with public-looking addresses inside (11.0.0.0/8); the router speaks no mapping protocol",
    "11.64.5.1/24",
    without,
    silent,
  ),
  carrierSite(
    "false-public-address",
    "Carrier NAT; the router claims the carrier's public address as its own and grants mappings",
    shared,
    { home: { mappingDaemon: { ...allProtocols, claimedExternalAddress: "25.0.113.9" } } },
    granted,
  ),
  carrierSite(
    "cgnat-self-stun",
    "Full-cone carrier NAT; the router learns the public address by STUN and grants mappings for it",
    shared,
    selfStun,
    granted,
  ),
  carrierSite("cgnat-self-stun+vantage", "The same, and the firm's own server outside is there", shared, selfStun, {
    vantage: true,
    truth: { stockMappings: bothGranted, inbound: "blocked" },
  }),
  carrierSite(
    "cgnat-pcp",
    "Carrier NAT that speaks PCP with its subscribers; the router tells no outside address and refuses mappings",
    shared,
    { carrier: pcp },
  ),
  carrierSite(
    "cgnat-pcp-chained",
    "Carrier NAT that speaks PCP; the router maps as well, so mappings at both lead in",
    shared,
    { ...mapping, carrier: pcp },
    { vantage: true, truth: { stockMappings: bothGranted, inbound: "proven" } },
  ),
  carrierSite(
    "cgnat-forwarded",
    "Carrier NAT; somebody forwarded ports on the router, to no avail",
    shared,
    {
      home: {
        mappingDaemon: null,
        webPage: passwordFirst,
        manualForwards: [{ transport: "tcp", externalPort: 8000, toAddress: "192.168.1.64", toPort: 8000 }],
      },
    },
    silent,
  ),
  carrierSite("cgnat-full-full", "Open UDP ports let anybody in, at home and at the carrier", shared, {
    home: { nat: fullCone },
    carrier: { nat: fullCone },
  }),
  carrierSite(
    "cgnat-port-full",
    "A usual home router hides that the carrier's NAT lets anybody in on an open UDP port",
    shared,
    {
      carrier: { nat: fullCone },
    },
  ),
  carrierSite("cgnat-full-address", "An open home router; the carrier lets in whom was written to", ten, {
    home: { nat: fullCone },
    carrier: { nat: addressRestricted },
  }),
  carrierSite("cgnat-port-symmetric", "A usual home router; the carrier uses another UDP port for every peer", shared, {
    carrier: { nat: symmetric },
  }),
  carrierSite("cgnat-symmetric-port", "A home router with another UDP port for every peer; a usual carrier NAT", ten, {
    home: { nat: symmetric },
  }),
  carrierSite(
    "cgnat-address-symmetric",
    "Who was written to may answer at home; the carrier has a UDP port for every address",
    shared,
    {
      home: { nat: addressRestricted },
      carrier: { nat: addressSymmetric },
    },
  ),
  carrierSite(
    "cgnat-two-sites",
    "Two customers behind the same public address; they do not reach each other by it",
    shared,
    { home: { nat: fullCone }, carrier: { nat: fullCone } },
    { secondSite: neighbour },
  ),
  carrierSite(
    "cgnat-two-sites-hairpin",
    "Two customers behind the same public address; the carrier's NAT lets them reach each other by it",
    shared,
    { home: { nat: fullCone }, carrier: { nat: fullCone, hairpin: true } },
    { secondSite: neighbour },
  ),
];
