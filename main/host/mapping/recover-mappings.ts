import type { MappingEntry, MappingJournal } from "../store/mapping-journal.ts";
import { assertNever } from "#core/never.ts";
import { readDefaultRoutes } from "../system/default-routes.ts";
import { resolveNeighbourMac } from "./gateway-mac.ts";
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
export async function recoverMappings(journal: MappingJournal, now: () => Date): Promise<Recovery> {
  const leftovers = journal.leftovers();
  if (leftovers.length === 0) return { removed: 0, waiting: 0 };
  const gateways = new Set((await readDefaultRoutes()).map((route) => route.gateway));
  const outcomes = await Promise.all(
    leftovers.map(async (entry) => {
      const gone = gateways.has(entry.gateway) && (await isSameGateway(entry)) && (await undoLeftover(entry));
      const tooOld = now().getTime() - Date.parse(entry.createdAt) > FORGET_AFTER_MS;
      if (gone || tooOld) journal.strike(entry.id);
      return gone;
    }),
  );
  const removed = outcomes.filter(Boolean).length;
  return { removed, waiting: outcomes.length - removed };
}

async function isSameGateway(entry: MappingEntry): Promise<boolean> {
  // 192.168.1.1 is a different router at every site: without the MAC the entry would be struck at the wrong one.
  if (entry.gatewayMac === null) return true;
  return (await resolveNeighbourMac(entry.gateway)) === entry.gatewayMac;
}

async function undoLeftover(entry: MappingEntry): Promise<boolean> {
  const client = clientFor(entry);
  if (!client || entry.nonceHex === null) return false;
  const { transport, internalClient, internalPort, externalPort, lifetimeSeconds, nonceHex } = entry;
  const description = entry.description ?? "";
  const request = { transport, internalClient, internalPort, externalPort, lifetimeSeconds, description, nonceHex };
  return (await undoMapping(client, request)) === "gone";
}

function clientFor(entry: MappingEntry): MappingClient | null {
  switch (entry.protocol) {
    case "nat-pmp":
      return natPmpClient(entry.gateway);
    case "pcp":
      return pcpClient(entry.gateway);
    case "upnp":
      return entry.controlUrl && entry.serviceType
        ? upnpClient({ address: entry.gateway, controlUrl: entry.controlUrl, serviceType: entry.serviceType })
        : null;
    default:
      return assertNever(entry.protocol);
  }
}
