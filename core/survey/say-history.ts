import { message, type Message, type VerdictKind } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { ProofSummary } from "../proof/proof-record.ts";
import { rehearsalOutcomeSchema } from "../rehearsal/rehearsal-record.ts";
import { entryKey, entryLists, type DocumentChange, type EntryList, type Fields } from "./document-diff.ts";
import { entryName, shortened } from "./say-entry.ts";
import { walkSentence } from "./say-walk.ts";
import { sectionNames, surveyDocumentSchema, type SectionName, type SurveyDocument } from "./survey-document.ts";
import type { Conflict } from "./survey-sections.ts";

/** What sentences about a change have to look up. */
export interface HistoryContext {
  /** The survey as it was and as it is: entries are called by what stands there. */
  before: SurveyDocument;
  after: SurveyDocument;
  /** By the record's hash; null: it is not here. */
  verdict(hash: string): VerdictKind | null;
  devicesFound(hash: string): number | null;
  proof(hash: string): Pick<ProofSummary, "origin" | "proven" | "tested"> | null;
}

export interface HistorySentences {
  sentences: Message[];
  /** More than are told. */
  more: number;
}

/** More than these of one kind become one sentence with their number. */
const MAX_ALIKE = 4;
/** As many as the contract takes. */
const MAX_SENTENCES = 20;

/** What changed in plain words, the weightiest first. At least one sentence for at least one change. Pure. */
export function historySentences(changes: readonly DocumentChange[], context: HistoryContext): HistorySentences {
  const told = changes.filter((change) => !isImplied(change, changes));
  const kinds = Map.groupBy(told.length > 0 ? told : changes, kindOf);
  const sentences = [...kinds.values()]
    .toSorted((a, b) => weightOf(a[0]) - weightOf(b[0]))
    .flatMap((alike) => {
      const [first] = alike;
      const entries = new Set(alike.map(entryOf)).size;
      if (first === undefined) return [];
      if (entries > MAX_ALIKE) return [manySentence(first, entries)];
      return alike.map((change) => sentence(change, context));
    });
  // Parts of one thing (a picture's size and hash) say the same.
  const different = [...new Map(sentences.map((one) => [JSON.stringify(one), one])).values()];
  return { sentences: different.slice(0, MAX_SENTENCES), more: Math.max(0, different.length - MAX_SENTENCES) };
}

/** A place in a survey as words of their own: for errors and conflicts. */
export function placeMessage(path: readonly string[], document: SurveyDocument): Message {
  // A conflict's path comes from another laptop: only names that the survey has are said.
  const [holder = "", key = "", field] = path;
  const section = sectionNames.find((name) => name === holder);
  if (section !== undefined && Object.hasOwn(surveyDocumentSchema.shape[section].shape, key)) {
    return message("surveyHistory.place.section", { place: `${section}.${key}` });
  }
  const list = entryLists.find((name) => name === holder);
  if (list === undefined) return message("surveyHistory.place.other");
  const entry = document[list].find((one) => entryKey(one) === key);
  const about = aboutEntry(list, entry ?? {});
  return field !== undefined && Object.hasOwn(surveyDocumentSchema.shape[list].element.shape, field)
    ? message("surveyHistory.place.field", { ...about, place: `${list}.${field}` })
    : message("surveyHistory.place.entry", about);
}

/** Which entry a sentence is about, for `surveyHistory.about`. */
function aboutEntry(list: EntryList, ...entries: readonly Fields[]): Message["args"] {
  const name = entries.map((entry) => entryName(list, entry)).find((one) => one !== null);
  if (name !== undefined) return { about: "named", list, name };
  const kind = entries[0]?.["kind"];
  const about = ABOUT_BY_KIND[list];
  return about !== undefined && typeof kind === "string" ? { about, list, kind } : { about: "nameless", list };
}

/** What has no name of its own and is told by its kind. */
const ABOUT_BY_KIND: Partial<Record<EntryList, string>> = { photos: "photo", walks: "walk", tunnels: "tunnel" };

const NAMELESS = "–";

/** The lower, the earlier it is told. */
const SECTION_WEIGHT: Record<SectionName, number> = { site: 3, route: 4, handover: 5, wishes: 7, line: 7 };
const LIST_WEIGHT: Record<EntryList, number> = {
  checks: 2,
  scans: 2,
  proofs: 2,
  rehearsals: 2,
  walks: 3,
  forwards: 3,
  tunnels: 3,
  acceptances: 6,
  devices: 8,
  photos: 9,
  steps: 10,
  checklist: 11,
  answers: 12,
  notes: 13,
  contacts: 14,
  routerBackups: 14,
  accounts: 15,
  custody: 16,
};

function weightOf(change: DocumentChange | undefined): number {
  switch (change?.sort) {
    case "conflict-opened":
      return 0;
    case "conflict-decided":
      return 1;
    case "field":
      return SECTION_WEIGHT[change.section];
    case "added":
    case "removed":
    case "entry-field":
      return LIST_WEIGHT[change.list];
    case "moved":
      return 17;
    case "other":
    case undefined:
      return 18;
    default:
      return assertNever(change);
  }
}

