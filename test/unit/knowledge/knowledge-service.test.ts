import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHostError } from "#core/contract/errors.ts";
import { baseKnowledge } from "#core/knowledge/base.ts";
import type { HiddenEntry } from "#core/knowledge/knowledge.ts";
import { KnowledgeService } from "#host/knowledge/knowledge-service.ts";
import type { Store } from "#host/store/open-store.ts";
import { ownPrice, ownRouter } from "../../fakes/own-knowledge.ts";
import { openTestStore, temporaryFolder } from "../store/store-fixture.ts";

const service = (store: Store): KnowledgeService =>
  new KnowledgeService({
    ownFacts: () => store.ownFacts,
    now: () => new Date("2026-11-21T09:00:00Z"),
    locale: () => "en",
  });
const fresh = (): KnowledgeService => service(openTestStore(temporaryFolder()));

const bytesOf = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const fileOf = (entries: Record<string, unknown>): Uint8Array =>
  bytesOf({ format: "farsite-knowledge", version: 1, entries });

const hidden = (id: string): HiddenEntry => ({ id, hidden: true });

describe("the firm's own facts", () => {
  it("are kept over a restart, replaced, and taken away again", () => {
    const folder = temporaryFolder();
    const knowledge = service(openTestStore(folder));
    expect(knowledge.saveEntry("prices", ownPrice).prices[0]).toMatchObject({ id: "our-server", origin: "firm" });
    knowledge.saveEntry("prices", { ...ownPrice, amount: 6 });
    knowledge.saveEntry("routers", ownRouter);
    const later = service(openTestStore(folder));
    expect(later.overlay().prices).toEqual([{ ...ownPrice, amount: 6 }]);
    expect(later.current().routers[0]?.id).toBe("our-router");
    expect(later.removeEntry("prices", "our-server").prices).toHaveLength(baseKnowledge().prices.length);
    expect(later.removeEntry("prices", "never-there").prices).toHaveLength(baseKnowledge().prices.length);
  });

  it("hide one of Farsite's until they are taken away", () => {
    const knowledge = fresh();
    const ids = (): string[] => knowledge.current().products.map(({ id }) => id);
    knowledge.saveEntry("products", hidden("teamviewer"));
    expect(ids()).not.toContain("teamviewer");
    const teamviewer = baseKnowledge().products.find(({ id }) => id === "teamviewer");
    expect(knowledge.covered()).toMatchObject({ products: [teamviewer], prices: [] });
    knowledge.removeEntry("products", "teamviewer");
    expect(ids()).toContain("teamviewer");
    expect(knowledge.covered().products).toEqual([]);
  });

  it.each([
    ["without a source", { ...ownPrice, source: "" }],
    ["of a currency that is none", { ...ownPrice, currency: "euro" }],
    ["with a field that nobody reads", { ...ownPrice, more: true }],
    ["of another kind", ownRouter],
    ["that both hides and says", { ...ownPrice, hidden: true }],
    ["whose words turn the line around", { ...ownPrice, what: { en: "\u202Eyenom" } }],
  ])("are refused %s", (_name, entry) => {
    const knowledge = fresh();
    expect(() => knowledge.saveEntry("prices", entry)).toThrow("BAD_INPUT");
    expect(knowledge.overlay().prices).toEqual([]);
  });

  it("of a newer Farsite are left alone and not used", () => {
    const store = openTestStore(temporaryFolder());
    store.ownFacts.keep([{ kind: "prices", entry: { ...ownPrice, id: "x", amount: "later" } as never }]);
    expect(service(store).overlay().prices).toEqual([]);
  });
});

