import { z } from "zod";
import { revisionSchema, type Revision } from "#core/survey/revision.ts";
import { isSameValue } from "#core/survey/same-value.ts";
import { listNames, SURVEY_VERSION, type SurveyDocument } from "#core/survey/survey-document.ts";

/** The parts of a document that grow. */
const lists = [...listNames, "accounts", "custody", "checks", "scans", "conflicts"] as const;

const currentSchema = z.looseObject({ document: z.looseObject({ version: z.literal(SURVEY_VERSION) }) });

/**
 * `revisionSchema.safeParse`, at a fraction of its price for a revision that is much like one that was read before: what two documents
 * have in common is valid in both, and becomes the same object in both, so that comparing them is as cheap.
 */
export function parseRevision(json: unknown, like: SurveyDocument | null): z.ZodSafeParseResult<Revision> {
  const current = currentSchema.safeParse(json);
  if (like === null || !current.success) return revisionSchema.safeParse(json);
  const given = current.data.document;
  const parts = lists.map((name) => [name, partOf(given[name], like[name])] as const);
  const news = Object.fromEntries(parts.map(([name, { fresh }]) => [name, fresh]));
  const result = revisionSchema.safeParse({ ...current.data, document: { ...given, ...news } });
  if (!result.success || result.data.document.version !== SURVEY_VERSION) return result;
  const { document } = result.data;
  const whole = Object.fromEntries(parts.map(([name, { join }]) => [name, join(document[name])]));
  return { success: true, data: { ...result.data, document: { ...document, ...whole } } };
}

interface Part {
  /** What is still to be validated. */
  fresh: unknown;
  /** The whole list, with the fresh entries as they were read. */
  join: (read: readonly unknown[]) => readonly unknown[];
}

function partOf(list: unknown, known: readonly unknown[]): Part {
  // A list that has grown may be longer than is allowed: all of it is validated.
  if (!Array.isArray(list) || list.length > known.length) return { fresh: list, join: (read) => read };
  const isKnown = list.map((entry, index) => isSameValue(entry, known[index]));
  return {
    fresh: list.filter((_entry, index) => isKnown[index] !== true),
    join: (read) => {
      if (read.length === 0 && list.length === known.length) return known;
      let next = 0;
      return list.map((_entry, index) => (isKnown[index] === true ? known[index] : read[next++]));
    },
  };
}
