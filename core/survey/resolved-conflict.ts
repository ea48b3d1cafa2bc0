import { HostError } from "../contract/errors.ts";
import { withoutConflictsAt } from "./survey-conflict.ts";
import { entryLists, entryKey, type Fields } from "./document-diff.ts";
import { sectionNames, surveyDocumentSchema, type SurveyDocument } from "./survey-document.ts";

/**
 * The survey with a conflict decided for one of its sides. Pure.
 *
 * @throws HostError CONFLICT_NOT_FOUND: it is decided already, or has no such side; BAD_INPUT: that side does not fit any more
 */
export function withSide(document: SurveyDocument, conflictId: string, side: number): SurveyDocument {
  const conflict = document.conflicts.find(({ id }) => id === conflictId);
  const chosen = conflict?.sides[side];
  if (conflict === undefined || chosen === undefined) throw new HostError("CONFLICT_NOT_FOUND");
  const parsed = surveyDocumentSchema.safeParse({
    ...withValue(document, conflict.path, chosen.value),
    conflicts: withoutConflictsAt(document.conflicts, conflict.path),
  });
  if (!parsed.success) throw new HostError("BAD_INPUT", { detail: conflict.path.join(".") }, parsed.error);
  return parsed.data;
}

function withValue(document: SurveyDocument, [holder, key = "", field]: readonly string[], value: unknown): object {
  const section = sectionNames.find((name) => name === holder);
  if (section !== undefined) return { ...document, [section]: withField(document[section], key, value) };
  const list = entryLists.find((name) => name === holder);
  // No place that this Farsite has: there is nothing to write, and the conflict would stay for ever.
  if (list === undefined) return document;
  const entries: readonly Fields[] = document[list];
  const isThere = entries.some((entry) => entryKey(entry) === key);
  if (field === undefined) {
    if (value === undefined) return { ...document, [list]: entries.filter((entry) => entryKey(entry) !== key) };
    if (!isThere) return { ...document, [list]: [...entries, value] };
  }
  const changed = entries.map((entry) => {
    if (entryKey(entry) !== key) return entry;
    return field === undefined ? value : withField(entry, field, value);
  });
  return { ...document, [list]: changed };
}

function withField(holder: Fields, field: string, value: unknown): Fields {
  const { [field]: _before, ...rest } = holder;
  return value === undefined ? rest : { ...rest, [field]: value };
}
