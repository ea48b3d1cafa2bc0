import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { defaultSettings } from "#core/survey/settings.ts";
import { migrations } from "#host/store/migrations.ts";
import { freshRecord, openTestStore, temporaryFolder } from "./store-fixture.ts";

describe("settings", () => {
  it("are the defaults until something is saved, then what was saved", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    expect(store.settings()).toEqual(defaultSettings);
    expect(store.saveSettings({ theme: "dark", stunServers: [] })).toEqual({
      ...defaultSettings,
      theme: "dark",
      stunServers: [],
    });
    store.saveSettings({ locale: "de" });
    expect(openTestStore(folder).settings()).toEqual({
      ...defaultSettings,
      theme: "dark",
      stunServers: [],
      locale: "de",
    });
  });

  it("refuses a field that is not valid and saves none of the others", () => {
    const store = openTestStore(temporaryFolder());
    expect(() => store.saveSettings({ theme: "dark", stunServers: ["no port"] })).toThrow("BAD_INPUT");
    expect(store.settings()).toEqual(defaultSettings);
  });

  it("falls back field by field when what is stored can't be read", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    store.saveSettings({ theme: "dark", testMappings: false, locale: "de" });
    const db = new Database(join(folder, "farsite.db"));
    db.exec(`update setting set value = '"mauve"' where name = 'theme'`);
    db.exec(`update setting set value = '{' where name = 'locale'`);
    db.close();
    expect(store.settings()).toEqual({ ...defaultSettings, testMappings: false });
  });
});

describe("credential references", () => {
  it("are kept, replaced, listed and removed per site and account", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId } = store.saveCheck({ siteId: null, siteName: "Site", record: freshRecord() });
    const key = { siteId, account: "router" } as const;
    expect(store.credentials.find(key)).toBeNull();
    store.credentials.keep({ ...key, userName: "admin", state: "writing" });
    const kept = store.credentials.keep({ ...key, userName: "root", state: "kept" });
    expect(kept.keptAt).toMatch(/^2026-11-20T09:/);
    expect(store.credentials.find(key)).toEqual(kept);
    expect(store.credentials.list()).toEqual([kept]);
    expect(store.credentials.remove(key)).toBe(true);
    expect(store.credentials.remove(key)).toBe(false);
    expect(store.credentials.list()).toEqual([]);
  });

  it("need a site that exists", () => {
    const store = openTestStore(temporaryFolder());
    const key = { siteId: "11111111-2222-4333-8444-555555555555", account: "router" } as const;
    expect(() => store.credentials.keep({ ...key, userName: "", state: "kept" })).toThrow("SITE_NOT_FOUND");
  });

  it("may belong to no site, once each", () => {
    const store = openTestStore(temporaryFolder());
    const key = { siteId: null, account: "vantage" } as const;
    store.credentials.keep({ ...key, userName: "http://a.example/", state: "writing" });
    const kept = store.credentials.keep({ ...key, userName: "http://b.example/", state: "kept" });
    expect(store.credentials.list()).toEqual([kept]);
    expect(store.credentials.find(key)).toEqual(kept);
    expect(store.credentials.remove(key)).toBe(true);
    expect(store.credentials.list()).toEqual([]);
  });

  it("are still there after the database was made ready for them", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const { siteId } = store.saveCheck({ siteId: null, siteName: "Site", record: freshRecord() });
    const kept = store.credentials.keep({ siteId, account: "router", userName: "admin", state: "kept" });
    store.close();
    // As the first version had it.
    const db = new Database(join(folder, "farsite.db"));
    const [first = ""] = migrations;
    const table = /create table credential \([^;]*;/.exec(first)?.[0] ?? "";
    db.exec(`alter table credential rename to kept; ${table} insert into credential select * from kept; drop table kept;
             drop table scan_record; drop table rescue; pragma user_version = 1`);
    db.close();
    expect(openTestStore(folder).credentials.find({ siteId, account: "router" })).toEqual(kept);
  });
});
