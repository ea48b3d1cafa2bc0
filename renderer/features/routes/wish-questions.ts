import type { Advice } from "#core/advice/advice.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { fieldOf, fieldSpecs, isAsked, type FieldSpec } from "../../survey/field-specs.ts";

/** A question on which the advice rests, and where its answer is kept. */
export type WishQuestion = {
  section: "wishes" | "line";
  spec: FieldSpec;
  /** The advice's own words for it; null: as the form asks. */
  why: Message | null;
};

/** What the advice reads of the line, beside the wishes. */
const LINE_FIELDS: ReadonlySet<string> = new Set(["provider", "uploadMbps"]);

/** Every question, in the order of the form. */
const everyQuestion: readonly WishQuestion[] = [
  ...fieldSpecs.line
    .filter(({ field }) => LINE_FIELDS.has(field))
    .map((spec) => ({ section: "line" as const, spec, why: null })),
  ...fieldSpecs.wishes.filter(isAsked).map((spec) => ({ section: "wishes" as const, spec, why: null })),
];

/** Asked together with another one: an amount needs its currency. */
const WITH_ANOTHER: Readonly<Record<string, string>> = { budgetMonthly: "budgetCurrency" };

/** The questions that are asked first, in their order, and all the others behind them. */
export function wishQuestions(first: Advice["openQuestions"]): { asked: WishQuestion[]; others: WishQuestion[] } {
  const asked = first.flatMap(({ field, why }) => {
    const own = questionOf(field);
    const along = questionOf(WITH_ANOTHER[field]);
    return [...(own ? [{ ...own, why }] : []), ...(along ? [along] : [])];
  });
  const isAskedAlready = new Set(asked.map(({ spec }) => spec.field));
  return { asked, others: everyQuestion.filter(({ spec }) => !isAskedAlready.has(spec.field)) };
}

const questionOf = (field: string | undefined): WishQuestion | undefined =>
  everyQuestion.find(({ spec }) => spec.field === field);

/** How many of them have an answer; that nobody knows is one. */
export const answeredCount = (questions: readonly WishQuestion[], document: SurveyDocument): number =>
  questions.filter(({ section, spec }) => fieldOf(document[section], spec.field) !== undefined).length;
