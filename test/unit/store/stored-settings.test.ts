import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { defaultSettings } from "#core/survey/settings.ts";
import type { CredentialReference } from "#host/store/credential-references.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

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
  const reference = (entry: string, change: Partial<CredentialReference> = {}): CredentialReference => ({
    key: "vantage",
    entry,
    backend: "keychain",
    about: "https://a.example/",
    keptAt: "2026-11-20T09:00:00.000Z",
    state: "kept",
    ...change,
  });

  it("are kept, replaced, listed and removed by their entry", () => {
    const { credentials } = openTestStore(temporaryFolder());
    credentials.put(reference("a", { state: "writing" }));
    credentials.put(reference("a"));
    credentials.put(reference("a", { backend: "passphrase" }));
    credentials.put(reference("b", { key: "hub" }));
    expect(credentials.of("vantage")).toEqual([reference("a"), reference("a", { backend: "passphrase" })]);
    expect(credentials.list()).toHaveLength(3);
    credentials.remove(reference("a"));
    expect(credentials.of("vantage")).toEqual([reference("a", { backend: "passphrase" })]);
  });

  it("have one that counts, once a new secret is safe", () => {
    const { credentials } = openTestStore(temporaryFolder());
    credentials.put(reference("old"));
    credentials.put(reference("new", { state: "writing" }));
    credentials.settle(reference("new"));
    expect(Object.fromEntries(credentials.of("vantage").map(({ entry, state }) => [entry, state]))).toEqual({
      new: "kept",
      old: "removing",
    });
  });

  it("go to the keychain until somebody chooses otherwise", () => {
    const folder = temporaryFolder();
    const { credentials } = openTestStore(folder);
    expect(credentials.backend()).toBe("keychain");
    credentials.choose("passphrase");
    expect(openTestStore(folder).credentials.backend()).toBe("passphrase");
  });
});
