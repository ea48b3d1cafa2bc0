import { addressOf, contains, type Cidr } from "./cidr.ts";
import { LAB_STUN_SERVERS, laptopAddress } from "./internet.ts";
import { hasNat64, noIpv6 } from "./ipv6-site.ts";
import { combinedNat, outermostLayer, type Layer, type Topology } from "./topology.ts";
import type { MeasuredTruth } from "./truth.ts";

/** What must be measured, from the topology's stated truth and the settings of its boxes. */
export function statedTruth(topology: Topology): MeasuredTruth {
  const { truth, layers, access, ipv6 } = topology;
  const [home] = layers;
  const outermost = outermostLayer(topology);
  const isOnline = truth.publicAddress !== null;
  const filters = layers.flatMap((layer) => layer.filters.map(({ kind }) => kind));
  // The agent asks with IPv4 sockets, and only a laptop with a translator of its own has an address for them.
  const hasIpv4 = ipv6?.ipv4 !== "nat64";
  const udpGetsOut = isOnline && hasIpv4 && !filters.includes("drop-outbound-udp");
  const lineIsUp = access.state === "connected";
  const homeHasLine = outermost === home;
  const getsIn = lineIsUp && !access.dropsInbound;
  // Ports that the lab asks for are never among those of a shared address.
  const sharesPorts = home.addressSharing?.kind === "port-set";
  const reachesSite = getsIn && !sharesPorts;
  // A laptop with a VPN answers through the tunnel, with an address that nobody asked.
  const reachesLaptop = reachesSite && isOnline && topology.laptop !== "vpn";
  const reachesLaptopBy = (asked: "upnp" | "natpmp") =>
    reachesLaptop && homeHasLine && truth.stockMappings[asked] === "granted";
  return {
    publicAddress: truth.publicAddress,
    stunAddresses:
      truth.stunAddresses ??
      LAB_STUN_SERVERS.map(() => (udpGetsOut && access.dropsNames !== true ? truth.publicAddress : null)),
    ownAddressPing: isOnline && hasIpv4 ? ownAddressPing(topology) : null,
    addressOwner: truth.addressOwner,
    lineAddress: lineIsUp && !hasNat64(ipv6) ? addressOf(outermost.outside) : null,
    lineOwner: lineIsUp && !hasNat64(ipv6) ? outermost.host : null,
    inboundWithHomeForward: reachesSite && homeHasLine,
    inboundWithSiteForwards: reachesSite && layers.every((layer) => layer.owner === "customer"),
    ...truth.stockMappings,
    inboundWithUpnp: reachesLaptopBy("upnp"),
    inboundWithNatpmp: reachesLaptopBy("natpmp"),
    inboundWithChain: homeHasLine ? null : reachesLaptop && mapsAllTheWay(topology),
    inboundUnasked: reachesLaptop && homeHasLine && isDmzHost(home),
    standingForwards: reachesSite ? (outermost.manualForwards ?? []).map(({ externalPort }) => externalPort) : [],
    nat: udpGetsOut ? combinedNat(isDmzHost(home) ? [{ ...home, nat: open }] : layers) : null,
    hairpin: udpGetsOut ? turnsRound(layers) : null,
    neighbourReached: topology.secondSite ? turnsRound([topology.secondSite, outermost]) : null,
    inboundWithSharedPort: sharesPorts ? getsIn : null,
    throughNat64: hasNat64(ipv6),
    ipv6: truth.ipv6 ?? noIpv6,
  };
}

const open = { mapping: "endpoint-independent", filtering: "endpoint-independent" } as const;

const isDmzHost = (home: Layer): boolean => home.dmzHost === addressOf(laptopAddress);

/** A router takes a ping for its own address, and objects to one for another's that may go no further. */
function ownAddressPing({ layers: [home], truth }: Topology): MeasuredTruth["ownAddressPing"] {
  if (truth.addressOwner !== home.host) return "expired";
  return home.filters.some(({ kind }) => kind === "ignore-ping") ? null : "echo";
}

/** What stock miniupnpd does not take for an address of the internet. */
const reserved: readonly Cidr[] = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

function mapsAllTheWay({ layers: [, ...beyond], truth }: Topology): boolean {
  const maps = ({ mappingDaemon, outside }: Layer) =>
    mappingDaemon !== null &&
    (mappingDaemon.behindPrivateAddress === "maps" ||
      !reserved.some((network) => contains(network, addressOf(outside))));
  return Object.values(truth.stockMappings).includes("granted") && beyond.every(maps);
}

/** The outermost box sends it back in, and those within let it pass. */
function turnsRound(layers: readonly Layer[]): boolean {
  return layers.at(-1)?.hairpin === true && combinedNat(layers).filtering === "endpoint-independent";
}
