import { addressOf } from "./cidr.ts";
import { LAB_STUN_SERVERS, recorderAddress, serverAddresses } from "./internet.ts";
import type { Agent } from "./agent-client.ts";
import type { Ipv6Truth } from "./ipv6-site.ts";
import { answersThroughNat64, ipv4ServerUrl, measureIpv6 } from "./ipv6-truth.ts";
import type { Lab } from "./lab.ts";
import type { MeasuredNat } from "./servers/agent-protocol.ts";
import {
  mapEverywhere,
  mapWithNatpmpc,
  mapWithUpnpc,
  unmapEverywhere,
  unmapWithNatpmpc,
  unmapWithUpnpc,
} from "./stock-clients.ts";
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
  /** The address from which it sees the home router itself: another one where a VPN hides the line. */
  readonly lineAddress: string | null;
  /** The host that has that one. */
  readonly lineOwner: string | null;
  /** The vantage gets in to the recorder after a port forward typed into the home router, and nowhere else. */
  readonly inboundWithHomeForward: boolean;
  /** The same with forwards in every router on site, one after the other. */
  readonly inboundWithSiteForwards: boolean;
  /** What the stock clients got, and whether the vantage then came in through what was granted. */
  readonly upnp: StockMapping;
  readonly natpmp: StockMapping;
  readonly inboundWithUpnp: boolean;
  readonly inboundWithNatpmp: boolean;
  /** The same after every box on the way was asked; null: there is only one. */
  readonly inboundWithChain: boolean | null;
  /** The vantage gets in to the laptop though nobody asked for it. */
  readonly inboundUnasked: boolean;
  /** Outside ports of the outermost box by which the vantage gets in anyway. */
  readonly standingForwards: readonly number[];
  readonly nat: MeasuredNat | null;
  /** A datagram to the laptop's own outside address and port comes back in; null when UDP does not get out. */
  readonly hairpin: boolean | null;
  /** The laptop of another site reached by its outside address and UDP port; null: there is no other site. */
  readonly neighbourReached: boolean | null;
  /** The same as `inboundWithSiteForwards`, at a port that is the site's share of the address; null: it shares none. */
  readonly inboundWithSharedPort: boolean | null;
  readonly throughNat64: boolean;
  readonly ipv6: Ipv6Truth;
}

const whoamiTimeoutMs = 3_000;
/** The lab's round trip is below 1 ms, but a busy machine may stall for a while. */
const natSilenceMs = 1_200;
const stunTimeoutMs = 3_000;
const pingTimeoutSeconds = 2;

const transport = "tcp";
const homeForwardPort = 7101;
const siteForwardsPort = 7102;
const upnpPort = 7103;
const natpmpPort = 7104;
const chainPort = 7105;
const unaskedPort = 7106;

