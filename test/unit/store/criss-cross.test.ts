import { describe, expect, it } from "vitest";
import type { Store } from "#host/store/open-store.ts";
import { bring } from "./exchange-fixture.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

/** Laptops that all know each other, with a survey that all have. */
function laptops(count: number): { stores: Store[]; siteId: string } {
  const stores = Array.from({ length: count }, () => openTestStore(temporaryFolder()));
  const [first] = stores;
  if (first === undefined) throw new Error("no laptop");
  const { siteId } = first.beginSite({ name: "Bakery", template: null });
  first.changeSurvey(siteId, [
    { op: "put", list: "contacts", entry: { id: "guard", name: "Mr Gray" } },
    { op: "set", section: "line", field: "router", value: "Speedport" },
  ]);
  for (const store of stores) {
    for (const other of stores) store.exchange.takeCards([other.ownLaptop.card()]);
    if (store !== first) bring(first, store, siteId);
  }
  return { stores, siteId };
}

describe("laptops that merged the same work apart from each other", () => {
  it("bring back nothing that was removed, and nothing that was cleared", () => {
    const { stores, siteId } = laptops(4);
    const [anna, ben, carl, dora] = stores;
    if (anna === undefined || ben === undefined || carl === undefined || dora === undefined) throw new Error("four");
    anna.changeSurvey(siteId, [
      { op: "remove", list: "contacts", id: "guard" },
      { op: "set", section: "line", field: "router" },
    ]);
    ben.changeSurvey(siteId, [{ op: "set", section: "site", field: "customer", value: "Ms Winter" }]);
    // Both bring both together, and go on from there.
    for (const [from, to] of [
      [anna, carl],
      [ben, carl],
      [ben, dora],
      [anna, dora],
    ] as const) {
      bring(from, to, siteId);
      to.exchange.settle(siteId);
    }
    carl.changeSurvey(siteId, [{ op: "set", section: "site", field: "access", value: "Side door" }]);
    dora.changeSurvey(siteId, [{ op: "set", section: "line", field: "provider", value: "Telekom" }]);
    bring(carl, dora, siteId);
    dora.exchange.settle(siteId);
    bring(dora, carl, siteId);
    carl.exchange.settle(siteId);
    const [here, there] = [carl.site(siteId), dora.site(siteId)];
    expect(there.revision).toBe(here.revision);
    expect(here.document).toMatchObject({
      site: { customer: "Ms Winter", access: "Side door" },
      line: { provider: "Telekom" },
      contacts: [],
      conflicts: [],
    });
    expect(here.document.line).not.toHaveProperty("router");
  });
});
