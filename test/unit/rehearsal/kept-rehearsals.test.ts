import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latestRehearsals, MAX_REHEARSALS, type RehearsalRecord } from "#core/rehearsal/rehearsal-record.ts";
import { mergeDocuments } from "#core/survey/merge-documents.ts";
import { sampleRehearsal } from "#core/survey/sample-rehearsal.ts";
import { emptyDocument } from "#core/survey/survey-document.ts";

const rehearsal = (number: number): RehearsalRecord => ({
  ...sampleRehearsal(new Date(Date.UTC(2026, 10, 22, 9, Math.floor(number / 2))).toISOString(), "Kim"),
  id: `2f6d0c41-8a3e-4b57-9c1d-${String(number).padStart(12, "0")}`,
});
const some = fc.uniqueArray(fc.integer({ min: 0, max: 60 })).map((numbers) => numbers.map(rehearsal));

describe("the rehearsals of a survey", () => {
  test("are the latest of both laptops, whichever comes first and however they are put together", () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(latestRehearsals(a, b)).toEqual(latestRehearsals(b, a));
        expect(latestRehearsals(latestRehearsals(a, b), c)).toEqual(latestRehearsals(a, latestRehearsals(b, c)));
        expect(latestRehearsals(a, b).length).toBeLessThanOrEqual(MAX_REHEARSALS);
      }),
      { numRuns: 200 },
    );
  });

  test("are united when two laptops' work is put together", () => {
    const side = (name: string, numbers: number[]) => ({
      document: { ...emptyDocument("Bakery"), rehearsals: numbers.map(rehearsal) },
      revision: name.repeat(64),
      author: "0c1e5b7a-93d2-8f46-a1b0-5d6c7e8f9a01",
      at: "2026-11-22T10:00:00.000Z",
    });
    const { rehearsals, conflicts } = mergeDocuments(null, side("a", [4, 1]), side("b", [2, 4]));
    expect(rehearsals).toEqual([1, 2, 4].map(rehearsal));
    expect(conflicts).toEqual([]);
  });
});
