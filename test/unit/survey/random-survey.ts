import fc from "fast-check";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";

// Few places and few values, so that two people often meet.
const word = fc.constantFrom("north", "south", "Fritz!Box 7590", "\u{1F4F7} hall", "x".repeat(200), null, undefined);
const id = fc.constantFrom("a", "b", "c", "d");

const setField: fc.Arbitrary<SurveyChange> = fc
  .tuple(
    fc.constantFrom(
      ["site", "customer"],
      ["line", "router"],
      ["line", "provider"],
      ["route", "reason"],
      ["wishes", "note"],
    ),
    word,
  )
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

const time = fc.constantFrom("2026-11-21T09:00:00.000Z", "2026-11-21T10:30:00+01:00", "2026-11-21T09:40:00.000Z");

const forward = fc.tuple(id, fc.constantFrom(8_000, 8_001), word).map(([entry, externalPort, note]): SurveyChange => ({
  op: "put",
  list: "forwards",
  entry: {
    id: entry,
    address: "192.168.1.20",
    transport: "tcp",
    internalPort: 8_000,
    externalPort,
    use: "app",
    means: "upnp",
    openedAt: "2026-11-21T08:00:00.000Z",
    ...(note !== undefined && { note }),
  },
}));

const walk = fc
  .tuple(
    id,
    time,
    fc.constantFrom("ports", "open", "proven"),
    fc.constantFrom("open", "done", "abandoned"),
    fc.boolean(),
  )
  .map(([entry, updatedAt, step, status, waits]): SurveyChange => ({
    op: "put",
    list: "walks",
    entry: {
      id: entry,
      kind: "port-forward",
      startedAt: "2026-11-21T08:00:00.000Z",
      updatedAt,
      status,
      waiting: waits ? { for: "provider", since: updatedAt, until: null } : null,
      state: { step },
    },
  }));

/** The same, with what walk-throughs write, which is not for taking back. */
export const anyChanges: fc.Arbitrary<SurveyChange[]> = fc.array(
  fc.oneof(setField, putEntry, removeOrMove, forward, walk),
  { maxLength: 8 },
);

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
