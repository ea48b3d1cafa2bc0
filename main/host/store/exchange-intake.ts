import type Database from "better-sqlite3";
import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { MERGE_RULES } from "#core/survey/merge-documents.ts";
import { MERGED_BY_RULE, revisionSchema, revisionText, signedText, type Revision } from "#core/survey/revision.ts";
import { currentDocument } from "#core/survey/survey-document.ts";
import { verifySignature } from "../identity/laptop-keys.ts";
import { sha256 } from "./compressed-text.ts";
import type { Refusal, SealedRecord, SealedRevision } from "./exchange.ts";
import type { Laptops } from "./laptops.ts";
import { Lineage, type LineageNode } from "./lineage.ts";
import { mergeByRule } from "./merge-by-rule.ts";
import type { RevisionLog } from "./revision-log.ts";
import { readyRecord, type ReadyRecord } from "./survey-records.ts";

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

export interface RevisionIntake {
  /** Keeps a revision that holds. `taken`: it was not here before. */
  take(sealed: SealedRevision): "taken" | "known" | RefusedFor;
  /** The lineages of the sites that something was taken of. */
  readonly changed: ReadonlyMap<string, Lineage>;
}

/** For one transaction. */
export function createRevisionIntake(
  db: Database.Database,
  log: RevisionLog,
  laptops: Pick<Laptops, "cardOf">,
): RevisionIntake {
  const lineages = new Map<string, Lineage>();
  const changed = new Map<string, Lineage>();
  const lineageOf = (siteId: string): Lineage => {
    const lineage = lineages.get(siteId) ?? log.lineage(db, siteId);
    lineages.set(siteId, lineage);
    return lineage;
  };

  const signatureTrouble = (hash: string, author: string, signature: string | null): RefusedFor | null => {
    if (signature === null) return null;
    if (author === MERGED_BY_RULE) return "wrong-signature";
    const card = laptops.cardOf(db, author);
    if (card === null) return "unknown-author";
    return verifySignature(card.publicKey, signedText(hash), signature) ? null : "wrong-signature";
  };

  /** A signature may come later than its revision. */
  const takeSignature = ({ hash, signature }: SealedRevision, author: string): "known" | RefusedFor => {
    const isSigned = db.prepare("select 1 from revision_signature where hash = :hash").get({ hash }) !== undefined;
    if (signature === null || isSigned) return "known";
    const trouble = signatureTrouble(hash, author, signature);
    if (trouble !== null) return trouble;
    log.addSignature(db, hash, signature);
    return "known";
  };

  const parentTrouble = (lineage: Lineage, parents: readonly string[]): RefusedFor | null => {
    const missing = parents.find((parent) => lineage.get(parent) === undefined);
    if (missing === undefined) return null;
    const isElsewhere = db.prepare("select 1 from revision where hash = :missing").get({ missing }) !== undefined;
    return isElsewhere ? "other-site" : "parent-missing";
  };

  const take: RevisionIntake["take"] = (sealed) => {
    const { hash, siteId } = sealed;
    const known = db
      .prepare<object, { siteId: string; author: string }>(
        "select survey_id as siteId, author from revision where hash = :hash",
      )
      .get({ hash });
    if (known !== undefined) return known.siteId === siteId ? takeSignature(sealed, known.author) : "other-site";
    const opened = openRevision(sealed);
    if (typeof opened === "string") return opened;
    const { node, revision } = opened;
    const lineage = lineageOf(siteId);
    const trouble =
      parentTrouble(lineage, node.parents) ??
      signatureTrouble(hash, node.author, sealed.signature) ??
      (revision === null || isRightMerge(revision, sealed, lineage, log, db) ? null : "wrong-merge");
    if (trouble !== null) return trouble;
    const recency = lineage.recencyAfter(node.parents, node.createdAt);
    log.insert(db, sealed, { ...node, recency }, revision === null ? null : currentDocument(revision.document));
    lineage.add({ ...node, recency });
    changed.set(siteId, lineage);
    return "taken";
  };

  return { take, changed };
}

function openRevision({ hash, siteId, text }: SealedRevision): OpenedRevision | RefusedFor {
  const value = canonicalValue(hash, text, MAX_REVISION_CHARACTERS);
  if (value === null) return "wrong-hash";
  const envelope = envelopeSchema.safeParse(value.json);
  if (!envelope.success) return "unreadable";
  const { parents, author, createdAt, document } = envelope.data;
  if (envelope.data.siteId !== siteId) return "other-site";
  const node = { hash, parents, author, createdAt, version: document.version };
  if (Lineage.isNewer(document.version)) return { node, revision: null };
  const revision = revisionSchema.safeParse(value.json);
  // What the shape leaves out or changes would be covered by the hash and seen by nobody.
  if (!revision.success || revisionText(revision.data) !== text) return "unreadable";
  return { node, revision: revision.data };
}

/** Null: the text is not the one and only spelling of what has this hash. */
function canonicalValue(hash: string, text: string, maxCharacters: number): { json: unknown } | null {
  if (text.length > maxCharacters || sha256(text) !== hash) return null;
  const json = parseJson(text);
  try {
    return json !== undefined && canonicalJson(json) === text ? { json } : null;
  } catch {
    // Nested deeper than the stack.
    return null;
  }
}

/** Whether a merge that claims to follow from its parents does, as far as these rules can tell. */
function isRightMerge(
  revision: Revision,
  { text }: SealedRevision,
  lineage: Lineage,
  log: RevisionLog,
  db: Database.Database,
): boolean {
  if (revision.author !== MERGED_BY_RULE) return true;
  if (revision.note?.kind !== "merge" || revision.parents.length < 2) return false;
  if (revision.note.rules !== MERGE_RULES) return true;
  const heads = revision.parents.flatMap((parent) => lineage.get(parent) ?? []);
  if (!revision.parents.every((parent) => lineage.isReadable(parent))) return true;
  const behind = lineage.ancestors(heads.flatMap(({ parents }) => parents));
  if (heads.some(({ hash }) => behind.has(hash))) return false;
  const merge = mergeByRule(lineage, revision.siteId, heads, (hash) => log.read(db, hash).document);
  return merge?.text === text;
}

/** A record that holds. */
export function openRecord({ hash, kind, siteId, text }: SealedRecord): ReadyRecord | RefusedFor {
  if (!z.uuid().safeParse(siteId).success) return "other-site";
  const value = canonicalValue(hash, text, MAX_RECORD_CHARACTERS);
  if (value === null) return "wrong-hash";
  const record = readyRecord(kind, value.json);
  // As it came: what the shape fills in for early records is not in the text that has the hash.
  return record === null ? "unreadable" : { ...record, text, hash };
}
