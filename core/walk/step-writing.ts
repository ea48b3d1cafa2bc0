import { z } from "zod";
import { isSameValue } from "../survey/same-value.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import {
  listNames,
  sectionNames,
  type ListName,
  type SectionName,
  type SurveyDocument,
} from "../survey/survey-document.ts";

/**
 * What a walk wrote into the survey, kept in its state so that going back takes it out again, and only it: what somebody changed
 * since then stays.
 */
export const writtenSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("field"),
    step: z.string().max(60),
    section: z.enum(sectionNames),
    field: z.string().max(60),
    /** Absent: it was empty. */
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  }),
  z.object({
    kind: z.literal("entry"),
    step: z.string().max(60),
    list: z.enum(listNames),
    id: z.string().max(200),
  }),
]);
export type Written = z.infer<typeof writtenSchema>;

const MAX_WRITTEN = 100;
export const writtenListSchema = z.array(writtenSchema).max(MAX_WRITTEN);

type Writing = { readonly changes: readonly SurveyChange[]; readonly written: Written[] };

/** A field's new value, and how to take it back; nothing where it stands there already. Absent `value`: cleared. */
export function writeField(
  document: SurveyDocument,
  step: string,
  place: { section: SectionName; field: string },
  value: unknown,
): Writing {
  const before = valueAt(document, place);
  if (isSameValue(before, value)) return { changes: [], written: [] };
  return {
    changes: [{ op: "set", ...place, value }],
    written: [{ kind: "field", step, ...place, before, after: value }],
  };
}

/** The walk's own route as the site's, from its last step on. */
export function decideRoute(
  { document, by, now }: { document: SurveyDocument; by: string | null; now: string },
  { chosen, route, variant }: Pick<SurveyDocument["route"], "chosen" | "route" | "variant">,
): Writing[] {
  const decided = {
    chosen,
    route,
    variant,
    // What was said for the earlier choice does not speak for this one.
    reason: undefined,
    recommended: undefined,
    decidedBy: by,
    decidedAt: now,
  };
  return Object.entries(decided).map(([field, value]) =>
    writeField(document, "done", { section: "route", field }, value),
  );
}

/** A new entry, and how to take it back. */
export function writeEntry(step: string, list: ListName, entry: { id: string; [field: string]: unknown }): Writing {
  return { changes: [{ op: "put", list, entry }], written: [{ kind: "entry", step, list, id: entry.id }] };
}

/** What takes back all that was written from these steps on (null: everything), the last first, and what remains. */
export function takeBack(
  document: SurveyDocument,
  written: readonly Written[],
  steps: readonly string[] | null,
): Writing {
  const isMeant = ({ step }: Written): boolean => steps === null || steps.includes(step);
  const changes: SurveyChange[] = [];
  /** Of fields that were written twice: what the later one left. */
  const values = new Map<string, unknown>();
  for (const one of written.filter(isMeant).toReversed()) {
    if (one.kind === "entry") {
      changes.push({ op: "remove", list: one.list, id: one.id });
      continue;
    }
    const { section, field, before, after } = one;
    const place = `${section}.${field}`;
    const now = values.has(place) ? values.get(place) : valueAt(document, one);
    if (!isSameValue(now, after)) continue;
    values.set(place, before);
    changes.push({ op: "set", section, field, value: before });
  }
  return { changes, written: written.filter((one) => !isMeant(one)) };
}

function valueAt(document: SurveyDocument, { section, field }: { section: SectionName; field: string }): unknown {
  const fields: Readonly<Record<string, unknown>> = document[section];
  return fields[field];
}
