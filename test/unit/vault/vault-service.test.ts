import { describe, expect, it } from "vitest";
import { accountEntrySchema } from "#core/survey/survey-sections.ts";
import { keychainTexts } from "../../fakes/fake-keychain-entry.ts";
import { freshRecord } from "../store/store-fixture.ts";
import { events, LAPTOP, ok, SECRET, setUpVault } from "./vault-fixture.ts";

const OTHER = "99999999-2222-8333-8444-555555555555";

describe("accounts of a site", () => {
  it("are kept, shown, changed and forgotten", async () => {
    const { vault, siteId, recorder, fake, store } = setUpVault();
    const [account] = await vault.keep({ ...recorder, changeBy: "2026-12-01" });
    expect(account).toMatchObject({
      kind: "recorder",
      label: "Recorder, admin",
      userName: "admin",
      secret: "here",
      holders: ["Anna"],
      dueInDays: 10,
    });
    const accountId = account?.id ?? "";
    expect([...fake.secrets]).toEqual([[`${siteId}/${accountId}`, SECRET]]);
    expect(await vault.reveal({ siteId, accountId, purpose: "shown" })).toEqual({
      userName: "admin",
      password: SECRET,
    });

    await vault.keep({ ...recorder, accountId, userName: "root", password: "another" });
    expect(await vault.secretOf(siteId, accountId)).toMatchObject({
      account: { userName: "root" },
      password: "another",
    });
    expect([...fake.secrets.values()]).toEqual(["another"]);

    expect(await vault.forget({ siteId, accountId, account: false })).toMatchObject([
      { secret: "elsewhere", holders: [] },
    ]);
    expect(fake.secrets.size).toBe(0);
    expect(await vault.forget({ siteId, accountId, account: true })).toEqual([]);
    expect(store.credentials.list()).toEqual([]);
    expect(events(vault, siteId)).toEqual(["kept", "shown", "changed", "forgotten"]);
  });

  it("change without their password, which leaves no line in the ledger", async () => {
    const { vault, recorder, keepRecorder, siteId, clock } = setUpVault();
    const accountId = await keepRecorder();
    const changedAt = clock.at.toISOString();
    clock.at = new Date(2026, 10, 25);
    const [account] = await vault.keep({ ...recorder, accountId, label: "Main recorder", password: null });
    expect(account).toMatchObject({ label: "Main recorder", changedAt, secret: "here" });
    expect(events(vault, siteId)).toEqual(["kept"]);
  });

  it("may be named before anybody has a password", async () => {
    const { vault, recorder, siteId } = setUpVault();
    const [account] = await vault.keep({ ...recorder, password: null });
    expect(account).toMatchObject({ secret: "elsewhere", holders: [] });
    const reveal = vault.reveal({ siteId, accountId: account?.id ?? "", purpose: "shown" });
    await expect(reveal).rejects.toMatchObject({ code: "SECRET_NOT_FOUND" });
    expect(events(vault, siteId)).toEqual([]);
  });

  it("that are not there are not known", async () => {
    const { vault, siteId, recorder, fake } = setUpVault();
    const gone = { code: "ACCOUNT_NOT_FOUND" };
    await expect(vault.keep({ ...recorder, accountId: OTHER })).rejects.toMatchObject(gone);
    await expect(vault.reveal({ siteId, accountId: OTHER, purpose: "shown" })).rejects.toMatchObject(gone);
    await expect(vault.forget({ siteId, accountId: OTHER, account: true })).rejects.toMatchObject(gone);
    await expect(vault.keep({ ...recorder, siteId: OTHER })).rejects.toMatchObject({ code: "SITE_NOT_FOUND" });
    expect(fake.asked).toEqual([]);
  });

  it("are listed without reading a password", async () => {
    const { vault, siteId, keepRecorder, fake } = setUpVault();
    await keepRecorder();
    fake.asked.length = 0;
    expect(await vault.list(siteId)).toMatchObject([{ secret: "here" }]);
    expect(await vault.due()).toEqual([]);
    expect(fake.asked).toEqual([]);
  });

  it("note that they were shown or copied once a day for each person", async () => {
    const { vault, siteId, keepRecorder, clock } = setUpVault();
    const accountId = await keepRecorder();
    for (const purpose of ["shown", "copied", "shown", "copied"] as const) {
      await vault.reveal({ siteId, accountId, purpose });
    }
    expect(events(vault, siteId)).toEqual(["kept", "shown", "copied"]);
    clock.at = new Date(2026, 10, 22, 1);
    await vault.reveal({ siteId, accountId, purpose: "shown" });
    expect(events(vault, siteId)).toEqual(["kept", "shown", "copied", "shown"]);
    expect(vault.ledger(siteId)[0]).toMatchObject({ by: "Anna", laptopId: LAPTOP, to: null, label: "Recorder, admin" });
  });

  it("take in what a colleague handed over, without changing what the survey says", async () => {
    const { vault, siteId, recorder, keepRecorder } = setUpVault();
    const accountId = await keepRecorder();
    const [account] = await vault.list(siteId);
    if (account === undefined) throw new Error("no account");
    const entry = accountEntrySchema.parse(account);
    await vault.keep({ ...recorder, accountId, label: "Renamed", password: null });
    await vault.keepSecret(siteId, entry, "from Ben", { event: "received", to: "Ben (laptop 2)" });
    expect(await vault.secretOf(siteId, accountId)).toMatchObject({
      account: { label: "Renamed" },
      password: "from Ben",
    });
    const added = { ...entry, id: OTHER, label: "Wi-Fi" };
    await vault.keepSecret(siteId, added, "wlan", { event: "received", to: "Ben (laptop 2)" });
    expect(await vault.secretOf(siteId, OTHER)).toEqual({ account: added, password: "wlan" });
    vault.record(siteId, [{ accountId, event: "handed-over", to: "Cleo (laptop 3)" }]);
    expect(await vault.list(siteId)).toMatchObject([{ holders: ["Anna", "Cleo (laptop 3)"] }, { holders: ["Anna"] }]);
  });
});

