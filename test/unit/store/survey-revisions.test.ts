import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cgnatRecord, offlineRecord, publicRecord } from "../../fakes/sample-records.ts";
import { freshRecord, openTestStore, temporaryFolder } from "./store-fixture.ts";

const NOBODY = "11111111-2222-4333-8444-555555555555";

describe("checks and sites", { timeout: 60_000 }, () => {
  it("keeps checks as they were, in the order they came, also after reopening", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const first = store.saveCheck({ siteId: null, siteName: " Bakery Möller ", record: cgnatRecord });
    expect(first.siteName).toBe("Bakery Möller");
    const second = store.saveCheck({ siteId: first.siteId, siteName: "another name", record: publicRecord });
    expect(second).toMatchObject({ siteId: first.siteId, siteName: "Bakery Möller" });
    expect(second.revision).not.toBe(first.revision);

    const again = openTestStore(folder);
    expect(again.site(first.siteId)).toMatchObject({
      name: "Bakery Möller",
      checks: 2,
      lastVerdict: "public",
      revision: second.revision,
      records: [cgnatRecord, publicRecord],
    });
  });

  it("lists the site that changed last first", () => {
    const store = openTestStore(temporaryFolder());
    const one = store.saveCheck({ siteId: null, siteName: "One", record: freshRecord() });
    store.saveCheck({ siteId: null, siteName: "Two", record: freshRecord() });
    expect(store.sites().map((site) => site.name)).toEqual(["Two", "One"]);
    store.saveCheck({ siteId: one.siteId, siteName: "One", record: freshRecord() });
    expect(store.sites().map((site) => [site.name, site.checks, site.lastVerdict])).toEqual([
      ["One", 2, "offline"],
      ["Two", 1, "offline"],
    ]);
  });

  it("saves a record once, however often it is retried", () => {
    const store = openTestStore(temporaryFolder());
    const first = store.saveCheck({ siteId: null, siteName: "Site", record: publicRecord });
    const retried = store.saveCheck({ siteId: null, siteName: "Site", record: publicRecord });
    expect(retried).toEqual(first);
    expect(store.saveCheck({ ...first, record: publicRecord })).toEqual(first);
    expect(store.sites()).toHaveLength(1);
  });

  it("says which site it does not know", () => {
    const store = openTestStore(temporaryFolder());
    expect(() => store.site(NOBODY)).toThrow(
      expect.objectContaining({ code: "SITE_NOT_FOUND", data: { site: NOBODY } }),
    );
    const record = freshRecord();
    expect(() => store.saveCheck({ siteId: NOBODY, siteName: "x", record })).toThrow("SITE_NOT_FOUND");
    expect(() => store.renameSite(NOBODY, "x")).toThrow("SITE_NOT_FOUND");
  });

  it("refuses what is not a check, and an empty name", () => {
    const store = openTestStore(temporaryFolder());
    const broken = { ...offlineRecord, durationMs: -1 };
    expect(() => store.saveCheck({ siteId: null, siteName: "x", record: broken })).toThrow("BAD_INPUT");
    expect(() => store.saveCheck({ siteId: null, siteName: "  ", record: offlineRecord })).toThrow("BAD_INPUT");
    expect(store.sites()).toEqual([]);
  });

  it("renames a site, and finds it by name: exactly first, else whatever the case", () => {
    const store = openTestStore(temporaryFolder());
    const a = store.saveCheck({ siteId: null, siteName: "Werk Süd", record: freshRecord() });
    const b = store.saveCheck({ siteId: null, siteName: "Werk Nord", record: freshRecord() });
    expect(store.renameSite(b.siteId, "WERK SÜD")).toMatchObject({ name: "WERK SÜD", checks: 1 });
    expect(store.siteByName("Werk Süd")).toEqual([a.siteId]);
    expect(store.siteByName("werk su\u0308d").toSorted()).toEqual([a.siteId, b.siteId].toSorted());
    expect(store.siteByName("Werk Nord")).toEqual([]);
    const before = store.site(b.siteId).revision;
    store.renameSite(b.siteId, " WERK SÜD ");
    expect(store.site(b.siteId).revision).toBe(before);
  });

  it("takes any text the network puts into a record", () => {
    const store = openTestStore(temporaryFolder());
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.uuid(), (raw, checkId) => {
        const record = {
          ...offlineRecord,
          checkId,
          observations: offlineRecord.observations.map((o) => ({ ...o, raw })),
        };
        const { siteId } = store.saveCheck({ siteId: null, siteName: "Site", record });
        expect(store.site(siteId).records).toEqual([record]);
      }),
      { numRuns: 60, examples: [["\u0000\ud800'\"; drop table revision; --", NOBODY]] },
    );
  });
});

