import { expect, onTestFinished, test } from "vitest";
import type { Store } from "#host/store/open-store.ts";
import type { StoreEvent } from "#host/store/watch.ts";
import { sampleProof } from "../../fakes/sample-proof.ts";
import { parcelOf } from "./exchange-fixture.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

const begin = (store: Store): string => store.beginSite({ name: "Bakery", template: null }).siteId;

/** Watches a store; `next` waits for what it tells. */
function watchStore(store: Store): { next(): Promise<StoreEvent | null>; stop(): void } {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const events = store.watch(stop.signal);
  return {
    next: async () => {
      const { value, done } = await events.next();
      return done === true ? null : value;
    },
    stop: () => stop.abort(),
  };
}

test("a watcher is told which sites this or another shell changed", async () => {
  const folder = temporaryFolder();
  const [one, other] = [openTestStore(folder), openTestStore(folder)];
  const before = begin(one);
  const { next, stop } = watchStore(one);
  expect(await next()).toEqual({ type: "watching" });
  const [mine, theirs] = [begin(one), begin(other)];
  other.renameSite(theirs, "Butcher");
  const event = await next();
  expect(event).toEqual({ type: "changed", siteIds: expect.arrayContaining([mine, theirs]) });
  expect(event).toMatchObject({ siteIds: { length: 2 } });
  other.renameSite(before, "Butcher");
  expect(await next()).toEqual({ type: "changed", siteIds: [before] });
  stop();
  expect(await next()).toBeNull();
});

test("a record that comes after its revision is a change as well", async () => {
  const [one, other] = [openTestStore(temporaryFolder()), openTestStore(temporaryFolder())];
  const siteId = begin(one);
  one.saveProof({ siteId, record: sampleProof() });
  const { revisions, records } = parcelOf(one, siteId);
  other.exchange.takeCards(one.exchange.cardsFor([siteId]));
  other.exchange.takeRevisions(revisions);
  other.exchange.settle(siteId);
  const { next } = watchStore(other);
  await next();
  other.exchange.takeRecords(records);
  expect(await next()).toEqual({ type: "changed", siteIds: [siteId] });
});

test("too many sites to name are told as such", async () => {
  const store = openTestStore(temporaryFolder());
  const { next } = watchStore(store);
  await next();
  for (let index = 0; index < 101; index += 1) begin(store);
  const sites = new Set<string>();
  for (let event = await next(); event?.type === "changed"; event = await next()) {
    if (event.siteIds === null) break;
    // The first look may come between two of them.
    for (const siteId of event.siteIds) sites.add(siteId);
    for (let index = 0; index < 101; index += 1) begin(store);
  }
  expect(sites.size).toBeLessThanOrEqual(100);
});

test("a site that came from elsewhere is told again when it is merged", async () => {
  const [here, elsewhere] = [openTestStore(temporaryFolder()), openTestStore(temporaryFolder())];
  const siteId = begin(elsewhere);
  here.exchange.takeCards(elsewhere.exchange.cardsFor([siteId]));
  const { next } = watchStore(here);
  await next();
  const revisions = elsewhere.exchange.revisionHashes(siteId).map((hash) => elsewhere.exchange.revision(hash));
  expect(here.exchange.takeRevisions(revisions)).toEqual({ taken: 1, refused: [] });
  expect(await next()).toEqual({ type: "changed", siteIds: [siteId] });
  here.exchange.settle(siteId);
  expect(await next()).toEqual({ type: "changed", siteIds: [siteId] });
});

test("a store that can't be read for a moment ends no watch", async () => {
  const store = openTestStore(temporaryFolder());
  const { next, stop } = watchStore(store);
  await next();
  const pending = next();
  store.close();
  await new Promise((resolve) => setTimeout(resolve, 700));
  stop();
  expect(await pending).toBeNull();
});
