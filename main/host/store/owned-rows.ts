import { join } from "node:path";
import { z } from "zod";
import type { DatabaseFile } from "./database-file.ts";
import { ownerIsGone, sweepOwnerLocks, takeOwnerLock, type OwnerLock } from "./owner-lock.ts";

/** This process as the owner of rows; it takes its lock with the first row. */
export interface RowOwner {
  /** Takes the lock if it is not held yet. */
  id(): string;
  idIfAny(): string | null;
  isGone(other: string): boolean;
  /** Removes the locks of owners that are gone. */
  sweep(): void;
  /** Gives up ownership: what stands by then is a leftover for the next process. */
  close(): void;
  /** The same, and the next process looks the store over as after a crash. */
  leave(): void;
}

/** Where the locks of a data folder's processes lie. */
export const ownersFolder = (dataFolder: string): string => join(dataFolder, "owners");

export function createRowOwner(dataFolder: string, randomUuid: () => string): RowOwner {
  const folder = ownersFolder(dataFolder);
  let own: OwnerLock | null = null;
  return {
    id: () => (own ??= takeOwnerLock(folder, randomUuid)).id,
    idIfAny: () => own?.id ?? null,
    isGone: (other) => ownerIsGone(folder, other),
    sweep: () => sweepOwnerLocks(folder, own?.id ?? null),
    close: () => {
      own?.release();
      own = null;
    },
    leave: () => {
      own?.leave();
      own = null;
    },
  };
}

/** What somebody has to undo: rows that are written before the thing is done and struck after it is undone. */
export interface OwnedRows<T> {
  /** Writes the entry; on disk (synced) when this returns. */
  begin(entry: T): void;
  strike(id: string): void;
  /** Those that this process began or took over, in their order. */
  own(): T[];
  /**
   * Entries whose process is gone, now taken over by this one: no other process gets them while this one lives. Entries
   * taken over earlier and not yet struck are returned again.
   */
  leftovers(): T[];
}

const storedRow = z.object({ entry: z.string() });

/** The rows of one table with the columns `id`, `owner`, `left_over` and `entry`. */
export function createOwnedRows<T extends { id: string }>(
  database: DatabaseFile,
  owner: RowOwner,
  { table, schema }: { table: "mapping" | "rescue"; schema: z.ZodType<T> },
): OwnedRows<T> {
  const entriesOf = (rows: readonly unknown[]): T[] =>
    rows
      .map((row) => schema.safeParse(JSON.parse(storedRow.parse(row).entry)))
      .flatMap((parsed) => (parsed.success ? [parsed.data] : []));
  return {
    begin: (entry) => {
      database.write((db) =>
        db
          .prepare(`insert into ${table} (id, owner, entry) values (:id, :owner, :entry)`)
          .run({ id: entry.id, owner: owner.id(), entry: JSON.stringify(entry) }),
      );
    },

    strike: (id) => {
      database.write((db) => db.prepare(`delete from ${table} where id = :id`).run({ id }));
    },

    own: () =>
      database.read((db) =>
        entriesOf(
          db
            .prepare(`select entry from ${table} where owner = :own order by rowid`)
            .all({ own: owner.idIfAny() ?? "" }),
        ),
      ),

    leftovers: () =>
      database.write((db) => {
        // The write lock is held from here on: two recoveries at once can't both find the same owner gone.
        const strangers = db
          .prepare<object, { owner: string }>(`select distinct owner from ${table} where owner <> :own`)
          .all({ own: owner.idIfAny() ?? "" });
        const takeOver = db.prepare(`update ${table} set owner = :own, left_over = 1 where owner = :owner`);
        for (const stranger of strangers) {
          if (owner.isGone(stranger.owner)) takeOver.run({ own: owner.id(), owner: stranger.owner });
        }
        owner.sweep();
        return entriesOf(
          db
            .prepare(`select entry from ${table} where owner = :own and left_over = 1 order by rowid`)
            .all({ own: owner.idIfAny() ?? "" }),
        );
      }),
  };
}
