import { createHash, randomUUID } from "node:crypto";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, describe, expect, test, vi } from "vitest";
import { revisionSchema, revisionText, signedText, type Revision } from "#core/survey/revision.ts";
import { IdentityKeeper, laptopKeyEntry } from "#host/identity/identity-keeper.ts";
import { fingerprintOf, laptopIdOf, verifyCard, verifySignature } from "#host/identity/laptop-keys.ts";
import type { SealedRevision } from "#host/store/exchange.ts";
import { openStore, type Store } from "#host/store/open-store.ts";
import { repairStore } from "#host/store/repair.ts";
import { createMemorySecrets, type MemorySecrets } from "../../fakes/memory-secrets.ts";
import { temporaryFolder } from "../store/store-fixture.ts";

const QUICK = { gatherMs: 1, otherProcessMs: 5, secondLookMs: 20, noKeychainMs: 20, closeMs: 500 };

interface Shell {
  store: Store;
  keeper: IdentityKeeper;
  /** Writes a revision and returns its hash. */
  write(): string;
  close(): Promise<void>;
}

/** One shell of the app on a data folder; `alone` does without its keeper. */
function openShell(folder: string, secrets: MemorySecrets, { isAwake = true } = {}): Shell {
  const shell: { keeper?: IdentityKeeper } = {};
  const store = openStore({
    folder,
    now: () => new Date(),
    randomUuid: randomUUID,
    onWrite: () => isAwake && shell.keeper?.wake(),
  });
  const keeper = new IdentityKeeper({ secrets, store: () => store, waits: QUICK });
  shell.keeper = keeper;
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await keeper.close();
    store.close();
  };
  onTestFinished(close);
  return { store, keeper, write: () => store.beginSite({ name: "Bakery", template: null }).revision, close };
}

const ownId = (store: Store): string => store.ownLaptop.key()?.id ?? "";
const keyState = (store: Store): string | undefined => store.ownLaptop.key()?.state;
const signatureOf = (store: Store, hash: string): string | null => store.exchange.revision(hash).signature;

/** Whether the revision is signed by the laptop that it names. */
function isSigned(store: Store, hash: string): boolean {
  const { signature, text } = store.exchange.revision(hash);
  const { author } = revisionSchema.parse(JSON.parse(text));
  const card = store.exchange
    .cardsFor(store.exchange.siteIds())
    .find(({ publicKey }) => laptopIdOf(publicKey) === author);
  return signature !== null && card !== undefined && verifySignature(card.publicKey, signedText(hash), signature);
}

const until = (condition: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 5_000, interval: 2 });

