import { describe, expect, it } from "vitest";
import { createVantageKeeper, type VantageKeeper } from "#host/vantage/vantage-keeper.ts";
import { keychainTexts } from "../../fakes/fake-keychain-entry.ts";
import { tracesBelow } from "../vault/secret-traces.ts";
import { setUpVault } from "../vault/vault-fixture.ts";

const URL = "http://vantage.firm.example:8443/";
const TOKEN = "the-firms-own-token-123";

function setup(override?: Parameters<typeof createVantageKeeper>[0]["override"]) {
  const { folder, store, fake, newVault } = setUpVault();
  const newKeeper = (): VantageKeeper => {
    const { firm } = newVault({ deadlineMs: 5_000 });
    return createVantageKeeper({ override, store: () => store, secrets: () => firm });
  };
  return { folder, store, fake, newKeeper, keeper: newKeeper() };
}

describe("the vantage that is kept", () => {
  it("has its address in the settings and its token in the keychain alone", async () => {
    const { keeper, store, fake, folder } = setup();
    expect(await keeper.status()).toEqual({ url: null, hasToken: false });
    expect(await keeper.access()).toBeNull();
    await keeper.keep({ url: URL.slice(0, -1), token: TOKEN });
    expect(await keeper.status()).toEqual({ url: URL, hasToken: true });
    expect(store.settings().vantageUrl).toBe(URL);
    expect([...fake.secrets]).toEqual([["vantage", TOKEN]]);
    expect(await keeper.access()).toEqual({ url: URL, token: TOKEN });
    expect(tracesBelow(folder, [TOKEN])).toEqual([]);
    await keeper.forget();
    expect(fake.secrets.size).toBe(0);
    expect(await keeper.status()).toEqual({ url: null, hasToken: false });
    expect(await keeper.access()).toBeNull();
  });

  it("never uses a token with another address than its own", async () => {
    const { keeper, store } = setup();
    await keeper.keep({ url: URL, token: TOKEN });
    store.saveSettings({ vantageUrl: "http://elsewhere.example:8443/" });
    expect(await keeper.status()).toEqual({ url: "http://elsewhere.example:8443/", hasToken: false });
    expect(await keeper.access()).toEqual({ url: "http://elsewhere.example:8443/", token: null });
  });

  it("asks the keychain once, and again when another shell has kept a new token", async () => {
    const { keeper, newKeeper, fake } = setup();
    await keeper.keep({ url: URL, token: TOKEN });
    await keeper.access();
    fake.asked.length = 0;
    await keeper.access();
    await keeper.status();
    expect(fake.asked).toEqual([]);
    await newKeeper().keep({ url: URL, token: "another-token-456789" });
    expect(await keeper.access()).toEqual({ url: URL, token: "another-token-456789" });
  });

  it.each([
    ["is missing", keychainTexts.noService],
    ["is locked", keychainTexts.dismissed],
  ])("lets a check begin without a token when the keychain %s", async (_what, failure) => {
    const { keeper, newKeeper, fake } = setup();
    await keeper.keep({ url: URL, token: TOKEN });
    fake.failure = failure;
    expect(await newKeeper().access()).toEqual({ url: URL, token: null });
    await expect(newKeeper().keep({ url: URL, token: TOKEN })).rejects.toThrow("KEYCHAIN");
    fake.failure = null;
    expect(await newKeeper().access()).toEqual({ url: URL, token: TOKEN });
  });

  it("does not wait for a person at the keychain's prompt, and has the token once they answered", async () => {
    const { keeper, newKeeper, fake } = setup();
    await keeper.keep({ url: URL, token: TOKEN });
    const later = newKeeper();
    fake.askPrompt();
    expect(await later.access()).toEqual({ url: URL, token: null });
    fake.prompt?.answer();
    fake.prompt = null;
    await expect.poll(() => later.access()).toEqual({ url: URL, token: TOKEN });
  });

  it("keeps settings as they were when the token can't be kept", async () => {
    const { keeper, store, fake } = setup();
    fake.failure = keychainTexts.noService;
    await expect(keeper.keep({ url: URL, token: TOKEN })).rejects.toThrow("KEYCHAIN_MISSING");
    expect(store.settings().vantageUrl).toBeNull();
  });

  it.each([
    [
      "another one",
      { url: "http://25.51.100.30:8443/", token: TOKEN },
      { url: "http://25.51.100.30:8443/", hasToken: true },
    ],
    ["one without a token", { url: URL, token: null }, { url: URL, hasToken: false }],
    ["none", null, { url: null, hasToken: false }],
  ])("gives way to what the command line says: %s", async (_what, override, status) => {
    const { newKeeper } = setup(override);
    expect(await newKeeper().status()).toEqual(status);
    expect(await newKeeper().access()).toEqual(override);
  });
});
