import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import {
  documentChanges,
  entriesByKey,
  entryKey,
  hasMoved,
  type DocumentChange,
  type EntryList,
  type Fields,
} from "./document-diff.ts";
import { isSameValue } from "./same-value.ts";
import { placeMessage } from "./say-history.ts";
import {
  listNames,
  sectionNames,
  surveyDocumentSchema,
  type ListName,
  type SurveyDocument,
} from "./survey-document.ts";

/** The survey without a change; or the place at which a later change stands in its way. */
export type Undone = { document: SurveyDocument } | { blockedAt: Message };

/** What tells of a router, of which nothing changes because a survey does: a walk-through has steps back of its own. */
const ROUTER_STATE: ReadonlySet<string> = new Set<ListName>(["forwards", "walks", "routerBackups", "tunnels"]);

/** Lists in which people write; all others only grow. */
const undoneLists = listNames.filter((name) => !ROUTER_STATE.has(name));

/** Checks, searches, tests from outside, rehearsals, logins and the ledger. */
const EVIDENCE: ReadonlySet<string> = new Set<EntryList>([
  "checks",
  "scans",
  "proofs",
  "rehearsals",
  "accounts",
  "custody",
]);

/** Why a change can be taken back by nobody and at no time; null: that depends on what came later. */
export function neverUndone(changes: readonly DocumentChange[]): Message | null {
  const parts = new Set(changes.map(partOfChange));
  if ([...parts].some((part) => part !== null && ROUTER_STATE.has(part))) return message("surveyHistory.undo.router");
  const isEvidence = [...parts].every((part) => part !== null && EVIDENCE.has(part));
  return isEvidence ? message("surveyHistory.undo.evidence") : null;
}

/**
 * Takes back what was changed between `before` and `after`, and nothing that was changed since (`now`). Pure. Evidence stays, and so
 * does what tells of a router (`neverUndone`).
 */
export function undone(before: SurveyDocument, after: SurveyDocument, now: SurveyDocument): Undone {
  try {
    const touched = new Set(documentChanges(before, after).map(partOfChange));
    const parts = new Undo(before, after, now).parts(touched);
    return { document: surveyDocumentSchema.parse({ ...now, ...Object.fromEntries(parts) }) };
  } catch (error) {
    if (error instanceof Blocked) return { blockedAt: placeMessage(error.path, error.document) };
    throw error;
  }
}

/** Whether taking a change back is possible and would do anything. `changes`: what is different after it. */
export function canUndo(
  before: SurveyDocument,
  after: SurveyDocument,
  now: SurveyDocument,
  changes: readonly DocumentChange[] = documentChanges(before, after),
): boolean {
  if (neverUndone(changes) !== null) return false;
  try {
    const parts = new Undo(before, after, now).parts(new Set(changes.map(partOfChange)));
    return [...parts].some(([name, part]) => !isSameValue(part, partOf(now, name)));
  } catch (error) {
    if (error instanceof Blocked) return false;
    throw error;
  }
}

/** In which part of the document it is; null: perhaps in any. */
function partOfChange(change: DocumentChange): string | null {
  switch (change.sort) {
    case "field":
      return change.section;
    case "added":
    case "removed":
    case "entry-field":
    case "moved":
      return change.list;
    case "conflict-opened":
    case "conflict-decided":
      return "conflicts";
    case "other":
      return null;
    default:
      return assertNever(change);
  }
}

const partOf = (document: SurveyDocument, name: string): unknown => Reflect.get(document, name);

/** The survey as it was then. Evidence and what tells of a router are as they are now, and no picture that was added since goes. */
export function restored(then: SurveyDocument, now: SurveyDocument): SurveyDocument {
  const { checks, scans, proofs, rehearsals, accounts, custody, forwards, walks, routerBackups, tunnels } = now;
  const photos = [...then.photos, ...now.photos.filter(({ id }) => !then.photos.some((photo) => photo.id === id))];
  return {
    ...then,
    photos,
    checks,
    scans,
    proofs,
    rehearsals,
    accounts,
    custody,
    forwards,
    walks,
    routerBackups,
    tunnels,
  };
}

class Blocked extends Error {
  readonly path: readonly string[];
  readonly document: SurveyDocument;

  constructor(path: readonly string[], document: SurveyDocument) {
    super("a later change is in the way");
    this.path = path;
    this.document = document;
  }
}

class Undo {
  readonly #before: SurveyDocument;
  readonly #after: SurveyDocument;
  readonly #now: SurveyDocument;

  constructor(before: SurveyDocument, after: SurveyDocument, now: SurveyDocument) {
    this.#before = before;
    this.#after = after;
    this.#now = now;
  }