describe("the key of a laptop", () => {
  test("is made with the first write, signs it at once, and is brought to the keychain behind it", async () => {
    const secrets = createMemorySecrets();
    const { store, write } = openShell(temporaryFolder(), secrets);
    expect(store.ownLaptop.key()).toBeNull();
    const hash = write();
    expect(secrets.asked).toEqual([]);
    expect(isSigned(store, hash)).toBe(true);
    await until(() => keyState(store) === "kept");
    expect([...secrets.entries.keys()]).toEqual([laptopKeyEntry(ownId(store))]);
    const card = store.ownLaptop.card();
    expect(verifyCard(card)).toBe(true);
    expect(store.laptops()).toMatchObject([
      { id: ownId(store), isOwn: true, fingerprint: fingerprintOf(card.publicKey) },
    ]);
  });

  test("comes back in the next run: what is written before it does is signed then", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const first = openShell(folder, secrets);
    first.write();
    await first.close();
    const second = openShell(folder, secrets, { isAwake: false });
    const hash = second.write();
    expect(signatureOf(second.store, hash)).toBeNull();
    second.keeper.wake();
    await until(() => isSigned(second.store, hash));
    expect(isSigned(second.store, second.write())).toBe(true);
    expect(second.store.laptops()).toHaveLength(1);
  });

  test("is not asked for while there is nothing to sign", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const first = openShell(folder, secrets);
    first.write();
    await first.close();
    secrets.asked.length = 0;
    const second = openShell(folder, secrets);
    second.keeper.wake(true);
    second.store.saveSettings({ theme: "dark" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(secrets.asked).toEqual([]);
    second.write();
    await until(() => secrets.asked.length > 0);
  });

  test("is kept although the program ends right after its first write", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const shell = openShell(folder, secrets);
    shell.write();
    await shell.close();
    expect(secrets.entries.size).toBe(1);
  });

  test("is not asked for again while the keychain is locked, and signs everything once it is open", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const first = openShell(folder, secrets);
    first.write();
    await first.close();
    secrets.trouble = "KEYCHAIN_LOCKED";
    secrets.asked.length = 0;
    const second = openShell(folder, secrets);
    const hashes = Array.from({ length: 120 }, () => second.write());
    await until(() => secrets.asked.length > 0);
    second.write();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(secrets.asked).toHaveLength(1);
    await expect(second.keeper.keys()).rejects.toMatchObject({ code: "KEYCHAIN_LOCKED" });
    secrets.trouble = null;
    second.keeper.wake(true);
    await until(() => hashes.every((hash) => isSigned(second.store, hash)));
    expect((await second.keeper.keys()).publicKey).toBe(second.store.ownLaptop.card().publicKey);
  });

  test("is kept as soon as there is a keychain", async () => {
    const secrets = createMemorySecrets();
    secrets.trouble = "KEYCHAIN_MISSING";
    const { store, write } = openShell(temporaryFolder(), secrets);
    const hash = write();
    await until(() => secrets.asked.length > 0);
    expect(isSigned(store, hash)).toBe(true);
    expect(keyState(store)).toBe("making");
    secrets.trouble = null;
    await until(() => keyState(store) === "kept");
  });

  test("that the keychain has lost makes this laptop a new one, after a second look", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const first = openShell(folder, secrets);
    const old = first.write();
    await first.close();
    const kept = new Map(secrets.entries);
    secrets.entries.clear();
    const second = openShell(folder, secrets, { isAwake: false });
    const lost = ownId(second.store);
    second.write();
    second.keeper.wake();
    await until(() => ownId(second.store) !== lost);
    await until(() => keyState(second.store) === "kept");
    expect(isSigned(second.store, second.write())).toBe(true);
    // What the old key signed is still the work of this laptop, and can still be checked by everybody.
    expect(isSigned(second.store, old)).toBe(true);
    expect(second.store.laptops().map(({ id }) => id)).toEqual([ownId(second.store)]);
    expect(secrets.entries).not.toEqual(kept);
  });

  test("that only seems to be lost for a moment stays", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const first = openShell(folder, secrets);
    first.write();
    await first.close();
    const kept = [...secrets.entries];
    secrets.entries.clear();
    const second = openShell(folder, secrets, { isAwake: false });
    const id = ownId(second.store);
    second.write();
    second.keeper.wake();
    await until(() => secrets.asked.filter((what) => what.startsWith("read")).length >= 2);
    for (const [name, value] of kept) secrets.entries.set(name, value);
    await until(() => second.store.ownLaptop.key()?.isHeld === true);
    expect(ownId(second.store)).toBe(id);
  });

  test("of another laptop under this one's name is not taken", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const first = openShell(folder, secrets);
    first.write();
    await first.close();
    const other = openShell(temporaryFolder(), secrets);
    other.write();
    await other.close();
    const [mine = "", theirs = ""] = [...secrets.entries.keys()];
    secrets.entries.set(mine, secrets.entries.get(theirs) ?? "");
    const second = openShell(folder, secrets, { isAwake: false });
    const id = ownId(second.store);
    second.write();
    second.keeper.wake();
    await until(() => ownId(second.store) !== id);
    expect(second.store.laptops().map((laptop) => laptop.id)).toEqual([ownId(second.store)]);
  });
});

