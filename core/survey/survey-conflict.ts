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

/** The conflicts with one more side for this place; a value that stands there already is not repeated. */
export function addSide(
  conflicts: readonly SurveyConflict[],
  path: ConflictPath,
  { value, revision, author, at }: Omit<MergeSide, "document"> & { value: unknown },
): SurveyConflict[] {
  const id = conflictId(path);
  const known = conflicts.find((conflict) => conflict.id === id);
  const side = { ...(value !== undefined && { value }), revision, author, at };
  if (known === undefined) return [...conflicts, { id, path: [...path], sides: [side] }];
  const isThere = known.sides.some((one) => isSameValue(one, side));
  if (isThere || known.sides.length >= MAX_SIDES) return [...conflicts];
  return conflicts.map((conflict) => (conflict === known ? { ...known, sides: [...known.sides, side] } : conflict));
}

/** A value that was cleared differs from one that nobody knows (null). */
const isSameValue = (a: { value?: unknown }, b: { value?: unknown }): boolean =>
  canonicalJson({ value: a.value }) === canonicalJson({ value: b.value });

/** The conflicts without those about this place or a part of it: somebody has written there, and so decided. */
export function withoutConflictsAt(conflicts: readonly SurveyConflict[], place: ConflictPath): SurveyConflict[] {
  return conflicts.filter(({ path }) => !place.every((step, index) => path[index] === step));
}
