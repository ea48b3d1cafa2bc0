/** The parts of a survey as they are filled in, in this order. */
export const surveyParts = [
  "site",
  "contacts",
  "line",
  "devices",
  "route",
  "steps",
  "checklist",
  "questions",
  "notes",
  "risks",
  "handover",
] as const;
export type SurveyPart = (typeof surveyParts)[number];

export const isSurveyPart = (name: string): name is SurveyPart => surveyParts.some((part) => part === name);
