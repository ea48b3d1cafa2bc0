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
export function noteUnsigned(db: Database.Database, revision: { hash: string; author: string }): void {
  db.prepare("insert or ignore into unsigned_revision (hash, author) values (:hash, :author)").run(revision);
}

/** The same for one that came back from elsewhere: out of the second copy, a damaged file, or from a colleague. */
export function noteIfOwn(db: Database.Database, revision: { hash: string; author: string }): void {
  const own = db.prepare("select 1 from laptop where id = :author and trust = 'own'").get({ author: revision.author });
  if (own !== undefined) noteUnsigned(db, { hash: revision.hash, author: revision.author });
}

export function noteSigned(db: Database.Database, hash: string): void {
  db.prepare("delete from unsigned_revision where hash = :hash").run({ hash });
}
