import { ipv6Topologies } from "./ipv6-topologies.ts";
import type { Layer, NatBehaviour, Topology, Truth } from "./topology.ts";
import {
  allProtocols,
  bothGranted,
  carrierNat,
  carrierTruth,
  connected,
  doubleNatTruth,
  fullCone,
  homeRouter,
  mapsAnyway,
  noAnswers,
  offlineTruth,
  publicTruth,
  secondRouter,
  symmetric,
} from "./topology-pieces.ts";

/** The catalogue of sites. New ones are put together from the pieces of `topology-pieces.ts`. */

/** A site whose home router has the public address. */
function publicSite(
  name: string,
  summary: string,
  router: Partial<Layer>,
  changes: Partial<Omit<Topology, "truth">> & { truth?: Partial<Truth> } = {},
): Topology {
  return {
    name,
    summary,
    laptop: "lan",
    layers: [homeRouter(router)],
    access: connected,
    tolerance: null,
    ...changes,
    truth: { ...publicTruth, ...changes.truth },
  };
}

const nothingTellsTheWanAddress = {
  kinds: ["unknown"],
  because: "the router does not tell its outside address; only the ping of that address shows whose it is",
} as const;

const privateOutsideAddress = {
  kinds: ["unknown"],
  because: "a private outside address may belong to a second router or to the carrier",
} as const;

