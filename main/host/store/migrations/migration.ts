import type Database from "better-sqlite3";

/** One step of the database's shape: SQL, or what SQL alone can't do. It runs inside the transaction that changes the version. */
export type Migration = string | ((db: Database.Database) => void);

/** Runs one step. */
export function runMigration(db: Database.Database, step: Migration): void {
  if (typeof step === "string") db.exec(step);
  else step(db);
}
