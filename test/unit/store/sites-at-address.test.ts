import { expect, it } from "vitest";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { freshRecord, openTestStore, temporaryFolder } from "./store-fixture.ts";

const ADDRESS = "192.31.196.77";
const seen = (publicAddress: string | null, startedAt = "2026-11-19T10:00:00+01:00"): CheckRecord => {
  const record = freshRecord();
  return { ...record, startedAt, diagnosis: { ...record.diagnosis, publicAddress, wanAddress: "100.64.1.2" } };
};

it("finds the sites whose last check saw an address, the latest first, and not the site itself", () => {
  const store = openTestStore(temporaryFolder());
  const save = (siteName: string, ...records: CheckRecord[]): string => {
    let siteId: string | null = null;
    for (const record of records) siteId = store.saveCheck({ siteId, siteName, record }).siteId;
    return siteId ?? "";
  };
  const first = save("first", seen("192.175.48.20"), seen(ADDRESS));
  save("moved on", seen(ADDRESS), seen("192.175.48.20"));
  save("never saw one", seen(null));
  save("long ago", seen(ADDRESS, "2026-09-01T10:00:00Z"));
  const second = save("second", seen(ADDRESS));
  const names = (except: string | null) => store.sitesAtAddress(ADDRESS, except).map((site) => site.siteName);
  expect(names(null)).toEqual(["second", "first"]);
  expect(names(first)).toEqual(["second"]);
  expect(store.sitesAtAddress(ADDRESS, second)).toEqual([
    { siteId: first, siteName: "first", wanAddress: "100.64.1.2" },
  ]);
  expect(store.sitesAtAddress("192.31.196.78", null)).toEqual([]);
});

it("finds nothing in an empty store, and no more than three", () => {
  const store = openTestStore(temporaryFolder());
  expect(store.sitesAtAddress(ADDRESS, null)).toEqual([]);
  for (let i = 0; i < 5; i += 1) store.saveCheck({ siteId: null, siteName: `site ${i}`, record: seen(ADDRESS) });
  expect(store.sitesAtAddress(ADDRESS, null)).toHaveLength(3);
});
