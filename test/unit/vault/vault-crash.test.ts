import { describe, expect, it } from "vitest";
import { createKeychain, type KeychainEntry } from "#host/vault/keychain.ts";
import type { VaultService, VaultStore } from "#host/vault/vault-service.ts";
import { tracesBelow } from "./secret-traces.ts";
import { events, PASSPHRASE, SECRET, setUpVault } from "./vault-fixture.ts";

/**
 * A process that dies before its n-th step, and whose every later step therefore does nothing: what keychain, file and database hold
 * then is what a crash at that point leaves. A new vault over the same data has to make sense of it.
 */
class Doomed {
  steps = 0;
  readonly #diesAt: number;

  constructor(diesAt: number) {
    this.#diesAt = diesAt;
  }

  get isDead(): boolean {
    return this.steps >= this.#diesAt;
  }

  step<T>(work: () => T): T {
    this.steps += 1;
    if (this.isDead) throw new Error("this process is dead");
    return work();
  }
}

/** Each account takes five, so that of two accounts every other step still is every kind of step. */
const STEPS_BETWEEN_CRASHES_OF_A_MOVE = process.env["FARSITE_LONG"] === "1" ? 1 : 2;

const NEW = "a new secret of eight words";

async function setUp(diesAt: number) {
  const all = setUpVault();
  const accountId = await all.keepRecorder();
  const doom = new Doomed(diesAt);
  const entryFor = async (name: string): Promise<KeychainEntry> => {
    const entry = await all.fake.entryFor(name);
    return {
      getPassword: () => doom.step(() => entry.getPassword()),
      setPassword: (value) => doom.step(() => entry.setPassword(value)),
      deleteCredential: () => doom.step(() => entry.deleteCredential()),
    };
  };
  const { credentials } = all.store;
  const store: VaultStore = {
    dueAccounts: all.store.dueAccounts,
    document: (siteId) => all.store.document(siteId),
    amend: (siteId, change) => doom.step(() => all.store.amend(siteId, change)),
    credentials: {
      ...credentials,
      put: (reference) => doom.step(() => credentials.put(reference)),
      settle: (reference) => doom.step(() => credentials.settle(reference)),
      remove: (reference) => doom.step(() => credentials.remove(reference)),
      choose: (backend) => doom.step(() => credentials.choose(backend)),
    },
  };
  const doomed = all.newVault({ store: () => store, keychain: createKeychain({ platform: "linux", entryFor }) });
  /** Runs `work` in the process that will die; whether it got through. */
  const survives = async (work: (vault: VaultService) => Promise<unknown>): Promise<boolean> => {
    await work(doomed).catch(() => undefined);
    await doomed.lock().catch(() => undefined);
    return !doom.isDead;
  };
  return { ...all, accountId, doom, survives };
}

/** The harmless entry of a keychain that was only being tried is no secret. */
const secretsIn = ({ fake }: Pick<Crashed, "fake">): string[] =>
  [...fake.secrets].flatMap(([name, value]) => (name === "doctor/probe" ? [] : [value])).toSorted();

type Crashed = Awaited<ReturnType<typeof setUp>>;

/** Lets `work` die before each `every`-th of its steps in turn, until it gets through. Returns how many there were. */
async function crashEverywhere(
  prepare: (all: Crashed) => Promise<unknown>,
  work: (vault: VaultService, all: Crashed) => Promise<unknown>,
  check: (all: Crashed) => Promise<void>,
  every = 1,
): Promise<number> {
  for (let diesAt = 1; diesAt < 100; diesAt += every) {
    const all = await setUp(diesAt);
    await prepare(all);
    const survived = await all.survives((vault) => work(vault, all));
    await check(all);
    expect(tracesBelow(all.folder, [SECRET, NEW, PASSPHRASE])).toEqual([]);
    if (survived) return all.doom.steps;
  }
  throw new Error("it never got through");
}

const nothing = () => Promise.resolve();

/** Dozens of stores, one for each step. */
const MANY_STORES_MS = 90_000;

