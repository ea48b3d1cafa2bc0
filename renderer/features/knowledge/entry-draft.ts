import type { KnowledgeKind } from "#core/knowledge/knowledge.ts";
import { entrySchemas } from "#core/knowledge/knowledge.ts";
import { labelSchema, menuSchema, sayWords, labelIn, menuIn, wordsSchema } from "#core/knowledge/sourcing.ts";
import { isSameValue } from "#core/survey/same-value.ts";
import type { Locale } from "#core/survey/settings.ts";
import { fieldKey, fieldsOf, type FormField } from "./form-fields.ts";
import { offersFrom, offersOf, type OfferDraft } from "./offer-draft.ts";
import { saysMore, withOwnSources } from "./own-sources.ts";
import { amountOf, isPlain, onOneLine, type Plain } from "./plain-entry.ts";

/** What stands in the fields of a form, as it was typed. */
export type EntryDraft = { texts: Readonly<Record<string, string>>; offers: readonly OfferDraft[] };

/** What an optional part of an entry has to have besides what is asked. */
const PART_NEEDS: Readonly<Record<string, Plain>> = {
  statusPage: { label: null },
  portForward: { fields: {}, steps: [] },
};

const partOf = (entry: Plain, name: string): Plain => {
  const part = entry[name];
  return isPlain(part) ? part : {};
};

const valueAt = (entry: Plain, [first, second]: FormField["path"]): unknown =>
  second === undefined ? entry[first] : partOf(entry, first)[second];

/** The fields as they stand for an entry. */
export function draftOf(kind: KnowledgeKind, entry: Plain, locale: Locale): EntryDraft {
  const texts: Record<string, string> = {};
  for (const field of fieldsOf(kind)) texts[fieldKey(field)] = textOf(field, valueAt(entry, field.path), locale);
  return { texts, offers: kind === "providers" ? offersOf(entry, locale) : [] };
}

/**
 * The entry that the fields make of `before`: what nobody touched stays as it was, in both languages and with its own source; what was
 * changed has the source that the form says.
 */
export function entryFrom(kind: KnowledgeKind, { texts, offers }: EntryDraft, before: Plain, locale: Locale): Plain {
  const entry: Record<string, unknown> = { ...before };
  const parts = new Map<string, Record<string, unknown>>();
  for (const field of fieldsOf(kind)) {
    const [first, second] = field.path;
    const was = valueAt(before, field.path);
    const text = texts[fieldKey(field)] ?? "";
    const value = text === textOf(field, was, locale) ? was : valueOf(field, text, was, locale);
    if (second === undefined) put(entry, first, value);
    else {
      const part = parts.get(first) ?? { ...partOf(before, first) };
      put(part, second, value);
      parts.set(first, part);
    }
  }
  for (const [name, part] of parts) {
    const asked = fieldsOf(kind).filter(({ path }) => path[0] === name && path.length === 2);
    const isSaid = asked.some((field) => texts[fieldKey(field)]?.trim());
    put(entry, name, isSaid ? { ...PART_NEEDS[name], ...part } : undefined);
  }
  if (kind === "providers") put(entry, "publicAddress", offersFrom(offers, before, locale));
  return withOwnSources(before, entry);
}

function put(holder: Record<string, unknown>, name: string, value: unknown): void {
  if (value === undefined) delete holder[name];
  else holder[name] = value;
}

function textOf({ as }: Pick<FormField, "as">, value: unknown, locale: Locale): string {
  const words = (said: unknown): string => {
    const parsed = wordsSchema.safeParse(said);
    return parsed.success ? sayWords(parsed.data, locale) : "";
  };
  switch (as) {
    case "words":
      return words(value);
    case "words-list":
      return Array.isArray(value) ? value.map(words).join("\n") : "";
    case "lines":
      return Array.isArray(value) ? value.join("\n") : "";
    case "menu": {
      const menu = menuSchema.safeParse(value);
      return menu.success ? menuIn(menu.data, locale).join(" > ") : "";
    }
    case "label": {
      const label = labelSchema.safeParse(value);
      return label.success ? labelIn(label.data, locale) : "";
    }
    default:
      return typeof value === "string" || typeof value === "number" ? `${value}` : "";
  }
}