describe("a password that a colleague changed", () => {
  it("is told to be outdated here, is handed on as the old one it is, and gives way to a newer one only", async () => {
    const { vault, siteId, keepRecorder, clock, store } = setUpVault();
    const accountId = await keepRecorder();
    const setHere = clock.at.toISOString();
    const changedAt = "2026-11-25T09:00:00.000Z";
    store.amend(siteId, (document) => ({
      ...document,
      accounts: document.accounts.map((account) => ({ ...account, changedAt })),
    }));
    expect(await vault.list(siteId)).toMatchObject([{ secret: "here", isOutdated: true, changedAt }]);
    const { account } = await vault.secretOf(siteId, accountId);
    expect(account.changedAt).toBe(setHere);
    await vault.keepSecret(siteId, { ...account, changedAt }, "newer", { event: "received", to: "Ben" });
    expect(await vault.list(siteId)).toMatchObject([{ secret: "here", isOutdated: false }]);
    await vault.keepSecret(siteId, account, SECRET, { event: "received", to: "Cleo" });
    expect(await vault.secretOf(siteId, accountId)).toMatchObject({ password: "newer" });
    expect(events(vault, siteId)).toEqual(["kept", "received"]);
  });
});

describe("the router's login of an earlier Farsite", () => {
  it("becomes an account of the survey at the first touch, its entry stays", async () => {
    const { vault, newVault, siteId, store, fake, recorder } = setUpVault();
    fake.secrets.set(`${siteId}/router`, SECRET);
    const keptAt = "2026-10-01T08:00:00.000Z";
    const key = `${siteId}/router`;
    store.credentials.put({ key, entry: key, backend: "keychain", about: "admin", keptAt, state: "kept" });
    const [account] = await vault.list(siteId);
    expect(account).toMatchObject({ kind: "router", userName: "admin", changedAt: keptAt, secret: "here" });
    const accountId = account?.id ?? "";
    expect(await newVault().list(siteId)).toHaveLength(1);
    expect(await vault.reveal({ siteId, accountId, purpose: "shown" })).toEqual({
      userName: "admin",
      password: SECRET,
    });
    expect([...fake.secrets.keys()]).toEqual([key]);
    await vault.keep({ ...recorder, kind: "router", label: "Router", accountId, password: "new" });
    expect([...fake.secrets]).toEqual([[`${siteId}/${accountId}`, "new"]]);
    await vault.forget({ siteId, accountId, account: true });
    expect(fake.secrets.size).toBe(0);
  });

  it("is adopted once, also after a crash in the middle", async () => {
    const { vault, newVault, siteId, store } = setUpVault();
    const key = `${siteId}/router`;
    const reference = {
      key,
      entry: key,
      backend: "keychain",
      about: "admin",
      keptAt: "2026-10-01T08:00:00.000Z",
    } as const;
    store.credentials.put({ ...reference, state: "kept" });
    await vault.list(siteId);
    store.credentials.put({ ...reference, state: "kept" });
    expect(await newVault().list(siteId)).toMatchObject([{ label: "Router", secret: "here" }]);
    expect(events(vault, siteId)).toEqual(["kept"]);
  });
});

describe("passwords that are due", () => {
  it("are found over all sites, the most urgent first, and again when a survey changes", async () => {
    const { vault, siteId, store, recorder, fake } = setUpVault();
    const { siteId: second } = store.beginSite({ name: "Mill", template: null });
    store.saveCheck({ siteId: null, siteName: "Without passwords", record: freshRecord() });
    await vault.keep({ ...recorder, label: "Later", changeBy: "2026-12-20" });
    await vault.keep({ ...recorder, label: "Next year", changeBy: "2027-01-31" });
    await vault.keep({ ...recorder, siteId: second, label: "Overdue", changeBy: "2026-11-11" });
    const [, , lost] = [
      await vault.keep({ ...recorder, siteId: second, label: "Undated" }),
      await vault.keep({ ...recorder, siteId, label: "Today", changeBy: "2026-11-21" }),
      (await vault.list(second)).find(({ label }) => label === "Undated"),
    ];
    const said = async () =>
      (await vault.due()).map(({ siteName, account }) => [siteName, account.label, account.dueInDays]);
    expect(await said()).toEqual([
      ["Mill", "Overdue", -10],
      ["Harbour office", "Today", 0],
      ["Harbour office", "Later", 29],
    ]);
    fake.secrets.delete(`${second}/${lost?.id}`);
    await expect(vault.reveal({ siteId: second, accountId: lost?.id ?? "", purpose: "shown" })).rejects.toThrow(
      "SECRET",
    );
    store.amend(siteId, (document) => ({ ...document, accounts: [] }));
    expect(await said()).toEqual([
      ["Mill", "Undated", null],
      ["Mill", "Overdue", -10],
    ]);
  });
});

