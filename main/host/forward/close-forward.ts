import { hasEnded } from "#core/forward/lease.ts";
import { leadsTo } from "#core/forward/port-holder.ts";
import { isIpv6 } from "#core/net/ip-address.ts";
import type { AskContext } from "../check/check-context.ts";
import { clientOfEntry, requestOfEntry } from "../mapping/client-of-entry.ts";
import type { MappingClient, MappingRequest } from "../mapping/mapping-client.ts";
import { undoMapping } from "../mapping/open-mapping.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import type { LastingMapping } from "../store/lasting-mappings.ts";
import { meansOf, targetsFor, type ForwardTarget } from "./forward-target.ts";
import { whoHolds } from "./port-lookup.ts";
import { grantOf } from "./standing.ts";

/** The router's shortest, so that what was only made to be removed is gone soon even when that fails, too. */
const MOMENT_SECONDS = 120;

/** The way in which an entry was opened, as the router offers it now: after a restart it may call for another address. */
export async function targetOf(context: AskContext, entry: LastingMapping): Promise<ForwardTarget | null> {
  const targets = await targetsFor(context, meansOf(entry));
  return targets === "no-way" ? null : (targets.find(({ protocol }) => protocol === entry.protocol) ?? null);
}

/**
 * Removes at its router what an entry stands for, and looks whether it is gone. True: it is. False: the router keeps it. Null: it
 * did not say. Never throws. What was begun is finished even when it is cancelled: half a removal is none.
 */
export async function removeEntry(context: AskContext, entry: LastingMapping, now: Date): Promise<boolean | null> {
  const request = requestOfEntry(entry);
  const target = await targetOf(context, entry);
  const client = target?.client ?? clientOfEntry(entry, context);
  if (request === null || client === null) return null;
  const { undoMs } = context.budget;
  const outcome = await undoMapping(client, request, undoMs);
  const stands = target === null || outcome === "silent" ? null : await isListed({ ...context }, target, entry);
  if (stands !== null) return !stands;
  if (outcome === "gone") return true;
  if (outcome === "silent") return null;
  if (entry.protocol !== "upnp" && hasEnded(grantOf(entry), now.getTime())) return true;
  return isIpv6(entry.internalClient) || entry.protocol !== "pcp" ? null : madeSureGone(client, request, undoMs);
}

/**
 * miniupnpd answers the PCP deletion of a mapping that is not there with an error. Under the same nonce it can be made once more for a
 * moment: what is there then is certainly ours, and its deletion is confirmed.
 */
async function madeSureGone(
  client: MappingClient,
  request: MappingRequest,
  timeoutMs: number,
): Promise<boolean | null> {
  const deadline = timeoutSignal(timeoutMs);
  try {
    const grant = await client.map({ ...request, lifetimeSeconds: MOMENT_SECONDS }, deadline.signal);
    if (!grant.granted) return null;
    return (await client.undo(request, deadline.signal)) === "gone" ? true : null;
  } catch {
    return null;
  } finally {
    deadline.end();
  }
}

/** Whether the router's list shows it; null: there is no such list, or it does not tell. */
async function isListed(context: AskContext, target: ForwardTarget, entry: LastingMapping): Promise<boolean | null> {
  if (target.table === null) return null;
  const own = timeoutSignal(context.budget.undoMs);
  try {
    const holder = await whoHolds({ ...context, signal: own.signal }, target.table, entry);
    if (holder === "hidden") return null;
    return holder !== null && leadsTo(holder, { ...entry, address: entry.internalClient });
  } catch {
    return null;
  } finally {
    own.end();
  }
}
