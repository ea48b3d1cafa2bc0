import type { StepField } from "#core/walk/step-view.ts";

export type FieldValue = StepField["value"];

/** What was typed and not sent yet, by the names of the fields. */
export type Draft = Readonly<Record<string, FieldValue>>;

/** What a field shows: what was typed, as long as it can still be chosen, else what the walk knows. */
export function valueOf(field: StepField, draft: Draft): FieldValue {
  const typed = Object.hasOwn(draft, field.name) ? draft[field.name] : undefined;
  if (typed === undefined) return field.value;
  const isOffered = (value: unknown): boolean => field.options?.some((option) => option.value === value) ?? false;
  if (field.kind === "choice") return isOffered(typed) ? typed : field.value;
  if (field.kind === "choices") return Array.isArray(typed) ? typed.filter(isOffered) : field.value;
  return typed;
}

/** All that goes with an event. */
export const valuesOf = (fields: readonly StepField[], draft: Draft): Record<string, FieldValue> =>
  Object.fromEntries(fields.map((field) => [field.name, valueOf(field, draft)]));

/** The required fields that say nothing yet, in their order. */
export const missingFields = (fields: readonly StepField[], draft: Draft): string[] =>
  fields.filter((field) => field.required && isEmpty(valueOf(field, draft))).map(({ name }) => name);

function isEmpty(value: FieldValue): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === false;
}

/** For a field that is typed into. */
export const asText = (value: FieldValue): string =>
  typeof value === "string" || typeof value === "number" ? `${value}` : "";
