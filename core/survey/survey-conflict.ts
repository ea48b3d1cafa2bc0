import { canonicalJson } from "./canonical-json.ts";
import type { SurveyDocument } from "./survey-document.ts";
import type { Conflict } from "./survey-sections.ts";

export type SurveyConflict = Conflict;
export type ConflictPath = readonly string[];

/** A state of a survey that is merged with another one: its document, and which revision holds it. */
export interface MergeSide {
  document: SurveyDocument;
  revision: string;
  author: string;
  /** ISO 8601 with offset. */
  at: string;
}

/** As many as a conflict takes. */
export const MAX_SIDES = 16;

/** The same on every laptop: there is at most one conflict for a place. */
export const conflictId = (path: ConflictPath): string => canonicalJson(path);

/** Adds a side for this place to conflicts by their ids; a value that stands there already is not repeated. */
export function addSide(
  conflicts: Map<string, SurveyConflict>,
  path: ConflictPath,
  { value, revision, author, at }: Omit<MergeSide, "document"> & { value: unknown },
): void {
  const id = conflictId(path);
  const sides = conflicts.get(id)?.sides ?? [];
  const side = { ...(value !== undefined && { value }), revision, author, at };
  if (sides.length >= MAX_SIDES || sides.some((one) => isSameValue(one, side))) return;
  conflicts.set(id, { id, path: [...path], sides: [...sides, side] });
}

/** A value that was cleared differs from one that nobody knows (null). */
const isSameValue = (a: { value?: unknown }, b: { value?: unknown }): boolean =>
  canonicalJson({ value: a.value }) === canonicalJson({ value: b.value });

/** The conflicts without those about this place or a part of it: somebody has written there, and so decided. */
export function withoutConflictsAt(conflicts: readonly SurveyConflict[], place: ConflictPath): SurveyConflict[] {
  return conflicts.filter(({ path }) => !place.every((step, index) => path[index] === step));
}
