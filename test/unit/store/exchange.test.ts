import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { MERGE_RULES } from "#core/survey/merge-documents.ts";
import { MERGED_BY_RULE, signedText, type Revision } from "#core/survey/revision.ts";
import { emptyDocument, SURVEY_VERSION, type SurveyDocument } from "#core/survey/survey-document.ts";
import { createLaptopKeys, laptopIdOf, sign, signCard, type LaptopKeys } from "#host/identity/laptop-keys.ts";
import type { SealedRevision } from "#host/store/exchange.ts";
import type { Store } from "#host/store/open-store.ts";
import { cgnatRecord, publicRecord } from "../../fakes/sample-records.ts";
import { bring, parcelOf, previewed } from "./exchange-fixture.ts";
import { freshRecord, openTestStore, temporaryFolder } from "./store-fixture.ts";

const AT = "2026-11-20T12:00:00.000Z";
const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

const sealed = (content: object, siteId: string, signature: string | null = null): SealedRevision => {
  const text = canonicalJson(content);
  return { hash: sha256(text), siteId, text, signature };
};

/** A revision by a laptop of the test's own. */
function written(
  keys: LaptopKeys,
  { siteId, parents, document }: { siteId: string; parents: string[]; document: SurveyDocument },
): SealedRevision {
  const author = laptopIdOf(keys.publicKey);
  const bare = sealed({ parents, siteId, author, createdAt: AT, document } satisfies Revision, siteId);
  return { ...bare, signature: sign(keys, signedText(bare.hash)) };
}

const cardOf = (keys: LaptopKeys) => signCard(keys, { name: "Office", technician: null, at: AT });
const laptop = (): Store => openTestStore(temporaryFolder());
const reasons = ({ refused }: { refused: { reason: string }[] }): string[] => refused.map(({ reason }) => reason);

