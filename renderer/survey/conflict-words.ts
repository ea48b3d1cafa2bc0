import {
  listNames,
  sectionNames,
  type ListName,
  type SectionName,
  type SurveyDocument,
} from "#core/survey/survey-document.ts";
import { placeMessage } from "#core/survey/say-history.ts";
import type { Conflict } from "#core/survey/survey-sections.ts";
import type { Key, Text } from "../i18n/language.tsx";
import { fieldOf, fieldSpecs, type FieldSpec } from "./field-specs.ts";
import { sayValue } from "./field-value.ts";

const isSection = (name: string | undefined): name is SectionName => sectionNames.some((one) => one === name);
const isList = (name: string | undefined): name is ListName => listNames.some((one) => one === name);

const titleOf: Record<SectionName | ListName, Key> = {
  site: "ui.survey.part.site",
  line: "ui.survey.part.line",
  wishes: "ui.survey.part.wishes",
  route: "ui.survey.part.route",
  handover: "ui.survey.part.handover",
  contacts: "ui.survey.part.contacts",
  devices: "ui.survey.part.devices",
  steps: "ui.survey.part.steps",
  checklist: "ui.survey.part.checklist",
  answers: "ui.survey.part.questions",
  notes: "ui.survey.part.notes",
  photos: "ui.survey.part.photos",
  acceptances: "ui.survey.part.risks",
  forwards: "ui.survey.part.forwards",
  walks: "ui.survey.part.walks",
  routerBackups: "ui.survey.part.routerBackups",
  tunnels: "ui.survey.part.tunnels",
};

/** What a person knows an entry by. */
const NAMING_FIELDS = ["name", "text", "risk", "label", "caption", "fileName", "model", "address"];

export function entryTitle(entry: object): string | null {
  for (const field of NAMING_FIELDS) {
    const value = fieldOf(entry, field);
    if (typeof value === "string") return value;
  }
  return null;
}

/** Where two people wrote different things, in words: part, entry, field. */
export function sayPlace(
  path: readonly string[],
  document: SurveyDocument,
  conflict: Conflict | null,
  text: Text,
): string[] {
  const { t } = text;
  const [first, second, third] = path;
  if (isSection(first)) return [t(titleOf[first]), ...sayField(first, second, text)];
  // A part that people don't fill in by hand.
  if (!isList(first)) return [text.say(placeMessage(path, document))];
  const entries: readonly { id: string }[] = document[first];
  // An entry that one side removed is known by what the other side has.
  const candidates: unknown[] = [
    entries.find(({ id }) => id === second),
    ...(path.length === 2 ? (conflict?.sides ?? []).map(({ value }) => value) : []),
  ];
  const title = candidates.map((one) => (isObject(one) ? entryTitle(one) : null)).find((one) => one !== null);
  return [t(titleOf[first]), ...(title == null ? [] : [title]), ...sayField(first, third, text)];
}

function sayField(holder: SectionName | ListName, field: string | undefined, { t }: Text): string[] {
  if (field === undefined) return [];
  const spec = specAt(holder, field);
  if (spec !== undefined) return [t(spec.label)];
  return [holder === "answers" ? t("ui.survey.field.answer") : field];
}

const specAt = (holder: SectionName | ListName, field: string): FieldSpec | undefined =>
  fieldSpecs[holder].find((spec) => spec.field === field);

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** One side of a conflict as lines to read; a whole entry is its fields. */
export function saySide(path: readonly string[], value: unknown, text: Text): { name: string | null; value: string }[] {
  const [first, second, third] = path;
  const holder = isSection(first) || isList(first) ? first : null;
  if (holder !== null && isObject(value) && path.length === 2 && isList(holder))
    return fieldSpecs[holder]
      .map((spec) => ({ spec, is: fieldOf(value, spec.field) }))
      .filter(({ is }) => is !== undefined)
      .map(({ spec, is }) => ({ name: text.t(spec.label), value: sayValue(is, spec, text) }));
  if (value === undefined && holder !== null && isList(holder) && path.length === 2)
    return [{ name: null, value: text.t("ui.conflicts.removed") }];
  const field = third ?? second;
  const spec = holder === null || field === undefined ? undefined : specAt(holder, field);
  return [{ name: null, value: sayValue(value, spec, text) }];
}