/** Changes of one kind are told together. */
function kindOf(change: DocumentChange): string {
  switch (change.sort) {
    case "field":
    case "moved":
      return `${change.sort} ${change.sort === "field" ? `${change.section}.${change.field}` : change.list}`;
    case "added":
    case "removed":
      return `${change.sort} ${change.list}`;
    case "entry-field":
      return `changed ${change.list} ${stateOf(change) ?? ""}`;
    case "conflict-opened":
    case "conflict-decided":
    case "other":
      return change.sort;
    default:
      return assertNever(change);
  }
}

function entryOf(change: DocumentChange): string {
  switch (change.sort) {
    case "added":
    case "removed":
      return entryKey(change.entry);
    case "entry-field":
      return entryKey(change.entry.is);
    case "conflict-opened":
    case "conflict-decided":
      return change.conflict.id;
    case "field":
    case "moved":
    case "other":
      return "";
    default:
      return assertNever(change);
  }
}

/** Who ticked something off and when goes without saying beside that it was. */
function isImplied(change: DocumentChange, changes: readonly DocumentChange[]): boolean {
  if (change.sort !== "entry-field" || (change.field !== "doneAt" && change.field !== "doneBy")) return false;
  return changes.some(
    (other) =>
      other !== change && other.sort === "entry-field" && other.entry.is === change.entry.is && stateOf(other) !== null,
  );
}

/** An item or step that was ticked off or opened again. */
function stateOf({ list, field, after }: Extract<DocumentChange, { sort: "entry-field" }>): string | null {
  if (list === "checklist" && field === "state") return String(after);
  if (list === "steps" && field === "doneAt") return after === undefined || after === null ? "open" : "done";
  return null;
}

function manySentence(change: DocumentChange, number: number): Message {
  switch (change.sort) {
    case "added":
    case "removed":
      return message(`surveyHistory.many.${change.sort}`, { number, list: change.list });
    case "entry-field": {
      const state = stateOf(change);
      return message(`surveyHistory.many.${state ?? "changed"}`, { number, list: change.list });
    }
    case "conflict-opened":
    case "conflict-decided":
      return message(`surveyHistory.many.${change.sort}`, { number });
    case "field":
    case "moved":
    case "other":
      return message("surveyHistory.other");
    default:
      return assertNever(change);
  }
}

function sentence(change: DocumentChange, context: HistoryContext): Message {
  switch (change.sort) {
    case "field":
      return valueSentence("field", { place: `${change.section}.${change.field}` }, change, context);
    case "added":
      return addedSentence(change.list, change.entry, context);
    case "removed":
      return named("removed", change.list, change.entry);
    case "entry-field":
      return entrySentence(change, context);
    case "moved":
      return message("surveyHistory.moved", { list: change.list });
    case "conflict-opened":
    case "conflict-decided":
      return conflictSentence(change.sort, change.conflict, context);
    case "other":
      return message("surveyHistory.other");
    default:
      return assertNever(change);
  }
}

function named(sort: "added" | "removed", list: EntryList, entry: Fields): Message {
  const name = entryName(list, entry);
  return name === null
    ? message(`surveyHistory.${sort}-nameless`, { list })
    : message(`surveyHistory.${sort}`, { list, name });
}

function addedSentence(list: EntryList, entry: Fields, context: HistoryContext): Message {
  switch (list) {
    case "checks": {
      const verdict = context.verdict(entryKey(entry));
      return verdict === null ? named("added", list, entry) : message("surveyHistory.check", { verdict });
    }
    case "scans": {
      const count = context.devicesFound(entryKey(entry));
      return count === null ? named("added", list, entry) : message("surveyHistory.scan", { count });
    }
    case "custody":
      return message(`surveyHistory.custody.${String(entry["event"])}`, {
        name: entryName(list, entry) ?? NAMELESS,
        by: shortened(entry["by"]),
        to: shortened(entry["to"] ?? NAMELESS),
      });
    case "proofs": {
      const proof = context.proof(entryKey(entry));
      return proof === null ? named("added", list, entry) : message("surveyHistory.proof", { ...proof });
    }
    case "rehearsals": {
      const outcome = rehearsalOutcomeSchema.safeParse(entry["outcome"]).data;
      return outcome === undefined ? named("added", list, entry) : message("surveyHistory.rehearsal", { outcome });
    }
    case "forwards":
      return message("surveyHistory.forward-opened", { name: entryName(list, entry) ?? NAMELESS });
    case "walks":
      return walkSentence(null, entry);
    case "photos": {
      const kind = String(entry["kind"]);
      const name = entryName(list, entry);
      return name === null
        ? message("surveyHistory.photo", { kind })
        : message("surveyHistory.photo-named", { kind, name });
    }
    case "contacts":
    case "devices":
    case "steps":
    case "checklist":
    case "answers":
    case "notes":
    case "acceptances":
    case "accounts":
    case "routerBackups":
    case "tunnels":
      return named("added", list, entry);
    default:
      return assertNever(list);
  }
}

