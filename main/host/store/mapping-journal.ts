import { join } from "node:path";
import { z } from "zod";
import { transportSchema } from "#core/nat/observation.ts";
import type { DatabaseFile } from "./database-file.ts";
import { ownerIsGone, sweepOwnerLocks, takeOwnerLock, type OwnerLock } from "./owner-lock.ts";

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

const mappingRow = z.object({ id: z.string(), entry: z.string() });

/** `close` gives up ownership: what was not struck by then is a leftover for the next shell. */
export function createMappingJournal(
  database: DatabaseFile,
  options: JournalOptions,
): MappingJournal & { close(): void } {
  const owners = join(database.folder, "owners");
  let own: OwnerLock | null = null;
  const ownId = () => (own ??= takeOwnerLock(owners, options.randomUuid)).id;

  return {
    begin: (entry) => {
      const complete = mappingEntrySchema.parse({
        ...entry,
        id: options.randomUuid(),
        createdAt: options.now().toISOString(),
      });
      database.write((db) =>
        db
          .prepare("insert into mapping (id, owner, entry) values (:id, :owner, :entry)")
          .run({ id: complete.id, owner: ownId(), entry: JSON.stringify(complete) }),
      );
      return complete.id;
    },

    strike: (id) => {
      database.write((db) => db.prepare("delete from mapping where id = :id").run({ id }));
    },

    leftovers: () =>
      database.write((db) => {
        // The write lock is held from here on: two recoveries at once can't both find the same owner gone.
        const strangers = db
          .prepare<object, { owner: string }>("select distinct owner from mapping where owner <> :own")
          .all({ own: own?.id ?? "" });
        const takeOver = db.prepare("update mapping set owner = :own, left_over = 1 where owner = :owner");
        for (const { owner } of strangers) {
          if (ownerIsGone(owners, owner)) takeOver.run({ own: ownId(), owner });
        }
        sweepOwnerLocks(owners, own?.id ?? null);
        return db
          .prepare("select id, entry from mapping where owner = :own and left_over = 1 order by rowid")
          .all({ own: own?.id ?? "" })
          .map((row) => mappingEntrySchema.safeParse(JSON.parse(mappingRow.parse(row).entry)))
          .flatMap((parsed) => (parsed.success ? [parsed.data] : []));
      }),

    close: () => {
      own?.release();
      own = null;
    },
  };
}
