import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import type { Forward } from "#core/forward/forward.ts";
import { documentChanges } from "#core/survey/document-diff.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { canUndo, neverUndone, restored, undone } from "#core/survey/undo.ts";
import { createTranslate } from "#core/text/translate.ts";
import { filledSurvey, HASH, manyChanges, photo } from "./filled-survey.ts";
import { edited, someSurvey } from "./random-survey.ts";

const say = createTranslate("en");
const UUID = "3f0c6a44-3f30-4d6e-9a4e-3f8b6f6f2a11";
const AT = "2026-11-20T09:00:00.000Z";

/** The document without the change, or where it is blocked. */
function outcome(before: SurveyDocument, after: SurveyDocument, now: SurveyDocument): SurveyDocument | string {
  const result = undone(before, after, now);
  const isDifferent = "document" in result && canonicalJson(result.document) !== canonicalJson(now);
  expect(canUndo(before, after, now)).toBe(isDifferent);
  return "blockedAt" in result ? say(result.blockedAt) : result.document;
}

const start = filledSurvey;
const routerChanged = { ...start, line: { ...start.line, router: "Fritz!Box 7590" } };

describe("taking a change back", () => {
  test("right after any change gives what was before", () => {
    fc.assert(
      fc.property(
        fc.oneof(someSurvey, fc.constant(filledSurvey)),
        manyChanges,
        manyChanges,
        (survey, first, second) => {
          const before = edited(survey, first);
          const after = edited(before, second);
          expect(canonicalJson(outcome(before, after, after))).toBe(canonicalJson(before));
        },
      ),
      { numRuns: 400 },
    );
  });

  test("leaves what came later, or says where it is in the way; never half", () => {
    fc.assert(
      fc.property(manyChanges, manyChanges, (second, third) => {
        const after = edited(start, second);
        const now = edited(after, third);
        const result = outcome(start, after, now);
        if (typeof result === "string") return;
        // Of a section, each field is as before the change or as it is now.
        for (const [field, value] of Object.entries(result.line)) {
          expect([
            new Map(Object.entries(start.line)).get(field),
            new Map(Object.entries(now.line)).get(field),
          ]).toContainEqual(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("keeps a later change of another field", () => {
    const now = { ...routerChanged, line: { ...routerChanged.line, provider: "Telekom" } };
    expect(outcome(start, routerChanged, now)).toEqual({ ...start, line: { ...start.line, provider: "Telekom" } });
  });

  test("names the field that was changed again", () => {
    const now = { ...routerChanged, line: { ...routerChanged.line, router: "Speedport" } };
    expect(outcome(start, routerChanged, now)).toBe("router");
  });

  test("names the entry that was worked on since it was added", () => {
    const added = { ...start, devices: [...start.devices, { id: "d3", keys: [], name: "Switch" }] };
    const now = { ...added, devices: added.devices.map((one) => (one.id === "d3" ? { ...one, place: "hall" } : one)) };
    expect(outcome(start, added, now)).toBe("Device “Switch”");
  });

  test("names the device that a later picture belongs to", () => {
    const added = { ...start, devices: [...start.devices, { id: "d3", keys: [], name: "Switch" }] };
    expect(outcome(start, added, { ...added, photos: [...added.photos, photo("p2", { deviceId: "d3" })] })).toBe(
      "Device “Switch”",
    );
  });

  test("names the entry that was removed since", () => {
    const changed = { ...start, devices: start.devices.map((one) => ({ ...one, place: "hall" })) };
    expect(outcome(start, changed, { ...changed, devices: [] })).toBe("Device “Camera 3”");
  });

  test("puts a removed entry where it stood", () => {
    const removed = { ...start, checklist: start.checklist.slice(1) };
    const now = { ...removed, checklist: [...removed.checklist, { id: "l3", text: "New", state: "open" as const }] };
    expect(outcome(start, removed, now)).toEqual({ ...start, checklist: [...start.checklist, now.checklist[1]] });
  });

  test("takes an added picture out of the survey, and opens a conflict again while its place shows what was decided", () => {
    const side = { revision: HASH, author: UUID, at: AT };
    const before = {
      ...start,
      conflicts: [{ id: "x", path: ["line", "router"], sides: [side, { ...side, value: "Speedport" }] }],
    };
    const decided = { ...before, conflicts: [], line: { ...before.line, router: "Speedport" } };
    expect(outcome(before, decided, decided)).toEqual(before);
    const keptAsShown = { ...before, conflicts: [] };
    expect(outcome(before, keptAsShown, { ...keptAsShown, line: { router: "Other" } })).toBe("router");
    const pictured = { ...start, photos: [...start.photos, photo("p2")] };
    expect(outcome(start, pictured, { ...pictured, line: {} })).toEqual({ ...start, line: {} });
  });

  test("never takes back what tells of a router, nor anything that was written with it", () => {
    const forward: Forward = {
      id: "f1",
      deviceId: "d2",
      address: "192.168.1.20",
      transport: "tcp",
      internalPort: 8_000,
      externalPort: 8_000,
      use: "app",
      means: "upnp",
      openedAt: AT,
    };
    const after = { ...routerChanged, forwards: [forward] };
    const why = neverUndone(documentChanges(start, after));
    expect(why && say(why)).toMatch(/^It is about what a router was told/);
    expect(canUndo(start, after, after)).toBe(false);
    expect(restored(start, after)).toMatchObject({ forwards: [forward], line: start.line });
    const proofs = [{ proofId: UUID, hash: HASH }];
    const tested = neverUndone(documentChanges(start, { ...start, proofs }));
    expect(tested && say(tested)).toMatch(/evidence and stay/);
    expect(restored(start, { ...start, proofs }).proofs).toEqual(proofs);
    expect(neverUndone(documentChanges(start, routerChanged))).toBeNull();
    // A device that a port was opened for meanwhile is not taken away under it.
    const { devices } = start;
    const [without, opened] = [devices.slice(0, 1), { ...start, forwards: [forward] }];
    expect(outcome({ ...start, devices: without }, start, opened)).toBe("Device “Recorder”");
  });

  test("leaves evidence where it is", () => {
    const account = { id: UUID, kind: "router" as const, label: "Router", userName: null, changedAt: AT };
    const after: SurveyDocument = {
      ...start,
      checks: [{ checkId: UUID, hash: HASH }],
      scans: [{ scanId: UUID, hash: HASH }],
      accounts: [account],
    };
    expect(outcome(start, after, after)).toEqual(after);
    expect(canUndo(start, after, after)).toBe(false);
    const pictured = { ...after, photos: [photo("p2")] };
    expect(restored(start, { ...pictured, line: {} })).toEqual({ ...after, photos: [...start.photos, photo("p2")] });
  });
});
