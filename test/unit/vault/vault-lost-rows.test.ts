import { describe, expect, it } from "vitest";
import { SECRET, setUpVault } from "./vault-fixture.ts";

const NEW = "a new secret of eight words";

/** The database as a torn log leaves it: what was known of secrets since `before` is gone; surveys come back from their second copy. */
function setUp() {
  const all = setUpVault();
  const { credentials } = all.store;
  const known = () => credentials.list();
  const goBackTo = (before: ReturnType<typeof known>): void => {
    for (const reference of known()) credentials.remove(reference);
    for (const reference of before) credentials.put(reference);
  };
  return { ...all, known, goBackTo };
}

describe("passwords that the database has forgotten", () => {
  it("are found in the keychain, since the ledger says that they are here", async () => {
    const { vault, siteId, keepRecorder, goBackTo } = setUp();
    const accountId = await keepRecorder();
    goBackTo([]);
    expect(await vault.list(siteId)).toMatchObject([{ id: accountId, secret: "here" }]);
    expect(await vault.reveal({ siteId, accountId, purpose: "shown" })).toMatchObject({ password: SECRET });
  });

  it("are found under the name that a change has given them", async () => {
    const { vault, siteId, keepRecorder, recorder, known, goBackTo } = setUp();
    const accountId = await keepRecorder();
    const before = known();
    await vault.keep({ ...recorder, accountId, password: NEW });
    goBackTo(before);
    expect(await vault.reveal({ siteId, accountId, purpose: "shown" })).toMatchObject({ password: NEW });
    expect(vault.ledger(siteId).map(({ event }) => event)).not.toContain("lost");
  });

  it("are looked for nowhere once they were forgotten on purpose", async () => {
    const { vault, siteId, keepRecorder, fake } = setUp();
    await vault.forget({ siteId, accountId: await keepRecorder(), account: false });
    fake.asked.length = 0;
    expect(await vault.list(siteId)).toMatchObject([{ secret: "elsewhere" }]);
    expect(fake.asked).toEqual([]);
  });

  it("stay elsewhere as long as the keychain can't be asked", async () => {
    const { vault, siteId, keepRecorder, goBackTo, fake } = setUp();
    await keepRecorder();
    goBackTo([]);
    fake.failure = "no keychain";
    expect(await vault.list(siteId)).toMatchObject([{ secret: "elsewhere" }]);
    fake.failure = null;
    expect(await vault.list(siteId)).toMatchObject([{ secret: "here" }]);
  });
});