describe("a colleague's file", () => {
  it("brings what was handed over, once", async () => {
    const one = fresh();
    one.saveEntry("prices", ownPrice);
    one.saveEntry("routers", ownRouter);
    one.saveEntry("makers", hidden("zkteco"));
    const { fileName, file } = one.exportOverlay();
    expect(fileName).toBe("farsite-knowledge-2026-11-21.json");
    const bytes = new Uint8Array(await file.arrayBuffer());

    const other = fresh();
    other.saveEntry("prices", { ...ownPrice, amount: 9 });
    expect(other.importOverlay(bytes)).toEqual({ added: 2, replaced: 1, unchanged: 0, refused: [] });
    expect(other.overlay()).toEqual(one.overlay());
    expect(other.importOverlay(bytes)).toEqual({ added: 0, replaced: 0, unchanged: 3, refused: [] });
  });

  it("brings nothing that Farsite says already", () => {
    const knowledge = fresh();
    expect(knowledge.importOverlay(fileOf({ providers: baseKnowledge().providers }))).toEqual({
      added: 0,
      replaced: 0,
      unchanged: baseKnowledge().providers.length,
      refused: [],
    });
    expect(knowledge.overlay().providers).toEqual([]);
  });

  it("is taken entry by entry, and says why one was not", () => {
    const knowledge = fresh();
    const slow = { ...ownRouter, id: "slow", matches: "(?:a+)+b" };
    const result = knowledge.importOverlay(
      fileOf({
        prices: [ownPrice, ownPrice, { ...ownPrice, id: "no-day", date: "soon" }],
        routers: [slow, ownRouter, "nothing", null],
      }),
    );
    expect(result).toMatchObject({ added: 2, replaced: 0, unchanged: 0 });
    expect(result.refused).toEqual([
      { id: "slow", why: "Not an entry of this kind: matches: no * or + behind a group" },
      { id: "?", why: expect.stringMatching(/^Not an entry of this kind/) },
      { id: "?", why: expect.stringMatching(/^Not an entry of this kind/) },
      { id: "our-server", why: "There twice in the file" },
      { id: "no-day", why: expect.stringMatching(/date/) },
    ]);
    expect(knowledge.overlay().routers.map(({ id }) => id)).toEqual(["our-router"]);
  });

  it("cannot reach into the program", () => {
    const knowledge = fresh();
    const text = `{"format":"farsite-knowledge","version":1,"entries":{"__proto__":{"x":1},"prices":[
      {"__proto__":{"hidden":true},"id":"a"},
      ${JSON.stringify(ownPrice).replace("{", '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},')}
    ]}}`;
    const { added, refused } = knowledge.importOverlay(bytesOf(text));
    expect({ added, refused: refused.length }).toEqual({ added: 0, refused: 2 });
    expect("polluted" in {}).toBe(false);
    expect(knowledge.overlay().prices).toEqual([]);
  });

  it("is kept small, however much it brings", () => {
    const knowledge = fresh();
    const many = Array.from({ length: 2_100 }, (_, index) => hidden(`entry-${index}`));
    const result = knowledge.importOverlay(fileOf({ prices: many }));
    expect(result.added).toBe(2_000);
    expect(result.refused).toHaveLength(100);
    expect(result.refused[0]?.why).toBe("More entries of this kind than are kept");
    expect(() => knowledge.saveEntry("prices", ownPrice)).toThrow("BAD_INPUT");
  });

  it.each<[name: string, bytes: Uint8Array]>([
    ["no JSON", bytesOf("{")],
    ["no text", new Uint8Array([0xff, 0xfe, 0x00])],
    ["another format", bytesOf({ format: "farsite-package", version: 1, entries: {} })],
    ["a later version", bytesOf({ format: "farsite-knowledge", version: 2, entries: {} })],
    ["a list in place of the entries", bytesOf({ format: "farsite-knowledge", version: 1, entries: [] })],
    ["a list too deep", bytesOf("[".repeat(500_000))],
    ["too large", new Uint8Array(4_000_001)],
  ])("that is %s is refused whole", (_name, bytes) => {
    expect(() => fresh().importOverlay(bytes)).toThrow("NOT_KNOWLEDGE");
  });

  it("is either taken or refused, whatever is in it", () => {
    const knowledge = fresh();
    const any = fc.array(fc.oneof(fc.jsonValue(), fc.record({ id: fc.string(), hidden: fc.jsonValue() })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ providers: any, routers: any, prices: any })), (entries) => {
        const outcome = importOutcome(knowledge, fileOf(entries as Record<string, unknown>));
        expect(["taken", "NOT_KNOWLEDGE"]).toContain(outcome);
        expect(knowledge.current().routers.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});

function importOutcome(knowledge: KnowledgeService, bytes: Uint8Array): string {
  try {
    knowledge.importOverlay(bytes);
    return "taken";
  } catch (error) {
    return isHostError(error) ? error.code : String(error);
  }
}
