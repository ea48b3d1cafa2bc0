import { describe, expect, it } from "vitest";
import type { Walk } from "#core/walk/walk.ts";
import type { Store } from "#host/store/open-store.ts";
import { bring } from "./exchange-fixture.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

const asked: Walk = {
  id: "w1",
  kind: "public-ip",
  startedAt: "2026-11-19T08:00:00.000Z",
  updatedAt: "2026-11-19T08:00:00.000Z",
  status: "open",
  waiting: { for: "provider", since: "2026-11-19T08:00:00.000Z", until: "2026-12-01" },
  state: { step: "promised" },
};

const siteWith = (store: Store, name: string, ...walks: Walk[]): string => {
  const { siteId } = store.beginSite({ name, template: null });
  store.amend(siteId, (document) => ({ ...document, line: { provider: `Provider of ${name}` }, walks }));
  return siteId;
};
const names = (store: Store): string[] => store.waitingSites().map(({ siteName }) => siteName);
const ALL = { text: "", status: "all", onlyConflicts: false, sort: "name", offset: 0, limit: 9 } as const;

describe("sites that wait", () => {
  it("are listed with what for, the longest waiting first, by the time and not by its spelling", () => {
    const store = openTestStore(temporaryFolder());
    const later = { ...asked, waiting: { for: "customer", since: "2026-11-19T10:30:00+01:00", until: null } } as const;
    const evening = { ...asked, waiting: { for: "provider", since: "2026-11-19T09:00:00Z", until: null } } as const;
    siteWith(store, "Later", later);
    const first = siteWith(store, "First", asked);
    siteWith(store, "Between", evening);
    siteWith(store, "Not", { ...asked, waiting: null });
    siteWith(store, "Done", { ...asked, status: "done" });
    expect(names(store)).toEqual(["First", "Between", "Later"]);
    expect(store.waitingSites()[0]).toEqual({
      siteId: first,
      siteName: "First",
      walkId: "w1",
      kind: "public-ip",
      waitingFor: "provider",
      provider: "Provider of First",
      since: "2026-11-19T08:00:00.000Z",
      until: "2026-12-01",
    });
    expect(
      store.findSites({ ...ALL, onlyWaiting: true }).sites.map(({ name, waitingFor }) => [name, waitingFor]),
    ).toEqual([
      ["Between", "provider"],
      ["First", "provider"],
      ["Later", "customer"],
    ]);
    expect(store.findSites({ ...ALL, text: "done", onlyWaiting: true }).total).toBe(0);
    expect(store.findSites(ALL).sites.find(({ name }) => name === "Not")?.waitingFor).toBeNull();
  });

  it("follow every change: another name, the end of waiting, a site that is put away", () => {
    const store = openTestStore(temporaryFolder());
    const siteId = siteWith(store, "Bakery", asked, {
      ...asked,
      id: "w2",
      kind: "mobile-line",
      waiting: { for: "customer", since: "2026-11-18T08:00:00.000Z", until: null },
    });
    expect(store.site(siteId).waitingFor).toBe("customer");
    store.renameSite(siteId, "Bakery Miller");
    expect(store.waitingSites().map(({ siteName, walkId }) => [siteName, walkId])).toEqual([
      ["Bakery Miller", "w2"],
      ["Bakery Miller", "w1"],
    ]);
    store.changeSurvey(siteId, [{ op: "set", section: "site", field: "status", value: "archived" }]);
    expect(store.waitingSites()).toEqual([]);
    store.changeSurvey(siteId, [
      { op: "set", section: "site", field: "status", value: "open" },
      { op: "set-in", list: "walks", id: "w2", field: "waiting", value: null },
      { op: "set-in", list: "walks", id: "w1", field: "status", value: "done" },
    ]);
    expect([store.waitingSites(), store.site(siteId).waitingFor]).toEqual([[], null]);
  });

  it("are known where the survey came from elsewhere, and again after the index was made anew", () => {
    const [one, other] = [openTestStore(temporaryFolder()), openTestStore(temporaryFolder())];
    const siteId = siteWith(one, "Bakery", asked);
    bring(one, other, siteId);
    expect(other.waitingSites()).toEqual(one.waitingSites());
    other.rebuildIndex();
    expect(names(other)).toEqual(["Bakery"]);
  });
});
