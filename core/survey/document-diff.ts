import { isSameValue } from "./same-value.ts";
import { listNames, sectionNames, type SectionName, type SurveyDocument } from "./survey-document.ts";
import type { Conflict } from "./survey-sections.ts";

/** All lists of a survey but its conflicts. */
export const entryLists = [...listNames, "accounts", "custody", "checks", "scans", "proofs", "rehearsals"] as const;
export type EntryList = (typeof entryLists)[number];

export type Fields = Readonly<Record<string, unknown>>;

/** One thing that is different between two states of a survey. */
export type DocumentChange =
  | { sort: "field"; section: SectionName; field: string; before: unknown; after: unknown }
  | { sort: "added" | "removed"; list: EntryList; entry: Fields }
  | { sort: "entry-field"; list: EntryList; entry: Entry; field: string; before: unknown; after: unknown }
  /** The entries stand in another order. */
  | { sort: "moved"; list: EntryList }
  | { sort: "conflict-opened" | "conflict-decided"; conflict: Conflict }
  /** Nothing that has a name, but not the same either (entries of one id twice). */
  | { sort: "other" };

type Entry = { was: Fields; is: Fields };

/** What is different, in the order of the document. Empty exactly when both are the same. Pure. */
export function documentChanges(before: SurveyDocument, after: SurveyDocument): DocumentChange[] {
  const changes = [
    ...sectionNames.flatMap((section) =>
      changedFields(before[section], after[section]).map((change): DocumentChange => ({
        sort: "field",
        section,
        ...change,
      })),
    ),
    ...entryLists.flatMap((list) => listChanges(list, before[list], after[list])),
    ...conflictChanges(before.conflicts, after.conflicts),
  ];
  return changes.length > 0 || isSameValue(before, after) ? changes : [{ sort: "other" }];
}

/** What tells an entry from the others of its list. */
export function entryKey(entry: Fields): string {
  return String(entry["id"] ?? entry["hash"]);
}

export function entriesByKey(entries: readonly Fields[]): Map<string, Fields> {
  return new Map(entries.map((entry) => [entryKey(entry), entry]));
}

/** Whether entries that both lists have stand in another order. */
export function hasMoved(before: readonly string[], after: readonly string[]): boolean {
  const [was, is] = [new Set(before), new Set(after)];
  return !isSameValue(
    before.filter((key) => is.has(key)),
    after.filter((key) => was.has(key)),
  );
}

function changedFields(before: Fields, after: Fields): { field: string; before: unknown; after: unknown }[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, before: before[field], after: after[field] }))
    .filter((change) => !isSameValue(change.before, change.after));
}

function listChanges(list: EntryList, before: readonly Fields[], after: readonly Fields[]): DocumentChange[] {
  if (isSameValue(before, after)) return [];
  const [was, is] = [entriesByKey(before), entriesByKey(after)];
  const added = after.filter((entry) => !was.has(entryKey(entry)));
  const removed = before.filter((entry) => !is.has(entryKey(entry)));
  const changed = [...is].flatMap(([key, entry]) => {
    const earlier = was.get(key);
    return earlier === undefined || earlier === entry ? [] : [{ was: earlier, is: entry }];
  });
  return [
    ...added.map((entry): DocumentChange => ({ sort: "added", list, entry })),
    ...changed.flatMap((entry) =>
      changedFields(entry.was, entry.is).map((change): DocumentChange => ({
        sort: "entry-field",
        list,
        entry,
        ...change,
      })),
    ),
    ...removed.map((entry): DocumentChange => ({ sort: "removed", list, entry })),
    ...(hasMoved([...was.keys()], [...is.keys()]) ? [{ sort: "moved" as const, list }] : []),
  ];
}

/** A conflict that got another side is one to choose in again. */
function conflictChanges(before: readonly Conflict[], after: readonly Conflict[]): DocumentChange[] {
  const opened = after.filter((conflict) => !before.some((known) => isSameValue(known, conflict)));
  const decided = before.filter(({ id }) => !after.some((conflict) => conflict.id === id));
  return [
    ...opened.map((conflict): DocumentChange => ({ sort: "conflict-opened", conflict })),
    ...decided.map((conflict): DocumentChange => ({ sort: "conflict-decided", conflict })),
  ];
}
