import { assertNever } from "#core/never.ts";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import type { ListName, SectionName } from "#core/survey/survey-document.ts";
import type { Text } from "../i18n/language.tsx";
import type { FieldSpec } from "./field-specs.ts";

/** Where a field is: in a section, or in an entry of a list. */
export type FieldPlace = { section: SectionName; field: string } | { list: ListName; id: string; field: string };

export const pathOf = (place: FieldPlace): string[] =>
  "section" in place ? [place.section, place.field] : [place.list, place.id, place.field];

export function setAt(place: FieldPlace, value: unknown): SurveyChange {
  // Without the member: the field is cleared. JSON would drop `undefined` anyway, but a test would see it.
  const to = value === undefined ? {} : { value };
  return "section" in place
    ? { op: "set", section: place.section, field: place.field, ...to }
    : { op: "set-in", list: place.list, id: place.id, field: place.field, ...to };
}

/** What typed text means for a field. Empty text clears it. */
export type ReadField =
  | { ok: true; value: string | number | undefined }
  | { ok: false; why: "needed" | "not-a-number" };

export function readField({ kind, isNeeded = false }: Pick<FieldSpec, "kind" | "isNeeded">, typed: string): ReadField {
  const text = typed.trim();
  if (text === "") return isNeeded ? { ok: false, why: "needed" } : { ok: true, value: undefined };
  if (kind !== "number") return { ok: true, value: text };
  // Where a comma stands for the decimal point, keyboards offer nothing else.
  const number = /^\d{1,6}(?:[.,]\d{1,3})?$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN;
  return Number.isFinite(number) ? { ok: true, value: number } : { ok: false, why: "not-a-number" };
}

/** What stands in the field for a value of the document. */
export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? `${value}` : "";

/** A value in words, as it is read and compared. */
export function sayValue(value: unknown, spec: FieldSpec | undefined, { t, dateTime, date, number }: Text): string {
  if (value === undefined) return t("ui.survey.value.empty");
  if (value === null) return t("ui.survey.value.unknown");
  if (typeof value === "boolean") return t(value ? "ui.survey.value.yes" : "ui.survey.value.no");
  // A port is no amount: it has no thousands.
  if (typeof value === "number" && spec?.kind === "technical") return String(value);
  if (typeof value === "number") return spec?.kind === "number" ? `${number(value)} ${t(spec.unit)}` : number(value);
  if (typeof value !== "string") return JSON.stringify(value);
  switch (spec?.kind) {
    case "time":
      return Number.isNaN(Date.parse(value)) ? value : dateTime(value);
    case "date":
      return Number.isNaN(Date.parse(value)) ? value : date(value);
    case "choice": {
      const option = spec.options.find((one) => one.value === value);
      return option === undefined ? value : t(option.label);
    }
    case "text":
    case "lines":
    case "phone":
    case "email":
    case "technical":
    case "number":
    case undefined:
      return value;
    default:
      return assertNever(spec);
  }
}
