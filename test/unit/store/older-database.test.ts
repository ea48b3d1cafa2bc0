import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import type { Revision } from "#core/survey/revision.ts";
import { inflateText } from "#host/store/compressed-text.ts";
import { migrations } from "#host/store/migrations.ts";
import { emptyScanRecord } from "../../fakes/empty-scan-record.ts";
import { runMigration } from "#host/store/migrations/migration.ts";
import { publicRecord } from "../../fakes/sample-records.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

/** Databases had two steps before searches for devices were kept, and documents the version 1. */
const STEPS_BEFORE_SCANS = 2;
const APPLICATION_ID = 0x46415253;

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** A database as it was before searches for devices, with a site of one check. */
function writeOldDatabase(folder: string): { siteId: string; revision: string } {
  const [siteId, author] = [randomUUID(), randomUUID()];
  const record = canonicalJson(publicRecord);
  const checks = [{ checkId: publicRecord.checkId, hash: sha256(record) }];
  const document = { format: "farsite-survey", version: 1, site: { name: "Old site" }, checks };
  const createdAt = "2026-06-01T09:00:00.000Z";
  const revision = sha256(canonicalJson({ parents: [], siteId, author, createdAt, document }));
  const db = new Database(join(folder, "farsite.db"));
  for (const step of migrations.slice(0, STEPS_BEFORE_SCANS)) runMigration(db, step);
  db.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${STEPS_BEFORE_SCANS}; begin`);
  db.prepare("insert into device (id, created_at) values (?, ?)").run(author, createdAt);
  db.prepare("insert into survey (id, head) values (?, ?)").run(siteId, revision);
  db.prepare(
    "insert into revision (hash, survey_id, parents, author, created_at, document) values (?, ?, ?, ?, ?, ?)",
  ).run(revision, siteId, "[]", author, createdAt, canonicalJson(document));
  db.prepare("insert into check_record (survey_id, hash, verdict, record) values (?, ?, ?, ?)").run(
    siteId,
    sha256(record),
    publicRecord.diagnosis.verdict.kind,
    record,
  );
  db.exec("commit");
  db.close();
  return { siteId, revision };
}

describe("a database from before searches for devices", () => {
  it("opens with all that is in it, and takes searches and notes", () => {
    const folder = temporaryFolder();
    const { siteId, revision } = writeOldDatabase(folder);
    const store = openTestStore(folder);
    expect(store.site(siteId)).toMatchObject({ name: "Old site", revision, records: [publicRecord], scans: [] });
    const record = emptyScanRecord();
    store.saveScan({ siteId, siteName: "", record });
    const note = { keys: ["mac:44:47:cc:00:00:01"], name: "Gate", note: null };
    expect(store.describeDevice(siteId, note)).toEqual([note]);
    expect(store.scan(siteId, record.scanId)).toEqual(record);
    expect(store.site(siteId)).toMatchObject({
      name: "Old site",
      records: [publicRecord],
      scans: [{ scanId: record.scanId }],
      deviceNotes: [note],
    });
  });

  it("keeps its first revision byte for byte, and the chain goes on from it", () => {
    const folder = temporaryFolder();
    const { siteId, revision } = writeOldDatabase(folder);
    openTestStore(folder).saveScan({ siteId, siteName: "", record: emptyScanRecord() });
    const db = new Database(join(folder, "farsite.db"), { readonly: true });
    const rows = db
      .prepare<[], { hash: string; parents: string; body: Buffer }>(
        "select hash, parents, body from revision order by seq",
      )
      .all();
    db.close();
    const texts = rows.map(({ body }) => inflateText(body));
    expect(texts.map((text) => (JSON.parse(text) as Revision).document.version)).toEqual([1, 3]);
    expect(texts.map(sha256)).toEqual(rows.map(({ hash }) => hash));
    expect(rows[0]?.hash).toBe(revision);
    expect(JSON.parse(rows[1]?.parents ?? "")).toEqual([revision]);
  });

  it("is listed and searched like a new one", () => {
    const folder = temporaryFolder();
    const { siteId } = writeOldDatabase(folder);
    const store = openTestStore(folder);
    expect(store.sites()).toMatchObject([{ id: siteId, name: "Old site", checks: 1, lastVerdict: "public" }]);
    const query = { status: "all", onlyConflicts: false, sort: "relevance", offset: 0, limit: 10 } as const;
    expect(store.findSites({ ...query, text: "192.31.196.77" }).total).toBe(1);
    expect(store.sitesAtAddress("192.31.196.77", null)).toMatchObject([{ siteId }]);
  });

  it("is taken on by two shells that open it at once", () => {
    const folder = temporaryFolder();
    const { siteId } = writeOldDatabase(folder);
    const [one, other] = [openTestStore(folder), openTestStore(folder)];
    one.saveScan({ siteId, siteName: "", record: emptyScanRecord() });
    other.saveScan({ siteId, siteName: "", record: emptyScanRecord() });
    expect(one.site(siteId).scans).toHaveLength(2);
    expect(other.site(siteId).scans).toHaveLength(2);
  });

  it("says that a search was changed behind its back", () => {
    const folder = temporaryFolder();
    const { siteId } = writeOldDatabase(folder);
    const store = openTestStore(folder);
    const record = emptyScanRecord();
    store.saveScan({ siteId, siteName: "", record });
    const db = new Database(join(folder, "farsite.db"));
    expect(() => db.exec("delete from scan_record")).toThrow(/never deleted/);
    db.exec("drop trigger scan_record_stays; update scan_record set body = x'0b'");
    db.close();
    expect(() => store.scan(siteId, record.scanId)).toThrow(expect.objectContaining({ code: "STORE_DAMAGED" }));
  });
});
