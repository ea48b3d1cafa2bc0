import type { z } from "zod";
import type { mappingTableEntrySchema } from "../nat/observation.ts";
import { sameAddress } from "../net/ip-address.ts";

export type TableEntry = z.infer<typeof mappingTableEntrySchema>;

/** What a forward would be in a router's table. */
export type WantedEntry = {
  transport: TableEntry["transport"];
  externalPort: number;
  address: string;
  internalPort: number;
};

/** Does it lead where it was meant to? Under which name a router keeps it is its own business. */
export const leadsTo = (entry: TableEntry, wanted: WantedEntry): boolean =>
  sameAddress(entry.internalClient, wanted.address) && entry.internalPort === wanted.internalPort;

/**
 * The entry of a router's table that holds an outside port: the router's own answer about that port, or one of its list, where an
 * entry for one peer only may stand that the answer does not show. Null: nobody's.
 */
export function holderOf(
  wanted: Pick<WantedEntry, "transport" | "externalPort">,
  answered: TableEntry | null,
  table: readonly TableEntry[],
): TableEntry | null {
  // Port 0 stands for all ports (WANIPConnection:1, ExternalPort): who has it has this one, too.
  const holds = (entry: TableEntry): boolean =>
    entry.transport === wanted.transport && [0, wanted.externalPort].includes(entry.externalPort);
  return answered ?? table.find((entry) => holds(entry)) ?? null;
}
