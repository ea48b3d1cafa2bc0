import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { mergeDocuments } from "#core/survey/merge-documents.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import { conflictId, type MergeSide } from "#core/survey/survey-conflict.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import { anyChanges, edited, someChanges, someSurvey } from "./random-survey.ts";

const ANNA = "11111111-1111-4111-8111-111111111111";
const BEN = "22222222-2222-4222-8222-222222222222";
const base = withChanges(emptyDocument("Bakery"), [
  { op: "set", section: "line", field: "router", value: "Fritz!Box" },
  { op: "put", list: "contacts", entry: { id: "owner", name: "Ms Winter", phone: "1" } },
  { op: "put", list: "contacts", entry: { id: "guard", name: "Mr Gray" } },
]);

const anna = (...changes: SurveyChange[]): MergeSide => ({
  document: withChanges(base, changes),
  revision: "a".repeat(64),
  author: ANNA,
  at: "2026-11-21T10:00:00+01:00",
});
/** Half an hour later, although the text of the time is the smaller one. */
const ben = (...changes: SurveyChange[]): MergeSide => ({
  document: withChanges(base, changes),
  revision: "b".repeat(64),
  author: BEN,
  at: "2026-11-21T09:30:00Z",
});
const router = (value?: string | null): SurveyChange => ({ op: "set", section: "line", field: "router", value });

function merged(one: MergeSide, other: MergeSide, from: SurveyDocument | null = base): SurveyDocument {
  const result = mergeDocuments(from, one, other);
  expect(canonicalJson(mergeDocuments(from, other, one))).toBe(canonicalJson(result));
  return result;
}

