import { latestRehearsals } from "../rehearsal/rehearsal-record.ts";
import { canonicalJson } from "./canonical-json.ts";
import { combinedDevices, unitedKeys } from "./combined-devices.ts";
import { MAX_SIDES, addSide, type ConflictPath, type MergeSide, type SurveyConflict } from "./survey-conflict.ts";
import {
  emptyDocument,
  listNames,
  sectionNames,
  surveyDocumentSchema,
  type SurveyDocument,
} from "./survey-document.ts";

/**
 * The version of these rules (2: since documents have walk-throughs, 3: tunnels and rehearsals). A merge that nobody had to decide on follows from its parents
 * and from this number alone, so a change of what comes out here is a new number. A merge by other rules than these is kept and shown
 * to nobody until a person has written on it: what its parents come to is computed anew.
 */
export const MERGE_RULES = 3;

/**
 * Two states of a survey as one, by what each changed since `base` (null: they have nothing in common). Pure, and the same
 * whichever side is called which. What only one side changed is taken over. Where both wrote different things at one place the
 * later one shows and both stand in `conflicts` until somebody chooses; an entry that one side removed and the other one changed
 * stays. Records and the ledger are united. A walk-through is one value: what its state says is true only together with the rest of
 * it, so the one that got on last counts, whole and without a conflict.
 *
 * @throws z.ZodError where the two together are more than a survey holds
 */
export function mergeDocuments(base: SurveyDocument | null, one: MergeSide, other: MergeSide): SurveyDocument {
  const [later, earlier] = inOrder(one, other);
  const merge = new Merge(base ?? emptyDocument(""), later, earlier);
  return surveyDocumentSchema.parse(merge.document());
}

/** The later state first: it shows where both differ. */
function inOrder(one: MergeSide, other: MergeSide): [MergeSide, MergeSide] {
  const byTime = Date.parse(one.at) - Date.parse(other.at);
  const isLater = byTime === 0 ? one.revision > other.revision : byTime > 0;
  return isLater ? [one, other] : [other, one];
}

/** Lists whose entries are merged, all but walk-throughs field by field. */
const mergedLists = [...listNames, "accounts"] as const;

type Fields = Readonly<Record<string, unknown>>;
type Entry = Fields & { readonly id: string };

const isSame = (a: unknown, b: unknown): boolean =>
  a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b);

/** Peers and published ports of a tunnel: two people adding one each is no dispute. */
const NESTED_IN_TUNNELS: ReadonlySet<string> = new Set(["peers", "published"]);

class Merge {
  readonly #base: SurveyDocument;
  readonly #later: MergeSide;
  readonly #earlier: MergeSide;
  /** By their ids. */
  readonly #conflicts: Map<string, SurveyConflict>;

  constructor(base: SurveyDocument, later: MergeSide, earlier: MergeSide) {
    this.#base = base;
    this.#later = later;
    this.#earlier = earlier;
    this.#conflicts = new Map(this.#earlierConflicts().map((conflict) => [conflict.id, conflict]));
  }

