import { holderOf, type TableEntry, type WantedEntry } from "#core/forward/port-holder.ts";
import type { AskContext } from "../check/check-context.ts";
import type { UpnpCall } from "../mapping/upnp-client.ts";
import { readMappingTable, readTableEntry } from "../mapping/upnp-table.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";

type Where = Pick<WantedEntry, "transport" | "externalPort">;

/** Who holds an outside port; null: nobody. `"hidden"`: the router does not tell. */
export type Lookup = TableEntry | null | "hidden";

/**
 * Looks in a router's table who holds an outside port: asks for it by name, and reads the list, since either may be missing, and
 * an entry for one peer only stands in the list alone.
 *
 * @throws ProbeTrouble, DecodeError when the router does not answer at all
 */
export async function whoHolds(context: AskContext, table: UpnpCall, where: Where): Promise<Lookup> {
  const answered = await readTableEntry(table, where, context.signal);
  if (answered) return answered;
  const limit = timeoutSignal(context.budget.upnpTableMs, context.signal);
  try {
    const list = await readMappingTable(table, { signal: limit.signal }).catch(() => null);
    const holder = holderOf(where, null, list?.entries ?? []);
    // Where the one question is not understood, only a list that was read to its end says that nobody is there.
    return holder ?? (answered === null || list?.complete ? null : "hidden");
  } finally {
    limit.end();
  }
}
