import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { MERGED_BY_RULE, type Revision } from "#core/survey/revision.ts";
import { emptyDocument, SURVEY_VERSION } from "#core/survey/survey-document.ts";
import { deflateText, inflateText } from "#host/store/compressed-text.ts";
import { migrations } from "#host/store/migrations.ts";
import { emptyScanRecord } from "../../fakes/empty-scan-record.ts";
import { runMigration } from "#host/store/migrations/migration.ts";
import { sampleProof } from "../../fakes/sample-proof.ts";
import { bring } from "./exchange-fixture.ts";
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

/** The steps before walk-throughs and tests from outside, and their documents' version. */
const STEPS_BEFORE_ROUTES = 8;

/** A database as it was then: a survey of two laptops that were merged by the rules of that time. */
function writeDatabaseBeforeRoutes(folder: string): { siteId: string; merge: string; text: string } {
  const siteId = randomUUID();
  const {
    version: _,
    wishes,
    forwards,
    walks,
    routerBackups,
    proofs,
    tunnels,
    rehearsals,
    ...old
  } = emptyDocument("Bakery");
  const document = { ...old, version: 3 };
  const parts = [wishes, forwards, walks, routerBackups, proofs, tunnels, rehearsals];
  const db = new Database(join(folder, "farsite.db"));
  for (const step of migrations.slice(0, STEPS_BEFORE_ROUTES)) runMigration(db, step);
  db.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${STEPS_BEFORE_ROUTES}; begin`);
  const write = (content: { parents: string[]; author: string; document: object; note?: object }, hour: number) => {
    const createdAt = `2026-06-01T0${hour}:00:00.000Z`;
    const text = canonicalJson({ siteId, createdAt, ...content });
    const [hash, parents] = [sha256(text), JSON.stringify(content.parents)];
    db.prepare(
      `insert into revision (hash, survey_id, parents, author, created_at, version, recency, body)
       values (?, ?, ?, ?, ?, 3, ?, ?)`,
    ).run(hash, siteId, parents, content.author, createdAt, Date.parse(createdAt), deflateText(text));
    return { hash, text };
  };
  const root = write({ parents: [], author: randomUUID(), document }, 1);
  const line = { provider: "Example Telecom", router: "Fritz!Box" };
  const [one, other] = [
    write({ parents: [root.hash], author: randomUUID(), document: { ...document, line: { router: line.router } } }, 2),
    write(
      { parents: [root.hash], author: randomUUID(), document: { ...document, line: { provider: line.provider } } },
      3,
    ),
  ];
  const merge = write(
    {
      parents: [one.hash, other.hash].toSorted(),
      author: MERGED_BY_RULE,
      note: { kind: "merge", rules: 1 },
      document: { ...document, line },
    },
    3,
  );
  db.prepare(
    "insert into survey (id, head, index_version, updated_at, name) values (?, ?, 3001, '2026-06-01T03:00:00.000Z', 'Bakery')",
  ).run(siteId, merge.hash);
  db.exec("commit");
  db.close();
  expect(parts.every((part) => Object.keys(part).length === 0)).toBe(true);
  return { siteId, merge: merge.hash, text: merge.text };
}

describe("a database from before walk-throughs and tests from outside", () => {
  it("opens with all that is in it, also what was merged by older rules, and goes on in today's shape", () => {
    const folder = temporaryFolder();
    const { siteId, merge, text } = writeDatabaseBeforeRoutes(folder);
    const store = openTestStore(folder);
    const shown = store.site(siteId);
    expect(shown).toMatchObject({ name: "Bakery", conflicts: 0, waitingFor: null, proofs: [] });
    expect(shown.document).toEqual({
      ...emptyDocument("Bakery"),
      line: { provider: "Example Telecom", router: "Fritz!Box" },
    });
    expect(store.documentAt(siteId, merge)).toEqual(shown.document);
    expect(store.exchange.revision(merge).text).toBe(text);
    const proof = sampleProof();
    store.saveProof({ siteId, record: proof });
    expect(store.site(siteId).document.proofs).toMatchObject([{ proofId: proof.proofId }]);
    const [newest] = store.exchange.revisionHashes(siteId).toReversed();
    const written = JSON.parse(store.exchange.revision(newest ?? "").text) as Revision;
    expect(written.document.version).toBe(SURVEY_VERSION);
    // And on a laptop that gets it by an exchange.
    const other = openTestStore(temporaryFolder());
    bring(store, other, siteId);
    expect(other.site(siteId).document).toEqual(store.site(siteId).document);
    expect(other.exchange.revision(merge).text).toBe(text);
  });
});

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
    expect(texts.map((text) => (JSON.parse(text) as Revision).document.version)).toEqual([1, SURVEY_VERSION]);
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
