import { inPrefix, isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import type { AskContext, Gateway } from "../check/check-context.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { isAnotherAddressOf, searchBoxes } from "../check/probes/upnp.ts";
import { describeBox, type RouterService } from "../check/probes/upnp-description.ts";
import { currentGateways, isSameGateway } from "../mapping/same-gateway.ts";
import type { LastingMapping } from "../store/lasting-mappings.ts";

/** A cheap router writes an entry that is to last to its flash first, and nobody stands beside with a stopwatch. */
const PATIENCE = 3;

/** Questions to the router beside a check: with more time, and nothing is recorded. */
export function askContext(environment: CheckEnvironment, signal: AbortSignal): AskContext {
  const { budget } = environment;
  return {
    ...environment,
    budget: {
      ...budget,
      routerHttpMs: budget.routerHttpMs * PATIENCE,
      upnpTableMs: budget.upnpTableMs * PATIENCE,
      undoMs: budget.undoMs * PATIENCE,
    },
    signal,
    wasCancelled: () => signal.aborted,
    elapsedMs: () => 0,
    onAsking: () => {},
    onObserved: () => {},
  };
}

/** The service of this router that maps ports; a neighbour's is never taken for it. Null: it offers none. */
export async function upnpServiceOf(context: AskContext, gateway: Gateway): Promise<RouterService | null> {
  const found = await searchBoxes(context, gateway).catch(() => null);
  for (const box of found?.boxes ?? []) {
    const isGateway = box.address === gateway.address || (await isAnotherAddressOf(context, gateway, box.address));
    const asker = { probe: "upnp", id: (what: string, from: string) => `forward/${what}/${from}` } as const;
    const service = isGateway && (await describeBox(context, { ...box, from: gateway.address }, asker));
    if (service) return service;
  }
  return null;
}

/** Whether an address is in a network that one of the laptop's adapters is in. */
export const isOnLink = (computer: CheckEnvironment["computer"], address: string): boolean =>
  computer
    .readAdapters()
    .filter(({ adapterKind }) => adapterKind !== "loopback")
    .flatMap((adapter) => adapter.addresses)
    .some((own) => own.prefixLength > 0 && inPrefix(address, `${own.address}/${own.prefixLength}`));

/** Whether an entry can be renewed, looked at and undone from here: at its router, and by whom it was asked. */
export async function isHere(entry: LastingMapping, computer: CheckEnvironment["computer"]): Promise<boolean> {
  // An address alone is that of a hundred routers.
  if (entry.gatewayMac === null && isIpv4(entry.gateway)) return false;
  if (!(await isSameGateway(entry, computer, await currentGateways(computer)))) return false;
  // Routers of IPv6 are `fe80::1` everywhere; the prefix of the site is nobody else's.
  if (isIpv6(entry.internalClient) && !isOnLink(computer, entry.internalClient)) return false;
  if (entry.forOther === true || entry.protocol === "upnp") return true;
  // NAT-PMP and PCP take a request for the host that it comes from.
  return computer
    .readAdapters()
    .some((adapter) => adapter.addresses.some(({ address }) => address === entry.internalClient));
}
