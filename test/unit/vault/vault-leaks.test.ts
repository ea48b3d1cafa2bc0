import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { createKeychain } from "#host/vault/keychain.ts";
import type { VaultService } from "#host/vault/vault-service.ts";
import { keychainTexts } from "../../fakes/fake-keychain-entry.ts";
import { shapesIn, tracesBelow } from "./secret-traces.ts";
import { PASSPHRASE, SECRET, setUpVault } from "./vault-fixture.ts";

const OTHER_SECRET = "Schl\u00fcssel \u{1f511} of the recorder, 2nd";
const WRONG = "a passphrase that is wrong";
const ALL = [SECRET, OTHER_SECRET, PASSPHRASE, WRONG];

/** An error as any log, wire or crash dump could show it. */
function everythingOf(error: unknown): string {
  const parts: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    parts.push(String(at), at.stack ?? "", JSON.stringify(at), inspect(at, { depth: 12, showHidden: true }));
  }
  return parts.join("\n");
}

/** Everything that can be done with a password, where some of it fails. */
async function doEverything(vault: VaultService, siteId: string, failures: unknown[]): Promise<string[]> {
  const answers: string[] = [];
  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      answers.push(JSON.stringify((await work()) ?? null));
    } catch (error) {
      failures.push(error);
    }
  };
  const account = {
    siteId,
    kind: "recorder",
    label: "Recorder",
    deviceId: null,
    userName: "admin",
    changeBy: "2026-11-30",
  };
  const keep = (accountId: string | null, password: string) => () =>
    vault.keep({ ...account, kind: "recorder", accountId, password });
  await attempt(keep(null, SECRET));
  const accountId = (await vault.list(siteId))[0]?.id ?? siteId;
  await attempt(keep(accountId, OTHER_SECRET));
  // Only this answer may hold it.
  await vault.reveal({ siteId, accountId, purpose: "shown" }).catch((error: unknown) => failures.push(error));
  await attempt(() => vault.firm.writeBound("hub", SECRET, "hub.example"));
  await attempt(() => vault.firm.status("hub"));
  await attempt(() => vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true }));
  await attempt(keep(accountId, SECRET));
  await attempt(() => vault.openPassphrase({ passphrase: WRONG, isNew: false }));
  await attempt(() => vault.openPassphrase({ passphrase: WRONG, isNew: true }));
  await attempt(() => vault.lock());
  await attempt(keep(accountId, OTHER_SECRET));
  await attempt(() => vault.openPassphrase({ passphrase: PASSPHRASE, isNew: false }));
  await attempt(keep(accountId, `${OTHER_SECRET}\ud800`));
  await attempt(() => vault.moveTo({ backend: "keychain" }));
  await attempt(() => vault.list(siteId));
  await attempt(() => vault.due());
  await attempt(() => vault.ledger(siteId));
  await attempt(() => vault.forget({ siteId, accountId, account: true }));
  await attempt(() => vault.lock());
  return answers;
}

describe("a secret", () => {
  it.each([
    ["nothing fails", null],
    ["there is no keychain", keychainTexts.noService],
    ["the keychain is locked", keychainTexts.dismissed],
  ])("is in no file, error, answer or log when %s", async (_what, failure) => {
    const { folder, store, siteId, fake, newVault } = setUpVault();
    const written: string[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, "write").mockImplementation((text) => written.push(String(text)) > 0),
    );
    const failures: unknown[] = [];
    let answers: string[];
    try {
      fake.failure = failure;
      answers = await doEverything(newVault(), siteId, failures);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    // The wrong passphrases, the locked vault and the half character at least.
    expect(failures.length).toBeGreaterThanOrEqual(4);
    for (const secret of ALL) {
      for (const text of [...answers, ...written, ...failures.map(everythingOf)])
        expect(shapesIn(text, secret)).toEqual([]);
    }
    expect(tracesBelow(folder, ALL)).toEqual([]);
    store.close();
    expect(tracesBelow(folder, ALL)).toEqual([]);
  });

  it("is looked for in a way that finds it", () => {
    const wraps = [
      (text: string) => text,
      (text: string) => Buffer.from(text, "utf16le"),
      (text: string) => Buffer.from(`x${text}y`).toString("base64"),
      (text: string) => Buffer.from(`xy${text}`).toString("base64url"),
      (text: string) => Buffer.from(text).toString("hex"),
      (text: string) => JSON.stringify({ text }),
      (text: string) => encodeURIComponent(text),
    ];
    for (const wrap of wraps) for (const secret of ALL) expect(shapesIn(wrap(secret), secret)).not.toEqual([]);
  });

  it("stays out of the keychain's errors also when the library puts it there", async () => {
    const { fake } = setUpVault();
    const keychain = createKeychain({ platform: "linux", entryFor: fake.entryFor });
    fake.failure = `could not store ${SECRET}`;
    const error: unknown = await keychain.write("a", SECRET).catch((caught: unknown) => caught);
    expect(shapesIn(everythingOf(error), SECRET)).toEqual([]);
  });
});
