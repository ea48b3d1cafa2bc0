import { randomUUID } from "node:crypto";
import Database from "better-sqlite3";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isHostError } from "#core/contract/errors.ts";
import { siteSchema } from "#core/contract/survey-calls.ts";
import { MAX_PROOFS_PER_SITE } from "#core/survey/survey-document.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { Store } from "#host/store/open-store.ts";
import { sampleProof } from "../../fakes/sample-proof.ts";
import { bring } from "./exchange-fixture.ts";
import { freshRecord, openTestStore, temporaryFolder } from "./store-fixture.ts";

const laptop = (): Store => openTestStore(temporaryFolder());
const begin = (store: Store): string => store.beginSite({ name: "Bakery", template: null }).siteId;
const codeOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (isHostError(error)) return error.code;
    throw error;
  }
};

describe("tests from outside", () => {
  it("are kept with their site, once, and told in its history", () => {
    const store = laptop();
    const siteId = begin(store);
    const proof = sampleProof();
    const saved = store.saveProof({ siteId, record: proof });
    expect(saved).toMatchObject({ siteId, siteName: "Bakery" });
    expect(store.saveProof({ siteId, record: proof })).toEqual(saved);
    expect(store.proof(siteId, proof.proofId)).toEqual(proof);
    const site = siteSchema.parse(store.site(siteId));
    expect(site.proofs).toEqual([
      { proofId: proof.proofId, startedAt: proof.startedAt, origin: "vantage", proven: 1, tested: 2 },
    ]);
    const [entry] = store.history(siteId, { offset: 0, limit: 1 }).entries;
    expect(entry).toMatchObject({ canUndo: false });
    expect(entry?.sentences.map(createTranslate("en"))).toEqual([
      "Test from outside (test server): 1 of 2 ports proven",
    ]);
    expect(entry?.sentences.map(createTranslate("de"))).toEqual([
      "Test von außen (Testserver): 1 von 2 Ports nachgewiesen",
    ]);
    expect(codeOf(() => store.undo(siteId, saved.revision))).toBe("CHANGE_IMPOSSIBLE");
  });

  it("come the newest first, as many as are asked for", () => {
    const store = laptop();
    const siteId = begin(store);
    const times = ["2026-11-20T12:00:00+02:00", "2026-11-20T10:30:00.000Z", "2026-11-20T09:00:00.000Z"];
    const proofs = times.map((at) => sampleProof(at));
    for (const record of proofs) store.saveProof({ siteId, record });
    expect(store.proofs(siteId, 2)).toEqual([proofs[1], proofs[0]]);
    expect(store.proofs(siteId, 9)).toEqual([proofs[1], proofs[0], proofs[2]]);
    expect(store.proofs(begin(store), 9)).toEqual([]);
  });

  it("belong to a site that is here, and there are so many at most", () => {
    const store = laptop();
    const siteId = begin(store);
    expect(codeOf(() => store.saveProof({ siteId: randomUUID(), record: sampleProof() }))).toBe("SITE_NOT_FOUND");
    expect(codeOf(() => store.proofs(randomUUID(), 1))).toBe("SITE_NOT_FOUND");
    expect(codeOf(() => store.proof(siteId, randomUUID()))).toBe("PROOF_NOT_FOUND");
    const wrong = { ...sampleProof(), results: [] };
    expect(codeOf(() => store.saveProof({ siteId, record: wrong }))).toBe("BAD_INPUT");
    store.amend(siteId, (document) => ({
      ...document,
      proofs: Array.from({ length: MAX_PROOFS_PER_SITE }, (_, n) => ({
        proofId: randomUUID(),
        hash: n.toString(16).padStart(64, "0"),
      })),
    }));
    expect(codeOf(() => store.saveProof({ siteId, record: sampleProof() }))).toBe("BAD_INPUT");
  });

  it("travel with the survey that names them, and are missed where they have not come", () => {
    const [one, other] = [laptop(), laptop()];
    const siteId = begin(one);
    const proof = sampleProof();
    one.saveProof({ siteId, record: proof });
    one.saveCheck({ siteId, siteName: "", record: freshRecord() });
    other.exchange.takeCards(one.exchange.cardsFor([siteId]));
    other.exchange.takeRevisions(one.exchange.revisionHashes(siteId).map((hash) => one.exchange.revision(hash)));
    other.exchange.settle(siteId);
    expect(other.exchange.missingRecords(siteId).toSorted()).toEqual(one.exchange.recordHashes(siteId));
    expect(codeOf(() => other.proof(siteId, proof.proofId))).toBe("PROOF_NOT_FOUND");
    expect(other.site(siteId).proofs).toEqual([]);
    bring(one, other, siteId);
    expect(other.exchange.missingRecords(siteId)).toEqual([]);
    expect(other.proof(siteId, proof.proofId)).toEqual(proof);
  });

  it("are evidence: the database refuses to change or delete them", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    store.saveProof({ siteId: begin(store), record: sampleProof() });
    const db = new Database(join(folder, "farsite.db"));
    for (const statement of [
      "update proof_record set body = x'00'",
      "delete from proof_record",
      "update proof_record set hash = 'x'",
    ]) {
      expect(() => db.exec(statement), statement).toThrow("a proof record is never");
    }
    db.close();
  });

  it("are found by their addresses and by what answered, and only the latest ones", () => {
    const store = laptop();
    const siteId = begin(store);
    const found = (text: string) =>
      store.findSites({ text, status: "all", onlyConflicts: false, sort: "relevance", offset: 0, limit: 9 }).total;
    store.saveProof({ siteId, record: sampleProof() });
    expect(["192.31.196.77", "192.175.48.99", "vantage.example.net", "recorder"].map(found)).toEqual([1, 1, 1, 1]);
    // Words inside Farsite are none.
    expect(["farsite-proof", "answered"].map(found)).toEqual([0, 0]);
    store.rebuildIndex();
    expect(found("192.175.48.99")).toBe(1);
  });
});