describe("a keychain that can't be used", () => {
  it.each([
    ["missing", "KEYCHAIN_MISSING", keychainTexts.noService],
    ["locked", "KEYCHAIN_LOCKED", keychainTexts.dismissed],
  ])("is said to be %s, and nothing is claimed", async (state, code, text) => {
    const { vault, recorder, siteId, fake, store } = setUpVault();
    fake.failure = text;
    expect(await vault.state()).toEqual({ ...ok("keychain", 0), state, detail: text });
    await expect(vault.keep(recorder)).rejects.toMatchObject({ code });
    expect(store.credentials.list()).toEqual([]);
    expect(await vault.list(siteId)).toEqual([]);
    expect(events(vault, siteId)).toEqual([]);
  });

  it("that asks for a password nobody types is given up", async () => {
    const { vault, fake } = setUpVault();
    fake.askPrompt();
    expect(await vault.state()).toMatchObject({ backend: "keychain", state: "timeout" });
  });

  it("leaves the old password in force when changing or forgetting it fails", async () => {
    const { vault, recorder, keepRecorder, siteId, fake } = setUpVault();
    const accountId = await keepRecorder();
    fake.failure = keychainTexts.dismissed;
    await expect(vault.keep({ ...recorder, accountId, userName: "root", password: "x" })).rejects.toThrow("LOCKED");
    await expect(vault.forget({ siteId, accountId, account: true })).rejects.toThrow("LOCKED");
    await expect(vault.reveal({ siteId, accountId, purpose: "shown" })).rejects.toThrow("LOCKED");
    fake.failure = null;
    expect(await vault.reveal({ siteId, accountId, purpose: "shown" })).toEqual({
      userName: "admin",
      password: SECRET,
    });
    expect(events(vault, siteId)).toEqual(["kept", "shown"]);
  });

  it("that lost an entry behind our back is told, noted once, and asked again later", async () => {
    const { vault, newVault, keepRecorder, siteId, fake } = setUpVault();
    const accountId = await keepRecorder();
    const entries = [...fake.secrets];
    fake.secrets.clear();
    const notFound = { code: "SECRET_NOT_FOUND" };
    await expect(vault.reveal({ siteId, accountId, purpose: "shown" })).rejects.toMatchObject(notFound);
    await expect(newVault().reveal({ siteId, accountId, purpose: "shown" })).rejects.toMatchObject(notFound);
    expect(await vault.list(siteId)).toMatchObject([{ secret: "lost", holders: [] }]);
    expect(await vault.state()).toEqual(ok("keychain", 0));
    expect(events(vault, siteId)).toEqual(["kept", "lost"]);
    // Another desktop session may have another keychain.
    for (const [name, value] of entries) fake.secrets.set(name, value);
    expect(await vault.reveal({ siteId, accountId, purpose: "shown" })).toMatchObject({ password: SECRET });
    expect(await vault.list(siteId)).toMatchObject([{ secret: "here", holders: ["Anna"] }]);
    expect(events(vault, siteId)).toEqual(["kept", "lost", "kept", "shown"]);
  });

  it("whose prompt is answered too late has the password after all", async () => {
    const { vault, recorder, siteId, fake } = setUpVault();
    fake.askPrompt();
    await expect(vault.keep(recorder)).rejects.toThrow("KEYCHAIN_TIMEOUT");
    expect(await vault.list(siteId)).toEqual([]);
    fake.prompt?.answer();
    fake.prompt = null;
    expect(await vault.list(siteId)).toMatchObject([{ label: "Recorder, admin", secret: "here" }]);
    expect(events(vault, siteId)).toEqual(["kept"]);
  });
});

describe("several windows and shells", () => {
  it("never mix what two of them keep at once", async () => {
    const { vault, newVault, recorder, keepRecorder, siteId, fake } = setUpVault();
    const accountId = await keepRecorder();
    const people = ["a", "b", "c", "d"];
    await Promise.all(
      people.map((who, index) =>
        (index % 2 === 0 ? vault : newVault()).keep({ ...recorder, accountId, userName: who, password: `of ${who}` }),
      ),
    );
    const { userName, password } = await vault.reveal({ siteId, accountId, purpose: "shown" });
    expect(people).toContain(userName);
    expect(password).toBe(`of ${userName}`);
    expect([...fake.secrets.values()]).toEqual([password]);
    expect(events(vault, siteId)).toEqual(["kept", "changed", "changed", "changed", "changed", "shown"]);
  });
});
