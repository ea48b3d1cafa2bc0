import { z } from "zod";
import { revisionSchema, type Revision } from "#core/survey/revision.ts";
import { isSameValue } from "#core/survey/same-value.ts";
import { listNames, SURVEY_VERSION, surveyDocumentSchema, type SurveyDocument } from "#core/survey/survey-document.ts";

/** The parts of a document that grow. */
const lists = [...listNames, "accounts", "custody", "checks", "scans", "proofs", "rehearsals", "conflicts"] as const;

const currentSchema = z.looseObject({ document: z.looseObject({ version: z.literal(SURVEY_VERSION) }) });

/**
 * `revisionSchema.safeParse`, at a fraction of its price for a revision that is much like one that was read before: what two documents
 * have in common is valid in both, and becomes the same object in both, so that comparing them is as cheap.
 */
export function parseRevision(json: unknown, like: SurveyDocument | null): z.ZodSafeParseResult<Revision> {
  const current = currentSchema.safeParse(json);
  if (like === null || !current.success) return revisionSchema.safeParse(json);
  const { news, whole } = apart(current.data.document, like);
  const result = revisionSchema.safeParse({ ...current.data, document: news });
  if (!result.success || result.data.document.version !== SURVEY_VERSION) return result;
  return { success: true, data: { ...result.data, document: whole(result.data.document) } };
}

/** `surveyDocumentSchema.safeParse` in the same way. */
export function parseDocument(document: SurveyDocument, like: SurveyDocument): z.ZodSafeParseResult<SurveyDocument> {
  const { news, whole } = apart(document, like);
  const result = surveyDocumentSchema.safeParse(news);
  return result.success ? { success: true, data: whole(result.data) } : result;
}

/** A document without the entries that it shares with another one, and the way back. */
function apart(
  document: Fields,
  like: SurveyDocument,
): { news: Fields; whole: (read: SurveyDocument) => SurveyDocument } {
  const parts = lists.map((name) => [name, partOf(document[name], like[name])] as const);
  return {
    news: { ...document, ...Object.fromEntries(parts.map(([name, { fresh }]) => [name, fresh])) },
    whole: (read) => ({ ...read, ...Object.fromEntries(parts.map(([name, { join }]) => [name, join(read[name])])) }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

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