function entrySentence(change: Extract<DocumentChange, { sort: "entry-field" }>, context: HistoryContext): Message {
  const { list, field, entry } = change;
  if (list === "walks") return walkSentence(entry.was, entry.is);
  const name = entryName(list, entry.is) ?? NAMELESS;
  const state = stateOf(change);
  if (state !== null) return message(`surveyHistory.state.${state}`, { list, name });
  if (list === "forwards" && field === "closedAt" && typeof change.after === "string") {
    return message("surveyHistory.forward-closed", { name });
  }
  if (list === "accounts" && field === "changedAt") return message("surveyHistory.password-changed", { name });
  if (list === "answers" && field === "value") return valueSentence("answer", { name }, change, context);
  const place = PICTURE.has(field) ? "photos.picture" : `${list}.${field}`;
  return valueSentence("entry", { ...aboutEntry(list, entry.was, entry.is), place }, change, context);
}

type Change = { field: string; before: unknown; after: unknown };

/** Choices: what they are called stands in `surveyChoice` under the field's name. */
const CHOICES: ReadonlySet<string> = new Set([
  "site.status",
  "line.technology",
  "line.routerOwner",
  "line.addressKind",
  "line.bridgeMode",
  "wishes.watchers",
  "wishes.viewerClient",
  "wishes.viewersIpv6",
  "wishes.maintainer",
  "wishes.routerAccess",
  "wishes.cloud",
  "wishes.ownServer",
  "wishes.mobileCoverage",
  "route.chosen",
  "route.route",
  "route.recommended",
  "devices.role",
  "photos.kind",
  "accounts.kind",
  "forwards.transport",
  "forwards.use",
  "forwards.means",
  "tunnels.kind",
  "tunnels.platform",
]);

function valueSentence(
  family: "field" | "entry" | "answer",
  about: Message["args"],
  { field, before, after }: Change,
  context: HistoryContext,
): Message {
  const place = String(about["place"] ?? "");
  const [was, is] = [before, after].map((value) => spoken(place, field, value, context));
  if (was === undefined || is === undefined) return message(`surveyHistory.${family}.touched`, about);
  const key = `surveyHistory.${family}.${wayOf(before, after)}`;
  const values = [before, after].filter((value) => value !== undefined && value !== null);
  const choices = values.filter((value) => CHOICES.has(place) || typeof value === "boolean");
  if (choices.length > 0 && choices.length < values.length) return message(`surveyHistory.${family}.touched`, about);
  const args = { ...about, ...(was !== null && { before: was }), ...(is !== null && { after: is }) };
  return message(choices.length > 0 ? `${key}-choice` : key, args);
}

/** How a value came to be another one: absent means not asked, null that nobody knows. */
function wayOf(before: unknown, after: unknown): "set" | "changed" | "unknown" | "lost" | "cleared" | "reset" {
  const had = before !== undefined && before !== null;
  if (after === undefined) return had ? "cleared" : "reset";
  if (after === null) return had ? "lost" : "unknown";
  return had ? "changed" : "set";
}

/** A value as a sentence takes it; null: there is none, undefined: it says nothing to a person. */
function spoken(
  place: string,
  field: string,
  value: unknown,
  { before, after }: HistoryContext,
): string | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value ? "answer.yes" : "answer.no";
  if (CHOICES.has(place)) return `${place}.${shortened(value)}`;
  if (field === "deviceId") {
    const device = [...after.devices, ...before.devices].find(({ id }) => id === value);
    return device === undefined ? undefined : (entryName("devices", device) ?? undefined);
  }
  if (place === "site.template") return templateName(value);
  // Moments and hashes tell a person nothing here; days do.
  if (SILENT.has(field) || (typeof value !== "string" && typeof value !== "number")) return undefined;
  return shortened(value);
}

/** All of them say that it is another picture. */
const PICTURE: ReadonlySet<string> = new Set(["hash", "thumbnail", "width", "height", "bytes"]);

const SILENT: ReadonlySet<string> = new Set([
  ...PICTURE,
  "takenAt",
  "at",
  "doneAt",
  "decidedAt",
  "acceptedAt",
  "changedAt",
  "uploadMeasuredAt",
  "openedAt",
  "closedAt",
  "savedAt",
  "laptopId",
]);

const templateName = (template: unknown): string | undefined =>
  typeof template === "object" && template !== null && "name" in template ? shortened(template.name) : undefined;

function conflictSentence(
  sort: "conflict-opened" | "conflict-decided",
  { path }: Conflict,
  { before, after }: HistoryContext,
): Message {
  const { key, args } = placeMessage(path, sort === "conflict-opened" ? after : before);
  return message(`surveyHistory.${sort}.${key.slice(key.lastIndexOf(".") + 1)}`, args);
}
