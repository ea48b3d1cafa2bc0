import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import type { SurveyTemplate } from "#core/survey/survey-template.ts";
import { openStore, type Store } from "#host/store/open-store.ts";
import { freshRecord, openTestStore, temporaryFolder } from "./store-fixture.ts";

const NOBODY = "11111111-2222-4333-8444-555555555555";
const LIST = { text: "", status: "all", onlyConflicts: false, sort: "recent", offset: 0, limit: 100 } as const;

const template: SurveyTemplate = {
  id: "cctv",
  name: "CCTV job",
  checklist: [{ id: "ladder", text: "Ladder brought back" }],
  questions: [{ id: "meter", section: "Cabinet", label: "Meter", kind: "number" }],
  photos: [],
  hidden: [],
};

describe("a survey", () => {
  it("begins from a template or without one", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId, revision } = store.beginSite({ name: " Bakery ", template });
    expect(store.site(siteId)).toMatchObject({
      name: "Bakery",
      revision,
      document: {
        site: { template: { id: "cctv" } },
        checklist: [{ id: "ladder", state: "open" }],
        answers: [{ id: "meter" }],
      },
    });
    const plain = store.beginSite({ name: "Garage", template: null });
    expect(store.site(plain.siteId).document).toMatchObject({ site: { name: "Garage" }, checklist: [] });
    expect(() => store.beginSite({ name: " ", template: null })).toThrow("BAD_INPUT");
    expect(store.sites()).toHaveLength(2);
  });

  it("is changed revision by revision, and not at all where nothing is different", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId, revision } = store.beginSite({ name: "Bakery", template: null });
    const changed = store.changeSurvey(siteId, [
      { op: "set", section: "line", field: "provider", value: "Eastern Fibre" },
      { op: "put", list: "contacts", entry: { id: "a", name: "Anna" } },
    ]);
    expect(changed.document).toMatchObject({
      line: { provider: "Eastern Fibre" },
      contacts: [{ id: "a", name: "Anna" }],
    });
    expect(changed.revision).not.toBe(revision);
    const again = store.changeSurvey(siteId, [
      { op: "set", section: "line", field: "provider", value: "Eastern Fibre" },
    ]);
    expect(again).toEqual(changed);
    expect(store.amend(siteId, (document) => ({ ...document }))).toEqual(changed);
    expect(store.exchange.revisionHashes(siteId)).toEqual([revision, changed.revision]);
  });

  it("stays as it is where a change does not fit, or the site is not there", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId, revision } = store.beginSite({ name: "Bakery", template: null });
    const change = (value: unknown) => () =>
      store.changeSurvey(siteId, [
        { op: "set", section: "site", field: "customer", value: "Miller" },
        { op: "set", section: "line", field: "downloadMbps", value },
      ]);
    expect(change(-1)).toThrow("BAD_INPUT");
    expect(() => store.amend(siteId, (document) => ({ ...document, site: { name: "" } }))).toThrow("BAD_INPUT");
    expect(() => store.changeSurvey(NOBODY, [])).toThrow("SITE_NOT_FOUND");
    expect(store.site(siteId)).toMatchObject({ revision, customer: null });
  });

  it("says how a revision came to be", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId, revision } = store.beginSite({ name: "Bakery", template: null });
    const undone = store.amend(siteId, (document) => ({ ...document, line: { plan: "100/40" } }), {
      kind: "restore",
      to: revision,
    });
    expect(JSON.parse(store.exchange.revision(undone.revision).text)).toMatchObject({
      parents: [revision],
      note: { kind: "restore", to: revision },
    });
  });

  it("takes lone surrogates, in its name as a replacement", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId } = store.beginSite({ name: "Bakery \ud800", template: null });
    store.changeSurvey(siteId, [{ op: "set", section: "site", field: "customer", value: "\udfff Miller" }]);
    expect(store.site(siteId)).toMatchObject({
      name: "Bakery \ufffd",
      customer: "\ufffd Miller",
      document: { site: { customer: "\udfff Miller" } },
    });
    expect(store.findSites({ ...LIST, text: "miller" }).total).toBe(1);
  });

  it("shows a few checks whole, all of them in a list, and any of them when asked", () => {
    const store = openTestStore(temporaryFolder());
    const records = Array.from({ length: 5 }, freshRecord);
    const { siteId } = store.beginSite({ name: "Bakery", template: null });
    for (const record of records) store.saveCheck({ siteId, siteName: "", record });
    const site = store.site(siteId);
    expect(site.records).toEqual(records.slice(-3));
    expect(site.checkList.map(({ checkId }) => checkId)).toEqual(records.map(({ checkId }) => checkId));
    expect(site.checkList[0]).toMatchObject({ startedAt: records[0]?.startedAt, verdict: "offline" });
    expect(store.checkRecord(siteId, records[0]?.checkId ?? "")).toEqual(records[0]);
    expect(() => store.checkRecord(siteId, NOBODY)).toThrow("CHECK_NOT_FOUND");
  });
});

