import type { Forward } from "#core/forward/forward.ts";
import { leadsTo } from "#core/forward/port-holder.ts";
import type { AskContext } from "../check/check-context.ts";
import { targetsFor } from "./forward-target.ts";
import { whoHolds } from "./port-lookup.ts";

/**
 * Whether a forward that this laptop did not open stands in the list of the router here: one of another laptop, one that was entered by
 * hand, or one that was closed just before Farsite ended. Null: it can't be told. Reads only; never throws.
 */
export async function seenWithoutJournal(context: AskContext, forward: Forward): Promise<boolean | null> {
  const targets = await targetsFor(context, "upnp");
  const target = targets === "no-way" ? undefined : targets[0];
  if (!target?.table) return null;
  const holder = await whoHolds(context, target.table, forward).catch(() => "hidden" as const);
  if (holder === "hidden") return null;
  if (holder !== null && leadsTo(holder, forward)) return true;
  // Lists show what was opened by UPnP; what was opened in another way may stand all the same.
  return forward.means === "upnp" && forward.router === target.gateway.address ? false : null;
}
