import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { credentialTables } from "#host/store/credential-tables.ts";
import { migrations } from "#host/store/migrations.ts";
import { runMigration } from "#host/store/migrations/migration.ts";

const SITE = "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c01";
const AT = "2026-10-01T08:00:00.000Z";

it("takes over what an earlier Farsite kept, under the names that its entries have in the keychain", () => {
  const db = new Database(":memory:");
  onTestFinished(() => void db.close());
  const step = migrations.indexOf(credentialTables);
  expect(step).toBeGreaterThan(0);
  for (const before of migrations.slice(0, step)) runMigration(db, before);
  const insert = db.prepare(
    "insert into credential (survey_id, account, user_name, kept_at, state) values (?, ?, ?, ?, ?)",
  );
  insert.run(SITE, "router", "admin", AT, "kept");
  insert.run(null, "vantage", "http://vantage.example/", AT, "writing");
  for (const next of migrations.slice(step)) runMigration(db, next);
  const key = `${SITE}/router`;
  expect(db.prepare("select * from credential order by key").all()).toEqual([
    { key, entry: key, backend: "keychain", about: "admin", kept_at: AT, state: "kept" },
    {
      key: "vantage",
      entry: "vantage",
      backend: "keychain",
      about: "http://vantage.example/",
      kept_at: AT,
      state: "writing",
    },
  ]);
});