describe("what is written about a device", () => {
  it("stands beside what else is known of it, by any of its keys", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId } = store.beginSite({ name: "Bakery", template: null });
    const entry = { id: "cam", keys: ["mac:a", "serial:x:1"], role: "camera", place: "Gate", name: "Old" };
    store.changeSurvey(siteId, [{ op: "put", list: "devices", entry }]);
    expect(store.describeDevice(siteId, { keys: ["serial:x:1", "uuid:u"], name: "Gate camera", note: null })).toEqual([
      { keys: ["serial:x:1", "uuid:u", "mac:a"], name: "Gate camera", note: null },
    ]);
    expect(store.describeDevice(siteId, { keys: ["mac:a"], name: null, note: null })).toEqual([]);
    expect(store.site(siteId).document.devices).toMatchObject([{ id: "cam", role: "camera", place: "Gate" }]);
  });

  it("goes with the entry where nothing else was known", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId } = store.beginSite({ name: "Bakery", template: null });
    const note = { keys: ["mac:a"], name: null, note: "Behind the oven" };
    expect(store.describeDevice(siteId, note)).toEqual([note]);
    expect(store.describeDevice(siteId, { ...note, note: null })).toEqual([]);
    expect(store.site(siteId)).toMatchObject({ document: { devices: [] }, deviceNotes: [] });
  });

  it("puts two entries together that turn out to be one device", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId } = store.beginSite({ name: "Bakery", template: null });
    store.changeSurvey(siteId, [
      { op: "put", list: "devices", entry: { id: "1", keys: ["mac:a"], place: "Gate", name: "One" } },
      { op: "put", list: "devices", entry: { id: "2", keys: ["serial:x:1"], model: "DS-2", name: "Two" } },
    ]);
    store.describeDevice(siteId, { keys: ["mac:a", "serial:x:1"], name: "Gate camera", note: null });
    expect(store.site(siteId).document).toMatchObject({
      devices: [{ id: "1", keys: ["mac:a", "serial:x:1"], place: "Gate", model: "DS-2", name: "Gate camera" }],
      conflicts: [],
    });
  });
});

describe("a clock that was set back", () => {
  const storeAt = (folder: string, time: string): Store => {
    const store = openStore({ folder, now: () => new Date(time), randomUuid: randomUUID });
    onTestFinished(() => store.close());
    return store;
  };

  it("loses nothing, and what was written last still comes first", () => {
    const folder = temporaryFolder();
    const before = storeAt(folder, "2026-11-20T12:00:00Z");
    const one = before.beginSite({ name: "One", template: null });
    const two = before.beginSite({ name: "Two", template: null });
    before.close();
    const after = storeAt(folder, "2026-11-01T12:00:00Z");
    after.renameSite(one.siteId, "One again");
    expect(after.sites().map(({ name, updatedAt }) => [name, updatedAt])).toEqual([
      ["One again", "2026-11-01T12:00:00.000Z"],
      ["Two", "2026-11-20T12:00:00.000Z"],
    ]);
    const three = after.beginSite({ name: "Three", template: null });
    after.renameSite(two.siteId, "Two again");
    expect(after.sites().map(({ id }) => id)).toEqual([two.siteId, three.siteId, one.siteId]);
    after.rebuildIndex();
    expect(after.findSites(LIST).sites.map(({ id }) => id)).toEqual([two.siteId, three.siteId, one.siteId]);
  });
});
