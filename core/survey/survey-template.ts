import { z } from "zod";
import { answerSchema, photoKindSchema } from "./survey-sections.ts";
import type { SurveyDocument } from "./survey-document.ts";

const text = (max: number) => z.string().trim().min(1).max(max);

/** What a firm wants filled in on every job of a kind; edited by the firm, copied into a survey when it is begun. */
export const surveyTemplateSchema = z.object({
  id: z.string().min(1).max(200),
  name: text(200),
  checklist: z.array(z.object({ id: z.string().min(1).max(200), text: text(1_000) })).max(200),
  /** Questions beside those that every survey has. */
  questions: z.array(answerSchema.omit({ value: true })).max(200),
  /** Pictures to take. */
  photos: z.array(z.object({ id: z.string().min(1).max(200), kind: photoKindSchema, caption: text(500) })).max(100),
  /** Standard fields that this firm does not want to see, as "line.plan". */
  hidden: z.array(z.string().max(120)).max(100),
});
export type SurveyTemplate = z.infer<typeof surveyTemplateSchema>;

/** The survey with what the template asks for; what was filled in already stays. */
export function withTemplate(document: SurveyDocument, template: SurveyTemplate): SurveyDocument {
  const missing = <T extends { id: string }>(there: readonly { id: string }[], wanted: readonly T[]): T[] =>
    wanted.filter(({ id }) => !there.some((one) => one.id === id));
  return {
    ...document,
    site: { ...document.site, template: { id: template.id, name: template.name } },
    checklist: [
      ...document.checklist,
      ...missing(document.checklist, template.checklist).map((item) => ({ ...item, state: "open" as const })),
    ],
    answers: [...document.answers, ...missing(document.answers, template.questions)],
  };
}
