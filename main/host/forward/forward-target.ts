import { canonicalAddress, isIpv6 } from "#core/net/ip-address.ts";
import type { ForwardMeans } from "#core/forward/forward.ts";
import type { AskContext, Gateway } from "../check/check-context.ts";
import { ipv6Gateway } from "../check/ipv6-gateway.ts";
import { ipv4Gateway } from "../check/probes/default-route.ts";
import { askNatPmpAddress, speaksNatPmp } from "../check/probes/nat-pmp.ts";
import { askPcpAnnounce } from "../check/probes/pcp.ts";
import { askFirewall } from "../check/probes/upnp-pinhole.ts";
import type { RouterService } from "../check/probes/upnp-description.ts";
import type { MappingClient } from "../mapping/mapping-client.ts";
import { natPmpClient } from "../mapping/natpmp-client.ts";
import { pcpClient } from "../mapping/pcp-client.ts";
import { upnpClient, type UpnpCall } from "../mapping/upnp-client.ts";
import { upnpPinholeClient } from "../mapping/upnp-pinhole-client.ts";
import type { LastingMapping } from "../store/lasting-mappings.ts";
import { upnpServiceOf } from "./site-router.ts";

export type AskedMeans = Exclude<ForwardMeans, "by-hand">;

/** One way to open ports at the router of this place. */
export type ForwardTarget = {
  protocol: LastingMapping["protocol"];
  gateway: Gateway;
  client: MappingClient;
  /** False: it says by itself that it opens nothing; asked, it says why. */
  isOffered: boolean;
  /** Where to call the router; null where the protocol has no such thing. */
  upnp: { udn: string | null; controlUrl: string; serviceType: string } | null;
  /** Reads the list in which what is opened so must stand; null: there is none. */
  table: UpnpCall | null;
  /** What the router says it is called outside, where the grant does not tell. */
  externalAddress(signal: AbortSignal): Promise<string | null>;
  /** The server's clock, for protocols that have one. */
  epochSeconds(signal: AbortSignal): Promise<number | null>;
};

/** By which means an entry was opened. */
export const meansOf = ({ internalClient, protocol }: LastingMapping): AskedMeans =>
  isIpv6(internalClient) ? "pinhole" : protocol;

/** The ways by these means, best first; none where the router does not speak of them. `"no-way"`: there is no router. */
export async function targetsFor(context: AskContext, means: AskedMeans): Promise<ForwardTarget[] | "no-way"> {
  const gateway = await ipv4Gateway(context.computer).catch(() => null);
  if (means === "pinhole") return pinholeTargets(context, gateway);
  if (gateway === null) return "no-way";
  switch (means) {
    case "upnp": {
      const service = await upnpServiceOf(context, gateway);
      return service === null ? [] : [upnpTarget(context, gateway, service)];
    }
    case "pcp": {
      const server = { address: gateway.address, port: context.ports.mapping };
      return (await askPcpAnnounce(context, questionTo(gateway, "pcp"), server))
        ? [pcpTarget(gateway, pcpClient(server, context.budget))]
        : [];
    }
    case "nat-pmp": {
      const server = { address: gateway.address, port: context.ports.mapping };
      const isSpoken = speaksNatPmp(await askNatPmpAddress(context, questionTo(gateway, "nat-pmp"), server));
      return isSpoken ? [natPmpTarget(context, gateway)] : [];
    }
    default:
      return means satisfies never;
  }
}

function questionTo({ address }: Gateway, probe: "pcp" | "nat-pmp") {
  const question = probe === "pcp" ? "speak-pcp" : "external-address";
  return { id: `forward/${probe}`, probe, question, asked: address } as const;
}

const nothingKnown = { isOffered: true, externalAddress: async () => null, epochSeconds: async () => null };

function upnpTarget({ budget }: AskContext, gateway: Gateway, service: RouterService): ForwardTarget {
  const client = upnpClient(service, budget);
  return {
    ...nothingKnown,
    protocol: "upnp",
    gateway,
    client,
    upnp: service,
    table: client.call,
    externalAddress: async (signal) => {
      // A router that does not say it has opened the port all the same.
      const answer = await client.call("GetExternalIPAddress", {}, signal).catch(() => null);
      const told = answer?.response.kind === "ok" ? answer.response.args["NewExternalIPAddress"] : undefined;
      return canonicalAddress(told ?? "") ?? null;
    },
  };
}

function pcpTarget(gateway: Gateway, client: ReturnType<typeof pcpClient>): ForwardTarget {
  return {
    ...nothingKnown,
    protocol: "pcp",
    gateway,
    client,
    upnp: null,
    table: null,
    epochSeconds: async (signal) => (await client.announce(signal).catch(() => null))?.value.epochSeconds ?? null,
  };
}

function natPmpTarget({ ports, budget }: AskContext, gateway: Gateway): ForwardTarget {
  const client = natPmpClient({ address: gateway.address, port: ports.mapping }, budget);
  const ask = async (signal: AbortSignal) => (await client.externalAddress(signal).catch(() => null))?.value ?? null;
  return {
    protocol: "nat-pmp",
    gateway,
    isOffered: true,
    client,
    upnp: null,
    table: null,
    externalAddress: async (signal) => {
      const told = await ask(signal);
      return told?.kind === "external-address" ? told.externalAddress : null;
    },
    epochSeconds: async (signal) => {
      const told = await ask(signal);
      return told === null || told.kind === "speaks-pcp" ? null : told.epochSeconds;
    },
  };
}

/** UPnP first: it closes by name what it opened, and is renewed under the same. */
async function pinholeTargets(context: AskContext, ipv4: Gateway | null): Promise<ForwardTarget[] | "no-way"> {
  const gateway = await ipv6Gateway(context);
  if (gateway === null) return "no-way";
  const [upnp, pcp] = await Promise.all([upnpPinhole(context, gateway, ipv4), pcpPinhole(context, gateway)]);
  return [upnp, pcp].filter((target) => target !== null);
}

async function upnpPinhole(context: AskContext, gateway: Gateway, ipv4: Gateway | null): Promise<ForwardTarget | null> {
  const service = ipv4 && (await upnpServiceOf(context, ipv4));
  if (!service?.ipv6Firewall) return null;
  const firewall = await askFirewall(context, service.from, service.ipv6Firewall, gateway);
  if (firewall === null) return null;
  return {
    ...nothingKnown,
    protocol: "upnp",
    gateway,
    isOffered: firewall.mayOpen,
    client: upnpPinholeClient(firewall.service, context.budget),
    upnp: { ...firewall.service, udn: service.udn },
    table: null,
  };
}

async function pcpPinhole(context: AskContext, gateway: Gateway): Promise<ForwardTarget | null> {
  const server = { address: gateway.address, port: context.ports.mapping, ownAddress: gateway.localAddress };
  if (!(await askPcpAnnounce(context, questionTo(gateway, "pcp"), server))) return null;
  return pcpTarget(gateway, pcpClient(server, context.budget, { mapOnce: true }));
}
