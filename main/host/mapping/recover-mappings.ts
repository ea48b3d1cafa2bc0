import type { MappingEntry, MappingJournal } from "../store/mapping-journal.ts";
import { assertNever } from "#core/never.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import type { MappingClient } from "./mapping-client.ts";
import { natPmpClient } from "./natpmp-client.ts";
import { pcpClient } from "./pcp-client.ts";
import { undoMapping } from "./test-mapping.ts";
import { upnpClient } from "./upnp-client.ts";

/** No router keeps a test entry for longer than this, whatever lifetime it granted instead of the one asked for. */
const FORGET_AFTER_MS = 24 * 60 * 60 * 1_000;

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
  const gateways = new Set(routes.map((route) => route.gateway));
  const outcomes = await Promise.all(
    leftovers.map(async (entry): Promise<"removed" | "forgotten" | "waiting"> => {
      const isHere = gateways.has(entry.gateway) && (await isSameGateway(entry, environment));
      const gone = isHere && (await undoLeftover(entry, environment));
      const tooOld = now().getTime() - Date.parse(entry.createdAt) > FORGET_AFTER_MS;
      if (!gone && !tooOld) return "waiting";
      journal.strike(entry.id);
      return gone ? "removed" : "forgotten";
    }),
  );
  const count = (outcome: string): number => outcomes.filter((one) => one === outcome).length;
  return { removed: count("removed"), waiting: count("waiting") };
}

async function isSameGateway(entry: MappingEntry, { computer }: CheckEnvironment): Promise<boolean> {
  // 192.168.1.1 is a different router at every site: without the MAC the entry would be struck at the wrong one.
  if (entry.gatewayMac === null) return true;
  return (await computer.resolveNeighbourMac(entry.gateway)) === entry.gatewayMac;
}

async function undoLeftover(entry: MappingEntry, environment: CheckEnvironment): Promise<boolean> {
  const client = clientFor(entry, environment);
  if (!client || entry.nonceHex === null) return false;
  const { transport, internalClient, internalPort, externalPort, lifetimeSeconds, nonceHex } = entry;
  const description = entry.description ?? "";
  const request = { transport, internalClient, internalPort, externalPort, lifetimeSeconds, description, nonceHex };
  return (await undoMapping(client, request, environment.budget.undoMs)) === "gone";
}

function clientFor(entry: MappingEntry, { ports, budget }: CheckEnvironment): MappingClient | null {
  const server = { address: entry.gateway, port: ports.mapping };
  switch (entry.protocol) {
    case "nat-pmp":
      return natPmpClient(server, budget);
    case "pcp":
      return pcpClient(server, budget);
    case "upnp":
      return entry.controlUrl && entry.serviceType
        ? upnpClient({ address: entry.gateway, controlUrl: entry.controlUrl, serviceType: entry.serviceType }, budget)
        : null;
    default:
      return assertNever(entry.protocol);
  }
}
