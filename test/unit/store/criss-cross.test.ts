import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { openStore, type Store } from "#host/store/open-store.ts";
import { bring } from "./exchange-fixture.ts";
import { temporaryFolder } from "./store-fixture.ts";

const set = (section: "site" | "line", field: string, value?: string): SurveyChange => ({
  op: "set",
  section,
  field,
  ...(value !== undefined && { value }),
});

/** Four laptops that know each other, with a survey that all have; clocks that only go on. */
function fourLaptops(): { anna: Store; ben: Store; carl: Store; dora: Store; siteId: string } {
  let seconds = 0;
  const [anna, ben, carl, dora] = Array.from({ length: 4 }, () =>
    openStore({
      folder: temporaryFolder(),
      now: () => new Date(Date.UTC(2026, 10, 21, 9) + 1_000 * seconds++),
      randomUuid: randomUUID,
    }),
  );
  if (anna === undefined || ben === undefined || carl === undefined || dora === undefined) throw new Error("four");
  const { siteId } = anna.beginSite({ name: "Bakery", template: null });
  const all = [anna, ben, carl, dora];
  for (const store of all) {
    onTestFinished(() => store.close());
    for (const other of all) store.exchange.takeCards([other.ownLaptop.card()]);
    if (store !== anna) bring(anna, store, siteId);
  }
  return { anna, ben, carl, dora, siteId };
}

/**
 * Anna's work reaches Dora and Carl, Ben's only Carl, who merges both and decides something; then Ben and Dora go on, each from what they
 * had. What Carl and the others have in common is two states, Anna's and Ben's, and neither follows the other.
 */
function apart(
  first: SurveyChange[],
  second: SurveyChange[],
  decide: (carl: Store, siteId: string) => void,
): SurveyDocument {
  const { anna, ben, carl, dora, siteId } = fourLaptops();
  anna.changeSurvey(siteId, first);
  ben.changeSurvey(siteId, second);
  bring(anna, dora, siteId);
  bring(anna, carl, siteId);
  bring(ben, carl, siteId);
  carl.exchange.settle(siteId);
  ben.changeSurvey(siteId, [set("line", "plan", "250")]);
  dora.changeSurvey(siteId, [set("line", "note", "loose socket")]);
  decide(carl, siteId);
  for (const other of [ben, dora]) bring(other, carl, siteId);
  carl.exchange.settle(siteId);
  for (const other of [anna, ben, dora]) {
    bring(carl, other, siteId);
    other.exchange.settle(siteId);
    expect(other.site(siteId).revision).toBe(carl.site(siteId).revision);
  }
  return carl.document(siteId);
}

describe("laptops that merged the same work apart from each other", () => {
  it("bring back nothing that was removed, and nothing that was cleared", () => {
    const document = apart(
      [{ op: "put", list: "contacts", entry: { id: "guard", name: "Mr Gray" } }, set("site", "customer", "Winter")],
      [set("line", "provider", "Telekom")],
      (carl, siteId) =>
        carl.changeSurvey(siteId, [{ op: "remove", list: "contacts", id: "guard" }, set("site", "customer")]),
    );
    expect(document).toMatchObject({ contacts: [], conflicts: [], line: { provider: "Telekom", plan: "250" } });
    expect(document.site).not.toHaveProperty("customer");
  });

  it("don't open a conflict again that somebody decided", () => {
    const document = apart([set("site", "customer", "one")], [set("site", "customer", "two")], (carl, siteId) => {
      const [conflict] = carl.document(siteId).conflicts;
      const side = conflict?.sides.findIndex(({ value }) => value === "one") ?? -1;
      carl.resolve(siteId, conflict?.id ?? "", side);
    });
    expect(document).toMatchObject({ site: { customer: "one" }, conflicts: [] });
  });
});
