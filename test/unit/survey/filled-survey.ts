import fc from "fast-check";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { Photo } from "#core/survey/survey-sections.ts";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import { someChanges } from "./random-survey.ts";

export const HASH = "ab".repeat(32);

export const photo = (id: string, more: Partial<Photo> = {}): Photo => ({
  id,
  hash: HASH,
  thumbnail: "cd".repeat(32),
  width: 2_560,
  height: 1_440,
  bytes: 400_000,
  kind: "router-label",
  takenAt: "2026-11-20T09:00:00.000Z",
  ...more,
});

/** A survey with something in every list. */
export const filledSurvey: SurveyDocument = {
  ...emptyDocument("Bakery"),
  site: { name: "Bakery", customer: "Meier", status: "open" },
  line: { router: "Fritz!Box 7490", technology: "dsl", downloadMbps: 100 },
  contacts: [{ id: "c1", name: "Ms Meier", phone: "123" }],
  devices: [
    { id: "d1", keys: ["mac:1"], name: "Camera 3", role: "camera" },
    { id: "d2", keys: [], name: "Recorder", role: "recorder", place: "office" },
  ],
  steps: [{ id: "s1", text: "Forward port 8000" }],
  checklist: [
    { id: "l1", text: "Default passwords changed", state: "open" },
    { id: "l2", text: "Clock is right", state: "done" },
  ],
  answers: [
    { id: "a1", section: "CCTV", label: "Signs put up?", kind: "yes-no" },
    { id: "a2", section: "CCTV", label: "Days kept", kind: "number", value: 14 },
  ],
  notes: [{ id: "n1", text: "Ladder is in the yard", at: "2026-11-20T09:00:00.000Z" }],
  photos: [photo("p1", { deviceId: "d1" })],
  acceptances: [{ id: "r1", risk: "Port 8000 is open" }],
};

const entryOf = {
  steps: fc.record({ doneAt: fc.constantFrom(undefined, null, "2026-11-20T10:00:00.000Z"), doneBy: word() }),
  checklist: fc.record({ state: fc.constantFrom("open", "done", "not-applicable"), doneBy: word() }),
  answers: fc.record({ value: fc.constantFrom<unknown>(undefined, null, true, false, 3, "yes", "$t(ui.nav.label)") }),
  notes: fc.record({ text: fc.constantFrom("a", "{{name}}", "line\nline") }),
  acceptances: fc.record({ acceptedBy: word(), note: word() }),
  photos: fc.record({ caption: word(), deviceId: fc.constantFrom(undefined, null, "d1", "d2", "gone"), hash: hash() }),
};

function word(): fc.Arbitrary<string | null | undefined> {
  return fc.constantFrom("north", "$t(surveyField.line.router)", "{{before}}", "x".repeat(150), null, undefined);
}

function hash(): fc.Arbitrary<string> {
  return fc.constantFrom(HASH, "01".repeat(32));
}

const setInEntry: fc.Arbitrary<SurveyChange> = fc
  .constantFrom(
    "steps" as const,
    "checklist" as const,
    "answers" as const,
    "notes" as const,
    "acceptances" as const,
    "photos" as const,
  )
  .chain((list) =>
    entryOf[list].chain((fields: Record<string, unknown>) =>
      fc
        .tuple(fc.constantFrom(...Object.keys(fields)), fc.constantFrom(...filledSurvey[list].map(({ id }) => id)))
        .map(([field, id]): SurveyChange => ({ op: "set-in", list, id, field, value: fields[field] })),
    ),
  );

const removeEntry: fc.Arbitrary<SurveyChange> = fc
  .constantFrom(
    ["photos", "p1"],
    ["checklist", "l1"],
    ["answers", "a2"],
    ["devices", "d1"],
    ["devices", "d2"],
    ["notes", "n1"],
  )
  .map(([list, id]) => ({ op: "remove", list: list as "photos", id: id ?? "" }));

/** Changes of every kind, for `edited`. */
export const manyChanges: fc.Arbitrary<SurveyChange[]> = fc
  .tuple(someChanges, fc.array(fc.oneof(setInEntry, removeEntry), { maxLength: 8 }))
  .map(([some, more]) => [...some, ...more]);
