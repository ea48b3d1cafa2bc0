import fc from "fast-check";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";

// Few places and few values, so that two people often meet.
const word = fc.constantFrom("north", "south", "Fritz!Box 7590", "\u{1F4F7} hall", "x".repeat(200), null, undefined);
const id = fc.constantFrom("a", "b", "c", "d");

const setField: fc.Arbitrary<SurveyChange> = fc
  .tuple(fc.constantFrom(["site", "customer"], ["line", "router"], ["line", "provider"], ["route", "reason"]), word)
  .map(([[section, field], value]) => ({ op: "set", section: section as "site", field: field ?? "", value }));

const putEntry: fc.Arbitrary<SurveyChange> = fc.oneof(
  fc.tuple(id, word).map(([contact, name]): SurveyChange => ({
    op: "put",
    list: "contacts",
    entry: { id: contact, ...(name !== undefined && { name }) },
  })),
  fc.tuple(id, fc.subarray(["mac:1", "mac:2", "serial:3"]), word).map(([device, keys, place]): SurveyChange => ({
    op: "put",
    list: "devices",
    entry: { id: device, keys, ...(place !== undefined && { place }) },
  })),
);

const removeOrMove: fc.Arbitrary<SurveyChange> = fc.oneof(
  fc.tuple(fc.constantFrom("contacts", "devices"), id).map(([list, entry]): SurveyChange => ({
    op: "remove",
    list: list as "contacts",
    id: entry,
  })),
  fc.tuple(id, fc.option(id)).map(([entry, before]): SurveyChange => ({
    op: "move",
    list: "contacts",
    id: entry,
    before,
  })),
);

/** Changes as people make them; those that meet nothing are left out by `edited`. */
export const someChanges: fc.Arbitrary<SurveyChange[]> = fc.array(fc.oneof(setField, putEntry, removeOrMove), {
  maxLength: 6,
});

/** The document after those of the changes that can be made, one after the other. */
export function edited(document: SurveyDocument, changes: readonly SurveyChange[]): SurveyDocument {
  return changes.reduce((before, change) => {
    try {
      return withChanges(before, [change]);
    } catch {
      return before;
    }
  }, document);
}

export const someSurvey: fc.Arbitrary<SurveyDocument> = someChanges.map((changes) =>
  edited(emptyDocument("Bakery"), changes),
);