describe("what this laptop signs", () => {
  const forged = (store: Store, siteId: string): SealedRevision => {
    const revision: Revision = {
      parents: store.exchange.revisionHashes(siteId).slice(-1),
      siteId,
      author: ownId(store),
      createdAt: "2026-11-20T12:00:00.000Z",
      document: { ...store.document(siteId), site: { name: "Accepts every risk" } },
    };
    const text = revisionText(revision);
    return { hash: createHash("sha256").update(text).digest("hex"), siteId, text, signature: null };
  };
  /** A folder with one site, whose next shell has its key only when it is woken; and the file as it was before that. */
  const usedFolder = async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const first = openShell(folder, secrets);
    first.write();
    const [siteId = ""] = first.store.exchange.siteIds();
    await first.close();
    const [file, earlier] = [join(folder, "farsite.db"), join(folder, "earlier")];
    copyFileSync(file, earlier);
    const goBack = (): void => {
      for (const end of ["-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
      copyFileSync(earlier, file);
    };
    return { folder, secrets, siteId, goBack };
  };
  /** Two revisions: one by this laptop, one that somebody else put its name on. */
  const writeBoth = async (folder: string, secrets: MemorySecrets, siteId: string) => {
    const shell = openShell(folder, secrets, { isAwake: false });
    const lie = forged(shell.store, siteId);
    expect(shell.store.exchange.takeRevisions([lie])).toEqual({ taken: 1, refused: [] });
    shell.store.exchange.settle(siteId);
    const own = shell.write();
    expect(signatureOf(shell.store, own)).toBeNull();
    return { shell, own, lie: lie.hash };
  };

  test("is what it has written, never what somebody else put its name on", async () => {
    const { folder, secrets, siteId } = await usedFolder();
    const { shell, own, lie } = await writeBoth(folder, secrets, siteId);
    shell.keeper.wake(true);
    await until(() => isSigned(shell.store, own));
    await shell.keeper.keys();
    expect(shell.store.unsignedRevisions.unsigned(ownId(shell.store), 10)).toEqual([]);
    expect(signatureOf(shell.store, lie)).toBeNull();
    const { entries } = shell.store.history(siteId, { offset: 0, limit: 10 });
    expect(entries.find(({ revision }) => revision === lie)?.author.signature).toBe("missing");
  });

  test("is the same after both came back from the second copy", async () => {
    const { folder, secrets, siteId, goBack } = await usedFolder();
    const { shell, own, lie } = await writeBoth(folder, secrets, siteId);
    shell.store.close();
    goBack();
    const healed = openShell(folder, secrets, { isAwake: false });
    await healed.store.whenWritable();
    expect(healed.store.state().state).toBe("healed");
    expect(healed.store.unsignedRevisions.unsigned(ownId(healed.store), 10)).toEqual([own]);
    healed.keeper.wake(true);
    await until(() => isSigned(healed.store, own));
    expect(signatureOf(healed.store, lie)).toBeNull();
  });

  test.each(["the damaged file", "the second copy"])("is the same after a repair from %s", async (source) => {
    const { folder, secrets, siteId, goBack } = await usedFolder();
    const { shell, own, lie } = await writeBoth(folder, secrets, siteId);
    shell.store.close();
    if (source === "the second copy") goBack();
    else rmSync(join(folder, "recent-changes.jsonl"));
    await repairStore({ folder, now: () => new Date() });
    const repaired = openShell(folder, secrets, { isAwake: false });
    expect(repaired.store.unsignedRevisions.unsigned(ownId(repaired.store), 10)).toEqual([own]);
    repaired.keeper.wake(true);
    await until(() => isSigned(repaired.store, own));
    expect(signatureOf(repaired.store, lie)).toBeNull();
  });
});

describe("several shells on a fresh folder", () => {
  test("have one identity; the one that made it keeps its key", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const shells = [openShell(folder, secrets), openShell(folder, secrets), openShell(folder, secrets)];
    const hashes = shells.map(({ write }) => write());
    const [{ store }] = shells as [Shell];
    await until(() => hashes.every((hash) => isSigned(store, hash)));
    const keys = await Promise.all(shells.map(({ keeper }) => keeper.keys()));
    expect(new Set(keys.map(({ publicKey }) => publicKey))).toEqual(new Set([store.ownLaptop.card().publicKey]));
    expect(new Set(shells.map((shell) => ownId(shell.store))).size).toBe(1);
    expect(secrets.entries.size).toBe(1);
  });

  test("wait for one that lives, and take over from one that died with the key", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const maker = openShell(folder, secrets, { isAwake: false });
    maker.write();
    const id = ownId(maker.store);
    const other = openShell(folder, secrets);
    const unsigned = other.write();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([ownId(other.store), signatureOf(other.store, unsigned)]).toEqual([id, null]);
    // Without its keeper's last effort, as after a power cut.
    maker.store.close();
    await until(() => ownId(other.store) !== id);
    await until(() => keyState(other.store) === "kept");
    expect(isSigned(other.store, other.write())).toBe(true);
  });
});

