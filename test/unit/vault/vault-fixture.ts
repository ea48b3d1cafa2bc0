import { randomUUID } from "node:crypto";
import type { VaultState } from "#core/contract/vault-calls.ts";
import { createKeychain } from "#host/vault/keychain.ts";
import { VaultService, type AccountToKeep, type VaultOptions } from "#host/vault/vault-service.ts";
import { createFakeKeychain } from "../../fakes/fake-keychain-entry.ts";
import { openTestStore, temporaryFolder } from "../store/store-fixture.ts";

export const SECRET = "correct horse battery staple";
export const PASSPHRASE = "eight otters in a basement";
export const LAPTOP = "11111111-2222-8333-8444-555555555555";
/** Of scrypt, so that tests need not wait a second for each vault. */
export const QUICK = 4;
const ACTOR = { laptopId: LAPTOP, by: "Anna" };

/** A store with one site, a fake keychain, and vault services over both; each service is a shell of its own. */
export function setUpVault() {
  const folder = temporaryFolder();
  const store = openTestStore(folder);
  const { siteId } = store.beginSite({ name: "Harbour office", template: null });
  const fake = createFakeKeychain();
  const clock = { at: new Date(2026, 10, 21, 12) };
  const newVault = ({ deadlineMs = 60, ...options }: Partial<VaultOptions> & { deadlineMs?: number } = {}) => {
    const keychain = createKeychain({ platform: "linux", deadlineMs, entryFor: fake.entryFor });
    return new VaultService({
      folder,
      platform: "linux",
      keychain,
      store: () => store,
      actor: () => ACTOR,
      now: () => clock.at,
      randomUuid: randomUUID,
      workFactor: QUICK,
      ...options,
    });
  };
  const vault = newVault();
  const recorder: AccountToKeep = {
    siteId,
    accountId: null,
    kind: "recorder",
    label: "Recorder, admin",
    deviceId: null,
    userName: "admin",
    changeBy: null,
    password: SECRET,
  };
  const keepRecorder = async (password = SECRET): Promise<string> => {
    const accounts = await vault.keep({ ...recorder, password });
    return accounts.at(-1)?.id ?? "";
  };
  return { folder, store, siteId, fake, clock, newVault, vault, recorder, keepRecorder };
}

export const ok = (backend: VaultState["backend"], kept: number, keptElsewhere = 0): VaultState => ({
  backend,
  state: "ok",
  platform: "linux",
  detail: null,
  kept,
  keptElsewhere,
});

export const events = (vault: VaultService, siteId: string): string[] =>
  vault
    .ledger(siteId)
    .map(({ event }) => event)
    .toReversed();
