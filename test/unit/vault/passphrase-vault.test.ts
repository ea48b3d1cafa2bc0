import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { Decrypter, armor } from "age-encryption";
import { describe, expect, it, onTestFinished } from "vitest";
import { PassphraseVault } from "#host/vault/passphrase-vault.ts";
import { temporaryFolder } from "../store/store-fixture.ts";
import { tracesBelow } from "./secret-traces.ts";
import { PASSPHRASE, QUICK, SECRET } from "./vault-fixture.ts";

async function setUp() {
  const folder = temporaryFolder();
  const clock = { atMs: Date.UTC(2026, 10, 21) };
  const newVault = (): PassphraseVault => {
    const vault = new PassphraseVault(folder, { now: () => new Date(clock.atMs), workFactor: QUICK });
    onTestFinished(() => vault.lock());
    return vault;
  };
  const vault = newVault();
  await vault.begin(PASSPHRASE, KEPT);
  return { folder, clock, newVault, vault, file: join(folder, "vault.age") };
}

const KEPT = { isNeeded: true };
/** The least that is worth a thread. */
const IN_THREAD = 12;
/** One of full strength takes a second, and many on a busy machine. */
const ONE_KEY_MS = 60_000;
const locked = { code: "VAULT_LOCKED" };

describe("a passphrase vault", () => {
  it("keeps, replaces, gives back and removes, over restarts", async () => {
    const { vault, newVault } = await setUp();
    await vault.write("a", "one");
    await vault.write("a", "two ä\u{1f511}\0");
    await vault.write("__proto__", "odd");
    const later = newVault();
    await expect(later.read("a")).rejects.toMatchObject(locked);
    expect(await later.state()).toEqual({ state: "locked" });
    await later.open(PASSPHRASE);
    expect(await later.read("a")).toBe("two ä\u{1f511}\0");
    expect(await later.read("__proto__")).toBe("odd");
    expect(await later.remove("a")).toBe(true);
    expect(await later.remove("a")).toBe(false);
    expect(await later.read("a")).toBeNull();
  });

  it("gives back any text whatever", async () => {
    const { vault } = await setUp();
    const text = fc.string({ unit: "binary", maxLength: 4_000 });
    const entries = fc.dictionary(fc.string({ minLength: 1, unit: "binary" }), text, { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(entries, async (wanted) => {
        for (const [name, value] of Object.entries(wanted)) await vault.write(name, value);
        for (const [name, value] of Object.entries(wanted)) expect(await vault.read(name)).toBe(value);
      }),
      { numRuns: 6 },
    );
  });

  it("refuses half a character, which the keychain would change", async () => {
    const { vault } = await setUp();
    await expect(vault.write("a", "\ud800")).rejects.toMatchObject({ code: "BAD_INPUT" });
  });

  it("opens with its passphrase only, however it was typed", async () => {
    const { vault, newVault } = await setUp();
    await vault.write("a", SECRET);
    const later = newVault();
    await expect(later.open("eight otters in a cellar")).rejects.toMatchObject({ code: "PASSPHRASE_WRONG" });
    await expect(later.read("a")).rejects.toMatchObject(locked);
    const composed = new PassphraseVault(temporaryFolder(), { now: () => new Date(), workFactor: QUICK });
    await composed.begin("Schlüsselbrett", KEPT);
    composed.lock();
    await composed.open("Schlu\u0308sselbrett");
    composed.lock();
  });

  it("takes as much work as it should, in a thread of its own", { timeout: ONE_KEY_MS }, async () => {
    const folder = temporaryFolder();
    const vault = new PassphraseVault(folder, { now: () => new Date() });
    onTestFinished(() => vault.lock());
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    await vault.begin(PASSPHRASE, KEPT);
    clearInterval(timer);
    // Other work went on meanwhile; in this thread it would have had a turn or two.
    expect(turns).toBeGreaterThan(20);
    const [, , ...lines] = readFileSync(join(folder, "vault.age"), "latin1").split("\n");
    const header = Buffer.from(lines.slice(0, 2).join(""), "base64").toString("latin1");
    expect(header).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/);
  });

  it("hears from that thread what it found", async () => {
    const vault = new PassphraseVault(temporaryFolder(), { now: () => new Date(), workFactor: IN_THREAD });
    onTestFinished(() => vault.lock());
    await vault.begin(PASSPHRASE, KEPT);
    await vault.write("a", SECRET);
    vault.lock();
    await expect(vault.open("not this passphrase")).rejects.toMatchObject({ code: "PASSPHRASE_WRONG" });
    await vault.open(PASSPHRASE);
    expect(await vault.read("a")).toBe(SECRET);
  });

  it("forgets its key when it is locked, when nobody uses it, and when the laptop slept", async () => {
    const { vault, clock } = await setUp();
    await vault.write("a", SECRET);
    vault.lock();
    await expect(vault.read("a")).rejects.toMatchObject(locked);
    await vault.open(PASSPHRASE);
    clock.atMs += 14 * 60_000;
    expect(await vault.read("a")).toBe(SECRET);
    clock.atMs += 14 * 60_000;
    expect(await vault.read("a")).toBe(SECRET);
    clock.atMs += 16 * 60_000;
    await expect(vault.read("a")).rejects.toMatchObject(locked);
    expect(await vault.state()).toEqual({ state: "locked" });
    const idle = new PassphraseVault(temporaryFolder(), { now: () => new Date(0), idleMs: 20, workFactor: QUICK });
    await idle.begin(PASSPHRASE, KEPT);
    await expect.poll(() => idle.state()).toEqual({ state: "locked" });
  });

  it("is one file of its owner's, without a secret to be read in it", async () => {
    const { vault, folder, file } = await setUp();
    await vault.write("a", SECRET);
    expect(readdirSync(folder)).toEqual(["vault.age"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(tracesBelow(folder, [SECRET, PASSPHRASE])).toEqual([]);
  });

  it("can be opened by age alone: an identity under a passphrase, and what is encrypted to it", async () => {
    const { vault, file } = await setUp();
    await vault.write("a", SECRET);
    const [, header = "", body = ""] = /\n(-----B[^]+?-----\n)(-----B[^]+)$/.exec(readFileSync(file, "latin1")) ?? [];
    const byPassphrase = new Decrypter();
    byPassphrase.addPassphrase(PASSPHRASE);
    const identity = await byPassphrase.decrypt(armor.decode(header), "text");
    expect(identity).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]+\n$/);
    const byIdentity = new Decrypter();
    byIdentity.addIdentity(identity.trim());
    const content: unknown = JSON.parse(await byIdentity.decrypt(armor.decode(body), "text"));
    expect(content).toEqual({ format: "farsite-vault", version: 1, entries: [["a", SECRET]] });
  });

  it("is shared by several shells, each opened by itself", async () => {
    const { vault, newVault } = await setUp();
    const other = newVault();
    await other.open(PASSPHRASE);
    await other.write("a", "one");
    expect(await vault.read("a")).toBe("one");
    await vault.write("b", "two");
    vault.lock();
    expect(await other.read("b")).toBe("two");
  });

  it("is begun once: a second begin opens the one there is", async () => {
    const { vault, newVault } = await setUp();
    await vault.write("a", SECRET);
    const again = newVault();
    await expect(again.begin("another passphrase", KEPT)).rejects.toMatchObject({ code: "PASSPHRASE_WRONG" });
    await again.begin(PASSPHRASE, KEPT);
    expect(await again.read("a")).toBe(SECRET);
  });

  it("with another passphrase is put aside when nothing is kept in it", async () => {
    const { newVault, folder } = await setUp();
    const anew = newVault();
    await anew.begin("another passphrase", { isNeeded: false });
    expect(await anew.read("a")).toBeNull();
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("is locked for those who had another one open", async () => {
    const { vault, newVault, folder } = await setUp();
    const other = newVault();
    await other.open(PASSPHRASE);
    await other.endIfEmpty();
    await other.begin("a new passphrase", KEPT);
    await other.write("a", SECRET);
    await expect(vault.read("a")).rejects.toMatchObject(locked);
    expect(readdirSync(folder)).toEqual(["vault.age"]);
  });

  it("ends only when it is empty", async () => {
    const { vault, folder } = await setUp();
    await vault.write("a", SECRET);
    await vault.endIfEmpty();
    expect(await vault.read("a")).toBe(SECRET);
    await vault.remove("a");
    await vault.endIfEmpty();
    expect(readdirSync(folder)).toEqual([]);
    expect(await vault.state()).toEqual({ state: "none" });
    await expect(vault.open(PASSPHRASE)).rejects.toMatchObject(locked);
  });
});

describe("a damaged vault file", () => {
  it("is told from a wrong passphrase, wherever a bit turned, and is never written to", async () => {
    const { vault, newVault, file } = await setUp();
    await vault.write("a", SECRET);
    const sound = readFileSync(file);
    const damage = fc.oneof(
      fc.record({ at: fc.nat(sound.length - 1), bit: fc.nat(7) }),
      fc.record({ length: fc.nat(sound.length - 1) }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (what) => {
        const bytes = Buffer.from(sound);
        if ("at" in what) bytes[what.at] = (bytes[what.at] ?? 0) ^ (1 << what.bit);
        const damaged = "at" in what ? bytes : bytes.subarray(0, what.length);
        writeFileSync(file, damaged);
        const error = { code: "VAULT_DAMAGED", data: { file } };
        await expect(newVault().open(PASSPHRASE)).rejects.toMatchObject(error);
        await expect(vault.write("b", "x")).rejects.toMatchObject(error);
        await expect(vault.remove("a")).rejects.toMatchObject(error);
        expect(await newVault().state()).toMatchObject({ state: "damaged" });
        expect(readFileSync(file).equals(damaged)).toBe(true);
      }),
      { numRuns: 60 },
    );
    writeFileSync(file, sound);
    expect(await vault.read("a")).toBe(SECRET);
  });

  it("is put aside when a new vault is begun", async () => {
    const { newVault, file, folder } = await setUp();
    writeFileSync(file, "not a vault");
    const anew = newVault();
    await anew.begin(PASSPHRASE, KEPT);
    await anew.write("a", SECRET);
    const names = readdirSync(folder);
    expect(names).toEqual(["vault.age", "vault.age.aside-2026-11-21T00-00-00.000Z"]);
    expect(readFileSync(join(folder, names[1] ?? ""), "utf8")).toBe("not a vault");
  });

  it("of a newer Farsite is left alone and called by its name", async () => {
    const { newVault, file } = await setUp();
    writeFileSync(file, readFileSync(file, "latin1").replace("farsite-vault 1", "farsite-vault 2"));
    await expect(newVault().open(PASSPHRASE)).rejects.toMatchObject({ data: { detail: "a newer Farsite wrote it" } });
  });
});
