import type Database from "better-sqlite3";
import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { MERGE_RULES } from "#core/survey/merge-documents.ts";
import { MERGED_BY_RULE, signedText, type Revision } from "#core/survey/revision.ts";
import { isSameValue } from "#core/survey/same-value.ts";
import { currentDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { SignedLaptopCard } from "#core/team/laptop-card.ts";
import { isShallowJson } from "#core/team/package-line.ts";
import { verifySignature } from "../identity/laptop-keys.ts";
import { sha256 } from "./compressed-text.ts";
import type { Refusal, SealedRecord, SealedRevision } from "./exchange.ts";
import type { Laptops } from "./laptops.ts";
import { Lineage, type LineageNode } from "./lineage.ts";
import { mergeByRule } from "./merge-by-rule.ts";
import type { RevisionLog } from "./revision-log.ts";
import { parseRevision } from "./revision-shape.ts";
import { readyRecord, type ReadyRecord } from "./survey-records.ts";
import { noteSigned } from "./unsigned-revisions.ts";

/** Checking what comes from elsewhere, whoever brings it. */

export type RefusedFor = Refusal["reason"];

/** Thousands of times what a survey of years has; parsing it takes a second. */
const MAX_REVISION_CHARACTERS = 32_000_000;
const MAX_RECORD_CHARACTERS = 64_000_000;

/** What every Farsite, also a newer one, writes around a document. */
const envelopeSchema = z.looseObject({
  parents: z.array(z.string()).max(64),
  siteId: z.uuid(),
  author: z.uuid(),
  createdAt: z.iso.datetime({ offset: true }),
  document: z.looseObject({ format: z.literal("farsite-survey"), version: z.number().int().min(1).max(1_000_000) }),
});

/** A revision that says what it is; null: only a newer Farsite can read it. */
interface OpenedRevision {
  node: Omit<LineageNode, "recency">;
  revision: Revision | null;
}

/** Where revisions are taken to: a store, or one that is only imagined. */
export interface IntakeTarget {
  lineage(siteId: string): Lineage;
  /** Null: it is not here. */
  find(hash: string): { siteId: string; author: string } | null;
  isSigned(hash: string): boolean;
  cardOf(laptopId: string): SignedLaptopCard | null;
  document(hash: string): SurveyDocument;
  keep(sealed: SealedRevision, node: LineageNode, document: SurveyDocument | null): void;
  keepSignature(hash: string, signature: string): void;
}

export interface RevisionIntake {
  /** Keeps a revision that holds. `taken`: it was not here before. */
  take(sealed: SealedRevision): "taken" | "known" | RefusedFor;
  /** The lineages of the sites that something was taken of. */
  readonly changed: ReadonlyMap<string, Lineage>;
  /** Merges by rule that were taken without being checked: nobody vouches for them. */
  readonly unproven: ReadonlySet<string>;
}

/** For one transaction, or one preview. */
export function createRevisionIntake(target: IntakeTarget): RevisionIntake {
  const lineages = new Map<string, Lineage>();
  const changed = new Map<string, Lineage>();
  const unproven = new Set<string>();
  const cards = new Map<string, SignedLaptopCard | null>();
  /** The next one is mostly much like it. */
  let latest: SurveyDocument | null = null;
  const lineageOf = (siteId: string): Lineage => {
    const lineage = lineages.get(siteId) ?? target.lineage(siteId);
    lineages.set(siteId, lineage);
    return lineage;
  };

  const cardOf = (author: string): SignedLaptopCard | null => {
    const card = cards.get(author) ?? target.cardOf(author);
    cards.set(author, card);
    return card;
  };

  const signatureTrouble = (hash: string, author: string, signature: string | null): RefusedFor | null => {
    if (signature === null) return null;
    if (author === MERGED_BY_RULE) return "wrong-signature";
    const card = cardOf(author);
    if (card === null) return "unknown-author";
    return verifySignature(card.publicKey, signedText(hash), signature) ? null : "wrong-signature";
  };

  /** A signature may come later than its revision. */
  const takeSignature = ({ hash, signature }: SealedRevision, author: string): "known" | RefusedFor => {
    if (signature === null || target.isSigned(hash)) return "known";
    const trouble = signatureTrouble(hash, author, signature);
    if (trouble !== null) return trouble;
    target.keepSignature(hash, signature);
    return "known";
  };

  const parentTrouble = (lineage: Lineage, parents: readonly string[]): RefusedFor | null => {
    const missing = parents.find((parent) => lineage.get(parent) === undefined);
    if (missing === undefined) return null;
    return target.find(missing) === null ? "parent-missing" : "other-site";
  };

  const take: RevisionIntake["take"] = (sealed) => {
    const { hash, siteId } = sealed;
    const known = target.find(hash);
    if (known !== null) return known.siteId === siteId ? takeSignature(sealed, known.author) : "other-site";
    const opened = openRevision(sealed, latest);
    if (typeof opened === "string") return opened;
    const { node, revision } = opened;
    const lineage = lineageOf(siteId);
    const trouble = parentTrouble(lineage, node.parents) ?? signatureTrouble(hash, node.author, sealed.signature);
    if (trouble !== null) return trouble;
    const merge = revision === null ? "right" : checkedMerge(revision, sealed, lineage, target);
    if (merge === "wrong-merge") return merge;
    if (merge === "unproven") unproven.add(hash);
    const placed = { ...node, recency: lineage.recencyAfter(node.parents, node.createdAt) };
    const document = revision === null ? null : currentDocument(revision.document);
    latest = document ?? latest;
    target.keep(sealed, placed, document);
    lineage.add(placed);
    changed.set(siteId, lineage);
    return "taken";
  };

  return { take, changed, unproven };
}

/** A store, inside a transaction of the caller's. */
export function storeAsTarget(db: Database.Database, log: RevisionLog, laptops: Pick<Laptops, "cardOf">): IntakeTarget {
  return {
    lineage: (siteId) => log.lineage(db, siteId),
    find: (hash) => log.whereIs(db, hash),
    isSigned: (hash) => log.isSigned(db, hash),
    cardOf: (laptopId) => laptops.cardOf(db, laptopId),
    document: (hash) => log.read(db, hash).document,
    keep: (sealed, node, document) => {
      // Never noted as to be signed, whoever it names as its author: this laptop signs what it writes, not what it is given.
      log.insert(db, sealed, node, document);
    },
    keepSignature: (hash, signature) => {
      log.addSignature(db, hash, signature);
      noteSigned(db, hash);
    },
  };
}

function openRevision(
  { hash, siteId, text }: SealedRevision,
  like: SurveyDocument | null,
): OpenedRevision | RefusedFor {
  const value = canonicalValue(hash, text, MAX_REVISION_CHARACTERS);
  if (typeof value === "string") return value;
  const envelope = envelopeSchema.safeParse(value.json);
  if (!envelope.success) return "unreadable";
  const { parents, author, createdAt, document } = envelope.data;
  if (envelope.data.siteId !== siteId) return "other-site";
  const node = { hash, parents, author, createdAt, version: document.version };
  if (Lineage.isNewer(document.version)) return { node, revision: null };
  const revision = parseRevision(value.json, like);
  // What the shape leaves out or changes would be covered by the hash and seen by nobody.
  if (!revision.success || !isSameValue(revision.data, value.json)) return "unreadable";
  return { node, revision: revision.data };
}

/** Refused: the text is not the one and only spelling of what has this hash, or nests so deep that whoever walks it may fall. */
function canonicalValue(hash: string, text: string, maxCharacters: number): { json: unknown } | RefusedFor {
  if (text.length > maxCharacters || sha256(text) !== hash) return "wrong-hash";
  if (!isShallowJson(text)) return "unreadable";
  const json = parseJson(text);
  try {
    return json !== undefined && (isWrittenAs(json, text) || canonicalJson(json) === text) ? { json } : "wrong-hash";
  } catch {
    // A number too large for one.
    return "wrong-hash";
  }
}

/** Whether this is the text of canonical JSON, seen at a fifth of its price; false: it may be all the same. */
function isWrittenAs(json: unknown, text: string): boolean {
  return hasSortedMembers(json) && JSON.stringify(json) === text;
}

function hasSortedMembers(json: unknown): boolean {
  if (typeof json !== "object" || json === null) return true;
  if (Array.isArray(json)) return json.every(hasSortedMembers);
  let last: string | null = null;
  for (const [name, member] of Object.entries(json)) {
    // By UTF-16 code units. Names that are numbers come first, whatever the text said: then this does not decide.
    if (last !== null && name <= last) return false;
    if (!hasSortedMembers(member)) return false;
    last = name;
  }
  return true;
}

/**
 * Whether a merge is what its parents come to. "unproven": by rules that are not known here, or of what only a newer Farsite can read.
 * Such a merge is kept for what people wrote on top of it, and never shown by itself.
 */
function checkedMerge(
  revision: Revision,
  { text }: SealedRevision,
  lineage: Lineage,
  target: Pick<IntakeTarget, "document">,
): "right" | "unproven" | "wrong-merge" {
  if (revision.author !== MERGED_BY_RULE) return "right";
  if (revision.note?.kind !== "merge" || revision.parents.length < 2) return "wrong-merge";
  if (revision.note.rules !== MERGE_RULES) return "unproven";
  const heads = revision.parents.flatMap((parent) => lineage.get(parent) ?? []);
  if (!revision.parents.every((parent) => lineage.isReadable(parent))) return "unproven";
  const behind = lineage.ancestors(heads.flatMap(({ parents }) => parents));
  if (heads.some(({ hash }) => behind.has(hash))) return "wrong-merge";
  const merge = mergeByRule(lineage, revision.siteId, heads, (hash) => target.document(hash));
  return merge?.text === text ? "right" : "wrong-merge";
}

/** A record that holds. */
export function openRecord({ hash, kind, siteId, text }: SealedRecord): ReadyRecord | RefusedFor {
  if (!z.uuid().safeParse(siteId).success) return "other-site";
  const value = canonicalValue(hash, text, MAX_RECORD_CHARACTERS);
  if (typeof value === "string") return value;
  const record = readyRecord(kind, value.json);
  // As it came: what the shape fills in for early records is not in the text that has the hash.
  return record === null ? "unreadable" : { ...record, text, hash };
}