describe("a survey on another laptop", () => {
  it("is the same there, with its checks, and taking it twice changes nothing", () => {
    const [one, other] = [laptop(), laptop()];
    const { siteId } = one.saveCheck({ siteId: null, siteName: "Bakery", record: publicRecord });
    one.changeSurvey(siteId, [{ op: "set", section: "site", field: "customer", value: "Ms Miller" }]);
    one.saveCheck({ siteId, siteName: "", record: cgnatRecord });

    expect(bring(one, other, siteId)).toEqual({ taken: 3, refused: [] });
    const { updatedAt: _there, ...there } = other.site(siteId);
    const { updatedAt: _here, ...here } = one.site(siteId);
    expect(there).toEqual(here);
    expect(other.sites()).toMatchObject([{ name: "Bakery", customer: "Ms Miller", checks: 2, lastVerdict: "cgnat" }]);
    expect(bring(one, other, siteId)).toEqual({ taken: 0, refused: [] });
    expect(other.exchange.settle(siteId)).toEqual({ changed: false, conflicts: 0 });
    expect(other.exchange.revisionHashes(siteId)).toEqual(one.exchange.revisionHashes(siteId));
  });

  it("is merged with what was written there, to the same revision on both", () => {
    const [one, other] = [laptop(), laptop()];
    const { siteId } = one.beginSite({ name: "Bakery", template: null });
    bring(one, other, siteId);
    one.changeSurvey(siteId, [
      { op: "set", section: "line", field: "router", value: "7590" },
      { op: "set", section: "site", field: "customer", value: "Miller" },
    ]);
    other.changeSurvey(siteId, [
      { op: "set", section: "line", field: "router", value: "7530" },
      { op: "put", list: "contacts", entry: { id: "a", name: "Anna" } },
    ]);
    bring(one, other, siteId);
    bring(other, one, siteId);
    const [here, there] = [one.site(siteId), other.site(siteId)];
    expect(here.revision).toBe(there.revision);
    expect(here.document).toEqual(there.document);
    expect(here.document).toMatchObject({ site: { customer: "Miller" }, contacts: [{ name: "Anna" }] });
    expect(here.conflicts).toBe(1);
    expect(here.document.conflicts[0]?.sides.map(({ value }) => value).toSorted()).toEqual(["7530", "7590"]);
    expect(one.findSites({ ...ALL, onlyConflicts: true }).sites.map(({ id }) => id)).toEqual([siteId]);

    const merge = JSON.parse(one.exchange.revision(here.revision).text) as Revision;
    expect(merge).toMatchObject({ author: MERGED_BY_RULE, note: { kind: "merge" } });
    expect(merge.parents).toEqual(merge.parents.toSorted());
  });

  it("shows what came even where nobody settled it, once somebody writes", () => {
    const [one, other] = [laptop(), laptop()];
    const { siteId } = one.beginSite({ name: "Bakery", template: null });
    bring(one, other, siteId);
    one.changeSurvey(siteId, [{ op: "set", section: "line", field: "router", value: "7590" }]);
    other.changeSurvey(siteId, [{ op: "set", section: "line", field: "plan", value: "100/40" }]);
    other.exchange.takeRevisions(parcelOf(one, siteId).revisions);
    const { document } = other.changeSurvey(siteId, [
      { op: "set", section: "site", field: "customer", value: "Miller" },
    ]);
    expect(document.line).toEqual({ router: "7590", plan: "100/40" });
  });

  it("finishes at the next start what a crash left unmerged", () => {
    const folder = temporaryFolder();
    const [one, other] = [laptop(), openTestStore(folder)];
    const { siteId } = one.beginSite({ name: "Bakery", template: null });
    other.exchange.takeCards(one.exchange.cardsFor([siteId]));
    other.exchange.takeRevisions(parcelOf(one, siteId).revisions);
    expect(other.sites()).toMatchObject([{ name: "Bakery" }]);
    one.renameSite(siteId, "Bakery Miller");
    other.exchange.takeRevisions(parcelOf(one, siteId).revisions);
    expect(openTestStore(folder).sites()).toMatchObject([{ name: "Bakery Miller" }]);
  });

  it("may get its checks before or after its revisions", () => {
    const [one, before, after] = [laptop(), laptop(), laptop()];
    const { siteId } = one.saveCheck({ siteId: null, siteName: "Bakery", record: publicRecord });
    const { revisions, records } = parcelOf(one, siteId);
    for (const store of [before, after]) store.exchange.takeCards(one.exchange.cardsFor([siteId]));
    before.exchange.takeRecords(records);
    expect(before.sites()).toEqual([]);
    before.exchange.takeRevisions(revisions);
    before.exchange.settle(siteId);
    after.exchange.takeRevisions(revisions);
    after.exchange.settle(siteId);
    expect(after.exchange.missingRecords(siteId)).toEqual(records.map(({ hash }) => hash));
    expect(after.sites()).toMatchObject([{ checks: 1, lastVerdict: null }]);
    after.exchange.takeRecords(records);
    for (const store of [before, after]) {
      expect(store.exchange.missingRecords(siteId)).toEqual([]);
      expect(store.site(siteId)).toMatchObject({ lastVerdict: "public", records: [publicRecord] });
      expect(store.findSites({ ...ALL, text: "192.31.196.77" }).total).toBe(1);
    }
  });

  it("says which cards belong to it, its own first", () => {
    const [one, other] = [laptop(), laptop()];
    const { siteId } = one.beginSite({ name: "Bakery", template: null });
    bring(one, other, siteId);
    const cards = other.exchange.cardsFor([siteId]);
    expect(cards.map(({ publicKey }) => publicKey)).toEqual([
      other.ownLaptop.card().publicKey,
      one.ownLaptop.card().publicKey,
    ]);
  });

  it("names the pictures of all its revisions", () => {
    const store = laptop();
    const { siteId } = store.beginSite({ name: "Bakery", template: null });
    const [hash, thumbnail] = [sha256("picture"), sha256("small")];
    const entry = { id: "p", hash, thumbnail, width: 1, height: 1, bytes: 1, kind: "camera", takenAt: AT };
    store.changeSurvey(siteId, [{ op: "put", list: "photos", entry }]);
    store.changeSurvey(siteId, [{ op: "remove", list: "photos", id: "p" }]);
    expect(store.exchange.photoHashes(siteId)).toEqual([hash, thumbnail].toSorted());
    expect(store.site(siteId).photos).toBe(0);
  });
});

