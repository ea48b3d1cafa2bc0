import type { Diagnosis } from "#core/nat/diagnosis.ts";
import { ipv6ServerAddress, routerLinkLocal } from "./ipv6-plan.ts";
import { hasNat64, noIpv6, throughNat64, type Ipv6Truth } from "./ipv6-site.ts";
import { serverAddresses } from "./internet.ts";
import type { Lab } from "./lab.ts";
import { runTool } from "./namespace.ts";
import type { Topology } from "./topology.ts";

/** Measures what IPv6 at the laptop really is, from outside the site. */

const whoamiTimeoutMs = 2_000;
const pcpTimeoutMs = 2_000;
const leaseSeconds = 120;
const openPort = 7111;
const pinholePort = 7112;

/** Leaves no pinhole behind. */
export async function measureIpv6(lab: Lab): Promise<Ipv6Truth> {
  const own = await globalAddresses(lab);
  const [clientAddress] = own;
  if (clientAddress === undefined) return noIpv6;
  const laptop = lab.agent("laptop");
  const url = `http://[${ipv6ServerAddress("probe")}]/`;
  const seen = await laptop.call("whoami", { url, timeoutMs: whoamiTimeoutMs });
  const target = seen ?? clientAddress;

  const comesIn = async (port: number): Promise<boolean> => {
    const text = `laptop ${port} ${crypto.randomUUID()}`;
    await laptop.call("answer", { transport: "tcp", port, text });
    const result = await lab.probeFromOutside({ address: target, port, transport: "tcp" });
    return result.reached && result.reply === text;
  };
  const pcp = { router: `${routerLinkLocal}%eth0`, clientAddress, port: pinholePort, timeoutMs: pcpTimeoutMs };
  const inbound = await comesIn(openPort);
  const pinhole = await laptop.call("askPinhole", { ...pcp, lifetimeSeconds: leaseSeconds });
  const inboundWithPinhole = await comesIn(pinholePort);
  if (pinhole?.resultCode === 0) {
    await laptop.call("askPinhole", { ...pcp, lifetimeSeconds: 0, nonceHex: pinhole.nonceHex });
  }
  const state = seen === null ? "local-only" : own.includes(seen) ? "native" : "translated";
  return { state, inbound, inboundWithPinhole };
}

/** The laptop's addresses of more than the link. */
async function globalAddresses(lab: Lab): Promise<string[]> {
  const { stdout } = await runTool(["ip", "-n", lab.namespaceOf("laptop"), "-json", "-6", "address", "show"]);
  const interfaces = JSON.parse(stdout) as { ifname?: string; addr_info?: { local: string; scope: string }[] }[];
  return interfaces
    .flatMap(({ addr_info: addresses = [] }) => addresses)
    .flatMap(({ local, scope }) => (scope === "global" ? [local] : []));
}

/**
 * Whether a diagnosis says nothing of IPv6 that is not so. Where addresses lead nowhere it may leave open what they are; with
 * a vantage it must find the way in that there is.
 */
export function isIpv6Right({ truth, vantage }: Topology, said: Diagnosis["ipv6"]): boolean {
  const { state, inbound, inboundWithPinhole } = truth.ipv6 ?? noIpv6;
  const isState = said.state === state || (state === "local-only" && said.state === "unknown");
  const getsIn = inbound || inboundWithPinhole;
  const isInbound = vantage === true && getsIn ? said.inbound === "proven" : said.inbound !== "proven" || getsIn;
  return isState && isInbound;
}

/** Whether an IPv4 server answers under the address that a NAT64 would give it. */
export async function answersThroughNat64(lab: Lab): Promise<boolean> {
  if (lab.topology.ipv6 === undefined) return false;
  const url = `http://[${throughNat64(serverAddresses.probe[0])}]/`;
  return (await lab.agent("laptop").call("whoami", { url, timeoutMs: whoamiTimeoutMs })) !== null;
}

/** How the laptop of this line writes the address of an IPv4 server: over IPv6, where it has no IPv4 of its own. */
export function ipv4ServerUrl({ ipv6 }: Topology): string {
  const [address] = serverAddresses.probe;
  return hasNat64(ipv6) ? `http://[${throughNat64(address)}]/` : `http://${address}/`;
}
