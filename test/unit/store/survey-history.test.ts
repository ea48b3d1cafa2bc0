import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { isHostError } from "#core/contract/errors.ts";
import { historySchema } from "#core/contract/survey-calls.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { Store } from "#host/store/open-store.ts";
import { bring } from "./exchange-fixture.ts";
import { freshRecord, openTestStore, temporaryFolder } from "./store-fixture.ts";

const say = createTranslate("en");

const begin = (store: Store): string => store.beginSite({ name: "Bakery", template: null }).siteId;

const set = (store: Store, siteId: string, section: "line" | "site", field: string, value?: unknown): string =>
  store.changeSurvey(siteId, [{ op: "set", section, field, ...(value !== undefined && { value }) }]).revision;

const sentences = (store: Store, siteId: string): string[][] =>
  historySchema
    .parse(store.history(siteId, { offset: 0, limit: 200 }))
    .entries.map((entry) => entry.sentences.map((one) => say(one)));

function failure(work: () => unknown): { code: string; detail: unknown } | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!isHostError(error)) throw error;
    const detail = typeof error.data === "object" && "detail" in error.data ? error.data.detail : null;
    return { code: error.code, detail };
  }
}

describe("the history of a survey", () => {
  test("tells the newest first, in plain words, by whom", () => {
    const store = openTestStore(temporaryFolder());
    const siteId = begin(store);
    set(store, siteId, "line", "router", "Fritz!Box 7490");
    set(store, siteId, "line", "router", "Fritz!Box 7590");
    store.saveCheck({ siteId, siteName: "", record: freshRecord() });
    expect(sentences(store, siteId)).toEqual([
      ["Check: No internet"],
      ["Changed: router: Fritz!Box 7590 (before: Fritz!Box 7490)"],
      ["Entered: router: Fritz!Box 7490"],
      ["Survey begun: Bakery"],
    ]);
    const { entries, total } = store.history(siteId, { offset: 1, limit: 2 });
    expect(total).toBe(4);
    expect(
      entries.map(({ author, kind, canUndo }) => ({ isOwn: author.isOwn, signature: author.signature, kind, canUndo })),
    ).toEqual([
      { isOwn: true, signature: "valid", kind: "change", canUndo: true },
      { isOwn: true, signature: "valid", kind: "change", canUndo: false },
    ]);
    expect(entries[0]?.author.laptopId).toBe(store.laptops()[0]?.id);
  });

  test("leaves out merges that another one overtook before anybody wrote on", () => {
    const [office, anna, ben] = [1, 2, 3].map(() => openTestStore(temporaryFolder()));
    if (office === undefined || anna === undefined || ben === undefined) throw new Error("three laptops");
    const siteId = begin(office);
    for (const other of [anna, ben]) bring(office, other, siteId);
    set(office, siteId, "line", "router", "Speedport");
    set(anna, siteId, "line", "provider", "Telekom");
    set(ben, siteId, "site", "customer", "Ms Winter");
    bring(anna, office, siteId);
    bring(ben, office, siteId);
    const { entries, total } = office.history(siteId, { offset: 0, limit: 10 });
    expect(entries.map(({ kind }) => kind)).toEqual(["merge", "change", "change", "change", "change"]);
    expect(total).toBe(5);
    expect(office.exchange.revisionHashes(siteId)).toHaveLength(6);
  });

  test("keeps its order and its pages when there are hundreds", () => {
    const store = openTestStore(temporaryFolder());
    const siteId = begin(store);
    const revisions = Array.from({ length: 120 }, (_, index) =>
      set(store, siteId, "line", "plan", `Plan ${index}`),
    ).toReversed();
    const pages = [0, 50, 100].flatMap((offset) => store.history(siteId, { offset, limit: 50 }).entries);
    expect(pages.map(({ revision }) => revision).slice(0, 120)).toEqual(revisions);
    expect(pages).toHaveLength(121);
  });

  test("knows only sites and revisions that are there", () => {
    const store = openTestStore(temporaryFolder());
    const [siteId, other] = [begin(store), begin(store)];
    const revision = set(store, other, "line", "plan", "x");
    expect(failure(() => store.history(randomUUID(), { offset: 0, limit: 1 }))?.code).toBe("SITE_NOT_FOUND");
    expect(failure(() => store.documentAt(siteId, "0".repeat(64)))?.code).toBe("REVISION_NOT_FOUND");
    // Of another site: nobody who may see one site gets to another one's by its revision.
    for (const work of [store.documentAt, store.undo, store.restore]) {
      expect(failure(() => work(siteId, revision))?.code).toBe("REVISION_NOT_FOUND");
    }
  });
});