const ALL = { text: "", status: "all", onlyConflicts: false, sort: "recent", offset: 0, limit: 100 } as const;

describe("many revisions that nobody has merged", () => {
  const siteId = randomUUID();
  const keys = createLaptopKeys();
  const root = written(keys, { siteId, parents: [], document: emptyDocument("Bakery") });
  const after = (document: SurveyDocument) => written(keys, { siteId, parents: [root.hash], document });
  const knowing = (...revisions: SealedRevision[]): Store => {
    const store = laptop();
    store.exchange.takeCards([cardOf(keys)]);
    expect(store.exchange.takeRevisions([root, ...revisions]).refused).toEqual([]);
    return store;
  };

  it("come to one, also when they are more than one merge takes, in whatever order they came", () => {
    const contacts = Array.from({ length: 20 }, (_, index) => ({ id: String(index), name: `Contact ${index}` }));
    const revisions = contacts.map((contact) => after({ ...emptyDocument("Bakery"), contacts: [contact] }));
    const [one, other] = [knowing(...revisions), knowing(...revisions.toReversed())];
    for (const store of [one, other]) expect(store.exchange.settle(siteId)).toEqual({ changed: true, conflicts: 0 });
    expect(one.site(siteId).revision).toBe(other.site(siteId).revision);
    expect(one.site(siteId).document.contacts).toHaveLength(20);
    expect(bring(one, other, siteId).refused).toEqual([]);
  });

  it("show the latest where together they are more than a survey holds, and are merged once there is room", () => {
    const checks = (from: number) =>
      Array.from({ length: 4_800 }, (_, index) => ({ checkId: randomUUID(), hash: sha256(`${from + index}`) }));
    const [a, b] = [0, 10_000].map((from) => after({ ...emptyDocument("Bakery"), checks: checks(from) }));
    const store = knowing(...(a && b ? [a, b] : []));
    expect(store.exchange.settle(siteId)).toEqual({ changed: true, conflicts: 0 });
    const shown = store.site(siteId);
    expect([a?.hash, b?.hash]).toContain(shown.revision);
    expect(shown.checks).toBe(4_800);
    store.amend(siteId, (document) => ({ ...document, checks: [] }));
    store.exchange.settle(siteId);
    expect(store.site(siteId).checks).toBe(4_800);
  });
});