describe("names", () => {
  test("are signed on a card, the later one counts", () => {
    const shell = openShell(temporaryFolder(), createMemorySecrets());
    shell.write();
    const before = shell.store.ownLaptop.card();
    shell.store.ownLaptop.rename("Van 2", "Kim");
    const after = shell.store.ownLaptop.card();
    expect([after.name, after.technician, verifyCard(after)]).toEqual(["Van 2", "Kim", true]);
    expect(Date.parse(after.at)).toBeGreaterThan(Date.parse(before.at));
    const other = openShell(temporaryFolder(), createMemorySecrets()).store;
    expect(other.exchange.takeCards([after, before]).taken).toBe(1);
    expect(other.laptops().find(({ isOwn }) => !isOwn)).toMatchObject({
      name: "Van 2",
      technician: "Kim",
      trust: "seen",
    });
  });

  test("wait for the key where it is not at hand", async () => {
    const [folder, secrets] = [temporaryFolder(), createMemorySecrets()];
    const first = openShell(folder, secrets);
    first.write();
    await first.close();
    const second = openShell(folder, secrets, { isAwake: false });
    second.store.ownLaptop.rename("Van 2", "Kim");
    expect(second.store.laptops()[0]).toMatchObject({ name: "Van 2", technician: "Kim" });
    expect(second.store.ownLaptop.card().technician).toBeNull();
    second.keeper.wake();
    await until(() => second.store.ownLaptop.card().technician === "Kim");
    expect(verifyCard(second.store.ownLaptop.card())).toBe(true);
  });

  test("of colleagues are confirmed by a person", () => {
    const [ours, theirs] = [0, 1].map(() => openShell(temporaryFolder(), createMemorySecrets()).store);
    if (ours === undefined || theirs === undefined) throw new Error("no shells");
    const card = theirs.ownLaptop.card();
    const added = ours.addLaptop(` ${JSON.stringify(card)}\n`);
    expect(added).toMatchObject({ trust: "seen", isOwn: false });
    expect(ours.confirmLaptop(added.id, true)[0]).toMatchObject({ id: added.id, trust: "confirmed" });
    // A later card of the same laptop does not take the trust away.
    theirs.ownLaptop.rename("Renamed\u202E", null);
    ours.addLaptop(JSON.stringify(theirs.ownLaptop.card()));
    expect(ours.laptops()).toMatchObject([{ name: "Renamed", trust: "confirmed" }]);
    expect(ours.confirmLaptop(added.id, false)[0]?.trust).toBe("seen");
    expect(() => ours.confirmLaptop(randomUUID(), true)).toThrow("COLLEAGUE_NOT_FOUND");
    expect(() => ours.addLaptop("{}")).toThrow("NOT_A_CARD");
    expect(() => ours.addLaptop(JSON.stringify({ ...card, name: "Other" }))).toThrow("NOT_A_CARD");
  });
});