  document(): SurveyDocument {
    const [later, earlier] = [this.#later.document, this.#earlier.document];
    const sections = sectionNames.map((name) => [
      name,
      this.#fields([name], this.#base[name], later[name], earlier[name]),
    ]);
    const lists = mergedLists.map((name) => [name, this.#entries(name, this.#base[name], later[name], earlier[name])]);
    const merged = surveyDocumentSchema.parse({
      ...later,
      ...Object.fromEntries(sections),
      ...Object.fromEntries(lists),
      checks: united(earlier.checks, later.checks, ({ hash }) => hash),
      scans: united(earlier.scans, later.scans, ({ hash }) => hash),
      proofs: united(earlier.proofs, later.proofs, ({ hash }) => hash),
      rehearsals: latestRehearsals(earlier.rehearsals, later.rehearsals),
      custody: united(earlier.custody, later.custody, ({ id }) => id).toSorted(byTimeThenId),
      conflicts: [...this.#conflicts.values()],
    });
    const document = combinedDevices(merged, this.#later);
    const open = document.conflicts.filter(({ path }) => isStillThere(document, path));
    return { ...document, conflicts: open.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  #fields(path: ConflictPath, base: Fields, later: Fields, earlier: Fields): Fields {
    const names = [...new Set([...Object.keys(later), ...Object.keys(earlier)])];
    return Object.fromEntries(
      names
        .map((name) => [name, this.#value([...path, name], base[name], later[name], earlier[name])] as const)
        .filter(([, value]) => value !== undefined),
    );
  }

  #value(path: ConflictPath, base: unknown, later: unknown, earlier: unknown): unknown {
    if (isSame(later, earlier) || isSame(earlier, base)) return later;
    if (isSame(later, base)) return earlier;
    const field = path.at(-1);
    // Names a device is known by only grow, and of two changes of a password the later one counts.
    if (field === "keys" && Array.isArray(later) && Array.isArray(earlier)) {
      return unitedKeys(later.map(String), earlier.map(String));
    }
    if (field !== undefined && path[0] === "tunnels" && NESTED_IN_TUNNELS.has(field))
      return mergedParts(base, later, earlier);
    if (field === "changedAt") return String(later) > String(earlier) ? later : earlier;
    this.#differ(path, later, earlier);
    return later;
  }

  #entries(name: string, base: readonly Entry[], later: readonly Entry[], earlier: readonly Entry[]): Entry[] {
    const [was, now, then] = [byId(base), byId(later), byId(earlier)];
    const merged = new Map<string, Entry>();
    for (const id of new Set([...now.keys(), ...then.keys()])) {
      const sides = [was.get(id), now.get(id), then.get(id)] as const;
      const entry = name === "walks" ? mergedWalk(...sides) : this.#entry([name, id], ...sides);
      if (entry !== undefined) merged.set(id, entry);
    }
    return mergedOrder(ids(base), ids(later), ids(earlier)).flatMap((id) => merged.get(id) ?? []);
  }

  #entry(path: ConflictPath, base: Entry | undefined, later?: Entry, earlier?: Entry): Entry | undefined {
    if (later !== undefined && earlier !== undefined) {
      return { ...this.#fields(path, base ?? { id: later.id }, later, earlier), id: later.id };
    }
    const left = later ?? earlier;
    if (base === undefined) return left;
    // Removed on one side: gone, unless the other side went on working on it.
    if (left === undefined || isSame(left, base)) return undefined;
    this.#differ(path, later, earlier);
    return left;
  }

  #differ(path: ConflictPath, later: unknown, earlier: unknown): void {
    addSide(this.#conflicts, path, { ...this.#later, value: later });
    addSide(this.#conflicts, path, { ...this.#earlier, value: earlier });
  }

  /** Conflicts that were open before and that neither side has decided. */
  #earlierConflicts(): SurveyConflict[] {
    const [was, now, then] = [this.#base, this.#later.document, this.#earlier.document].map(
      ({ conflicts }) => new Map(conflicts.map((conflict) => [conflict.id, conflict])),
    );
    return [...new Set([...(now?.keys() ?? []), ...(then?.keys() ?? [])])].toSorted().flatMap((id) => {
      const [a, b] = [now?.get(id), then?.get(id)];
      if (a !== undefined && b !== undefined) {
        const sides = united(a.sides, b.sides, (side) => canonicalJson({ value: side.value }));
        return { ...a, sides: sides.slice(0, MAX_SIDES) };
      }
      const left = a ?? b;
      return left === undefined || isSameDispute(left, was?.get(id)) ? [] : left;
    });
  }
}

/**
 * Of two states of one walk-through the one with the later time of its last step; a tie is decided by what they say, so that the order
 * of merging never shows. Removed on one side: gone, unless the other side went on with it.
 */
function mergedWalk(base: Entry | undefined, later?: Entry, earlier?: Entry): Entry | undefined {
  if (later === undefined || earlier === undefined) {
    const left = later ?? earlier;
    return base !== undefined && isSame(left, base) ? undefined : left;
  }
  if (isSame(later, earlier) || isSame(earlier, base)) return later;
  if (isSame(later, base)) return earlier;
  const [a, b] = [later, earlier].map((walk) => Date.parse(String(walk["updatedAt"])));
  if (a !== b) return (a ?? 0) > (b ?? 0) ? later : earlier;
  return canonicalJson(later) > canonicalJson(earlier) ? later : earlier;
}

/** Entries inside of an entry, each as the side that changed it has it; the later one where both did. Removed on one side: gone. */
function mergedParts(base: unknown, later: unknown, earlier: unknown): Entry[] {
  const [was, now, then] = [base, later, earlier].map((parts) => byId(entriesOf(parts)));
  const all = [...new Set([...(now?.keys() ?? []), ...(then?.keys() ?? [])])];
  return all.flatMap((id) => {
    const [before, mine, theirs] = [was?.get(id), now?.get(id), then?.get(id)];
    const kept = isSame(mine, before) ? theirs : (mine ?? (isSame(theirs, before) ? undefined : theirs));
    return kept === undefined ? [] : [kept];
  });
}

const entriesOf = (parts: unknown): Entry[] =>
  Array.isArray(parts)
    ? parts.filter((part): part is Entry => typeof part === "object" && part !== null && "id" in part)
    : [];

/** Whether it is about the same values: which revisions brought them depends on the order in which they were merged. */
function isSameDispute(one: SurveyConflict, other: SurveyConflict | undefined): boolean {
  const [values, others] = [one, other].map((conflict) =>
    conflict?.sides.map(({ value }) => canonicalJson({ value })).toSorted(),
  );
  return isSame(values, others);
}

const ids = (entries: readonly Entry[]): string[] => entries.map(({ id }) => id);
const byId = (entries: readonly Entry[]): Map<string, Entry> => new Map(entries.map((entry) => [entry.id, entry]));

function united<T>(first: readonly T[], second: readonly T[], key: (item: T) => string): T[] {
  const known = new Set(first.map(key));
  return [...first, ...second.filter((item) => !known.has(key(item)))];
}

/** By the writers' clocks, which only shows the order; ISO 8601 times with different offsets don't compare as texts. */
function byTimeThenId(a: { at: string; id: string }, b: { at: string; id: string }): number {
  return Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** The order of the side that moved entries (the later one, if both did), with what only the other one has where it stood there. */
function mergedOrder(base: readonly string[], later: readonly string[], earlier: readonly string[]): string[] {
  const laterMoved = hasMoved(base, later);
  const [lead, rest] = !laterMoved && hasMoved(base, earlier) ? [earlier, later] : [later, earlier];
  const order = [...lead];
  const there = new Set(order);
  rest.forEach((id, index) => {
    if (there.has(id)) return;
    const before = rest.slice(0, index).findLast((one) => there.has(one));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
    there.add(id);
  });
  return order;
}

function hasMoved(base: readonly string[], now: readonly string[]): boolean {
  const [was, is] = [new Set(base), new Set(now)];
  return !isSame(
    base.filter((id) => is.has(id)),
    now.filter((id) => was.has(id)),
  );
}

/** A conflict about a field of an entry that was removed since is decided by that. */
function isStillThere(document: SurveyDocument, [holder, id]: ConflictPath): boolean {
  const list = mergedLists.find((name) => name === holder);
  return list === undefined || document[list].some((entry) => entry.id === id);
}
