import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { assertNever } from "#core/never.ts";
import { surveyParts, type SurveyPart } from "../navigation/survey-part.ts";
import { fieldOf, fieldSpecs, isAsked, type FieldSpec } from "./field-specs.ts";

/** How far one part of a survey is. `of` null: a list that is as long as it is. */
export type PartProgress = {
  part: SurveyPart;
  filled: number;
  of: number | null;
  /** Fields that nobody has asked about yet. */
  open: readonly FieldSpec[];
};

/** Standard fields that the firm's template leaves out, as "line.plan". What is filled in is shown all the same. */
export type Hidden = ReadonlySet<string>;

export const isShown = (
  document: SurveyDocument,
  section: FieldSection,
  { field }: FieldSpec,
  hidden: Hidden,
): boolean => !hidden.has(`${section}.${field}`) || fieldOf(document[section], field) !== undefined;

export type FieldSection = "site" | "line" | "route" | "handover";

/** Every part with what is filled in and what is not. A "nobody knows" counts: it was asked. */
export const surveyProgress = (document: SurveyDocument, hidden: Hidden): PartProgress[] =>
  surveyParts
    .filter((part) => part !== "questions" || document.answers.length > 0)
    .map((part) => progressOf(part, document, hidden));

function progressOf(part: SurveyPart, document: SurveyDocument, hidden: Hidden): PartProgress {
  switch (part) {
    case "site":
    case "line":
    case "route":
    case "handover":
      return ofSection(part, document, hidden);
    case "questions": {
      const filled = document.answers.filter(({ value }) => value !== undefined).length;
      return { part, filled, of: document.answers.length, open: [] };
    }
    case "steps":
      return ofTasks(
        part,
        document.steps.map(({ doneAt }) => doneAt != null),
      );
    case "checklist":
      return ofTasks(
        part,
        document.checklist.map(({ state }) => state !== "open"),
      );
    case "contacts":
    case "devices":
    case "notes":
      return { part, filled: document[part].length, of: null, open: [] };
    case "risks":
      return { part, filled: document.acceptances.length, of: null, open: [] };
    default:
      return assertNever(part);
  }
}

function ofSection(part: FieldSection, document: SurveyDocument, hidden: Hidden): PartProgress {
  const specs = fieldSpecs[part].filter(
    (spec) =>
      isAsked(spec) && (spec.isNeeded !== true || spec.field === "name") && isShown(document, part, spec, hidden),
  );
  const open = specs.filter(({ field }) => fieldOf(document[part], field) === undefined);
  return { part, filled: specs.length - open.length, of: specs.length, open };
}

const ofTasks = (part: SurveyPart, done: readonly boolean[]): PartProgress => ({
  part,
  filled: done.filter(Boolean).length,
  of: done.length === 0 ? null : done.length,
  open: [],
});

export const isDone = ({ filled, of }: PartProgress): boolean => of !== null && of > 0 && filled === of;
