import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { routeIdSchema } from "#core/advice/route-id.ts";
import { forwardMeansSchema, forwardUseSchema, type Forward } from "#core/forward/forward.ts";
import { transportSchema } from "#core/nat/observation.ts";
import { proofSummarySchema } from "#core/proof/proof-record.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { documentChanges, entryLists } from "#core/survey/document-diff.ts";
import { historySentences, placeMessage, type HistoryContext } from "#core/survey/say-history.ts";
import { sectionNames, surveyDocumentSchema, type SurveyDocument } from "#core/survey/survey-document.ts";
import {
  accountKindSchema,
  custodyEntrySchema,
  photoKindSchema,
  surveyDeviceRoleSchema,
} from "#core/survey/survey-sections.ts";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import { createTranslate } from "#core/text/translate.ts";
import { walkKindSchema, walkSchema, type Walk } from "#core/walk/walk.ts";
import { filledSurvey, HASH, manyChanges, photo } from "./filled-survey.ts";
import { anyChanges, edited, someSurvey } from "./random-survey.ts";

const translations = [createTranslate("en"), createTranslate("de")] as const;
const [inEnglish] = translations;

const context = (before: SurveyDocument, after: SurveyDocument): HistoryContext => ({
  before,
  after,
  verdict: (hash) => (hash === HASH ? "cgnat" : null),
  devicesFound: (hash) => (hash === HASH ? 12 : null),
  proof: (hash) => (hash === HASH ? { origin: "vantage", proven: 2, tested: 3 } : null),
});

const said = (before: SurveyDocument, after: SurveyDocument): string[] =>
  historySentences(documentChanges(before, after), context(before, after)).sentences.map((one) => inEnglish(one));

const changed = (change: (document: SurveyDocument) => Partial<SurveyDocument>): string[] =>
  said(filledSurvey, { ...filledSurvey, ...change(filledSurvey) });

const UUID = "3f0c6a44-3f30-4d6e-9a4e-3f8b6f6f2a11";
const AT = "2026-11-20T09:00:00.000Z";

const LATER = "2026-11-20T09:30:00.000Z";
const forward: Forward = {
  id: "f1",
  address: "192.168.1.20",
  transport: "tcp",
  internalPort: 8_000,
  externalPort: 8_000,
  use: "app",
  means: "upnp",
  openedAt: AT,
};
const walk: Walk = {
  id: "w1",
  kind: "port-forward",
  startedAt: AT,
  updatedAt: AT,
  status: "open",
  state: { step: "preflight" },
};