export const topologies: readonly Topology[] = [
  publicSite("public-all", "Public address; the router speaks UPnP, NAT-PMP and PCP", {}),
  publicSite(
    "public-upnp-only",
    "Public address; the router speaks UPnP only",
    {
      mappingDaemon: { ...allProtocols, natpmpAndPcp: false },
    },
    { truth: { stockMappings: { upnp: "granted", natpmp: "no-answer" } } },
  ),
  publicSite(
    "public-pmp-only",
    "Public address; the router speaks NAT-PMP and PCP only",
    {
      mappingDaemon: { ...allProtocols, upnp: false },
    },
    { truth: { stockMappings: { upnp: "no-answer", natpmp: "granted" } } },
  ),
  publicSite("public-secure", "Public address; UPnP lets a device map only to itself", {
    mappingDaemon: { ...allProtocols, secureMode: true },
  }),
  publicSite(
    "public-none",
    "Public address; the router speaks no mapping protocol and says so",
    {
      mappingDaemon: null,
    },
    { truth: { stockMappings: noAnswers }, tolerance: nothingTellsTheWanAddress },
  ),
  publicSite(
    "igd-silent",
    "Public address; the router silently drops UPnP, NAT-PMP and PCP",
    {
      filters: [{ kind: "drop-udp-to-box", ports: [1900, 5351] }],
    },
    { truth: { stockMappings: noAnswers }, tolerance: nothingTellsTheWanAddress },
  ),
  publicSite(
    "public-mute",
    "Public address; the router speaks no mapping protocol and ignores ping",
    {
      mappingDaemon: null,
      filters: [{ kind: "ignore-ping" }, { kind: "drop-udp-to-box", ports: [1900, 5351] }],
    },
    {
      truth: { stockMappings: noAnswers },
      tolerance: { kinds: ["unknown"], because: "the router says nothing at all" },
    },
  ),
  publicSite("public-full-cone", "Public address; the router lets anybody answer on an open UDP port", {
    nat: fullCone,
  }),
  publicSite("public-symmetric", "Public address; the router uses another UDP port for every peer", {
    nat: symmetric,
  }),
  publicSite("udp-blocked", "Public address; the router lets no UDP out", {
    filters: [{ kind: "drop-outbound-udp" }],
  }),
  publicSite(
    "public-firewalled",
    "Public address; the provider drops every connection from the internet",
    {},
    {
      access: { state: "connected", dropsInbound: true },
      truth: { kind: "firewalled" },
      tolerance: {
        kinds: ["public", "unknown"],
        because: "from inside nothing shows the provider's firewall; only a vantage outside does",
      },
    },
  ),
  {
    name: "cgnat-100-64",
    summary: "Carrier NAT in 100.64.0.0/10; the router tells no outside address and refuses mappings",
    laptop: "lan",
    layers: [homeRouter({ outside: "100.64.5.2/24" }), carrierNat("100.64.5.1/24")],
    access: connected,
    truth: carrierTruth,
    tolerance: null,
  },
  {
    name: "cgnat-10",
    summary: "Carrier NAT in 10.0.0.0/8; the router tells no outside address and refuses mappings",
    laptop: "lan",
    layers: [homeRouter({ outside: "10.20.5.2/24" }), carrierNat("10.20.5.1/24")],
    access: connected,
    truth: carrierTruth,
    tolerance: privateOutsideAddress,
  },
  {
    name: "cgnat-100-64-mapped",
    summary: "Carrier NAT in 100.64.0.0/10; the router tells that address and grants mappings that lead nowhere",
    laptop: "lan",
    layers: [homeRouter({ outside: "100.64.5.2/24", mappingDaemon: mapsAnyway }), carrierNat("100.64.5.1/24")],
    access: connected,
    truth: { ...carrierTruth, stockMappings: bothGranted },
    tolerance: null,
  },
  {
    name: "cgnat-10-mapped",
    summary: "Carrier NAT in 10.0.0.0/8; the router tells that address and grants mappings that lead nowhere",
    laptop: "lan",
    layers: [homeRouter({ outside: "10.20.5.2/24", mappingDaemon: mapsAnyway }), carrierNat("10.20.5.1/24")],
    access: connected,
    truth: { ...carrierTruth, stockMappings: bothGranted },
    tolerance: privateOutsideAddress,
  },
  {
    name: "cgnat-none",
    summary: "Carrier NAT in 100.64.0.0/10; the router speaks no mapping protocol",
    laptop: "lan",
    layers: [homeRouter({ outside: "100.64.5.2/24", mappingDaemon: null }), carrierNat("100.64.5.1/24")],
    access: connected,
    truth: { ...carrierTruth, stockMappings: noAnswers },
    tolerance: nothingTellsTheWanAddress,
  },
  {
    name: "false-public-address",
    summary: "Carrier NAT; the router claims the carrier's public address as its own and grants mappings",
    laptop: "lan",
    layers: [
      homeRouter({
        outside: "100.64.5.2/24",
        mappingDaemon: { ...allProtocols, claimedExternalAddress: "25.0.113.9" },
      }),
      carrierNat("100.64.5.1/24"),
    ],
    access: connected,
    truth: { ...carrierTruth, stockMappings: bothGranted },
    tolerance: {
      kinds: ["unknown"],
      because: "the router claims the public address; only the ping of that address contradicts it",
    },
  },
  {
    name: "double-nat",
    summary: "Two routers on site, both with UPnP, NAT-PMP and PCP; the inner one tells no outside address",
    laptop: "lan",
    layers: [homeRouter({ outside: "192.168.0.2/24" }), secondRouter()],
    access: connected,
    truth: doubleNatTruth,
    tolerance: privateOutsideAddress,
  },
  {
    name: "double-nat-mapped",
    summary:
      "Two routers on site, both with all protocols; the inner one tells its private address and grants mappings",
    laptop: "lan",
    layers: [homeRouter({ outside: "192.168.0.2/24", mappingDaemon: mapsAnyway }), secondRouter()],
    access: connected,
    truth: { ...doubleNatTruth, stockMappings: bothGranted },
    tolerance: privateOutsideAddress,
  },
  publicSite(
    "offline",
    "The router's cable ends in a dead modem: link and address, nothing behind it",
    {},
    {
      access: { state: "dead-modem", dropsInbound: false },
      truth: { ...offlineTruth, stockMappings: bothGranted },
    },
  ),
  publicSite(
    "no-gateway",
    "The laptop is on the LAN with a fixed address and knows no router",
    {},
    {
      laptop: "no-gateway",
      truth: { ...offlineTruth, stockMappings: bothGranted },
    },
  ),
  publicSite(
    "no-link",
    "The laptop's network cable is not plugged in",
    {},
    {
      laptop: "unplugged",
      truth: offlineTruth,
    },
  ),
  ...ipv6Topologies,
];

/** Not in the catalogue: a public site whose router has the given UDP behaviour, for measuring all nine pairs. */
export function natPairTopology(nat: NatBehaviour): Topology {
  return publicSite(`nat ${nat.mapping} / ${nat.filtering}`, "One pair of UDP behaviours", { nat });
}

/** @throws Error naming the known ones when there is no such topology. */
export function topologyByName(name: string): Topology {
  const found = topologies.find((topology) => topology.name === name);
  if (!found) {
    throw new Error(`no topology "${name}"; there are: ${topologies.map((t) => t.name).join(", ")}`);
  }
  return found;
}