describe("a vault whose process dies at any step", { timeout: MANY_STORES_MS }, () => {
  it("adds a password wholly or not at all", async () => {
    const steps = await crashEverywhere(
      nothing,
      (vault, { recorder }) => vault.keep({ ...recorder, label: "Second", password: NEW }),
      async ({ newVault, siteId, fake, store }) => {
        const vault = newVault();
        const added = (await vault.list(siteId)).filter(({ label }) => label === "Second");
        const passwords = await Promise.all(added.map(async ({ id }) => (await vault.secretOf(siteId, id)).password));
        const isThere = added.length > 0;
        expect(passwords).toEqual(isThere ? [NEW] : []);
        expect(secretsIn({ fake })).toEqual(isThere ? [NEW, SECRET].toSorted() : [SECRET]);
        expect(store.credentials.list()).toHaveLength(isThere ? 2 : 1);
        expect(events(vault, siteId)).toEqual(isThere ? ["kept", "kept"] : ["kept"]);
      },
    );
    expect(steps).toBeGreaterThanOrEqual(4);
  });

  it("changes a password with its user name and its ledger, or nothing", async () => {
    const steps = await crashEverywhere(
      nothing,
      (vault, { recorder, accountId }) => vault.keep({ ...recorder, accountId, userName: "root", password: NEW }),
      async ({ newVault, siteId, accountId, fake, recorder }) => {
        const vault = newVault();
        const [account] = await vault.list(siteId);
        const { password } = await vault.secretOf(siteId, accountId);
        const pair = [account?.userName, password, events(vault, siteId)];
        expect([
          ["admin", SECRET, ["kept"]],
          ["root", NEW, ["kept", "changed"]],
        ]).toContainEqual(pair);
        await vault.keep({ ...recorder, accountId, password: "third" });
        expect(secretsIn({ fake })).toEqual(["third"]);
      },
    );
    expect(steps).toBeGreaterThanOrEqual(6);
  });

  it.each([[true], [false]])("forgets a password and says so, or nothing (account: %s)", async (account) => {
    const steps = await crashEverywhere(
      nothing,
      (vault, { siteId, accountId }) => vault.forget({ siteId, accountId, account }),
      async ({ newVault, siteId, fake, store }) => {
        const vault = newVault();
        await vault.list(siteId);
        const accounts = await vault.list(siteId);
        const isKept = secretsIn({ fake }).length === 1;
        expect(events(vault, siteId)).toEqual(isKept ? ["kept"] : ["kept", "forgotten"]);
        expect(store.credentials.list()).toHaveLength(isKept ? 1 : 0);
        expect(accounts).toMatchObject(isKept ? [{ secret: "here" }] : account ? [] : [{ secret: "elsewhere" }]);
      },
    );
    expect(steps).toBeGreaterThanOrEqual(3);
  });

  it("moves into a passphrase vault without losing a password, and can go on", async () => {
    const steps = await crashEverywhere(
      ({ vault, recorder }) => vault.keep({ ...recorder, label: "Second", password: NEW }),
      (vault) => vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true }),
      async ({ newVault, siteId, fake }) => {
        const vault = newVault();
        await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true });
        await expectBoth(vault, siteId);
        expect(await vault.state()).toMatchObject({ backend: "passphrase", state: "ok", kept: 2, keptElsewhere: 0 });
        expect(secretsIn({ fake })).toEqual([]);
        await vault.lock();
      },
      STEPS_BETWEEN_CRASHES_OF_A_MOVE,
    );
    expect(steps).toBeGreaterThanOrEqual(10);
  });

  it("moves back to the keychain without losing a password, and can go on", async () => {
    const steps = await crashEverywhere(
      async ({ vault, recorder }) => {
        await vault.keep({ ...recorder, label: "Second", password: NEW });
        await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: true });
      },
      async (vault) => {
        await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: false });
        await vault.moveTo({ backend: "keychain" });
      },
      async ({ newVault, siteId, fake }) => {
        const vault = newVault();
        if ((await vault.state()).backend === "passphrase") {
          await vault.openPassphrase({ passphrase: PASSPHRASE, isNew: false });
        }
        await expectBoth(vault, siteId);
        await vault.moveTo({ backend: "keychain" });
        await expectBoth(vault, siteId);
        expect(await vault.state()).toMatchObject({ backend: "keychain", state: "ok", kept: 2, keptElsewhere: 0 });
        expect(secretsIn({ fake })).toEqual([NEW, SECRET].toSorted());
        await vault.lock();
      },
      STEPS_BETWEEN_CRASHES_OF_A_MOVE,
    );
    expect(steps).toBeGreaterThanOrEqual(10);
  });
});

async function expectBoth(vault: VaultService, siteId: string): Promise<void> {
  const accounts = await vault.list(siteId);
  const passwords = await Promise.all(accounts.map(async ({ id }) => (await vault.secretOf(siteId, id)).password));
  expect(passwords.toSorted()).toEqual([NEW, SECRET].toSorted());
  expect(events(vault, siteId)).toEqual(["kept", "kept"]);
}
