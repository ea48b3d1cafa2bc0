import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SiteQuery } from "#core/contract/survey-calls.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import type { Store } from "#host/store/open-store.ts";
import { emptyScanRecord } from "../../fakes/empty-scan-record.ts";
import { cgnatRecord, publicRecord } from "../../fakes/sample-records.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

const ALL: SiteQuery = { text: "", status: "all", onlyConflicts: false, sort: "relevance", offset: 0, limit: 100 };
const set = (section: "site" | "line" | "handover", field: string, value: string): SurveyChange => ({
  op: "set",
  section,
  field,
  value,
});

const site = (store: Store, name: string, ...changes: SurveyChange[]): string => {
  const { siteId } = store.beginSite({ name, template: null });
  if (changes.length > 0) store.changeSurvey(siteId, changes);
  return siteId;
};
const found = (store: Store, text: string, more: Partial<SiteQuery> = {}): string[] =>
  store.findSites({ ...ALL, ...more, text }).sites.map(({ name }) => name);

describe("searching sites", () => {
  it("finds what stands anywhere in a survey", () => {
    const store = openTestStore(temporaryFolder());
    const siteId = site(
      store,
      "Bakery",
      set("site", "customer", "Ms Aldridge"),
      set("site", "address", "Mill Lane 4\nNorthwich"),
      set("site", "reference", "J-2026/118"),
      set("line", "provider", "Eastern Fibre"),
      set("handover", "receivedBy", "Mr Cobb"),
      { op: "put", list: "contacts", entry: { id: "1", name: "Dorothy", phone: "+44 1606 555" } },
      { op: "put", list: "devices", entry: { id: "2", keys: ["mac:44:47:cc:12:34:56"], name: "Gate camera" } },
      { op: "put", list: "notes", entry: { id: "3", text: "Ladder in the cellar", at: "2026-11-20T09:00:00Z" } },
      {
        op: "put",
        list: "answers",
        entry: { id: "4", section: "s", label: "Meter", kind: "number", value: 47_110_815 },
      },
      { op: "put", list: "steps", entry: { id: "5", text: "Swap the injector" } },
      { op: "put", list: "acceptances", entry: { id: "6", risk: "Telnet stays on" } },
    );
    site(store, "Garage", set("site", "customer", "Somebody else"));
    for (const words of [
      "bakery",
      "aldridge ms",
      "northwich",
      "J-2026/118",
      "eastern fib",
      "cobb",
      "dorothy 1606",
      "gate",
      "44:47:cc:12:34:56",
      "44-47-CC-12-34-56",
      "4447cc123456",
      "ladder cellar",
      "47110815",
      "injector",
      "telnet",
    ]) {
      expect([words, found(store, words)]).toEqual([words, ["Bakery"]]);
    }
    expect(found(store, "aldridge garage")).toEqual([]);
    // Names inside Farsite and times are nothing that anybody looks for.
    expect([found(store, "receivedBy"), found(store, "2026-11-20T09")]).toEqual([[], []]);
    store.changeSurvey(siteId, [set("site", "customer", "Mr Brown")]);
    expect([found(store, "aldridge"), found(store, "brown")]).toEqual([[], ["Bakery"]]);
  });

  it("finds what the latest check and search for devices saw", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId } = store.saveCheck({ siteId: null, siteName: "Bakery", record: publicRecord });
    store.saveScan({ siteId, siteName: "", record: scanOf("Hikvision", "DS-2CD2042WD-I", "192.168.7.64") });
    store.saveCheck({ siteId: null, siteName: "Garage", record: cgnatRecord });
    for (const words of [
      "public",
      "192.31.196.77",
      "hikvision",
      "DS-2CD2042",
      "192.168.7.6",
      "192.168.7.64 hikvision",
    ]) {
      expect([words, found(store, words)]).toEqual([words, ["Bakery"]]);
    }
    // An address is a phrase: its numbers elsewhere are no hit.
    expect(found(store, "7.168.192.64")).toEqual([]);
    expect(found(store, "cgnat")).toEqual(["Garage"]);
  });

  it("does not care about case, accents and umlauts, however they are typed", () => {
    const store = openTestStore(temporaryFolder());
    site(store, "Bäckerei Größer", set("site", "customer", "Café André"));
    site(store, "Mueller");
    for (const words of ["bäckerei", "BACKEREI", "baeckerei", "gro\u0308ßer", "groesser", "cafe andre", "backer"]) {
      expect([words, found(store, words)]).toEqual([words, ["Bäckerei Größer"]]);
    }
    expect(found(store, "Müller")).toEqual(["Mueller"]);
  });

  it("marks the words where they stand", () => {
    const store = openTestStore(temporaryFolder());
    site(store, "Bakery", { op: "put", list: "contacts", entry: { id: "1", name: "Dorothy \u0002Cobb" } });
    expect(store.findSites({ ...ALL, text: "doro" }).sites[0]?.excerpt).toBe("\u0002Dorothy\u0003 Cobb");
    expect(store.findSites(ALL).sites[0]?.excerpt).toBeNull();
  });

  it("puts a name before a note, or the latest first, or in the order of names", () => {
    const store = openTestStore(temporaryFolder());
    site(store, "Mill");
    site(store, "Garage", set("line", "note", "behind the mill"));
    expect(found(store, "mill")).toEqual(["Mill", "Garage"]);
    expect(found(store, "mill", { sort: "recent" })).toEqual(["Garage", "Mill"]);
    expect(found(store, "mill", { sort: "name" })).toEqual(["Garage", "Mill"]);
  });

  it("takes anything that is typed as words", () => {
    const store = openTestStore(temporaryFolder());
    site(store, 'Bakery "NOT" AND (OR) NEAR');
    for (const words of [
      '"',
      "not and",
      "(or",
      "NEAR(",
      "bakery*",
      "^bakery",
      "name:bakery",
      "-bakery",
      "{bakery}",
      "\ud800bakery",
    ]) {
      const isHit = !words.startsWith("name");
      expect([words, found(store, words)]).toEqual([words, isHit ? ['Bakery "NOT" AND (OR) NEAR'] : []]);
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (words) => {
        expect(found(store, words).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the list of sites", () => {
  it("comes in pages, by status and with conflicts only", () => {
    const store = openTestStore(temporaryFolder());
    for (let index = 1; index <= 5; index += 1) site(store, `Site ${index}`);
    site(store, "Done", set("site", "status", "done"));
    const page = (more: Partial<SiteQuery>) => store.findSites({ ...ALL, sort: "name", ...more });
    expect(page({ offset: 2, limit: 2 })).toMatchObject({ total: 6, sites: [{ name: "Site 2" }, { name: "Site 3" }] });
    expect(page({ status: "done" })).toMatchObject({ total: 1, sites: [{ name: "Done", status: "done" }] });
    expect(page({ status: "open" }).total).toBe(5);
    expect(page({ text: "site", status: "done" })).toEqual({ total: 0, sites: [] });
    expect(page({ onlyConflicts: true }).total).toBe(0);
  });

  it("sorts names as people do", () => {
    const store = openTestStore(temporaryFolder());
    const names = ["Ärztehaus", "Site 2", "Site 10", "site 9", "Zoo", "Öl-Müller", "Straße 1", "Strasse 2"];
    for (const name of names.toSorted()) site(store, name);
    expect(found(store, "", { sort: "name" })).toEqual([
      "Ärztehaus",
      "Öl-Müller",
      "Site 2",
      "site 9",
      "Site 10",
      "Straße 1",
      "Strasse 2",
      "Zoo",
    ]);
  });

  it("is the same after all of it was derived anew", () => {
    const store = openTestStore(temporaryFolder());
    const { siteId } = store.saveCheck({ siteId: null, siteName: "Bakery", record: publicRecord });
    site(store, "Garage", set("site", "customer", "Miller"));
    const before = [store.sites(), store.findSites({ ...ALL, text: "192.31.196.77" }), store.site(siteId)];
    store.rebuildIndex();
    expect([store.sites(), store.findSites({ ...ALL, text: "192.31.196.77" }), store.site(siteId)]).toEqual(before);
    expect(found(store, "miller")).toEqual(["Garage"]);
  });
});

function scanOf(brand: string, model: string, address: string): ScanRecord {
  const said = <T>(value: T) => ({ value, source: "sadp" as const, confidence: 1, otherwise: [] });
  return {
    ...emptyScanRecord(),
    devices: [
      {
        id: "mac:44:47:cc:00:00:01",
        keys: ["mac:44:47:cc:00:00:01"],
        brand: said(brand),
        model: said(model),
        firmware: null,
        serialNumber: null,
        name: null,
        role: said("camera" as const),
        macs: ["44:47:cc:00:00:01"],
        maker: null,
        addresses: [{ address, interfaceName: null, mac: null, inOwnNetwork: true, seen: true }],
        ports: [],
        links: [],
        network: null,
        activated: null,
        channels: null,
        clockOffsetSeconds: null,
        certificates: [],
        findings: [],
        sources: ["sadp"],
      },
    ],
  };
}
