import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createKeychain } from "#host/vault/keychain.ts";
import { createVault } from "#host/vault/vault.ts";
import { createFakeKeychain, keychainTexts } from "../../fakes/fake-keychain-entry.ts";
import { freshRecord, openTestStore, temporaryFolder } from "../store/store-fixture.ts";

const SECRET = "correct horse battery staple";

function setup() {
  const folder = temporaryFolder();
  const store = openTestStore(folder);
  const { siteId } = store.saveCheck({ siteId: null, siteName: "Site", record: freshRecord() });
  const key = { siteId, account: "router" } as const;
  const fake = createFakeKeychain();
  const newVault = () =>
    createVault({ keychain: createKeychain({ platform: "linux", deadlineMs: 40, entryFor: fake.entryFor }), store });
  return { folder, store, key, fake, newVault, vault: newVault(), entry: `${siteId}/router` };
}

describe("vault", () => {
  it("keeps, reveals, replaces and forgets a password", async () => {
    const { vault, key, fake, entry } = setup();
    expect(await vault.status(key)).toEqual({ kept: false, userName: null });
    await expect(vault.reveal(key)).rejects.toMatchObject({ code: "SECRET_NOT_FOUND" });
    await vault.keep({ ...key, userName: "admin", password: SECRET });
    expect(await vault.status(key)).toEqual({ kept: true, userName: "admin" });
    expect(await vault.reveal(key)).toEqual({ userName: "admin", password: SECRET });
    expect([...fake.secrets]).toEqual([[entry, SECRET]]);

    await vault.keep({ ...key, userName: "root", password: "another" });
    expect(await vault.reveal(key)).toEqual({ userName: "root", password: "another" });
    await vault.forget(key);
    await vault.forget(key);
    expect(fake.secrets.size).toBe(0);
    expect(await vault.status(key)).toEqual({ kept: false, userName: null });
  });

  it("says that something is kept without reading it", async () => {
    const { vault, key, fake } = setup();
    await vault.keep({ ...key, userName: "admin", password: SECRET });
    fake.asked.length = 0;
    await vault.status(key);
    expect(fake.asked).toEqual([]);
  });

  it("never lets the secret into the store's files", async () => {
    const { vault, key, folder } = setup();
    await vault.keep({ ...key, userName: "admin", password: SECRET });
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(SECRET)).toBe(false);
  });

  it("does not know a site that is not there, and stores nothing for it", async () => {
    const { vault, fake } = setup();
    const key = { siteId: "11111111-2222-4333-8444-555555555555", account: "router" } as const;
    await expect(vault.keep({ ...key, userName: "a", password: SECRET })).rejects.toMatchObject({
      code: "SITE_NOT_FOUND",
    });
    expect(fake.secrets.size).toBe(0);
  });

  it.each([
    ["KEYCHAIN_MISSING", keychainTexts.noService],
    ["KEYCHAIN_LOCKED", keychainTexts.dismissed],
  ])("claims nothing when the keychain says %s", async (code, text) => {
    const { vault, key, fake, store } = setup();
    fake.failure = text;
    await expect(vault.keep({ ...key, userName: "admin", password: SECRET })).rejects.toMatchObject({ code });
    expect(store.credentials.list()).toEqual([]);
    expect(await vault.status(key)).toEqual({ kept: false, userName: null });
  });

  it("still knows the old password when replacing or forgetting it fails", async () => {
    const { vault, key, fake } = setup();
    await vault.keep({ ...key, userName: "admin", password: SECRET });
    fake.failure = keychainTexts.dismissed;
    await expect(vault.keep({ ...key, userName: "admin", password: "x" })).rejects.toThrow("KEYCHAIN_LOCKED");
    await expect(vault.keep({ ...key, userName: "root", password: "x" })).rejects.toThrow("KEYCHAIN_LOCKED");
    await expect(vault.forget(key)).rejects.toThrow("KEYCHAIN_LOCKED");
    await expect(vault.reveal(key)).rejects.toThrow("KEYCHAIN_LOCKED");
    fake.failure = null;
    expect(await vault.reveal(key)).toEqual({ userName: "admin", password: SECRET });
  });

  it("has nothing to forget on a computer without a keychain", async () => {
    const { vault, key, fake } = setup();
    fake.failure = keychainTexts.noBus;
    await expect(vault.forget(key)).resolves.toBeUndefined();
  });

  it("notices an entry that was deleted in the keychain itself", async () => {
    const { vault, key, fake } = setup();
    await vault.keep({ ...key, userName: "admin", password: SECRET });
    fake.secrets.clear();
    await expect(vault.reveal(key)).rejects.toMatchObject({ code: "SECRET_NOT_FOUND" });
    expect(await vault.status(key)).toEqual({ kept: false, userName: null });
  });

  it("finds the password again when the prompt is answered after the deadline", async () => {
    const { vault, key, fake } = setup();
    fake.askPrompt();
    await expect(vault.keep({ ...key, userName: "admin", password: SECRET })).rejects.toThrow("KEYCHAIN_TIMEOUT");
    expect(await vault.status(key)).toEqual({ kept: false, userName: null });
    fake.prompt?.answer();
    fake.prompt = null;
    expect(await vault.status(key)).toEqual({ kept: true, userName: "admin" });
    expect(await vault.reveal(key)).toEqual({ userName: "admin", password: SECRET });
  });

  it("does not mix up what two windows keep at once", async () => {
    const { vault, key } = setup();
    await Promise.all(
      ["a", "b", "c"].map((who) => vault.keep({ ...key, userName: who, password: `password of ${who}` })),
    );
    expect(await vault.reveal(key)).toEqual({ userName: "c", password: "password of c" });
  });
});

describe("vault after a crash", () => {
  // A crash is a store and a keychain that stay as they were at that moment, and a new vault.
  it("between noting and writing: nothing is kept", async () => {
    const { newVault, key, store } = setup();
    store.credentials.keep({ ...key, userName: "admin", state: "writing" });
    expect(await newVault().status(key)).toEqual({ kept: false, userName: null });
    expect(store.credentials.list()).toEqual([]);
  });

  it("between writing and confirming: it is kept", async () => {
    const { newVault, key, store, fake, entry } = setup();
    store.credentials.keep({ ...key, userName: "admin", state: "writing" });
    fake.secrets.set(entry, SECRET);
    expect(await newVault().status(key)).toEqual({ kept: true, userName: "admin" });
    expect(store.credentials.find(key)?.state).toBe("kept");
  });

  it.each([[true], [false]])("while removing (secret still there: %s): it is gone", async (still) => {
    const { newVault, key, store, fake, entry } = setup();
    store.credentials.keep({ ...key, userName: "admin", state: "removing" });
    if (still) fake.secrets.set(entry, SECRET);
    expect(await newVault().status(key)).toEqual({ kept: false, userName: null });
    expect(fake.secrets.size).toBe(0);
    expect(store.credentials.list()).toEqual([]);
  });

  it("leaves the question open while the keychain can't be asked", async () => {
    const { newVault, key, store, fake, entry } = setup();
    store.credentials.keep({ ...key, userName: "admin", state: "writing" });
    fake.secrets.set(entry, SECRET);
    fake.failure = keychainTexts.dismissed;
    expect(await newVault().status(key)).toEqual({ kept: false, userName: null });
    fake.failure = null;
    expect(await newVault().status(key)).toEqual({ kept: true, userName: "admin" });
  });
});
