import { z } from "zod";
import { HostError } from "../contract/errors.ts";
import {
  listNames,
  sectionNames,
  surveyDocumentSchema,
  type ListName,
  type SurveyDocument,
} from "./survey-document.ts";

const field = z
  .string()
  .max(60)
  .regex(/^[a-zA-Z]+$/);
const entryId = z.string().min(1).max(200);
/** Absent: the field is cleared, as if it had never been asked. Null: nobody knows. */
const value = z.unknown().optional();

/** One step of filling in a survey, small enough to be kept at once. */
export const surveyChangeSchema = z.discriminatedUnion("op", [
  z.object({ op: z.literal("set"), section: z.enum(sectionNames), field, value }),
  /** Adds an entry at the end, or replaces the one of its id. */
  z.object({ op: z.literal("put"), list: z.enum(listNames), entry: z.looseObject({ id: entryId }) }),
  z.object({ op: z.literal("set-in"), list: z.enum(listNames), id: entryId, field, value }),
  z.object({ op: z.literal("remove"), list: z.enum(listNames), id: entryId }),
  /** Moves an entry before another one; null: to the end. */
  z.object({ op: z.literal("move"), list: z.enum(listNames), id: entryId, before: entryId.nullable() }),
]);
export type SurveyChange = z.infer<typeof surveyChangeSchema>;

/**
 * The document with the changes made, in their order. Pure.
 *
 * @throws HostError BAD_INPUT: a value that does not fit, an entry that is not there (removing one that is gone is fine)
 */
export function withChanges(document: SurveyDocument, changes: readonly SurveyChange[]): SurveyDocument {
  const changed = changes.reduce<Record<string, unknown>>(withChange, { ...document });
  const parsed = surveyDocumentSchema.safeParse(changed);
  if (!parsed.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(parsed.error) }, parsed.error);
  return parsed.data;
}

type Entry = { id: string };

function withChange(document: Record<string, unknown>, change: SurveyChange): Record<string, unknown> {
  if (change.op === "set") {
    return { ...document, [change.section]: withField(document[change.section] as object, change) };
  }
  const entries = document[change.list] as Entry[];
  return { ...document, [change.list]: changedList(entries, change) };
}

function changedList(entries: Entry[], change: Exclude<SurveyChange, { op: "set" }>): unknown[] {
  switch (change.op) {
    case "put": {
      const known = entries.some(({ id }) => id === change.entry.id);
      return known
        ? entries.map((one) => (one.id === change.entry.id ? change.entry : one))
        : [...entries, change.entry];
    }
    case "remove":
      return entries.filter(({ id }) => id !== change.id);
    case "set-in":
      if (change.field === "id") throw new HostError("BAD_INPUT", { detail: "an entry's id never changes" });
      find(entries, change);
      return entries.map((one) => (one.id === change.id ? withField(one, change) : one));
    case "move": {
      const moved = find(entries, change);
      const rest = entries.filter((one) => one !== moved);
      const at = change.before === null ? -1 : rest.findIndex(({ id }) => id === change.before);
      return at === -1 ? [...rest, moved] : rest.toSpliced(at, 0, moved);
    }
  }
}

function find(entries: readonly Entry[], { list, id }: { list: ListName; id: string }): Entry {
  const found = entries.find((one) => one.id === id);
  if (found === undefined) throw new HostError("BAD_INPUT", { detail: `${list}: there is no entry ${id}` });
  return found;
}

/** Own fields only: a name from outside must not reach what every object inherits. */
function withField(holder: object, { field: name, value: next }: { field: string; value?: unknown }): object {
  const rest = Object.fromEntries(Object.entries(holder).filter(([key]) => key !== name));
  return next === undefined ? rest : { ...rest, [name]: next };
}