  /** The parts of a survey that the change touched and that people fill in, by their names, without it. */
  parts(touched: ReadonlySet<string | null>): ReadonlyMap<string, unknown> {
    const [before, after, now] = [this.#before, this.#after, this.#now];
    const isTouched = (name: string): boolean => touched.has(name) || touched.has(null);
    const parts = new Map<string, unknown>();
    for (const name of sectionNames.filter(isTouched)) {
      parts.set(name, this.#fields([name], before[name], after[name], now[name]));
    }
    for (const name of [...undoneLists, "conflicts" as const].filter(isTouched)) {
      parts.set(name, this.#entries(name, before[name], after[name], now[name]));
    }
    this.#refuseDangling(parts);
    return parts;
  }

  #fields(path: readonly string[], before: Fields, after: Fields, now: Fields): Fields {
    if (isSameValue(before, after)) return now;
    const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(now)])];
    return Object.fromEntries(
      names
        .map((name) => [name, this.#value([...path, name], before[name], after[name], now[name])] as const)
        .filter(([, value]) => value !== undefined),
    );
  }

  #value(path: readonly string[], before: unknown, after: unknown, now: unknown): unknown {
    if (isSameValue(before, after) || isSameValue(now, before)) return now;
    if (isSameValue(now, after)) return before;
    throw new Blocked(path, this.#now);
  }

  #entries(
    name: (typeof listNames)[number] | "conflicts",
    before: readonly Fields[],
    after: readonly Fields[],
    now: readonly Fields[],
  ): readonly Fields[] {
    if (isSameValue(before, after)) return now;
    if (name !== "conflicts" && isSameValue(after, now)) return before;
    const [was, then, is] = [before, after, now].map(entriesByKey);
    if (was === undefined || then === undefined || is === undefined) return now;
    const result = new Map<string, Fields>();
    for (const key of new Set([...was.keys(), ...is.keys()])) {
      const entry = this.#entry([name, key], was.get(key), then.get(key), is.get(key));
      if (entry !== undefined) result.set(key, entry);
    }
    const order = this.#order(name, [before, after, now]);
    return order.map((key) => result.get(key)).filter((entry) => entry !== undefined);
  }

  #entry(path: readonly string[], before?: Fields, after?: Fields, now?: Fields): Fields | undefined {
    if (isSameValue(before, after)) return now;
    if (before === undefined) {
      // Added: it goes, unless somebody went on working on it.
      if (now === undefined || isSameValue(now, after)) return undefined;
      throw new Blocked(path, this.#now);
    }
    if (after === undefined) {
      // Removed: it comes back, unless another one of its name stands there by now.
      if (now === undefined) return this.#comesBack(path, before);
      if (isSameValue(now, before)) return now;
      throw new Blocked(path, this.#now);
    }
    if (now === undefined) throw new Blocked(path, this.#after);
    return path[0] === "conflicts" ? this.#conflict(path, before, after, now) : this.#fields(path, before, after, now);
  }

  #conflict(path: readonly string[], before: Fields, after: Fields, now: Fields): Fields {
    if (isSameValue(now, after)) return before;
    if (isSameValue(now, before)) return now;
    throw new Blocked(path, this.#now);
  }

  /** A conflict that was decided is open again only while the place still shows what was decided. */
  #comesBack(path: readonly string[], before: Fields): Fields {
    const place = path[0] === "conflicts" ? before["path"] : undefined;
    if (!Array.isArray(place)) return before;
    const steps = place.map(String);
    if (isSameValue(valueAt(this.#after, steps), valueAt(this.#now, steps))) return before;
    throw new Blocked(steps, this.#now);
  }

  /** Where entries stand: as before the change, with what was added since behind what it stands behind now. */
  #order(name: string, [before, after, now]: [readonly Fields[], readonly Fields[], readonly Fields[]]): string[] {
    const [was, then, is] = [before, after, now].map((entries) => entries.map(entryKey));
    if (was === undefined || then === undefined || is === undefined) return [];
    if (isSameValue(then, is)) return was;
    if (!hasMoved(was, then)) return withMissing(is, was);
    if (hasMoved(then, is)) throw new Blocked([name, is[0] ?? ""], this.#now);
    return withMissing(was, is);
  }

  /** A picture, login or forward that was added since and belongs to a device holds it. */
  #refuseDangling(parts: ReadonlyMap<string, unknown>): void {
    const [devices, photos] = ["devices", "photos"].map((name) => idsOf(parts.get(name) ?? partOf(this.#now, name)));
    const gone = this.#now.devices.filter(({ id }) => devices?.has(id) === false);
    const { accounts, forwards, walks, tunnels } = this.#now;
    const holders = [...this.#now.photos.filter(({ id }) => photos?.has(id)), ...accounts, ...forwards, ...walks];
    const published = tunnels.flatMap((tunnel) => tunnel.published);
    const held = gone.find(({ id }) => [...holders, ...published].some(({ deviceId }) => deviceId === id));
    if (held !== undefined) throw new Blocked(["devices", held.id], this.#now);
  }
}

const idsOf = (entries: unknown): Set<unknown> =>
  new Set(Array.isArray(entries) ? entries.map((entry: Fields) => entry["id"]) : []);

/** The first order, with what only the other one has behind its neighbour there. */
function withMissing(order: readonly string[], other: readonly string[]): string[] {
  const result = [...new Set(order)];
  const known = new Set(result);
  other.forEach((key, index) => {
    if (known.has(key)) return;
    const neighbour = other.slice(0, index).findLast((one) => known.has(one));
    result.splice(neighbour === undefined ? 0 : result.indexOf(neighbour) + 1, 0, key);
    known.add(key);
  });
  return result;
}

function valueAt(document: SurveyDocument, [holder = "", key = "", field]: readonly string[]): unknown {
  const held = partOf(document, holder);
  if (!Array.isArray(held)) return new Map<string, unknown>(Object.entries(held ?? {})).get(key);
  const entry = held.map((one: Fields) => one).find((one) => entryKey(one) === key);
  return field === undefined ? entry : entry?.[field];
}
