import type { MappingEntry, MappingJournal } from "../store/mapping-journal.ts";
import { assertNever } from "#core/never.ts";
import { parseHttpUrl } from "#core/net/http-url.ts";
import { isIpv6 } from "#core/net/ip-address.ts";
import type { Budget } from "../check/budget.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import type { MappingClient, MappingRequest, UndoOutcome } from "./mapping-client.ts";
import { natPmpClient } from "./natpmp-client.ts";
import { pcpClient } from "./pcp-client.ts";
import { undoMapping } from "./open-mapping.ts";
import { upnpClient } from "./upnp-client.ts";
import { isPinholeService, upnpPinholeClient } from "./upnp-pinhole-client.ts";

/** No router keeps a test entry for longer than this, whatever lifetime it granted instead of the one asked for. */
const FORGET_AFTER_MS = 24 * 60 * 60 * 1_000;

/** For the request's way to the router, and a router that sweeps its table now and then. */
const RAN_OUT_MARGIN_MS = 60_000;

export type Recovery = { removed: number; waiting: number };

/**
 * Removes the test mappings that a killed check left in the router, if this laptop is at that router again. Entries of
 * another site wait until it is (or until they have long run out by themselves).
 */
export async function recoverMappings(
  journal: MappingJournal,
  now: () => Date,
  environment: CheckEnvironment,
): Promise<Recovery> {
  const leftovers = journal.leftovers();
  if (leftovers.length === 0) return { removed: 0, waiting: 0 };
  const routes = await environment.computer.readDefaultRoutes().catch(() => []);
  // Routers of IPv6 are known by the cable they are on, too.
  const gateways = new Set(routes.flatMap(({ gateway, interfaceName }) => [gateway, `${gateway}%${interfaceName}`]));
  const outcomes = await Promise.all(
    leftovers.map(async (entry): Promise<"removed" | "forgotten" | "waiting"> => {
      const isHere = gateways.has(entry.gateway) && (await isSameGateway(entry, environment));
      const answer = isHere ? await undoLeftover(entry, environment) : "silent";
      const gone = answer === "gone";
      const ageMs = now().getTime() - Date.parse(entry.createdAt);
      const ranOut = answer === "unconfirmed" && mustHaveRunOut(entry, ageMs);
      if (!gone && !ranOut && (isPermanent(entry) || ageMs <= FORGET_AFTER_MS)) return "waiting";
      journal.strike(entry.id);
      return gone ? "removed" : "forgotten";
    }),
  );
  const count = (outcome: string): number => outcomes.filter((one) => one === outcome).length;
  return { removed: count("removed"), waiting: count("waiting") };
}

/** A router that grants nothing else keeps it until somebody deletes it: never forgotten. */
const isPermanent = ({ lifetimeSeconds }: MappingEntry): boolean => lifetimeSeconds === 0;

async function isSameGateway(entry: MappingEntry, { computer }: CheckEnvironment): Promise<boolean> {
  // 192.168.1.1 is a different router at every site: without the MAC the entry would be struck at the wrong one.
  // A box behind the router has no MAC that can be seen from here: the router's stands for the place.
  if (entry.gatewayMac === null) return entry.server === undefined;
  return (await computer.resolveNeighbourMac(entry.gateway)) === entry.gatewayMac;
}

/**
 * miniupnpd answers the PCP deletion of a mapping that is not there with an error (8), so after the lease a router that
 * answers, but does not confirm, most likely has nothing left; from a silent one nothing is known. One that granted longer
 * than asked keeps the entry a little longer at worst, and asking it again would not change that. Not for UPnP: it says
 * when an entry is not there (714), and some routers ignore the lease.
 */
const mustHaveRunOut = ({ protocol, lifetimeSeconds }: MappingEntry, ageMs: number): boolean =>
  protocol !== "upnp" && ageMs > lifetimeSeconds * 1_000 + RAN_OUT_MARGIN_MS;

/** `silent`: no usable answer, or nobody to ask. */
async function undoLeftover(entry: MappingEntry, environment: CheckEnvironment): Promise<UndoOutcome | "silent"> {
  const client = clientFor(entry, environment);
  if (!client || entry.nonceHex === null) return "silent";
  const { transport, internalClient, internalPort, externalPort, lifetimeSeconds, nonceHex } = entry;
  const request: MappingRequest = {
    transport,
    internalClient,
    internalPort,
    externalPort,
    lifetimeSeconds,
    nonceHex,
    description: entry.description ?? "",
    forOther: entry.forOther ?? false,
    anyExternalPort: entry.anyExternalPort ?? false,
  };
  return undoMapping(client, request, environment.budget.undoMs);
}

function clientFor(entry: MappingEntry, { ports, budget }: CheckEnvironment): MappingClient | null {
  const own = pinholeOf(entry);
  const server = { address: entry.server ?? entry.gateway, port: ports.mapping, ...own };
  switch (entry.protocol) {
    case "nat-pmp":
      return natPmpClient(server, budget);
    case "pcp":
      return pcpClient(server, budget, entry.clientAddress === undefined ? {} : { clientAddress: entry.clientAddress });
    case "upnp":
      return upnpClientFor(entry, budget);
    default:
      return assertNever(entry.protocol);
  }
}

function upnpClientFor(entry: MappingEntry, budget: Budget): MappingClient | null {
  const { controlUrl, serviceType } = entry;
  // A router may take UPnP on another address of its own than the one that is the gateway.
  const address = controlUrl === null ? undefined : parseHttpUrl(controlUrl)?.host;
  if (controlUrl === null || serviceType === null || address === undefined) return null;
  const service = { address, controlUrl, serviceType, ...pinholeOf(entry) };
  return isPinholeService(serviceType) ? upnpPinholeClient(service, budget) : upnpClient(service, budget);
}

/** A hole for an IPv6 address is closed only from that address: where the laptop does not have it, it is at another site. */
const pinholeOf = ({ internalClient }: MappingEntry): { ownAddress?: string } =>
  isIpv6(internalClient) ? { ownAddress: internalClient } : {};
