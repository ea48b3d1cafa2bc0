import { z } from "zod";
import { MERGE_RULES, mergeDocuments } from "#core/survey/merge-documents.ts";
import { MERGED_BY_RULE, revisionText, type Revision } from "#core/survey/revision.ts";
import { SURVEY_VERSION, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { MergeSide } from "#core/survey/survey-conflict.ts";
import { sha256 } from "./compressed-text.ts";
import { byTimeThenHash, type Lineage, type LineageNode } from "./lineage.ts";

/** The merge of some revisions as every laptop writes it. */
export interface RuleMerge {
  hash: string;
  text: string;
  node: LineageNode;
  document: SurveyDocument;
}

/**
 * The revision that unites these, by rule: one after the other in the order of their times, each pair by what changed since the closest
 * revision that both come from. Null: together they are more than a survey holds.
 */
export function mergeByRule(
  lineage: Lineage,
  siteId: string,
  heads: readonly LineageNode[],
  documentOf: (hash: string) => SurveyDocument,
): RuleMerge | null {
  const ordered = heads.toSorted(byTimeThenHash);
  const latest = ordered.at(-1);
  const document = foldedDocument(lineage, ordered, documentOf);
  if (latest === undefined || document === null) return null;
  const parents = ordered.map(({ hash }) => hash).toSorted();
  const { createdAt } = latest;
  const note = { kind: "merge", rules: MERGE_RULES } as const;
  const revision: Revision = { parents, siteId, author: MERGED_BY_RULE, createdAt, note, document };
  const text = revisionText(revision);
  const hash = sha256(text);
  const recency = lineage.recencyAfter(parents, createdAt);
  return {
    hash,
    text,
    document,
    node: { hash, parents, author: MERGED_BY_RULE, createdAt, version: SURVEY_VERSION, recency },
  };
}

/** Merges of merges of merges: more are somebody's game. */
const MOST_ROUNDS = 3;

function foldedDocument(
  lineage: Lineage,
  ordered: readonly LineageNode[],
  documentOf: (hash: string) => SurveyDocument,
  rounds = MOST_ROUNDS,
): SurveyDocument | null {
  const sideOf = ({ hash, author, createdAt }: LineageNode, document: SurveyDocument): MergeSide => ({
    document,
    revision: hash,
    author,
    at: createdAt,
  });
  let merged: MergeSide | null = null;
  const behind: string[] = [];
  try {
    for (const node of ordered) {
      const side = sideOf(node, documentOf(node.hash));
      if (merged === null) merged = side;
      else {
        const bases = lineage.commonAncestors(behind, [node.hash]);
        // Several: what they come to together, as whoever has merged them already has seen it.
        const base = bases.length > 1 && rounds > 0 ? foldedDocument(lineage, bases, documentOf, rounds - 1) : null;
        const last = bases.at(-1);
        const document = mergeDocuments(base ?? (last === undefined ? null : documentOf(last.hash)), merged, side);
        // What is shown where two differ is the later one's, so the whole so far is known by the latest in it.
        merged = sideOf(node, document);
      }
      behind.push(node.hash);
    }
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
  return merged?.document ?? null;
}
