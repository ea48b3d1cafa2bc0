import type { VerdictKind } from "#core/nat/diagnosis.ts";
import { addressOf, contains } from "./cidr.ts";
import { LAB_STUN_SERVERS, laptopAddress } from "./internet.ts";
import type { Agent } from "./agent-client.ts";
import type { Ipv6Truth } from "./ipv6-site.ts";
import { answersThroughNat64, ipv4ServerUrl, measureIpv6 } from "./ipv6-truth.ts";
import type { Lab } from "./lab.ts";
import type { MeasuredNat } from "./servers/agent-protocol.ts";
import { layerOf, outermostLayer, type StockMapping, type Topology } from "./topology.ts";

/** What a site's line really is, measured on the running lab and mostly from outside the site. */
export interface MeasuredTruth {
  /** The address from which the internet's echo server sees the laptop, by HTTP. */
  readonly publicAddress: string | null;
  /** The address the lab's STUN servers see, in the order of `LAB_STUN_SERVERS`. */
  readonly stunAddresses: readonly (string | null)[];
  /** Who answers one ping to the public address that may go one hop only; null: nobody. */
  readonly ownAddressPing: "echo" | "expired" | null;
  /** The host on whose interfaces that address is. */
  readonly addressOwner: string | null;
  /** The vantage gets in to the laptop after a port forward typed into the home router, and nowhere else. */
  readonly inboundWithHomeForward: boolean;
  /** The same with forwards in every router on site, one after the other. */
  readonly inboundWithSiteForwards: boolean;
  /** What the stock clients got, and whether the vantage then came in through what was granted. */
  readonly upnp: StockMapping;
  readonly natpmp: StockMapping;
  readonly inboundWithUpnp: boolean;
  readonly inboundWithNatpmp: boolean;
  readonly nat: MeasuredNat | null;
  /** The same as `inboundWithSiteForwards`, at a port that is the site's share of the address; null: it shares none. */
  readonly inboundWithSharedPort: boolean | null;
  readonly throughNat64: boolean;
  readonly ipv6: Ipv6Truth;
}

const whoamiTimeoutMs = 3_000;
/** The lab's round trip is below 1 ms, but a busy machine may stall for a while. */
const natSilenceMs = 1_200;
/** upnpc collects answers for 2 s, and when there are none goes on to rarer device types: two rounds. */
const upnpcTimeoutMs = 4_500;
/** natpmpc doubles its patience nine times, over a minute in all; a gateway one hop away answers the first request. */
const natpmpcTimeoutMs = 3_000;
const stunTimeoutMs = 3_000;
const pingTimeoutSeconds = 2;
const leaseSeconds = 600;

const transport = "tcp";
const homeForwardPort = 7101;
const siteForwardsPort = 7102;
const upnpPort = 7103;
const natpmpPort = 7104;

/** Measures everything. Leaves no forward and no mapping behind. */
export async function measureTruth(lab: Lab): Promise<MeasuredTruth> {
  const laptop = lab.agent("laptop");
  const { layers } = lab.topology;
  const onSite = layers.filter((layer) => layer.owner === "customer").map((layer) => layer.host);
  await forwardThrough(lab, onSite.slice(0, 1), homeForwardPort);
  await forwardThrough(lab, onSite, siteForwardsPort);

  const sharedPort = portOfShare(lab.topology);
  if (sharedPort !== null) await forwardThrough(lab, onSite, sharedPort);

  const url = ipv4ServerUrl(lab.topology);
  const [throughNat64, ipv6, publicAddress, stunAddresses, nat, upnp, natpmp, greetings] = await Promise.all([
    answersThroughNat64(lab),
    measureIpv6(lab),
    laptop.call("whoami", { url, timeoutMs: whoamiTimeoutMs }),
    Promise.all(LAB_STUN_SERVERS.map((server) => laptop.call("askStun", { server, timeoutMs: stunTimeoutMs }))),
    laptop.call("measureNat", { silenceMs: natSilenceMs }),
    mapWithUpnpc(lab, upnpPort),
    mapWithNatpmpc(lab, natpmpPort),
    greetAt(laptop, [
      homeForwardPort,
      siteForwardsPort,
      upnpPort,
      natpmpPort,
      ...(sharedPort === null ? [] : [sharedPort]),
    ]),
  ]);

  // Where the internet sees nobody, it would knock at the outermost router's address.
  const address = publicAddress ?? addressOf(outermostLayer(lab.topology).outside);
  const comesIn = async (port: number) => {
    const result = await lab.probeFromOutside({ address, port, transport });
    return result.reached && result.reply === greetings.get(port);
  };
  const [inboundWithHomeForward, inboundWithSiteForwards, inboundWithUpnp, inboundWithNatpmp, inboundWithSharedPort] =
    await Promise.all([
      comesIn(homeForwardPort),
      comesIn(siteForwardsPort),
      comesIn(upnpPort),
      comesIn(natpmpPort),
      sharedPort === null ? null : comesIn(sharedPort),
    ]);

  for (const host of onSite) await lab.clearForwards(host);
  if (upnp === "granted") await unmapWithUpnpc(lab, upnpPort);
  if (natpmp === "granted") await natpmpc(lab, natpmpPort, 0);
  return {
    publicAddress,
    stunAddresses,
    ownAddressPing: publicAddress === null ? null : await pingOwnAddress(lab, publicAddress),
    addressOwner: await ownerOf(lab, publicAddress),
    inboundWithHomeForward,
    inboundWithSiteForwards,
    upnp,
    natpmp,
    inboundWithUpnp,
    inboundWithNatpmp,
    nat,
    inboundWithSharedPort,
    throughNat64,
    ipv6,
  };
}