describe("what changed in a survey is said", () => {
  test.each<[string, (document: SurveyDocument) => Partial<SurveyDocument>, string[]]>([
    [
      "a field",
      ({ line }) => ({ line: { ...line, router: "Fritz!Box 7590" } }),
      ["Changed: router: Fritz!Box 7590 (before: Fritz!Box 7490)"],
    ],
    [
      "a choice",
      ({ line }) => ({ line: { ...line, technology: "fibre" } }),
      ["Changed: kind of line: fibre (before: DSL)"],
    ],
    ["a number", ({ line }) => ({ line: { ...line, uploadMbps: 40 } }), ["Entered: upload (Mbit/s): 40"]],
    ["that nobody knows", ({ line }) => ({ line: { ...line, provider: null } }), ["Nobody knows: internet provider"]],
    [
      "a field that was cleared",
      ({ site }) => ({ site: { name: site.name, status: "open" } }),
      ["Cleared: customer (before: Meier)"],
    ],
    [
      "a template",
      ({ site }) => ({ site: { ...site, template: { id: "t", name: "CCTV" } } }),
      ["Entered: template: CCTV"],
    ],
    ["a moment", ({ route }) => ({ route: { ...route, decidedAt: AT } }), ["Changed: when the route was decided"]],
    [
      "a device",
      ({ devices }) => ({ devices: devices.map((one) => (one.id === "d1" ? { ...one, place: "gate" } : one)) }),
      ["Device “Camera 3”, place: gate"],
    ],
    [
      "an item that was ticked off",
      ({ checklist }) => ({
        checklist: checklist.map((one) => ({ ...one, state: "done" as const, doneAt: AT, doneBy: "Kim" })),
      }),
      [
        "Done: Default passwords changed",
        "Checklist item “Clock is right”: when it was done changed",
        "Checklist item “Clock is right”, done by: Kim",
      ],
    ],
    [
      "a step",
      ({ steps }) => ({ steps: steps.map((one) => ({ ...one, doneAt: AT, doneBy: "Kim" })) }),
      ["Done: Forward port 8000"],
    ],
    [
      "an answer",
      ({ answers }) => ({ answers: answers.map((one) => (one.id === "a1" ? { ...one, value: true } : one)) }),
      ["Signs put up?: yes"],
    ],
    ["a photo", ({ photos }) => ({ photos: [...photos, photo("p2")] }), ["Photo added: router label"]],
    [
      "another picture",
      () => ({ photos: [photo("p1", { deviceId: "d1", hash: "01".repeat(32), bytes: 3 })] }),
      ["Photo (router label): picture changed"],
    ],
    [
      "a photo's device",
      () => ({ photos: [photo("p1", { deviceId: "d2" })] }),
      ["Photo (router label), device: Recorder (before: Camera 3)"],
    ],
    ["a check", () => ({ checks: [{ checkId: UUID, hash: HASH }] }), ["Check: Carrier-grade NAT"]],
    ["a check that has not come", () => ({ checks: [{ checkId: UUID, hash: "0".repeat(64) }] }), ["Check added"]],
    ["a search", () => ({ scans: [{ scanId: UUID, hash: HASH }] }), ["Search for devices: 12 devices"]],
    [
      "a test from outside",
      () => ({ proofs: [{ proofId: UUID, hash: HASH }] }),
      ["Test from outside (test server): 2 of 3 ports proven"],
    ],
    [
      "a test that has not come",
      () => ({ proofs: [{ proofId: UUID, hash: "0".repeat(64) }] }),
      ["Test from outside added"],
    ],
    ["a wish", () => ({ wishes: { watchers: "third-party" } }), ["Entered: who watches: a third party"]],
    [
      "the route in particular",
      ({ route }) => ({ route: { ...route, route: "tailscale", recommended: "wireguard-hub" } }),
      ["Entered: exact route: Tailscale", "Entered: recommended route: WireGuard through a server of one's own"],
    ],
    [
      "an opened port",
      () => ({ forwards: [forward, { ...forward, id: "f2", address: "2001:db8::20", externalPort: 443 }] }),
      [
        "Port opened to the internet: 8000 → 192.168.1.20:8000",
        "Port opened to the internet: 443 → [2001:db8::20]:8000",
      ],
    ],
    ["a walk-through", () => ({ walks: [walk] }), ["Walk-through “Port forward”: begun"]],
    [
      "one that was over at once",
      () => ({ walks: [{ ...walk, status: "abandoned" }] }),
      ["Walk-through “Port forward”: given up"],
    ],
    [
      "a router's settings file",
      () => ({
        routerBackups: [{ id: "b", fileName: "box.cfg", bytes: 9, hash: HASH, savedAt: AT, laptopId: UUID }],
      }),
      ["Backup of the router's settings added: box.cfg"],
    ],
    ["what was removed", () => ({ contacts: [] }), ["Contact removed: Ms Meier"]],
    ["another order", ({ devices }) => ({ devices: devices.toReversed() }), ["Another order: devices"]],
    [
      "many of a kind as their number",
      ({ checklist }) => ({
        checklist: [
          ...checklist,
          ...Array.from({ length: 12 }, (_, i) => ({ id: `x${i}`, text: "t", state: "open" as const })),
        ],
      }),
      ["12 checklist items added"],
    ],
    [
      "the ledger",
      () => ({
        custody: [
          {
            id: UUID,
            at: AT,
            accountId: UUID,
            label: "Recorder",
            event: "handed-over",
            by: "Kim",
            laptopId: UUID,
            to: "Alex",
          },
        ],
      }),
      ["Password of “Recorder” handed over by Kim to Alex"],
    ],
    [
      "a conflict",
      () => ({
        conflicts: [
          {
            id: "x",
            path: ["devices", "d1", "place"],
            sides: [
              { revision: HASH, author: UUID, at: AT },
              { value: "gate", revision: HASH, author: UUID, at: AT },
            ],
          },
        ],
      }),
      ["Two versions, please choose: Device “Camera 3”, place"],
    ],
  ])("%s", (_, change, sentences) => {
    expect(changed(change)).toEqual(sentences);
  });

  test("a closed port, and what else changes about one", () => {
    const [before, after] = [forward, { ...forward, closedAt: AT, externalPort: 8_001 }].map((one) => ({
      ...filledSurvey,
      forwards: [one],
    }));
    if (before === undefined || after === undefined) throw new Error("two states");
    expect(said(before, after)).toEqual([
      "Port forward “8000 → 192.168.1.20:8000”, port outside: 8001 (before: 8000)",
      "Port closed again: 8001 → 192.168.1.20:8000",
    ]);
  });

  test.each<[string, Partial<typeof walk>, Partial<typeof walk>]>([
    ["another step", {}, { state: { step: "ports" }, updatedAt: LATER }],
    ["waits for the provider", {}, { waiting: { for: "provider", since: AT, until: null }, updatedAt: LATER }],
    [
      "goes on after waiting",
      { waiting: { for: "customer", since: AT, until: null } },
      { waiting: null, state: { step: "x" } },
    ],
    ["done", {}, { status: "done", state: { step: "done" }, updatedAt: LATER }],
    ["given up", { waiting: { for: "customer", since: AT, until: null } }, { status: "abandoned", waiting: null }],
    ["taken up again", { status: "done" }, { status: "open", updatedAt: LATER }],
  ])("a walk-through in one sentence: %s", (what, was, is) => {
    const [before, after] = [was, is].map((more) => ({ ...filledSurvey, walks: [{ ...walk, ...was, ...more }] }));
    if (before === undefined || after === undefined) throw new Error("two states");
    expect(said(before, after)).toEqual([`Walk-through “Port forward”: ${what}`]);
  });

  test("a text that looks like one of the app's own names stays a text", () => {
    expect(changed(({ line }) => ({ line: { ...line, router: "$t(ui.nav.label) {{before}}" } }))).toEqual([
      "Changed: router: $ t(ui.nav.label) {{before}} (before: Fritz!Box 7490)",
    ]);
  });

  test("long values are shortened", () => {
    const [sentence = ""] = changed(({ line }) => ({ line: { ...line, router: "x".repeat(200) } }));
    expect(sentence).toContain(`${"x".repeat(79)}…`);
    expect(sentence.length).toBeLessThan(140);
  });

  test("what weighs more comes first, and no more than the contract takes", () => {
    const lines = Object.fromEntries(
      ["provider", "plan", "router", "routerPlace", "backupLine", "note"].map((field) => [field, "x"]),
    );
    const texts = changed(({ line }) => ({ line: { ...line, ...lines }, checks: [{ checkId: UUID, hash: HASH }] }));
    expect(texts[0]).toBe("Check: Carrier-grade NAT");
    const answers = filledSurvey.answers.flatMap((answer) => [answer, { ...answer, id: `${answer.id}'` }]);
    const many = documentChanges(filledSurvey, {
      ...filledSurvey,
      line: Object.fromEntries(Object.keys(surveyDocumentSchema.shape.line.shape).map((field) => [field, null])),
      site: { name: "Other" },
      handover: { receivedBy: "Kim", role: "owner", explained: "all", note: "x" },
      answers,
    });
    const { sentences, more } = historySentences(many, context(filledSurvey, filledSurvey));
    expect(sentences).toHaveLength(20);
    expect(more).toBeGreaterThan(0);
  });

  test("every difference has a sentence, in both languages and without a gap", () => {
    fc.assert(
      fc.property(fc.oneof(someSurvey, fc.constant(filledSurvey)), manyChanges, anyChanges, (start, first, second) => {
        const before = edited(start, first);
        const after = edited(before, second);
        const changes = documentChanges(before, after);
        const { sentences } = historySentences(changes, context(before, after));
        const isSame = canonicalJson(before) === canonicalJson(after);
        expect(changes.length === 0).toBe(isSame);
        expect(sentences.length === 0).toBe(isSame);
        for (const translate of translations) {
          for (const sentence of sentences) {
            expect(translate(sentence)).not.toMatch(
              /\$t\(|survey(?:Field|Entry|Choice|History|Entries)\.(?!line\.router\))|undefined|^$/,
            );
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe("the words for it", () => {
  const textAt = (catalogue: unknown, path: string[]): unknown =>
    path.reduce(
      (node, step) =>
        typeof node === "object" && node !== null
          ? new Map<string, unknown>(Object.entries(node)).get(step)
          : undefined,
      catalogue,
    );
  const fieldsOf = (holder: z.ZodType): string[] => {
    const object = holder instanceof z.ZodArray ? holder.element : holder;
    return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
  };
  const UNSAID = new Set(["id", "hash", "thumbnail", "width", "height", "bytes"]);

  test.each([...sectionNames, ...entryLists])("of %s name each field", (holder) => {
    const fields = fieldsOf(surveyDocumentSchema.shape[holder]).filter((field) => !UNSAID.has(field));
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) {
      for (const { surveyField } of [en, de]) expect(textAt(surveyField, [holder, field]), field).toBeTypeOf("string");
    }
  });

  test("name each choice and each event", () => {
    const { line, route, site, wishes } = surveyDocumentSchema.shape;
    const options = (field: z.ZodType): string[] => {
      const inner = field instanceof z.ZodOptional || field instanceof z.ZodNullable ? field.unwrap() : field;
      if (inner instanceof z.ZodEnum) return inner.options.map(String);
      return inner instanceof z.ZodType && inner !== field ? options(inner) : [];
    };
    const choices: [string[], string[]][] = [
      [["site", "status"], options(site.shape.status)],
      [["line", "technology"], options(line.shape.technology)],
      [["line", "routerOwner"], options(line.shape.routerOwner)],
      [["line", "addressKind"], options(line.shape.addressKind)],
      [["line", "bridgeMode"], options(line.shape.bridgeMode)],
      [["route", "chosen"], options(route.shape.chosen)],
      [["route", "route"], routeIdSchema.options],
      [["route", "recommended"], routeIdSchema.options],
      [["forwards", "transport"], transportSchema.options],
      [["forwards", "use"], forwardUseSchema.options],
      [["forwards", "means"], forwardMeansSchema.options],
      [["walks", "kind"], walkKindSchema.options],
      [["walks", "status"], walkSchema.shape.status.options],
      ...Object.entries(wishes.shape).flatMap(([field, schema]): [string[], string[]][] => {
        const values = options(schema);
        return values.length === 0 ? [] : [[["wishes", field], values]];
      }),
      [["devices", "role"], surveyDeviceRoleSchema.options],
      [["photos", "kind"], photoKindSchema.options],
      [["accounts", "kind"], accountKindSchema.options],
    ];
    for (const [path, values] of choices) {
      expect(values.length).toBeGreaterThan(1);
      expect(Object.keys(textAt(en.surveyChoice, path) ?? {}).toSorted()).toEqual([...values].toSorted());
    }
    expect(Object.keys(en.surveyHistory["proof-from"]).toSorted()).toEqual(
      proofSummarySchema.shape.origin.options.toSorted(),
    );
    expect(Object.keys(en.surveyHistory.custody).toSorted()).toEqual(custodyEntrySchema.shape.event.options.toSorted());
  });

  test("say a place", () => {
    expect(inEnglish(placeMessage(["line", "router"], filledSurvey))).toBe("router");
    expect(inEnglish(placeMessage(["devices", "d1"], filledSurvey))).toBe("Device “Camera 3”");
    expect(inEnglish(placeMessage(["devices", "d1", "place"], filledSurvey))).toBe("Device “Camera 3”, place");
    expect(inEnglish(placeMessage(["line", "x) $t(ui.nav.label"], filledSurvey))).toBe("another place");
    expect(inEnglish(placeMessage(["devices", "gone", "__proto__"], filledSurvey))).toBe("Device");
  });
});
