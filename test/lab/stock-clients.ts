import { addressOf } from "./cidr.ts";
import { laptopAddress } from "./internet.ts";
import type { Lab } from "./lab.ts";
import type { Layer, StockMapping } from "./topology.ts";

/** What Debian's `upnpc` and `natpmpc` get for the laptop, from the home router and from boxes beyond it. TCP only. */

/** upnpc collects answers for 2 s, and when there are none goes on to rarer device types: two rounds. */
const upnpcTimeoutMs = 4_500;
/** natpmpc doubles its patience nine times, over a minute in all; a gateway one hop away answers the first request. */
const natpmpcTimeoutMs = 3_000;
const leaseSeconds = 600;

async function stockClient(lab: Lab, argv: readonly string[], timeoutMs: number): Promise<string> {
  const { stdout, stderr } = await lab.run("laptop", argv, { timeoutMs });
  return stdout + stderr;
}

/** Through the interface, as it needs to be told where there is no default route; -i: do not give up by yourself. */
const upnpc = ["upnpc", "-m", "eth0", "-i"];

/** The description's address is given where it is known, to save the 2 s of the search. */
const describedBy = ({ inside }: Layer): string[] => ["-u", `http://${addressOf(inside)}:5000/rootDesc.xml`];

/** Maps a port of the home router to the laptop. */
export async function mapWithUpnpc(lab: Lab, port: number): Promise<StockMapping> {
  const mapping = [addressOf(laptopAddress), String(port), String(port), "TCP", String(leaseSeconds)];
  const said = await stockClient(lab, [...upnpc, "-a", ...mapping], upnpcTimeoutMs);
  return mappingState(lab, port, /AddPortMapping.* failed with code/.test(said));
}

export async function unmapWithUpnpc(lab: Lab, port: number): Promise<void> {
  await stockClient(lab, [...upnpc, ...describedBy(lab.topology.layers[0]), "-d", String(port), "TCP"], upnpcTimeoutMs);
}

export async function mapWithNatpmpc(lab: Lab, port: number): Promise<StockMapping> {
  const said = await natpmpc(lab, lab.topology.layers[0], port, leaseSeconds);
  return mappingState(lab, port, /failed : (network failure|not authorized|out of resources)/.test(said));
}

export async function unmapWithNatpmpc(lab: Lab, port: number): Promise<void> {
  await natpmpc(lab, lab.topology.layers[0], port, 0);
}

function natpmpc(lab: Lab, box: Layer, port: number, lifetimeSeconds: number): Promise<string> {
  const mapping = ["-a", String(port), String(port), "tcp", String(lifetimeSeconds)];
  return stockClient(lab, ["natpmpc", "-g", addressOf(box.inside), ...mapping], natpmpcTimeoutMs);
}

/** Granted is what stands in the router's packet rules; what the client says only tells a refusal from silence. */
async function mappingState(lab: Lab, port: number, saidRefused: boolean): Promise<StockMapping> {
  const mappings = await lab.routerMappings(lab.topology.layers[0].host);
  if (mappings.some((mapping) => mapping.externalPort === port)) return "granted";
  return saidRefused ? "refused" : "no-answer";
}

/**
 * Asks every box on the way for the port, each by its own address, from the laptop: the inner one for the laptop, the
 * next one for the inner one's outside address, and so on. What they say does not matter, only whether it leads in.
 */
export async function mapEverywhere(lab: Lab, port: number): Promise<void> {
  let client = addressOf(laptopAddress);
  for (const box of lab.topology.layers) {
    if (box.mappingDaemon?.natpmpAndPcp === true) {
      // Maps whom the request comes from; on its way it took the outside address of the box before.
      await natpmpc(lab, box, port, leaseSeconds);
    } else if (box.mappingDaemon?.upnp === true) {
      const mapping = [client, String(port), String(port), "TCP", String(leaseSeconds)];
      await stockClient(lab, [...upnpc, ...describedBy(box), "-a", ...mapping], upnpcTimeoutMs);
    }
    client = addressOf(box.outside);
  }
}

export async function unmapEverywhere(lab: Lab, port: number): Promise<void> {
  for (const box of lab.topology.layers) {
    if (box.mappingDaemon?.natpmpAndPcp === true) await natpmpc(lab, box, port, 0);
    else if (box.mappingDaemon?.upnp === true) {
      await stockClient(lab, [...upnpc, ...describedBy(box), "-d", String(port), "TCP"], upnpcTimeoutMs);
    }
  }
}
