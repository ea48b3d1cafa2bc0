import { listNames, sectionNames, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { createI18n } from "#core/text/translate.ts";

type Translate = ReturnType<typeof createI18n>["t"];

/** What names an entry to a program, and what a person sees elsewhere. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  "id",
  "keys",
  "hash",
  "thumbnail",
  "width",
  "height",
  "bytes",
  "deviceId",
  "laptopId",
]);

/** A survey as lines: every field that was asked, by its name; "not known" where nobody knew. */
export function surveyDocumentText(document: SurveyDocument, t: Translate): string {
  const lines: string[] = [];
  for (const section of sectionNames) {
    const fields = fieldLines(section, document[section], t);
    if (fields.length > 0) lines.push("", ...fields);
  }
  for (const list of listNames) {
    const entries = document[list];
    if (entries.length === 0) continue;
    lines.push("", `${t(`surveyEntries.${list}`)} (${entries.length})`);
    for (const entry of entries) {
      const [first, ...rest] = fieldLines(list, entry, t);
      if (first !== undefined) lines.push(`  - ${first}`, ...rest.map((line) => `    ${line}`));
    }
  }
  return lines.slice(1).join("\n");
}

function fieldLines(place: string, holder: object, t: Translate): string[] {
  return Object.entries(holder).flatMap(([field, value]: [string, unknown]) => {
    if (NOT_SHOWN.has(field) || (typeof value === "object" && value !== null)) return [];
    return [`${t(`surveyField.${place}.${field}`)}: ${valueText(place, field, value, t)}`];
  });
}

function valueText(place: string, field: string, value: unknown, t: Translate): string {
  if (value === null) return t("terminal.notKnown");
  if (typeof value === "boolean") return t(value ? "terminal.show.yes" : "terminal.show.no");
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  // Choices have words of their own; everything else is as it was typed.
  return t([`surveyChoice.${place}.${field}.${text}`, "terminal.show.asTyped"], { text });
}
