import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createKeychain } from "#host/vault/keychain.ts";
import { keychainTexts } from "../../fakes/fake-keychain-entry.ts";
import { tracesBelow } from "./secret-traces.ts";
import { events, ok, PASSPHRASE, SECRET, setUpVault } from "./vault-fixture.ts";

const TOKEN = "the firm's own token";

async function setUp() {
  const all = setUpVault();
  const accountId = await all.keepRecorder();
  await all.vault.firm.writeBound("vantage", TOKEN, "http://vantage.example/");
  const expectAll = async (vault = all.vault) => {
    expect(await vault.secretOf(all.siteId, accountId)).toMatchObject({ password: SECRET });
    expect(await vault.firm.readBound("vantage")).toMatchObject({ value: TOKEN, about: "http://vantage.example/" });
  };
  return { ...all, accountId, expectAll, file: join(all.folder, "vault.age") };
}

describe("moving between the keychain and a passphrase vault", () => {
  it("brings everything there and back, and leaves nothing behind", async () => {
    const { vault, newVault, fake, file, folder, siteId, recorder, accountId, expectAll } = await setUp();
    expect(await vault.state()).toEqual(ok("keychain", 2));
    expect(await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true })).toEqual(ok("passphrase", 2));
    expect(fake.secrets.size).toBe(0);
    await expectAll();

    const later = newVault();
    expect(await later.state()).toEqual({ ...ok("passphrase", 2), state: "locked" });
    await expect(later.keep({ ...recorder, accountId })).rejects.toMatchObject({ code: "VAULT_LOCKED" });
    await expect(later.secretOf(siteId, accountId)).rejects.toMatchObject({ code: "VAULT_LOCKED" });
    await expect(later.moveTo({ backend: "keychain" })).rejects.toMatchObject({ code: "VAULT_LOCKED" });
    await expect(later.openPassphrase({ passphrase: "not this one", isNew: false })).rejects.toMatchObject({
      code: "PASSPHRASE_WRONG",
    });
    expect(await later.list(siteId)).toMatchObject([{ secret: "here" }]);
    await later.openPassphrase({ passphrase: PASSPHRASE, isNew: false });
    await expectAll(later);
    expect(fake.secrets.size).toBe(0);
    expect(tracesBelow(folder, [SECRET, TOKEN, PASSPHRASE])).toEqual([]);

    expect(await later.moveTo({ backend: "keychain" })).toEqual(ok("keychain", 2));
    expect(existsSync(file)).toBe(false);
    expect([...fake.secrets.values()].toSorted()).toEqual([SECRET, TOKEN].toSorted());
    await expectAll(vault);
    expect(events(vault, siteId)).toEqual(["kept"]);
    await later.lock();
  });

  it("is no longer possible without the passphrase once the safe is locked", async () => {
    const { vault, siteId, accountId } = await setUp();
    await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true });
    expect(await vault.lock()).toMatchObject({ backend: "passphrase", state: "locked" });
    await expect(vault.secretOf(siteId, accountId)).rejects.toMatchObject({ code: "VAULT_LOCKED" });
  });

  it("begins a safe where there is no keychain, counts what is left there and moves it once it answers", async () => {
    const { vault, fake, recorder, siteId, expectAll } = await setUp();
    fake.failure = keychainTexts.noService;
    expect(await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true })).toEqual(ok("passphrase", 0, 2));
    await vault.keep({ ...recorder, label: "New one" });
    expect(await vault.state()).toEqual(ok("passphrase", 1, 2));
    await expect(vault.moveTo({ backend: "passphrase" })).rejects.toMatchObject({ code: "KEYCHAIN_MISSING" });
    await expect(vault.moveTo({ backend: "keychain" })).rejects.toMatchObject({ code: "KEYCHAIN_MISSING" });
    expect(await vault.list(siteId)).toMatchObject([{ secret: "here" }, { secret: "here" }]);
    fake.failure = null;
    expect(await vault.moveTo({ backend: "passphrase" })).toEqual(ok("passphrase", 3));
    await expectAll();
  });

  it("changes a secret that is still in the other keeping in the one that is in use", async () => {
    const { vault, fake, recorder, accountId, siteId } = await setUp();
    fake.failure = keychainTexts.dismissed;
    await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true });
    await vault.keep({ ...recorder, accountId, password: "changed" });
    expect(await vault.secretOf(siteId, accountId)).toMatchObject({ password: "changed" });
    // The old one can't be removed before the keychain answers, and is counted until then.
    expect(await vault.state()).toEqual(ok("passphrase", 1, 2));
    fake.failure = null;
    expect(await vault.moveTo({ backend: "passphrase" })).toEqual(ok("passphrase", 2));
    expect(fake.secrets.size).toBe(0);
  });

  it("tells what the keychain has lost, and moves the rest", async () => {
    const { vault, fake, siteId, accountId } = await setUp();
    fake.secrets.delete(`${siteId}/${accountId}`);
    expect(await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true })).toEqual(ok("passphrase", 1));
    expect(await vault.list(siteId)).toMatchObject([{ secret: "lost" }]);
    expect(events(vault, siteId)).toEqual(["kept", "lost"]);
    expect(await vault.firm.read("vantage")).toBe(TOKEN);
  });

  it("keeps what comes back altered where it was", async () => {
    const { vault, newVault, fake, siteId, accountId, expectAll } = await setUp();
    await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true });
    const altering = newVault({
      keychain: {
        isWaiting: () => false,
        probe: () => Promise.resolve("ok"),
        read: (name) => Promise.resolve(fake.secrets.get(name)?.slice(0, 5) ?? null),
        write: (name, value) => Promise.resolve(void fake.secrets.set(name, value)),
        remove: (name) => Promise.resolve(fake.secrets.delete(name)),
      },
    });
    await altering.openPassphrase({ passphrase: PASSPHRASE, isNew: false });
    await expect(altering.moveTo({ backend: "keychain" })).rejects.toMatchObject({ code: "KEYCHAIN_MISSING" });
    expect(await altering.state()).toEqual(ok("passphrase", 2));
    expect(fake.secrets.has(`${siteId}/${accountId}`)).toBe(false);
    await expectAll(altering);
    await altering.lock();
  });

  it("leaves a secret that is too long for the keychain in the safe, and says so", async () => {
    const { vault, newVault, recorder, siteId, fake } = await setUp();
    await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true });
    const long = "k".repeat(3_000);
    await vault.keep({ ...recorder, kind: "vpn-key", label: "VPN", password: long });
    const windows = newVault({ keychain: createKeychain({ platform: "win32", entryFor: fake.entryFor }) });
    await windows.openPassphrase({ passphrase: PASSPHRASE, isNew: false });
    await expect(windows.moveTo({ backend: "keychain" })).rejects.toMatchObject({ code: "SECRET_TOO_LONG" });
    expect(await windows.state()).toEqual(ok("passphrase", 1, 2));
    const vpn = (await windows.list(siteId)).find(({ kind }) => kind === "vpn-key");
    expect(await windows.secretOf(siteId, vpn?.id ?? "")).toMatchObject({ password: long });
    await windows.lock();
  });

  it("says which file is gone or damaged, and begins a new safe without touching it", async () => {
    const { vault, newVault, file } = await setUp();
    await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true });
    rmSync(file);
    expect(await newVault().state()).toEqual({ ...ok("passphrase", 2), state: "missing", detail: file });
    writeFileSync(file, "x");
    const detail = `${file}: it is cut off or was altered`;
    expect(await newVault().state()).toEqual({ ...ok("passphrase", 2), state: "missing", detail });
    await expect(newVault().openPassphrase({ passphrase: PASSPHRASE, isNew: false })).rejects.toMatchObject({
      code: "VAULT_DAMAGED",
    });
    await expect(newVault().moveTo({ backend: "keychain" })).rejects.toMatchObject({ code: "VAULT_DAMAGED" });
    const anew = newVault();
    expect(await anew.openPassphrase({ passphrase: "a wholly new one", isNew: true })).toMatchObject({ state: "ok" });
    await anew.lock();
  });

  it("says that secrets can be had again, so that what waited for them goes on", async () => {
    const { vault, newVault } = await setUp();
    await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true });
    let told = 0;
    const other = newVault({ onReachable: () => (told += 1) });
    await other.openPassphrase({ passphrase: PASSPHRASE, isNew: false });
    await other.moveTo({ backend: "keychain" });
    expect(told).toBe(2);
  });
});

describe("secrets of the firm's and the laptop's", () => {
  it("are found again when the database knows less than the keychain", async () => {
    const { vault, store, fake } = await setUp();
    await vault.firm.write("laptop-key/1", "old");
    await vault.firm.write("laptop-key/1", "new");
    expect([...fake.secrets.keys()]).toContain("laptop-key/1/2");
    for (const reference of store.credentials.list()) store.credentials.remove(reference);
    expect(await vault.firm.read("laptop-key/1")).toBe("new");
    expect(await vault.firm.read("laptop-key/2")).toBeNull();
    expect(await vault.firm.remove("laptop-key/1")).toBe(true);
    expect(await vault.firm.remove("laptop-key/1")).toBe(false);
    expect(await vault.firm.read("laptop-key/1")).toBeNull();
  });
});