/** One of the outside ports of a line that shares its address. */
function portOfShare({ layers: [home] }: Topology): number | null {
  return home.addressSharing?.kind === "port-set" ? (home.addressSharing.ports.at(-1)?.from ?? null) : null;
}

/** Listens on the laptop. The texts are of this run: another service that answers at the port would not know them. */
async function greetAt(laptop: Agent, ports: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const greetings = new Map(ports.map((port) => [port, `laptop ${port} ${crypto.randomUUID()}`]));
  for (const [port, text] of greetings) await laptop.call("answer", { transport, port, text });
  return greetings;
}

/** Forwards a port through boxes on site, given from the home router outwards, to the laptop. */
async function forwardThrough(lab: Lab, hosts: readonly string[], port: number): Promise<void> {
  let toAddress = addressOf(laptopAddress);
  for (const host of hosts) {
    await lab.forward(host, { transport, externalPort: port, toAddress, toPort: port });
    toAddress = addressOf(layerOf(lab.topology, host).outside);
  }
}

async function pingOwnAddress(lab: Lab, address: string): Promise<MeasuredTruth["ownAddressPing"]> {
  const argv = ["ping", "-n", "-c", "1", "-W", String(pingTimeoutSeconds), "-t", "1", address];
  const { stdout } = await lab.run("laptop", argv, { env: { LC_ALL: "C" } });
  if (stdout.includes(`bytes from ${address}`)) return "echo";
  return stdout.includes("Time to live exceeded") ? "expired" : null;
}

async function ownerOf(lab: Lab, address: string | null): Promise<string | null> {
  if (address === null) return null;
  for (const host of lab.hosts) {
    if ((await lab.addressesOf(host)).includes(address)) return host;
  }
  return null;
}

async function stockClient(lab: Lab, argv: readonly string[], timeoutMs: number): Promise<string> {
  const { stdout, stderr } = await lab.run("laptop", argv, { timeoutMs });
  return stdout + stderr;
}

/** Through the interface, as it needs to be told where there is no default route; -i: do not give up by yourself. */
const upnpc = ["upnpc", "-m", "eth0", "-i"];

async function mapWithUpnpc(lab: Lab, port: number): Promise<StockMapping> {
  const mapping = [addressOf(laptopAddress), String(port), String(port), "TCP", String(leaseSeconds)];
  const said = await stockClient(lab, [...upnpc, "-a", ...mapping], upnpcTimeoutMs);
  return mappingState(lab, port, /AddPortMapping.* failed with code/.test(said));
}

async function unmapWithUpnpc(lab: Lab, port: number): Promise<void> {
  // The description's address is given to save the 2 s of the search.
  const description = `http://${addressOf(lab.topology.layers[0].inside)}:5000/rootDesc.xml`;
  await stockClient(lab, [...upnpc, "-u", description, "-d", String(port), "TCP"], upnpcTimeoutMs);
}

async function mapWithNatpmpc(lab: Lab, port: number): Promise<StockMapping> {
  const said = await natpmpc(lab, port, leaseSeconds);
  return mappingState(lab, port, /failed : (network failure|not authorized|out of resources)/.test(said));
}

function natpmpc(lab: Lab, port: number, lifetimeSeconds: number): Promise<string> {
  const gateway = addressOf(lab.topology.layers[0].inside);
  const mapping = ["-a", String(port), String(port), "tcp", String(lifetimeSeconds)];
  return stockClient(lab, ["natpmpc", "-g", gateway, ...mapping], natpmpcTimeoutMs);
}

/** Granted is what stands in the router's packet rules; what the client says only tells a refusal from silence. */
async function mappingState(lab: Lab, port: number, saidRefused: boolean): Promise<StockMapping> {
  const mappings = await lab.routerMappings(lab.topology.layers[0].host);
  if (mappings.some((mapping) => mapping.externalPort === port)) return "granted";
  return saidRefused ? "refused" : "no-answer";
}

/** Between a site and the provider's end of its tunnel (RFC 6333 section 5.7). */
const dsLiteNetwork = "192.0.0.0/29";

/**
 * What the line is, from the measurement and whom its boxes belong to.
 * @throws Error when the measurements contradict each other: then the lab is broken, not the line.
 */
export function deriveKind(measured: MeasuredTruth, topology: Topology): VerdictKind {
  const { publicAddress, addressOwner, inboundWithHomeForward, inboundWithSiteForwards } = measured;
  const contradiction = (what: string) => new Error(`${topology.name}: ${what}: ${JSON.stringify(measured)}`);
  if (publicAddress === null) return "offline";
  const owner = topology.layers.find((layer) => layer.host === addressOwner);
  if (!owner) throw contradiction("the public address belongs to no box of the site or the carrier");
  if (owner.owner === "carrier") {
    if (inboundWithHomeForward || inboundWithSiteForwards) throw contradiction("inbound through a carrier's NAT");
    if (measured.throughNat64) return "nat64";
    return contains(dsLiteNetwork, addressOf(owner.inside)) ? "shared-address" : "cgnat";
  }
  if (!inboundWithSiteForwards) return measured.inboundWithSharedPort === true ? "shared-address" : "firewalled";
  if (owner === topology.layers[0]) {
    if (!inboundWithHomeForward) throw contradiction("the only router forwards, and then it does not");
    return "public";
  }
  if (inboundWithHomeForward) throw contradiction("inbound past a second router that was told nothing");
  return "double-nat";
}
