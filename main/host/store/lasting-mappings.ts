import type Database from "better-sqlite3";
import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import type { DatabaseFile } from "./database-file.ts";
import { mappingEntrySchema, type JournalOptions } from "./mapping-journal.ts";

const time = z.iso.datetime({ offset: true });

/** A mapping that is meant to stay in a router because of us, with all that is needed to renew and to undo it there. */
export const lastingMappingSchema = mappingEntrySchema.extend({
  siteId: z.uuid(),
  /** The survey's forward that it is. */
  forwardId: z.string().min(1).max(200),
  /** As granted, seconds from `renewedAt` on; null: for ever. As asked for until it was granted. */
  leaseSeconds: z.number().int().positive().nullable(),
  /** When it was last granted; null: never yet. */
  renewedAt: time.nullable(),
  /** `opening`: it may be in the router, and was not granted yet. `closing`: it may still be there, and is to go. */
  state: z.enum(["opening", "open", "closing"]),
});
export type LastingMapping = z.infer<typeof lastingMappingSchema>;

export type NewLastingMapping = Omit<LastingMapping, "id" | "createdAt" | "leaseSeconds" | "renewedAt" | "state">;

/**
 * The journal of what this laptop keeps open in routers, across starts and of all shells together; the journal of test mappings
 * (`mapping-journal.ts`) is undone at the next start, this one is not. On disk (synced) when a call returns. A call about an entry that
 * was struck meanwhile does nothing.
 */
export interface LastingMappings {
  /** Writes the entry before the request is sent. Returns its id. */
  begin(entry: NewLastingMapping): string;
  opened(id: string, granted: { externalPort: number; leaseSeconds: number | null; at: string }): void;
  renewed(id: string, granted: { leaseSeconds: number | null; at: string }): void;
  /** Written before the request to remove it is sent. */
  closing(id: string): void;
  /** The mapping is gone from the router (or was never made). */
  strike(id: string): void;
  /** The one that was begun last; null: this laptop opened none for that forward. */
  of(siteId: string, forwardId: string): LastingMapping | null;
  /** In the order in which they were begun. */
  all(): LastingMapping[];
}

export function createLastingMappings(database: DatabaseFile, options: JournalOptions): LastingMappings {
  const change = (id: string, changed: Partial<LastingMapping>): void =>
    database.write((db) => {
      const [entry] = entriesOf(db.prepare("select entry from lasting_mapping where id = :id").all({ id }));
      if (entry === undefined) return;
      db.prepare("update lasting_mapping set entry = :entry where id = :id").run({
        id,
        entry: JSON.stringify(lastingMappingSchema.parse({ ...entry, ...changed })),
      });
    });

  return {
    begin: (entry) => {
      const { id, siteId, forwardId, ...rest } = lastingMappingSchema.parse({
        ...entry,
        id: options.randomUuid(),
        createdAt: options.now().toISOString(),
        leaseSeconds: entry.lifetimeSeconds === 0 ? null : entry.lifetimeSeconds,
        renewedAt: null,
        state: "opening",
      });
      database.write((db) => insert(db, { id, siteId, forwardId, ...rest }));
      return id;
    },
    opened: (id, { externalPort, leaseSeconds, at }) =>
      change(id, { state: "open", externalPort, leaseSeconds, renewedAt: at }),
    renewed: (id, { leaseSeconds, at }) => change(id, { leaseSeconds, renewedAt: at }),
    closing: (id) => change(id, { state: "closing" }),
    strike: (id) => {
      database.write((db) => db.prepare("delete from lasting_mapping where id = :id").run({ id }));
    },
    of: (siteId, forwardId) =>
      database.read(
        (db) =>
          entriesOf(
            db
              .prepare(
                `select entry from lasting_mapping where site_id = :siteId and forward_id = :forwardId
                 order by seq desc`,
              )
              .all({ siteId, forwardId }),
          )[0] ?? null,
      ),
    all: () => database.read((db) => entriesOf(db.prepare("select entry from lasting_mapping order by seq").all())),
  };
}

function insert(db: Database.Database, entry: LastingMapping): void {
  const { id, siteId, forwardId } = entry;
  db.prepare(
    `insert into lasting_mapping (id, site_id, forward_id, entry) values (:id, :siteId, :forwardId, :entry)`,
  ).run({ id, siteId, forwardId, entry: JSON.stringify(entry) });
}

const storedRow = z.object({ entry: z.string() });

/** Those that can be read. */
const entriesOf = (rows: readonly unknown[]): LastingMapping[] =>
  rows.flatMap((row) => lastingMappingSchema.safeParse(parseJson(storedRow.parse(row).entry)).data ?? []);
