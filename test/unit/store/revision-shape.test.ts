import { createHash } from "node:crypto";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { revisionSchema } from "#core/survey/revision.ts";
import {
  emptyDocument,
  SURVEY_VERSION,
  surveyDocumentSchema,
  type SurveyDocument,
} from "#core/survey/survey-document.ts";
import { parseDocument, parseRevision } from "#host/store/revision-shape.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

const contact = (id: string, name: string) => ({ id, name });
const like: SurveyDocument = surveyDocumentSchema.parse({
  ...emptyDocument("Bakery"),
  contacts: ["a", "b", "c"].map((id) => contact(id, `Contact ${id}`)),
  devices: ["a", "b"].map((id) => ({ id, keys: [`mac:${id}`], name: "Camera" })),
});
const head = {
  parents: [],
  siteId: "11111111-2222-4333-8444-555555555555",
  author: "11111111-2222-4333-8444-555555555556",
  createdAt: "2026-11-20T12:00:00.000Z",
};

/** Lists of known, new and impossible entries, in any order and number. */
const entries = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<unknown>(...like.contacts, ...like.devices) },
    fc.constantFrom<unknown>(contact("d", "New"), contact("a", "Other"), contact("a", " to be trimmed ")),
    fc.constantFrom<unknown>({ id: "a" }, null, 7, { ...contact("a", "Contact a"), hidden: 1 }),
  ),
  { maxLength: 5 },
);

describe("a revision that is read beside another one", () => {
  it("is what it is when read alone, or is refused as well", () => {
    fc.assert(
      fc.property(
        fc.record({ contacts: fc.oneof(entries, fc.constant("none")), devices: entries }),
        fc.constantFrom(2, 3, 4, "3"),
        (lists, version) => {
          const json: unknown = JSON.parse(JSON.stringify({ ...head, document: { ...like, ...lists, version } }));
          const [alone, beside] = [revisionSchema.safeParse(json), parseRevision(json, like)];
          expect(beside.success).toBe(alone.success);
          expect(beside.data).toEqual(alone.data);
          const document = { ...like, ...lists } as SurveyDocument;
          const [whole, next] = [surveyDocumentSchema.safeParse(document), parseDocument(document, like)];
          expect(next.success).toBe(whole.success);
          expect(next.data).toEqual(whole.data);
        },
      ),
    );
  });

  it("shares what both have in common", () => {
    const json = structuredClone({
      ...head,
      document: { ...like, contacts: like.contacts.with(1, contact("b", "B")) },
    });
    const document = parseRevision(json, like).data?.document;
    if (document?.version !== SURVEY_VERSION) throw new Error("not of this version");
    expect(document.devices).toBe(like.devices);
    expect(document.contacts.map((entry, index) => entry === like.contacts[index])).toEqual([true, false, true]);
  });
});

it("a row that was put in by hand, with the right hash and a wrong shape, is damage", () => {
  const folder = temporaryFolder();
  const store = openTestStore(folder);
  const { siteId, revision } = store.beginSite({ name: "Bakery", template: null });
  const document = { ...emptyDocument("Bakery"), devices: [{ id: 1 }], contacts: null };
  const text = canonicalJson({ ...head, siteId, parents: [revision], document });
  const hash = createHash("sha256").update(text).digest("hex");
  const db = new Database(join(folder, "farsite.db"));
  db.prepare(
    `insert into revision (hash, survey_id, parents, author, created_at, version, recency, body)
     values (:hash, :siteId, :parents, :author, :createdAt, 3, 9e12, :body)`,
  ).run({ ...head, hash, siteId, parents: JSON.stringify([revision]), body: deflateRawSync(text) });
  db.close();
  const damaged = expect.objectContaining({ code: "STORE_DAMAGED" });
  expect(() => store.history(siteId, { offset: 0, limit: 40 })).toThrow(damaged);
  expect(() => store.documentAt(siteId, hash)).toThrow(damaged);
});