/** What typed text means; what can't be read stays as it was typed, for the schema to refuse. */
function valueOf({ as, path }: FormField, typed: string, was: unknown, locale: Locale): unknown {
  const text = typed.trim();
  const lines = text.split("\n").map((line) => line.trim());
  switch (as) {
    case "words":
      return text === "" ? undefined : { [locale]: onOneLine(text) };
    case "words-list": {
      // A step that was not touched keeps its other language.
      const known: readonly unknown[] = Array.isArray(was) ? was : [];
      return lines
        .filter(Boolean)
        .map((line) => known.find((step) => textOf({ as: "words" }, step, locale) === line) ?? { [locale]: line });
    }
    case "lines":
      return lines.filter(Boolean);
    case "menu": {
      const menus = text.split(/[>›]/).map((menu) => menu.trim());
      return text === "" ? undefined : { en: menus.filter(Boolean) };
    }
    case "label":
      return text === "" ? (path[0] === "statusPage" ? null : undefined) : { en: text };
    case "country":
      return text === "" ? null : text.toUpperCase();
    case "currency":
      return text.toUpperCase();
    case "amount":
      return amountOf(text);
    default:
      return text === "" ? undefined : text;
  }
}

/** Why the fields don't make an entry: field by field, and what is wrong besides. */
export type Complaints = { fields: ReadonlyMap<string, Complaint>; other: readonly string[] };
export type Complaint =
  | "needed"
  | "amount"
  | "currency"
  | "country"
  | "date"
  | "web"
  | "tooMany"
  | "doesNotFit"
  /** Something else is said, in the name of who said something else. */
  | "farsitesWord";

/**
 * Holds the entry against its schema. Null: it can be kept.
 *
 * @param farsites the entry that came with Farsite, if there is one
 */
export function complaintsOf(
  kind: KnowledgeKind,
  entry: Plain,
  { texts, offers }: EntryDraft,
  farsites: Plain | null,
): Complaints | null {
  const parsed = entrySchemas[kind].safeParse(entry);
  const fields = new Map<string, Complaint>();
  const other: string[] = [];
  if (farsites !== null && texts["source"]?.trim() === farsites["source"] && saysMore(farsites, entry))
    fields.set("source", "farsitesWord");
  for (const { path, message } of parsed.error?.issues ?? []) {
    const place = path.map(String);
    const field = fieldsOf(kind).find((one) => one.path.every((name, index) => place[index] === name));
    const [first, index, name] = place;
    if (field) fields.set(fieldKey(field), complaintOf(field, texts[fieldKey(field)] ?? ""));
    else if (first === "publicAddress" && index !== undefined && name !== undefined) {
      const offer = offers[Number(index)];
      const isNamed = name !== "name" || offer?.name.trim() !== "";
      fields.set(`${offer?.key}.${name}`, name === "monthly" ? "amount" : isNamed ? "doesNotFit" : "needed");
    } else other.push([place.join("."), message].filter(Boolean).join(": "));
  }
  return fields.size === 0 && other.length === 0 ? null : { fields, other };
}

function complaintOf({ as }: FormField, text: string): Complaint {
  if (text.trim() === "") return "needed";
  switch (as) {
    case "amount":
    case "currency":
    case "country":
    case "date":
    case "web":
      return as;
    case "lines":
    case "words-list":
    case "menu":
      return "tooMany";
    default:
      return "doesNotFit";
  }
}

/** Whether anything was typed that is not in the entry. */
export const isChanged = (draft: EntryDraft, first: EntryDraft): boolean => !isSameValue(draft, first);
