import { assertNever } from "#core/never.ts";
import { parseHttpUrl } from "#core/net/http-url.ts";
import { isIpv6 } from "#core/net/ip-address.ts";
import type { Budget } from "../check/budget.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import type { MappingEntry } from "../store/mapping-journal.ts";
import type { MappingClient, MappingRequest } from "./mapping-client.ts";
import { natPmpClient } from "./natpmp-client.ts";
import { pcpClient } from "./pcp-client.ts";
import { upnpClient } from "./upnp-client.ts";
import { isPinholeService, upnpPinholeClient } from "./upnp-pinhole-client.ts";

/** What an entry was asked with. Null: it lacks what asking once more needs. */
export function requestOfEntry(entry: MappingEntry): MappingRequest | null {
  const { transport, internalClient, internalPort, externalPort, lifetimeSeconds, nonceHex } = entry;
  if (nonceHex === null) return null;
  return {
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
}

/** Where and how an entry was asked for. Null: it lacks what asking once more needs. */
export function clientOfEntry(
  entry: MappingEntry,
  { ports, budget }: Pick<CheckEnvironment, "ports" | "budget">,
): MappingClient | null {
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
