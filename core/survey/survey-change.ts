import { z } from "zod";
import { HostError } from "../contract/errors.ts";
import { assertNever } from "../never.ts";
import { withoutConflictsAt } from "./survey-conflict.ts";
import {
  MAX_ADDED,
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
 * The document with the changes made, in their order. Whoever writes at a place that two people disagree about has decided it. Pure.
 *
 * @throws HostError BAD_INPUT: a value that does not fit, an entry that is not there (removing one that is gone is fine)
 */
export function withChanges(document: SurveyDocument, changes: readonly SurveyChange[]): SurveyDocument {
  const changed = changes.reduce<Holder>(withChange, document);
  const conflicts = changes.map(placeOf).reduce(withoutConflictsAt, document.conflicts);
  const parsed = surveyDocumentSchema.safeParse({ ...changed, conflicts });
  if (!parsed.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(parsed.error) }, parsed.error);
  for (const list of listNames) {
    const entries = parsed.data[list].length;
    if (entries > Math.max(MAX_ADDED[list], document[list].length)) {
      throw new HostError("BAD_INPUT", { detail: `${list}: at most ${MAX_ADDED[list]} entries` });
    }
  }
  return parsed.data;
}

type Holder = Readonly<Record<string, unknown>>;
type Entry = Holder & { readonly id: string };

// What stands in a document on its way from one change to the next.
const sectionSchema = z.record(z.string(), z.unknown());
const listSchema = z.array(z.looseObject({ id: z.string() }));

function withChange(document: Holder, change: SurveyChange): Holder {
  if (change.op === "set") {
    return { ...document, [change.section]: withField(sectionSchema.parse(document[change.section]), change) };
  }
  return { ...document, [change.list]: changedList(listSchema.parse(document[change.list]), change) };
}

/** Where a change writes; moving an entry writes nothing in it. */
function placeOf(change: SurveyChange): readonly string[] {
  switch (change.op) {
    case "set":
      return [change.section, change.field];
    case "put":
      return [change.list, change.entry.id];
    case "set-in":
      return [change.list, change.id, change.field];
    case "remove":
      return [change.list, change.id];
    case "move":
      return [change.list, change.id, "moved"];
    default:
      return assertNever(change);
  }
}

function changedList(entries: Entry[], change: Exclude<SurveyChange, { op: "set" }>): Holder[] {
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
    default:
      return assertNever(change);
  }
}

function find(entries: readonly Entry[], { list, id }: { list: ListName; id: string }): Entry {
  const found = entries.find((one) => one.id === id);
  if (found === undefined) throw new HostError("BAD_INPUT", { detail: `${list}: there is no entry ${id}` });
  return found;
}

function withField(holder: Holder, { field: name, value: next }: { field: string; value?: unknown }): Holder {
  const { [name]: _before, ...rest } = holder;
  return next === undefined ? rest : { ...rest, [name]: next };
}
