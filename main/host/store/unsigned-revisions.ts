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
        const isSigned = db.prepare("select 1 from revision_signature where hash = :hash");
        const forget = db.prepare("delete from unsigned_revision where hash = :hash");
        for (const { hash, signature } of signatures) {
          if (isSigned.get({ hash }) === undefined) log.addSignature(db, hash, signature);
          forget.run({ hash });
        }
      }),
  };
}

/** A revision that this laptop writes while its key is not at hand: a list of its own, since looking through all of them takes too long. */
export function noteUnsigned(db: Database.Database, revision: { hash: string; author: string }): void {
  db.prepare("insert or ignore into unsigned_revision (hash, author) values (:hash, :author)").run(revision);
}
