import type Database from "better-sqlite3";

/**
 * A statement that is asked for dozens of times in one call: compiling it takes longer than running it. Never to be used while its
 * own rows are being walked through.
 */
export function preparedOnce<S>(prepare: (db: Database.Database) => S): (db: Database.Database) => S {
  const prepared = new WeakMap<Database.Database, S>();
  return (db) => {
    const statement = prepared.get(db) ?? prepare(db);
    prepared.set(db, statement);
    return statement;
  };
}