describe("two states of a survey as one", () => {
  it("takes over what only one side changed", () => {
    const document = merged(
      anna(router("Speedport"), { op: "put", list: "contacts", entry: { id: "baker" } }),
      ben(
        { op: "set-in", list: "contacts", id: "owner", field: "phone", value: "2" },
        { op: "remove", list: "contacts", id: "guard" },
      ),
    );
    expect(document.line.router).toBe("Speedport");
    expect(document.contacts).toEqual([{ id: "owner", name: "Ms Winter", phone: "2" }, { id: "baker" }]);
    expect(document.conflicts).toEqual([]);
  });

  it("shows the work of both where they have added more than one may add", () => {
    const notes = (of: string): SurveyChange[] =>
      Array.from({ length: 400 }, (_, n) => ({
        op: "put",
        list: "notes",
        entry: { id: `${of} ${n}`, text: "A note", at: "2026-11-21T10:00:00Z" },
      }));
    const document = merged(anna(...notes("Anna")), ben(...notes("Ben")));
    expect(document.notes).toHaveLength(800);
    const one: SurveyChange = { op: "set", section: "site", field: "customer", value: "Ms Winter" };
    expect(withChanges(document, [one]).notes).toHaveLength(800);
    expect(() => withChanges(document, notes("Carl").slice(0, 1))).toThrow(
      expect.objectContaining({ code: "BAD_INPUT" }),
    );
  });

  it("leaves a conflict decided, whichever revisions had brought its values", () => {
    const dispute = (revisions: [string, string]): SurveyDocument => ({
      ...base,
      conflicts: [
        {
          id: conflictId(["line", "router"]),
          path: ["line", "router"],
          sides: ["Speedport", "Fritz!Box"].map((value, index) => ({
            value,
            revision: (revisions[index] ?? "").repeat(64),
            author: ANNA,
            at: "2026-11-20T10:00:00Z",
          })),
        },
      ],
    });
    const open = { ...anna(), document: dispute(["c", "d"]) };
    expect(merged(open, ben(), dispute(["e", "f"])).conflicts).toEqual([]);
    const both = merged(open, { ...ben(), document: dispute(["e", "f"]) }, base);
    expect(both.conflicts.map(({ sides }) => sides.length)).toEqual([2]);
  });

  it("keeps what is disagreed about at a device that turns out to be another one", () => {
    const place = (value: string): SurveyChange => ({
      op: "set-in",
      list: "devices",
      id: "mac:b",
      field: "place",
      value,
    });
    const keys = (id: string): SurveyChange => ({
      op: "set-in",
      list: "devices",
      id,
      field: "keys",
      value: [id, "serial:1"],
    });
    const from = withChanges(base, [
      { op: "put", list: "devices", entry: { id: "mac:a", keys: ["mac:a"] } },
      { op: "put", list: "devices", entry: { id: "mac:b", keys: ["mac:b"] } },
    ]);
    const document = merged(
      { ...anna(), document: withChanges(from, [place("cellar"), keys("mac:b")]) },
      { ...ben(), document: withChanges(from, [place("attic"), keys("mac:a")]) },
      from,
    );
    expect(document.devices).toEqual([{ id: "mac:a", keys: ["mac:a", "serial:1", "mac:b"], place: "attic" }]);
    expect(document.conflicts.map(({ path, sides }) => [path, sides.map(({ value }) => value)])).toEqual([
      [
        ["devices", "mac:a", "place"],
        ["attic", "cellar"],
      ],
    ]);
  });

  it("merges entries whose ids are as long as they can be, and longer as JSON", () => {
    const id = "\u0001".repeat(200);
    const from = withChanges(base, [{ op: "put", list: "contacts", entry: { id } }]);
    const name = (value: string): SurveyDocument =>
      withChanges(from, [{ op: "set-in", list: "contacts", id, field: "name", value }]);
    const document = merged({ ...anna(), document: name("Kim") }, { ...ben(), document: name("Sam") }, from);
    expect(document.conflicts).toHaveLength(1);
  });

  it("shows the later value and keeps both, who wrote them and when", () => {
    const document = merged(anna(router("Speedport")), ben(router("Vodafone Station")));
    expect(document.line.router).toBe("Vodafone Station");
    expect(document.conflicts).toEqual([
      {
        id: conflictId(["line", "router"]),
        path: ["line", "router"],
        sides: [
          { value: "Vodafone Station", revision: "b".repeat(64), author: BEN, at: "2026-11-21T09:30:00Z" },
          { value: "Speedport", revision: "a".repeat(64), author: ANNA, at: "2026-11-21T10:00:00+01:00" },
        ],
      },
    ]);
  });

  it("tells a value that was cleared from one that nobody knows", () => {
    const document = merged(anna(router(null)), ben(router()));
    expect(document.line).toEqual({});
    expect(document.conflicts[0]?.sides.map((side) => ("value" in side ? side.value : "cleared"))).toEqual([
      "cleared",
      null,
    ]);
  });

  it("sees no conflict where both wrote the same", () => {
    expect(merged(anna(router("Speedport")), ben(router("Speedport"))).conflicts).toEqual([]);
  });

  it("keeps an entry that one side removed and the other one worked on", () => {
    const document = merged(
      anna({ op: "set-in", list: "contacts", id: "guard", field: "phone", value: "3" }),
      ben({ op: "remove", list: "contacts", id: "guard" }),
    );
    expect(document.contacts.map(({ id }) => id)).toEqual(["owner", "guard"]);
    expect(document.conflicts).toMatchObject([
      {
        path: ["contacts", "guard"],
        sides: [{ author: BEN }, { author: ANNA, value: { name: "Mr Gray", phone: "3" } }],
      },
    ]);
  });

  it("lets who writes at the place decide a conflict, for the other laptop as well", () => {
    const open = merged(anna(router("Speedport")), ben(router("Vodafone Station")));
    const decided = withChanges(open, [router("Speedport")]);
    expect(decided.conflicts).toEqual([]);
    const elsewhere = withChanges(open, [{ op: "set", section: "site", field: "customer", value: "Winter" }]);
    const document = merged({ ...anna(), document: decided }, { ...ben(), document: elsewhere }, open);
    expect(document).toMatchObject({ line: { router: "Speedport" }, site: { customer: "Winter" }, conflicts: [] });
  });

  it("puts a device together that two laptops described by different keys", () => {
    const device = (id: string, keys: string[], more: object): SurveyChange => ({
      op: "put",
      list: "devices",
      entry: { id, keys, ...more },
    });
    const photo = { id: "p", hash: "0".repeat(64), thumbnail: "1".repeat(64), width: 1, height: 1, bytes: 1 };
    const document = merged(
      anna(device("mac:1", ["mac:1", "serial:9"], { name: "Gate", place: "north" })),
      ben(device("serial:9", ["serial:9"], { name: "Gate", place: "south", note: "loose" }), {
        op: "put",
        list: "photos",
        entry: { ...photo, kind: "camera", deviceId: "serial:9", takenAt: "2026-11-21T10:00:00Z" },
      }),
    );
    expect(document.devices).toEqual([
      { id: "mac:1", keys: ["mac:1", "serial:9"], name: "Gate", place: "north", note: "loose" },
    ]);
    expect(document.photos[0]?.deviceId).toBe("mac:1");
    expect(document.conflicts).toMatchObject([
      { path: ["devices", "mac:1", "place"], sides: [{ value: "north" }, { value: "south" }] },
    ]);
  });

  it("unites checks and the ledger, however often", () => {
    const check = (n: number) => ({ checkId: `00000000-0000-4000-8000-00000000000${n}`, hash: String(n).repeat(64) });
    const one = { ...anna(), document: { ...base, checks: [check(1), check(2)] } };
    const other = { ...ben(), document: { ...base, checks: [check(1), check(3)] } };
    const both = merged(one, other, { ...base, checks: [check(1)] });
    expect(both.checks.map(({ hash }) => hash[0])).toEqual(["1", "2", "3"]);
    expect(merged({ ...one, document: both }, other, other.document)).toEqual(both);
  });

  describe("of a walk-through", () => {
    const walk = (updatedAt: string, more: object = {}): SurveyChange => ({
      op: "put",
      list: "walks",
      entry: {
        id: "w",
        kind: "public-ip",
        startedAt: "2026-11-20T08:00:00Z",
        updatedAt,
        status: "open",
        state: { step: "letter" },
        ...more,
      },
    });
    const begun = withChanges(base, [walk("2026-11-20T08:00:00Z")]);
    const on = (by: typeof anna, change: SurveyChange): MergeSide => ({
      ...by(),
      document: withChanges(begun, [change]),
    });
    const waiting = { for: "provider", since: "2026-11-20T09:00:00Z", until: null };

    it("takes the one that got on last, whole, and asks nobody", () => {
      // Ben's revision is the later one; Anna took her step after his.
      const annas = walk("2026-11-20T11:00:00+01:00", {
        status: "done",
        state: { step: "done", address: "192.31.196.77" },
      });
      const bens = walk("2026-11-20T09:00:00Z", { waiting, state: { step: "asked", ticket: "4711" } });
      const document = merged(on(anna, annas), on(ben, bens), begun);
      expect(document.walks).toEqual(withChanges(base, [annas]).walks);
      expect(document.conflicts).toEqual([]);
    });

    it("takes over what one side did, whatever its clock said", () => {
      const step = walk("2026-11-20T07:00:00Z", { state: { step: "asked" } });
      expect(merged(on(anna, step), { ...ben(), document: begun }, begun).walks).toEqual(
        withChanges(base, [step]).walks,
      );
    });

    it("comes to the same in any order where three took a step at the same time", () => {
      const at = "2026-11-20T09:00:00Z";
      const [a, b, c] = ["asked", "letter", "promised"].map((step, n) => ({
        ...side(withChanges(begun, [walk(at, { state: { step } })]), n === 0 ? "a" : "b", n),
      }));
      if (a === undefined || b === undefined || c === undefined) throw new Error("three sides");
      const both = (one: MergeSide, other: MergeSide): MergeSide => ({ ...one, document: merged(one, other, begun) });
      expect(merged(both(a, b), c, begun).walks).toEqual(merged(a, both(b, c), begun).walks);
    });

    it("goes where one side removed it, unless the other one went on with it", () => {
      const gone = on(ben, { op: "remove", list: "walks", id: "w" });
      expect(merged({ ...anna(), document: begun }, gone, begun).walks).toEqual([]);
      const step = walk("2026-11-20T09:00:00Z", { state: { step: "asked" } });
      const document = merged(on(anna, step), gone, begun);
      expect(document.walks).toEqual(withChanges(base, [step]).walks);
      expect(document.conflicts).toEqual([]);
    });

    it("follows the device that it is about when that turns out to be another entry", () => {
      const device = (id: string, keys: string[]): SurveyChange => ({
        op: "put",
        list: "devices",
        entry: { id, keys },
      });
      const document = merged(
        anna(device("mac:1", ["mac:1", "serial:9"])),
        ben(device("serial:9", ["serial:9"]), walk("2026-11-20T09:00:00Z", { deviceId: "serial:9" })),
      );
      expect(document.walks[0]?.deviceId).toBe("mac:1");
    });
  });

  it("takes both peers and ports that two added to one tunnel, and asks nobody", () => {
    const peer = (id: string, address: string) => ({
      id,
      name: id,
      role: "technician" as const,
      publicKey: "k",
      address,
      addedAt: "2026-11-20T08:00:00Z",
    });
    const port = (id: string, serverPort: number) => ({
      id,
      address: "192.168.1.20",
      transport: "tcp" as const,
      port: 554,
      use: "stream" as const,
      serverPort,
      listen: "server" as const,
    });
    const tunnel = (peers: ReturnType<typeof peer>[], published: ReturnType<typeof port>[]): SurveyChange => ({
      op: "put",
      list: "tunnels",
      entry: { id: "t", kind: "wireguard", peers, published, madeAt: "2026-11-20T08:00:00Z" },
    });
    const [old, kim, lee] = [peer("old", "10.88.0.2"), peer("kim", "10.88.0.3"), peer("lee", "10.88.0.4")];
    const begun = withChanges(base, [tunnel([old], [port("p", 20_001)])]);
    const on = (by: typeof anna, change: SurveyChange): MergeSide => ({
      ...by(),
      document: withChanges(begun, [change]),
    });
    const revoked = { ...old, removedAt: "2026-11-20T09:00:00Z" };
    const document = merged(
      on(anna, tunnel([old, kim], [])),
      on(ben, tunnel([revoked, lee], [port("p", 20_001), port("q", 20_002)])),
      begun,
    );
    expect(document.conflicts).toEqual([]);
    const [entry] = document.tunnels;
    expect(entry?.peers.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([kim, lee, revoked]);
    expect(entry?.published).toEqual([port("q", 20_002)]);
  });

  it("asks where two wrote different things of one forward, and unites tests from outside", () => {
    const forward: SurveyChange = {
      op: "put",
      list: "forwards",
      entry: {
        id: "f",
        address: "192.168.1.20",
        transport: "tcp",
        internalPort: 8_000,
        externalPort: 8_000,
        use: "app",
        means: "upnp",
        openedAt: "2026-11-20T08:00:00Z",
      },
    };
    const from = withChanges(base, [forward]);
    const hostName = (value: string): SurveyChange => ({
      op: "set-in",
      list: "forwards",
      id: "f",
      field: "hostName",
      value,
    });
    const proof = (n: number) => ({ proofId: `00000000-0000-4000-8000-00000000000${n}`, hash: String(n).repeat(64) });
    const having = (by: MergeSide, name: string, n: number): MergeSide => ({
      ...by,
      document: { ...withChanges(from, [hostName(name)]), proofs: [proof(n)] },
    });
    const document = merged(having(anna(), "a.example", 1), having(ben(), "b.example", 2), from);
    expect(document.conflicts.map(({ path }) => path)).toEqual([["forwards", "f", "hostName"]]);
    expect(document.forwards[0]?.hostName).toBe("b.example");
    expect(document.proofs).toEqual([proof(1), proof(2)]);
  });

  it("keeps the order that somebody chose", () => {
    const document = merged(
      anna({ op: "move", list: "contacts", id: "guard", before: "owner" }),
      ben({ op: "put", list: "contacts", entry: { id: "baker" } }),
    );
    expect(document.contacts.map(({ id }) => id)).toEqual(["guard", "baker", "owner"]);
  });
});

const side = (document: SurveyDocument, which: "a" | "b", minute: number): MergeSide => ({
  document,
  revision: which.repeat(64),
  author: which === "a" ? ANNA : BEN,
  at: `2026-11-21T10:0${minute}:00Z`,
});

describe("any two states", () => {
  it("come out the same whichever is called which, and merging again changes nothing", () => {
    fc.assert(
      fc.property(someSurvey, anyChanges, anyChanges, fc.nat(2), (from, ours, theirs, minute) => {
        const [one, other] = [side(edited(from, ours), "a", 1), side(edited(from, theirs), "b", minute)];
        const document = merged(one, other, from);
        const again = merged({ ...one, document }, other, other.document);
        expect(canonicalJson(again)).toBe(canonicalJson(document));
      }),
    );
  });

  it("lose nothing: every value that one side wrote shows or stands in a conflict", () => {
    fc.assert(
      fc.property(someSurvey, someChanges, someChanges, (from, ours, theirs) => {
        const sides = [edited(from, ours), edited(from, theirs)] as const;
        const document = merged(side(sides[0], "a", 1), side(sides[1], "b", 2), from);
        const shown = canonicalJson(document);
        const written = sides.flatMap((after) => newValues(from, after));
        expect(written.filter((value) => !shown.includes(canonicalJson(value)))).toEqual([]);
        const touched = sides.flatMap((after) => changedContacts(from, after));
        expect(touched.filter((id) => !document.contacts.some((one) => one.id === id))).toEqual([]);
      }),
    );
  });
});

const changedContacts = (from: SurveyDocument, after: SurveyDocument): string[] =>
  after.contacts.filter((contact) => !isThere(from.contacts, contact)).map(({ id }) => id);

const isThere = (list: readonly unknown[], entry: unknown): boolean =>
  list.some((one) => canonicalJson(one) === canonicalJson(entry));

/** What stands in a field or in a contact's name now and did not stand there before. */
function newValues(from: SurveyDocument, after: SurveyDocument): unknown[] {
  const fields = (["site", "line", "route"] as const).flatMap((section) => {
    const before = new Map<string, unknown>(Object.entries(from[section]));
    return Object.entries<unknown>(after[section]).flatMap(([field, value]) =>
      before.get(field) === value ? [] : [value],
    );
  });
  const names = after.contacts
    .filter(({ id, name }) => name !== from.contacts.find((one) => one.id === id)?.name)
    .flatMap(({ name }) => (name === undefined ? [] : [name]));
  return [...fields, ...names];
}
