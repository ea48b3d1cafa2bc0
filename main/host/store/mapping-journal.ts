import { z } from "zod";
import { transportSchema } from "#core/nat/observation.ts";
import type { DatabaseFile } from "./database-file.ts";
import { createOwnedRows, type RowOwner } from "./owned-rows.ts";

const port = z.number().int().min(0).max(65535);

/** One mapping that may exist in a router because of us, with all that is needed to undo it later, at that router only. */
export const mappingEntrySchema = z.object({
  id: z.uuid(),
  protocol: z.enum(["upnp", "nat-pmp", "pcp"]),
  gateway: z.string().max(64),
  gatewayMac: z.string().max(32).nullable(),
  /** The box that was asked, where it is not the gateway: a second router, the carrier. */
  server: z.string().max(64).optional(),
  /** UPnP's unique device name, description and control address of the gateway. */
  udn: z.string().max(200).nullable(),
  controlUrl: z.string().max(500).nullable(),
  serviceType: z.string().max(200).nullable(),
  transport: transportSchema,
  internalClient: z.string().max(64),
  /** PCP: how the server sees us, where a router in between translates. */
  clientAddress: z.string().max(64).optional(),
  /** It leads to another host than the one that asked (PCP: THIRD_PARTY). */
  forOther: z.boolean().optional(),
  internalPort: port,
  /** As requested; the router may have granted another one. */
  externalPort: port,
  /** The router chose the external port, which is known only by our description. */
  anyExternalPort: z.boolean().optional(),
  /** PCP's mapping nonce: only who knows it may delete the mapping (RFC 6887 section 11.3). */
  nonceHex: z.string().max(64).nullable(),
  description: z.string().max(200).nullable(),
  /** 0: for ever, where a router grants nothing else. */
  lifetimeSeconds: z.number().int().nonnegative(),
  createdAt: z.iso.datetime({ offset: true }),
});
export type MappingEntry = z.infer<typeof mappingEntrySchema>;

export interface MappingJournal {
  /** Writes the entry before the request is sent; on disk (synced) when this returns. Returns its id. */
  begin(entry: Omit<MappingEntry, "id" | "createdAt">): string;
  /** The mapping is gone from the router (or was never made). */
  strike(id: string): void;
  /**
   * Entries whose process is gone, now taken over by this one: no other shell gets them while this one lives. Entries
   * taken over earlier and not yet struck are returned again.
   */
  leftovers(): MappingEntry[];
}

export interface JournalOptions {
  now: () => Date;
  randomUuid: () => string;
}

export function createMappingJournal(database: DatabaseFile, owner: RowOwner, options: JournalOptions): MappingJournal {
  const rows = createOwnedRows(database, owner, { table: "mapping", schema: mappingEntrySchema });
  return {
    begin: (entry) => {
      const complete = mappingEntrySchema.parse({
        ...entry,
        id: options.randomUuid(),
        createdAt: options.now().toISOString(),
      });
      rows.begin(complete);
      return complete.id;
    },
    strike: (id) => rows.strike(id),
    leftovers: () => rows.leftovers(),
  };
}
