import type { SurveyTemplate } from "#core/survey/survey-template.ts";

/** What is done to a template while it is edited. Pure. */

export function moved<T>(entries: readonly T[], from: number, to: number): T[] {
  const entry = entries[from];
  if (entry === undefined || to < 0 || to >= entries.length) return [...entries];
  return entries.toSpliced(from, 1).toSpliced(to, 0, entry);
}

export const replaced = <T extends { id: string }>(entries: readonly T[], entry: T): T[] =>
  entries.map((one) => (one.id === entry.id ? entry : one));

export const without = <T extends { id: string }>(entries: readonly T[], id: string): T[] =>
  entries.filter((one) => one.id !== id);

export type TemplateQuestion = SurveyTemplate["questions"][number];

/** What is empty is no choice, and none is there twice. */
const choicesOf = (lines: readonly string[]): string[] =>
  [...new Set(lines.map((line) => line.trim()))].filter((line) => line !== "").slice(0, MAX_CHOICES);

/** As many as a question takes. */
const MAX_CHOICES = 30;

/** As it can be kept: entries that nothing was written into are left out. */
export function readyTemplate(template: SurveyTemplate): SurveyTemplate {
  const hasText = (text: string): boolean => text.trim() !== "";
  return {
    ...template,
    name: template.name.trim(),
    checklist: template.checklist.filter(({ text }) => hasText(text)),
    questions: template.questions
      .filter(({ label }) => hasText(label))
      .map(({ choices, ...question }) =>
        question.kind === "choice" ? { ...question, choices: choicesOf(choices ?? []) } : question,
      ),
    photos: template.photos.filter(({ caption }) => hasText(caption)),
  };
}

/** A template of one's own, from a built-in one or another own one; nothing in it is shared with that one. */
export function copyOf(template: SurveyTemplate, name: string, newId: () => string): SurveyTemplate {
  const fresh = <T extends { id: string }>(entries: readonly T[]): T[] =>
    entries.map((entry) => ({ ...entry, id: newId() }));
  return {
    ...template,
    id: newId(),
    name,
    checklist: fresh(template.checklist),
    questions: fresh(template.questions),
    photos: fresh(template.photos),
  };
}