describe("what does not hold is refused", () => {
  const siteId = randomUUID();
  const keys = createLaptopKeys();
  const root = written(keys, { siteId, parents: [], document: emptyDocument("Bakery") });
  const content = JSON.parse(root.text) as Revision;
  const deeper = (shallow: Revision): SealedRevision => {
    const value: unknown = JSON.parse(`${"[".repeat(64)}${"]".repeat(64)}`);
    const side = { value, revision: sha256("x"), author: randomUUID(), at: AT };
    const conflict = { id: "x", path: ["site", "customer"], sides: [side, side] };
    return sealed({ ...shallow, document: { ...shallow.document, conflicts: [conflict] } }, siteId);
  };
  const knowing = (): Store => {
    const store = laptop();
    store.exchange.takeCards([cardOf(keys)]);
    return store;
  };

  it.each<[string, SealedRevision, string]>([
    ["another text under the same hash", { ...root, text: root.text.replace("Bakery", "Garage") }, "wrong-hash"],
    ["another hash", { ...root, hash: sha256("x") }, "wrong-hash"],
    ["a second spelling of the same", { ...root, text: ` ${root.text}`, hash: sha256(` ${root.text}`) }, "wrong-hash"],
    ["no JSON", { ...root, text: "{", hash: sha256("{") }, "wrong-hash"],
    ["nesting without end", { ...root, text: "[".repeat(99_999), hash: sha256("[".repeat(99_999)) }, "unreadable"],
    ["a conflict that nests deeper than any survey", deeper(content), "unreadable"],
    ["something else", sealed({ a: 1 }, siteId), "unreadable"],
    ["a member that nobody sees", sealed({ ...content, hidden: 1 }, siteId), "unreadable"],
    [
      "a document with a member that nobody sees",
      sealed({ ...content, document: { ...content.document, hidden: 1 } }, siteId),
      "unreadable",
    ],
    ["a revision of another site", { ...root, siteId: randomUUID() }, "other-site"],
    [
      "a signature by nobody known",
      { ...written(createLaptopKeys(), { ...content, document: emptyDocument("x") }) },
      "unknown-author",
    ],
    [
      "the signature of another revision",
      { ...root, signature: sign(keys, signedText(sha256("x"))) },
      "wrong-signature",
    ],
    ["a revision whose parent is not here", sealed({ ...content, parents: [sha256("x")] }, siteId), "parent-missing"],
    ["a merge by rule of one", sealed({ ...content, author: MERGED_BY_RULE }, siteId), "wrong-merge"],
  ])("%s", (_name, revision, reason) => {
    const store = knowing();
    expect(store.exchange.takeRevisions([revision])).toEqual({
      taken: 0,
      refused: [{ hash: revision.hash, reason }],
    });
    expect([store.sites(), store.exchange.siteIds()]).toEqual([[], []]);
  });

  it("takes the genuine one", () => {
    expect(knowing().exchange.takeRevisions([root])).toEqual({ taken: 1, refused: [] });
  });

  it("a merge that the rules do not give, signed or not, and one that follows its own past", () => {
    const store = knowing();
    const [a, b] = ["A", "B"].map((name) =>
      written(keys, { siteId, parents: [root.hash], document: emptyDocument(name) }),
    );
    store.exchange.takeRevisions([root, ...(a && b ? [a, b] : [])]);
    const parents = [a?.hash ?? "", b?.hash ?? ""].toSorted();
    const note = { kind: "merge", rules: MERGE_RULES } as const;
    const merge = { ...content, parents, author: MERGED_BY_RULE, note, document: emptyDocument("Mine") };
    expect(reasons(store.exchange.takeRevisions([sealed(merge, siteId)]))).toEqual(["wrong-merge"]);
    const past = { ...merge, parents: [root.hash, a?.hash ?? ""].toSorted() };
    expect(reasons(store.exchange.takeRevisions([sealed(past, siteId)]))).toEqual(["wrong-merge"]);
    const signed = { ...sealed(merge, siteId), signature: sign(keys, "anything") };
    expect(reasons(store.exchange.takeRevisions([signed]))).toEqual(["wrong-signature"]);

    store.exchange.settle(siteId);
    const { revision } = store.site(siteId);
    const other = knowing();
    other.exchange.takeRevisions([root, ...(a && b ? [b, a] : [])]);
    expect(other.exchange.takeRevisions([store.exchange.revision(revision)])).toEqual({ taken: 1, refused: [] });
  });

  it("a parent of another site", () => {
    const store = knowing();
    const elsewhere = store.beginSite({ name: "Elsewhere", template: null });
    const foreign = sealed({ ...content, parents: [elsewhere.revision] }, siteId);
    expect(reasons(store.exchange.takeRevisions([foreign]))).toEqual(["other-site"]);
  });

  it("a record that is not what its name says, or none", () => {
    const store = laptop();
    const { siteId: known } = store.saveCheck({ siteId: null, siteName: "Bakery", record: publicRecord });
    const [record] = parcelOf(store, known).records;
    if (record === undefined) throw new Error("the record is there");
    const changed = record.text.replace("192.31.196.77", "192.31.196.78");
    const refused = store.exchange.takeRecords([
      { ...record, siteId, text: changed },
      { ...record, siteId, text: changed.replace("farsite-check", "farsite-chess"), hash: sha256("") },
      { ...record, siteId, kind: "scan" },
      { ...record, siteId: "../../etc" },
    ]);
    expect(refused.taken).toBe(0);
    expect(reasons(refused)).toEqual(["wrong-hash", "wrong-hash", "unreadable", "other-site"]);
  });

  it("a card that somebody else signed", () => {
    const store = laptop();
    const card = cardOf(createLaptopKeys());
    expect(reasons(store.exchange.takeCards([{ ...card, name: "Boss" }]))).toEqual(["wrong-signature"]);
  });
});