describe("ways back", () => {
  test("one change is taken back, what came later stays", () => {
    const store = openTestStore(temporaryFolder());
    const siteId = begin(store);
    const wrong = set(store, siteId, "line", "router", "Speedport");
    set(store, siteId, "line", "provider", "Telekom");
    const { document } = store.undo(siteId, wrong);
    expect(document.line).toEqual({ provider: "Telekom" });
    expect(store.history(siteId, { offset: 0, limit: 1 }).entries[0]).toMatchObject({ kind: "undo", canUndo: true });
    expect(sentences(store, siteId)[0]).toEqual(["Cleared: router (before: Speedport)"]);
    // And back again: an undo is a change like any other.
    const [undo] = store.history(siteId, { offset: 0, limit: 1 }).entries;
    expect(store.undo(siteId, undo?.revision ?? "").document.line).toEqual({
      router: "Speedport",
      provider: "Telekom",
    });
  });

  test("says what is in the way, in the person's language", () => {
    const store = openTestStore(temporaryFolder());
    const siteId = begin(store);
    const [first] = store.history(siteId, { offset: 0, limit: 1 }).entries;
    const early = set(store, siteId, "line", "router", "Speedport");
    set(store, siteId, "line", "router", "Fritz!Box");
    const check = store.saveCheck({ siteId, siteName: "", record: freshRecord() });
    const impossible = (revision: string) => failure(() => store.undo(siteId, revision));
    expect(impossible(early)).toEqual({
      code: "CHANGE_IMPOSSIBLE",
      detail:
        "A later change altered the same place (router). Take that one back first, or write the right value into the form.",
    });
    expect(impossible(check.revision)?.detail).toBe(
      "Checks, searches, tests from outside, rehearsals and logins are evidence and stay.",
    );
    expect(impossible(first?.revision ?? "")?.detail).toBe("There is nothing before the first state of a survey.");
    store.saveSettings({ locale: "de" });
    expect(impossible(check.revision)?.detail).toBe(
      "Prüfungen, Suchen, Tests von außen, Proben und Zugänge sind Belege und bleiben.",
    );
  });

  test("an earlier state comes back, and checks stay", () => {
    const store = openTestStore(temporaryFolder());
    const siteId = begin(store);
    const then = set(store, siteId, "line", "router", "Speedport");
    set(store, siteId, "site", "customer", "Meier");
    const record = freshRecord();
    store.saveCheck({ siteId, siteName: "", record });
    const { document } = store.restore(siteId, then);
    expect(document.site).toEqual({ name: "Bakery" });
    expect(document.checks.map(({ checkId }) => checkId)).toEqual([record.checkId]);
    expect(store.documentAt(siteId, then).checks).toEqual([]);
    expect(store.history(siteId, { offset: 0, limit: 1 }).entries[0]?.kind).toBe("restore");
  });

  test("a conflict is decided for one side, once", () => {
    const store = openTestStore(temporaryFolder());
    const siteId = begin(store);
    const side = {
      revision: set(store, siteId, "line", "router", "A"),
      author: randomUUID(),
      at: "2026-11-20T09:00:00.000Z",
    };
    store.amend(siteId, (document) => ({
      ...document,
      contacts: [{ id: "c", name: "Kim" }],
      conflicts: [
        {
          id: "x",
          path: ["line", "router"],
          sides: [
            { ...side, value: "A" },
            { ...side, value: "B" },
          ],
        },
        { id: "y", path: ["contacts", "c"], sides: [{ ...side, value: { id: "c", name: "Kim" } }, side] },
        { id: "z", path: ["line", "wanAddress"], sides: [side, { ...side, value: 7 }] },
      ],
    }));
    expect(store.resolve(siteId, "x", 1).document).toMatchObject({
      line: { router: "B" },
      conflicts: [{ id: "y" }, { id: "z" }],
    });
    expect(sentences(store, siteId)[0]).toEqual([
      "Decided between two versions: router",
      "Changed: router: B (before: A)",
    ]);
    expect(store.resolve(siteId, "y", 1).document.contacts).toEqual([]);
    expect(failure(() => store.resolve(siteId, "x", 0))?.code).toBe("CONFLICT_NOT_FOUND");
    expect(failure(() => store.resolve(siteId, "z", 5))?.code).toBe("CONFLICT_NOT_FOUND");
    expect(failure(() => store.resolve(siteId, "z", 1))?.code).toBe("BAD_INPUT");
  });
});

describe("templates", () => {
  test("come with Farsite in the firm's language, and are copied into a survey", () => {
    const store = openTestStore(temporaryFolder());
    const [cctv] = store.templates();
    expect(cctv?.name).toBe("Cameras with a recorder");
    expect(new Set(cctv?.checklist.map(({ text }) => text)).size).toBe(cctv?.checklist.length);
    store.saveSettings({ locale: "de" });
    expect(store.template("farsite-cctv").name).toBe("Kameras mit Rekorder");
    for (const template of store.templates()) expect(JSON.stringify(template)).not.toContain("template.");
    const siteId = begin(store);
    const before = store.useTemplate(siteId, store.template("farsite-cctv")).document;
    // What two kinds of jobs have in common is there once.
    const both = store.useTemplate(siteId, store.template("farsite-alarm")).document;
    expect(new Set(both.checklist.map(({ id }) => id)).size).toBe(both.checklist.length);
    expect(both.checklist.slice(0, before.checklist.length)).toEqual(before.checklist);
    expect(sentences(store, siteId)[1]?.some((one) => /^\d+ checklist items added$/.test(one))).toBe(true);
  });

  test("of the firm's are kept, changed and removed; a built-in one is copied", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const builtIn = store.template("farsite-cctv");
    store.saveTemplate({ ...builtIn, name: "Our cameras" });
    const own = store.templates().find(({ name }) => name === "Our cameras");
    expect(own?.id).not.toBe(builtIn.id);
    expect(store.template("farsite-cctv")).toEqual(builtIn);
    if (own === undefined) throw new Error("the copy is missing");
    store.saveTemplate({ ...own, name: "Cameras of ours", hidden: ["line.plan"] });
    expect(openTestStore(folder).template(own.id)).toEqual({ ...own, name: "Cameras of ours", hidden: ["line.plan"] });
    expect(canonicalJson(store.removeTemplate(own.id))).not.toContain("Cameras of ours");
    expect(failure(() => store.removeTemplate(own.id))?.code).toBe("TEMPLATE_NOT_FOUND");
    expect(failure(() => store.removeTemplate(builtIn.id))?.code).toBe("TEMPLATE_NOT_FOUND");
    expect(failure(() => store.saveTemplate({ ...own, name: " " }))?.code).toBe("BAD_INPUT");
  });
});