/** Measures everything. Leaves no forward and no mapping behind. */
export async function measureTruth(lab: Lab): Promise<MeasuredTruth> {
  const { layers } = lab.topology;
  const laptop = lab.agent("laptop");
  const onSite = layers.filter((layer) => layer.owner === "customer").map((layer) => layer.host);
  const sharedPort = portOfShare(lab.topology);
  const sitePorts = [siteForwardsPort, ...(sharedPort === null ? [] : [sharedPort])];
  await forwardThrough(lab, onSite.slice(0, 1), homeForwardPort);
  for (const port of sitePorts) await forwardThrough(lab, onSite, port);

  const url = ipv4ServerUrl(lab.topology);
  const routerUrl = `http://${serverAddresses.probe[0]}/`;
  const hasChain = layers.length > 1;
  const [throughNat64, ipv6, publicAddress, lineAddress, stunAddresses, nat, hairpin, neighbourReached, upnp, natpmp] =
    await Promise.all([
      answersThroughNat64(lab),
      measureIpv6(lab),
      laptop.call("whoami", { url, timeoutMs: whoamiTimeoutMs }),
      lab.agent(layers[0].host).call("whoami", { url: routerUrl, timeoutMs: whoamiTimeoutMs }),
      Promise.all(LAB_STUN_SERVERS.map((server) => laptop.call("askStun", { server, timeoutMs: stunTimeoutMs }))),
      laptop.call("measureNat", { silenceMs: natSilenceMs }),
      laptop.call("measureHairpin", { silenceMs: natSilenceMs }),
      reachNeighbour(lab),
      mapWithUpnpc(lab, upnpPort),
      mapWithNatpmpc(lab, natpmpPort),
      hasChain ? mapEverywhere(lab, chainPort) : undefined,
    ]);
  const greetings = new Map([
    ...(await greetAt(lab.agent("recorder"), [homeForwardPort, ...sitePorts])),
    ...(await greetAt(laptop, [upnpPort, natpmpPort, chainPort, unaskedPort])),
  ]);

  const owner = await ownerOf(lab, publicAddress);
  // Where a VPN hides the line, the line is what is behind it; where the internet sees nobody, it would knock all the same.
  const line = layers.some(({ host }) => host === owner) ? publicAddress : lineAddress;
  const address = line ?? addressOf(outermostLayer(lab.topology).outside);
  const comesIn = async (port: number) => {
    const result = await lab.probeFromOutside({ address, port, transport });
    return result.reached && result.reply === greetings.get(port);
  };
  const isOpen = async (port: number) => (await lab.probeFromOutside({ address, port, transport })).reached;
  const standing = (outermostLayer(lab.topology).manualForwards ?? []).map(({ externalPort }) => externalPort);
  const [homeForward, siteForwards, withUpnp, withNatpmp, withChain, unasked, withSharedPort, open] = await Promise.all(
    [
      comesIn(homeForwardPort),
      comesIn(siteForwardsPort),
      comesIn(upnpPort),
      comesIn(natpmpPort),
      hasChain ? comesIn(chainPort) : null,
      comesIn(unaskedPort),
      sharedPort === null ? null : comesIn(sharedPort),
      Promise.all(standing.map(isOpen)),
    ],
  );

  for (const host of onSite) await lab.clearForwards(host);
  if (upnp === "granted") await unmapWithUpnpc(lab, upnpPort);
  if (natpmp === "granted") await unmapWithNatpmpc(lab, natpmpPort);
  if (hasChain) await unmapEverywhere(lab, chainPort);
  return {
    publicAddress,
    stunAddresses,
    ownAddressPing: publicAddress === null ? null : await pingOwnAddress(lab, publicAddress),
    addressOwner: owner,
    lineAddress,
    lineOwner: await ownerOf(lab, lineAddress),
    inboundWithHomeForward: homeForward,
    inboundWithSiteForwards: siteForwards,
    upnp,
    natpmp,
    inboundWithUpnp: withUpnp,
    inboundWithNatpmp: withNatpmp,
    inboundWithChain: withChain,
    inboundUnasked: unasked,
    standingForwards: standing.filter((_port, index) => open[index]),
    nat,
    hairpin,
    neighbourReached,
    inboundWithSharedPort: withSharedPort,
    throughNat64,
    ipv6,
  };
}

/** From the laptop to the other site's, by the outside address and port that the internet sees of it. */
async function reachNeighbour(lab: Lab): Promise<boolean | null> {
  if (lab.topology.secondSite === undefined) return null;
  const text = `neighbour ${crypto.randomUUID()}`;
  const seenAs = await lab.agent("laptop2").call("answerOutside", { text, silenceMs: natSilenceMs });
  if (seenAs === null) return false;
  const result = await lab.agent("laptop").call("attempt", { transport: "udp", ...seenAs, timeoutMs: natSilenceMs });
  return result.reply === text;
}

/** One of the outside ports of a line that shares its address. */
function portOfShare({ layers: [home] }: Topology): number | null {
  return home.addressSharing?.kind === "port-set" ? (home.addressSharing.ports.at(-1)?.from ?? null) : null;
}

/** Listens on a host. The texts are of this run: another service that answers at the port would not know them. */
async function greetAt(host: Agent, ports: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const greetings = new Map(ports.map((port) => [port, `greeting ${port} ${crypto.randomUUID()}`]));
  for (const [port, text] of greetings) await host.call("answer", { transport, port, text });
  return greetings;
}

/** Forwards a port through boxes on site, given from the home router outwards, to the recorder. */
async function forwardThrough(lab: Lab, hosts: readonly string[], port: number): Promise<void> {
  let toAddress = addressOf(recorderAddress);
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