describe("a signature that comes later", () => {
  it("is added to the revision, if it is right", () => {
    const keys = createLaptopKeys();
    const store = laptop();
    const siteId = randomUUID();
    const signed = written(keys, { siteId, parents: [], document: emptyDocument("Bakery") });
    store.exchange.takeRevisions([{ ...signed, signature: null }]);
    expect(store.exchange.revision(signed.hash).signature).toBeNull();
    expect(reasons(store.exchange.takeRevisions([signed]))).toEqual(["unknown-author"]);
    store.exchange.takeCards([cardOf(keys)]);
    const wrong = { ...signed, signature: sign(keys, "x") };
    expect(reasons(store.exchange.takeRevisions([wrong]))).toEqual(["wrong-signature"]);
    expect(store.exchange.takeRevisions([signed])).toEqual({ taken: 0, refused: [] });
    expect(store.exchange.revision(signed.hash).signature).toBe(signed.signature);
  });
});

describe("revisions of a newer Farsite", () => {
  it("are kept, counted and passed on, and what can be read stays as it is", () => {
    const keys = createLaptopKeys();
    const store = laptop();
    const { siteId, revision } = store.beginSite({ name: "Bakery", template: null });
    const author = laptopIdOf(keys.publicKey);
    const document = { format: "farsite-survey", version: SURVEY_VERSION + 1, news: ["everything"] };
    const newer = sealed({ parents: [revision], siteId, author, createdAt: AT, mood: "good", document }, siteId);
    const merge = { parents: [newer.hash, revision], siteId, author: MERGED_BY_RULE, createdAt: AT, document };
    const after = sealed(merge, siteId);
    expect(store.exchange.takeRevisions([newer, after])).toEqual({ taken: 2, refused: [] });
    expect(store.exchange.settle(siteId)).toEqual({ changed: false, conflicts: 0 });
    expect(store.site(siteId)).toMatchObject({ revision, newerRevisions: 2 });
    expect(() => store.exchange.revision(sha256("x"))).toThrow("REVISION_NOT_FOUND");

    const { revision: own } = store.renameSite(siteId, "Bakery Miller") && store.site(siteId);
    expect(store.site(siteId)).toMatchObject({ revision: own, newerRevisions: 2 });
    const other = laptop();
    bring(store, other, siteId);
    expect(other.exchange.revision(newer.hash).text).toBe(newer.text);
    expect(other.site(siteId)).toMatchObject({ name: "Bakery Miller", newerRevisions: 2 });
  });

  it("alone make no site that could be opened", () => {
    const store = laptop();
    const siteId = randomUUID();
    const document = { format: "farsite-survey", version: SURVEY_VERSION + 1 };
    const newer = sealed({ parents: [], siteId, author: randomUUID(), createdAt: AT, document }, siteId);
    store.exchange.takeRevisions([newer]);
    expect(store.exchange.settle(siteId)).toEqual({ changed: false, conflicts: 0 });
    expect(store.sites()).toEqual([]);
    expect(store.exchange.siteIds()).toEqual([siteId]);
    expect(previewed(store, siteId, [newer], [])).toMatchObject({ name: "", what: "new", newRevisions: 0 });
  });
});

