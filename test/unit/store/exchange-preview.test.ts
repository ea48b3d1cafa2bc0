import { createHash } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { MERGED_BY_RULE } from "#core/survey/revision.ts";
import type { Store } from "#host/store/open-store.ts";
import { bring, parcelOf, previewed } from "./exchange-fixture.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

const laptop = (): Store => openTestStore(temporaryFolder());

describe("a preview", () => {
  it("tells what taking would do, and leaves nothing behind", () => {
    const [one, other] = [laptop(), laptop()];
    const { siteId } = one.beginSite({ name: "Bakery", template: null });
    const look = () => {
      const cards = one.exchange.cardsFor([siteId]);
      return previewed(other, siteId, parcelOf(one, siteId).revisions, cards);
    };
    expect(look()).toEqual({ name: "Bakery", what: "new", newRevisions: 1, conflicts: 0, unsigned: 0, refused: [] });
    expect([other.sites(), other.exchange.siteIds(), other.laptops().length]).toEqual([[], [], 0]);

    bring(one, other, siteId);
    expect(look()).toMatchObject({ what: "same", newRevisions: 0 });
    one.renameSite(siteId, "Bakery Miller");
    expect(look()).toMatchObject({ what: "adds", name: "Bakery Miller", newRevisions: 1 });
    other.renameSite(siteId, "Bakery Müller");
    const before = other.site(siteId);
    expect(look()).toMatchObject({ what: "merges", newRevisions: 1, conflicts: 1 });
    expect(other.site(siteId)).toEqual(before);
  });

  it("counts revisions without a signature", () => {
    const [one, other] = [laptop(), laptop()];
    const { siteId } = one.beginSite({ name: "Bakery", template: null });
    const unsigned = parcelOf(one, siteId).revisions.map((revision) => ({ ...revision, signature: null }));
    expect(previewed(other, siteId, unsigned, [])).toMatchObject({ newRevisions: 1, unsigned: 1 });
  });

  it("looks at one revision with each step, of the signatures that came later too", () => {
    const [one, other] = [laptop(), laptop()];
    const { siteId } = one.beginSite({ name: "Bakery", template: null });
    for (const name of ["A", "B", "C"]) one.renameSite(siteId, name);
    const { revisions } = parcelOf(one, siteId);
    const bare = revisions.map((revision) => ({ ...revision, signature: null }));
    const cards = one.exchange.cardsFor([siteId]);
    expect([...other.exchange.preview(siteId, bare, cards)]).toHaveLength(bare.length + cards.length);
    expect(previewed(other, siteId, bare, cards)).toMatchObject({ newRevisions: 4, unsigned: 4 });
    expect(previewed(other, siteId, [...bare, ...revisions.slice(1)], cards)).toMatchObject({
      newRevisions: 4,
      unsigned: 1,
      refused: [],
    });
  });

  it("tells of merges that come with it what taking them would, and refuses those that don't hold", () => {
    const [one, other, third] = [laptop(), laptop(), laptop()];
    const { siteId } = one.beginSite({ name: "Bakery", template: null });
    bring(one, other, siteId);
    one.renameSite(siteId, "North");
    other.changeSurvey(siteId, [{ op: "set", section: "line", field: "plan", value: "100/40" }]);
    bring(other, one, siteId);
    one.renameSite(siteId, "South");
    const { revisions } = parcelOf(one, siteId);
    const cards = one.exchange.cardsFor([siteId]);
    expect(previewed(third, siteId, revisions, cards)).toMatchObject({ name: "South", newRevisions: 5, refused: [] });
    const merge = revisions.find(({ text }) => text.includes(MERGED_BY_RULE));
    const text = canonicalJson({ ...(JSON.parse(merge?.text ?? "") as object), createdAt: "2026-11-20T12:00:00.000Z" });
    const hash = createHash("sha256").update(text).digest("hex");
    const before = revisions.slice(
      0,
      revisions.findIndex((revision) => revision.hash === merge?.hash),
    );
    expect(previewed(third, siteId, [...before, { hash, siteId, text, signature: null }], cards).refused).toEqual([
      { hash, reason: "wrong-merge" },
    ]);
  });

  it("works where the store may only be read", () => {
    const folder = temporaryFolder();
    const [one, other] = [laptop(), openTestStore(folder)];
    const { siteId } = one.beginSite({ name: "Bakery", template: null });
    const { siteId: damaged } = other.beginSite({ name: "Garage", template: null });
    const db = new Database(join(folder, "farsite.db"));
    db.exec("drop trigger revision_stays; update revision set body = x'ff00'");
    db.close();
    expect(() => other.document(damaged)).toThrow("STORE_DAMAGED");
    expect(() => other.beginSite({ name: "x", template: null })).toThrow("STORE_READ_ONLY");
    const { revisions } = parcelOf(one, siteId);
    expect(previewed(other, siteId, revisions, one.exchange.cardsFor([siteId]))).toMatchObject({
      name: "Bakery",
      newRevisions: 1,
    });
  });
});

it("a revision that came back without its signature is taken, and not signed: anybody can write this laptop's name on one", () => {
  const folder = temporaryFolder();
  const [one, again] = [laptop(), openTestStore(folder)];
  const { siteId } = one.beginSite({ name: "Bakery", template: null });
  one.renameSite(siteId, "Miller");
  const own = one.ownLaptop.key()?.id ?? "";
  const { revisions } = parcelOf(one, siteId);
  const bare = revisions.map((revision) => ({ ...revision, signature: null }));
  again.exchange.takeCards(one.exchange.cardsFor([siteId]));
  const db = new Database(join(folder, "farsite.db"));
  db.prepare("update laptop set trust = 'own', key_state = 'kept' where id = :own").run({ own });
  db.close();
  expect(again.exchange.takeRevisions(bare)).toEqual({ taken: 2, refused: [] });
  expect(again.unsignedRevisions.unsigned(own, 10)).toEqual([]);
  expect(again.exchange.takeRevisions(revisions)).toEqual({ taken: 0, refused: [] });
  expect(again.exchange.revision(revisions[0]?.hash ?? "").signature).toBe(revisions[0]?.signature);
});
