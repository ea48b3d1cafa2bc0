import type Database from "better-sqlite3";
import type { DatabaseFile } from "./database-file.ts";
import type { UnsignedRevisions } from "./own-laptop.ts";
import type { RevisionLog } from "./revision-log.ts";

export function createUnsignedRevisions(database: DatabaseFile, log: RevisionLog): UnsignedRevisions {
  return {
    unsigned: (author, limit) =>
      database.read((db) =>
        db
          .prepare<object, { hash: string }>(
            "select hash from unsigned_revision where author = :author order by hash limit :limit",
          )
          .all({ author, limit })
          .map(({ hash }) => hash),
      ),

    addSignatures: (signatures) =>
      database.write((db) => {
        for (const { hash, signature } of signatures) {
          if (!log.isSigned(db, hash)) log.addSignature(db, hash, signature);
          noteSigned(db, hash);
        }
      }),
  };
}

/** A revision that this laptop writes while its key is not at hand: a list of its own, since looking through all of them takes too long. */
export function noteUnsigned(db: Database.Database, { hash, author }: { hash: string; author: string }): void {
  db.prepare("insert or ignore into unsigned_revision (hash, author) values (:hash, :author)").run({ hash, author });
}

/**
 * What this laptop wrote before its key was at hand is still to be signed after it was put back.
 *
 * @param hashes what the second copy calls this laptop's own: the name of an author alone is anybody's to write
 */
export function noteOwnUnsigned(database: DatabaseFile, hashes: Iterable<string>): void {
  const rows = database.read((db) => {
    const unsigned = db.prepare<object, { hash: string; author: string }>(
      `select revision.hash, revision.author from revision join laptop on laptop.id = revision.author
       where revision.hash = :hash and laptop.trust = 'own'
         and not exists (select 1 from revision_signature where revision_signature.hash = revision.hash)
         and not exists (select 1 from unsigned_revision where unsigned_revision.hash = revision.hash)`,
    );
    return [...hashes].flatMap((hash) => unsigned.get({ hash }) ?? []);
  });
  if (rows.length === 0) return;
  database.write((db) => {
    for (const row of rows) noteUnsigned(db, row);
  });
}

/** Notes out of a damaged file or a backup: for what is signed by now, is lost, or has another author they don't count. */
export function dropStaleNotes(database: DatabaseFile): void {
  database.write((db) =>
    db.exec(
      `delete from unsigned_revision
       where exists (select 1 from revision_signature where revision_signature.hash = unsigned_revision.hash)
         or not exists (select 1 from revision
                        where revision.hash = unsigned_revision.hash and revision.author = unsigned_revision.author)`,
    ),
  );
}

export const isNotedUnsigned = (db: Database.Database, hash: string): boolean =>
  db.prepare("select 1 from unsigned_revision where hash = :hash").get({ hash }) !== undefined;

export function noteSigned(db: Database.Database, hash: string): void {
  db.prepare("delete from unsigned_revision where hash = :hash").run({ hash });
}