describe("revisions", () => {
  it("form a chain of hashes by one author and can't be changed or deleted by anybody", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const { siteId } = store.saveCheck({ siteId: null, siteName: "Site", record: publicRecord });
    store.renameSite(siteId, "Renamed");
    const db = new Database(join(folder, "farsite.db"));
    const rows = db
      .prepare<[], { hash: string; parents: string; author: string }>(
        "select hash, parents, author from revision order by seq",
      )
      .all();
    expect(rows).toHaveLength(2);
    expect(JSON.parse(rows[0]?.parents ?? "")).toEqual([]);
    expect(JSON.parse(rows[1]?.parents ?? "")).toEqual([rows[0]?.hash]);
    expect(new Set(rows.map((row) => row.author)).size).toBe(1);

    for (const attack of [
      "update revision set body = x'00'",
      "update revision set hash = 'x'",
      "delete from revision",
      "update revision_signature set signature = ''",
      "delete from revision_signature",
      "update check_record set body = x'00'",
      "delete from check_record",
    ]) {
      expect(() => db.exec(attack), attack).toThrow(/never (changed|deleted)/);
    }
    for (const hash of ["hash", "hash || 'x'"]) {
      db.exec(`insert or replace into revision (seq, hash, survey_id, parents, author, created_at, version, recency, body)
               select seq, ${hash}, survey_id, parents, author, created_at, version, recency, x'00' from revision`);
      db.exec(`insert or replace into check_record
                 (rowid, survey_id, hash, check_id, started_at, verdict, words, body)
               select rowid, survey_id, ${hash}, check_id, started_at, 'cgnat', words, x'00' from check_record`);
      db.exec(`insert or replace into revision_signature (rowid, hash, signature)
               select rowid, ${hash}, '' from revision_signature`);
    }
    db.close();
    expect(store.site(siteId)).toMatchObject({ name: "Renamed", records: [publicRecord], lastVerdict: "public" });
  });

  it.each([
    ["a revision", "drop trigger revision_stays; update revision set body = (select body from check_record)"],
    ["a revision's bytes", "drop trigger revision_stays; update revision set body = x'ff00'"],
    ["a check", "drop trigger check_record_stays; update check_record set body = (select body from revision)"],
    ["a check's bytes", "drop trigger check_record_stays; update check_record set body = x'ff00'"],
    ["a lost revision", "drop trigger revision_is_kept; delete from revision"],
  ])("notices %s that was changed behind its back", (_name, sql) => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const { siteId } = store.saveCheck({ siteId: null, siteName: "Site", record: publicRecord });
    const db = new Database(join(folder, "farsite.db"));
    db.exec(sql);
    db.close();
    expect(() => store.site(siteId)).toThrow(expect.objectContaining({ code: "STORE_DAMAGED" }));
  });

  it("show what is left where a check is missing, and tell which", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const { siteId } = store.saveCheck({ siteId: null, siteName: "Site", record: publicRecord });
    const { document } = store.site(siteId);
    const db = new Database(join(folder, "farsite.db"));
    db.exec("drop trigger check_record_is_kept; delete from check_record");
    db.close();
    expect(store.site(siteId)).toMatchObject({ checks: 1, checkList: [], records: [] });
    expect(() => store.checkRecord(siteId, publicRecord.checkId)).toThrow("CHECK_NOT_FOUND");
    expect(store.exchange.missingRecords(siteId)).toEqual(document.checks.map(({ hash }) => hash));
  });
});

describe("the files", () => {
  it.skipIf(process.platform === "win32")("are their owner's alone", () => {
    const folder = join(temporaryFolder(), "data");
    const store = openTestStore(folder);
    store.saveCheck({ siteId: null, siteName: "Site", record: publicRecord });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const rights = statSync(join(folder, entry.name)).mode & 0o777;
      expect([entry.name, rights]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600]);
    }
  });

  it.skipIf(process.platform === "win32")("leave a folder that was there as it is", () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o750);
    openTestStore(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o750);
  });

  it("say that they are well", () => {
    const store = openTestStore(temporaryFolder());
    store.saveCheck({ siteId: null, siteName: "Site", record: publicRecord });
    expect(store.integrity()).toBe("ok");
  });
});
