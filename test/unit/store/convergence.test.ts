import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import { openStore, type Store } from "#host/store/open-store.ts";
import { edited, anyChanges } from "../survey/random-survey.ts";
import { bring, parcelOf } from "./exchange-fixture.ts";
import { freshRecord } from "./store-fixture.ts";

const LAPTOPS = 3;
/** Each round brings every laptop what its neighbour had before. */
const ROUNDS_UNTIL_ALL_IS_EVERYWHERE = 2 * LAPTOPS;
/** Each takes a second and more, since each opens three stores. */
const PROPERTY_RUNS = process.env["FARSITE_LONG"] === "1" ? 12 : 4;

type Step =
  | { do: "edit"; on: number; changes: SurveyChange[] }
  | { do: "check"; on: number }
  | { do: "carry"; from: number; to: number; settle: boolean; order: number[] };

const on = fc.nat({ max: LAPTOPS - 1 });
const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("edit" as const), on, changes: anyChanges }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("check" as const), on }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("carry" as const),
      from: on,
      to: on,
      settle: fc.boolean(),
      // Some of the revisions, in any order, some twice: as they come over a line that breaks.
      order: fc.array(fc.nat({ max: 20 }), { maxLength: 12 }),
    }),
  },
);

/** What came before the revisions it follows comes again later. */
const onlyTooEarly = (reasons: readonly string[]): boolean => reasons.every((reason) => reason === "parent-missing");

/** Laptops whose clocks are minutes apart, with one survey that all have. */
function someLaptops(): { stores: Store[]; siteId: string; close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "farsite-converge-"));
  const stores = Array.from({ length: LAPTOPS }, (_, index) => {
    let seconds = 0;
    const start = Date.UTC(2026, 10, 20, 9, index === 1 ? -10 : index);
    return openStore({
      folder: join(folder, String(index)),
      now: () => new Date(start + 1_000 * seconds++),
      randomUuid: randomUUID,
    });
  });
  const [first] = stores;
  const siteId = first?.beginSite({ name: "Bakery", template: null }).siteId ?? "";
  for (const store of stores) {
    for (const other of stores) store.exchange.takeCards([other.ownLaptop.card()]);
    if (first !== undefined && store !== first) bring(first, store, siteId);
  }
  const close = () => {
    for (const store of stores) store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { stores, siteId, close };
}

function take(stores: readonly Store[], siteId: string, step: Step): void {
  switch (step.do) {
    case "edit":
      stores[step.on]?.amend(siteId, (document) => edited(document, step.changes));
      break;
    case "check":
      stores[step.on]?.saveCheck({ siteId, siteName: "", record: freshRecord() });
      break;
    case "carry": {
      const [from, to] = [stores[step.from], stores[step.to]];
      if (from === undefined || to === undefined) return;
      const { revisions } = parcelOf(from, siteId);
      const some = step.order.flatMap((index) => revisions[index] ?? []);
      const { refused } = to.exchange.takeRevisions(some);
      if (!onlyTooEarly(refused.map(({ reason }) => reason))) throw new Error(`refused: ${JSON.stringify(refused)}`);
      if (step.settle) to.exchange.settle(siteId);
    }
  }
}

describe("three laptops that work on one survey apart", { timeout: 300_000 }, () => {
  it("come to the same state, whatever reached whom when, and lose no revision and no check", () => {
    let close = (): void => undefined;
    onTestFinished(() => close());
    fc.assert(
      fc.property(fc.array(someStep, { minLength: 3, maxLength: 14 }), (steps) => {
        const laptops = someLaptops();
        ({ close } = laptops);
        const { stores, siteId } = laptops;
        for (const step of steps) take(stores, siteId, step);
        const written = new Set(stores.flatMap(({ exchange }) => exchange.revisionHashes(siteId)));
        const checks = new Set(stores.flatMap((store) => store.site(siteId).document.checks.map(({ hash }) => hash)));

        for (let round = 0; round < ROUNDS_UNTIL_ALL_IS_EVERYWHERE; round += 1) {
          for (const [index, to] of stores.entries()) {
            expect(bring(stores[(index + 1) % LAPTOPS] ?? to, to, siteId).refused).toEqual([]);
          }
        }
        const [one, ...others] = stores.map((store) => ({
          site: { ...store.site(siteId), updatedAt: "" },
          hashes: store.exchange.revisionHashes(siteId).toSorted(),
        }));
        for (const other of others) expect(other).toEqual(one);
        expect([...written].filter((hash) => one?.hashes.includes(hash) === false)).toEqual([]);
        expect(one?.site.document.checks.map(({ hash }) => hash).toSorted()).toEqual([...checks].toSorted());
        expect(stores.map((store) => store.exchange.settle(siteId).changed)).toEqual([false, false, false]);
        close();
      }),
      { numRuns: PROPERTY_RUNS },
    );
  });
});