describe("a merge by rule that can't be checked", () => {
  /** Two laptops that worked apart, and what both show of it. */
  const workedApart = () => {
    const [one, other] = [laptop(), laptop()];
    const { siteId } = one.saveCheck({ siteId: null, siteName: "Bakery", record: freshRecord() });
    bring(one, other, siteId);
    one.changeSurvey(siteId, [{ op: "set", section: "site", field: "customer", value: "Anna" }]);
    other.changeSurvey(siteId, [{ op: "set", section: "line", field: "provider", value: "ISP" }]);
    const parents = [one.site(siteId).revision, other.site(siteId).revision].toSorted();
    bring(one, other, siteId);
    return { one, other, siteId, parents };
  };
  const lie = (content: Pick<Revision, "siteId" | "parents">, rules: number, document: SurveyDocument) =>
    sealed(
      { ...content, author: MERGED_BY_RULE, createdAt: AT, note: { kind: "merge", rules }, document },
      content.siteId,
    );

  it("since its rules are not known here is kept and changes nothing that is shown, until a person writes on it", () => {
    const { other, siteId, parents } = workedApart();
    const shown = other.site(siteId);
    expect(shown.document).toMatchObject({ site: { customer: "Anna" }, line: { provider: "ISP" } });
    const later = { ...shown.document, site: { name: "By later rules" } };
    const merge = lie({ siteId, parents }, 99, later);
    expect(previewed(other, siteId, [merge], [])).toMatchObject({ name: "Bakery", newRevisions: 1, unsigned: 1 });
    expect(other.exchange.takeRevisions([merge])).toEqual({ taken: 1, refused: [] });
    expect(other.exchange.settle(siteId)).toEqual({ changed: false, conflicts: 0 });
    expect(other.site(siteId)).toEqual(shown);
    expect(other.history(siteId, { offset: 0, limit: 40 }).entries.map(({ revision }) => revision)).not.toContain(
      merge.hash,
    );

    const keys = createLaptopKeys();
    other.exchange.takeCards([cardOf(keys)]);
    const onTop = written(keys, { siteId, parents: [merge.hash], document: { ...later, line: { plan: "100/40" } } });
    expect(other.exchange.takeRevisions([onTop])).toEqual({ taken: 1, refused: [] });
    other.exchange.settle(siteId);
    expect(other.site(siteId)).toMatchObject({ name: "By later rules", revision: onTop.hash });
  });

  it("does not take the place of a merge that is still to be made", () => {
    const { one, other, siteId, parents } = workedApart();
    const third = laptop();
    third.exchange.takeCards(one.exchange.cardsFor([siteId]));
    third.exchange.takeCards(other.exchange.cardsFor([siteId]));
    const people = parcelOf(other, siteId).revisions.filter(({ text }) => !text.includes(MERGED_BY_RULE));
    const forged = lie({ siteId, parents }, MERGE_RULES + 1, { ...other.document(siteId), site: { name: "Forged" } });
    expect(third.exchange.takeRevisions([...people, forged]).refused).toEqual([]);
    third.exchange.settle(siteId);
    expect(third.site(siteId)).toMatchObject({ name: "Bakery", revision: other.site(siteId).revision });
  });

  it("since a parent of it is of a newer Farsite is never shown", () => {
    const { other, siteId } = workedApart();
    const shown = other.site(siteId);
    const document = { format: "farsite-survey", version: SURVEY_VERSION + 1 };
    const newer = sealed({ parents: [], siteId, author: randomUUID(), createdAt: AT, document }, siteId);
    const parents = [shown.revision, newer.hash].toSorted();
    const forged = lie({ siteId, parents }, MERGE_RULES, { ...shown.document, line: {}, site: { name: "Forged" } });
    expect(previewed(other, siteId, [newer, forged], [])).toMatchObject({ name: "Bakery", refused: [] });
    expect(other.exchange.takeRevisions([newer, forged])).toEqual({ taken: 2, refused: [] });
    expect(other.exchange.settle(siteId)).toEqual({ changed: false, conflicts: 0 });
    expect(other.site(siteId)).toEqual({ ...shown, newerRevisions: 1 });
    other.renameSite(siteId, "Bakery Miller");
    expect(other.document(siteId)).toMatchObject({ site: { customer: "Anna" }, line: { provider: "ISP" } });
  });
});
