import { describe, expect, it } from "vitest";
import { createKeychain } from "#host/vault/keychain.ts";
import { createFakeKeychain, keychainTexts } from "../../fakes/fake-keychain-entry.ts";

const DEADLINE_MS = 40;

function setup(platform = "linux") {
  const fake = createFakeKeychain();
  return { fake, keychain: createKeychain({ platform, deadlineMs: DEADLINE_MS, entryFor: fake.entryFor }) };
}

describe("keychain", () => {
  it("writes, replaces, reads and removes", async () => {
    const { keychain } = setup();
    expect(await keychain.read("a")).toBeNull();
    await keychain.write("a", "one");
    await keychain.write("a", "two ä\u{1f511}");
    expect(await keychain.read("a")).toBe("two ä\u{1f511}");
    expect(await keychain.remove("a")).toBe(true);
    expect(await keychain.remove("a")).toBe(false);
  });

  it.each([
    ["KEYCHAIN_MISSING", keychainTexts.noBus],
    ["KEYCHAIN_MISSING", keychainTexts.noService],
    ["KEYCHAIN_MISSING", keychainTexts.noKeyring],
    ["KEYCHAIN_MISSING", "something new"],
    ["KEYCHAIN_LOCKED", keychainTexts.dismissed],
    ["KEYCHAIN_LOCKED", keychainTexts.macInteraction],
    ["KEYCHAIN_LOCKED", "The collection is locked"],
  ])("says %s when the system says: %s", async (code, text) => {
    const { fake, keychain } = setup();
    fake.failure = text;
    const failure = expect.objectContaining({ code, data: { platform: "linux", detail: text } });
    await expect(keychain.read("a")).rejects.toEqual(failure);
    await expect(keychain.write("a", "hunter2")).rejects.toEqual(failure);
    await expect(keychain.remove("a")).rejects.toEqual(failure);
    expect(await keychain.probe()).toEqual({ code, detail: text });
  });

  it("counts a library that can't be loaded as a missing keychain", async () => {
    const keychain = createKeychain({
      platform: "linux",
      entryFor: () => Promise.reject(new Error("Cannot find native binding")),
    });
    await expect(keychain.read("a")).rejects.toMatchObject({ code: "KEYCHAIN_MISSING" });
  });

  it("keeps the secret out of every error", async () => {
    const { fake, keychain } = setup();
    fake.failure = "could not store 'hunter2' for you";
    const error: unknown = await keychain.write("a", "hunter2").catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: "KEYCHAIN_MISSING" });
    expect(JSON.stringify(error)).not.toContain("hunter2");
    expect(String(error)).not.toContain("hunter2");
    expect((error as Error).cause).toBeUndefined();
  });

  it("gives up on a prompt that nobody answers", async () => {
    const { fake, keychain } = setup("darwin");
    fake.askPrompt();
    await expect(keychain.read("a")).rejects.toMatchObject({
      code: "KEYCHAIN_TIMEOUT",
      data: { platform: "darwin", seconds: DEADLINE_MS / 1_000 },
    });
    expect(await keychain.probe()).toMatchObject({ code: "KEYCHAIN_TIMEOUT" });
  });

  it("asks one thing at a time, and never does later what it gave up on", async () => {
    const { fake, keychain } = setup();
    fake.askPrompt();
    const hanging = keychain.read("a");
    const waiting = keychain.write("a", "too late");
    await expect(hanging).rejects.toMatchObject({ code: "KEYCHAIN_TIMEOUT" });
    await expect(waiting).rejects.toMatchObject({ code: "KEYCHAIN_TIMEOUT" });
    expect(fake.asked).toEqual(["read a"]);
    fake.prompt?.answer();
    fake.prompt = null;
    expect(await keychain.read("a")).toBeNull();
    expect(fake.asked).toEqual(["read a", "read a"]);
  });

  it("refuses what Windows can't hold, before asking it", async () => {
    const { fake, keychain } = setup("win32");
    await keychain.write("a", "x".repeat(1_280));
    await expect(keychain.write("a", "x".repeat(1_281))).rejects.toMatchObject({
      code: "SECRET_TOO_LONG",
      data: { bytes: 2_562, maxBytes: 2_560 },
    });
    expect(fake.asked).toEqual(["write a"]);
    await setup("linux").keychain.write("a", "x".repeat(4_000));
  });

  it("refuses half a character, which a store would change", async () => {
    await expect(setup().keychain.write("a", "\ud800")).rejects.toMatchObject({ code: "BAD_INPUT" });
  });

  it("probes without leaving anything", async () => {
    const { fake, keychain } = setup();
    expect(await keychain.probe()).toBe("ok");
    expect(fake.secrets.size).toBe(0);
    expect(fake.asked).toEqual(["write doctor/probe", "read doctor/probe", "remove doctor/probe"]);
  });
});
