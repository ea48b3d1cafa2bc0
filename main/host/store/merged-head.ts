import { MAX_PARENTS } from "#core/survey/revision.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { Lineage, LineageNode } from "./lineage.ts";
import { mergeByRule, type RuleMerge } from "./merge-by-rule.ts";
import type { StoredRevision } from "./revision-log.ts";

/** Where the revisions of a lineage are read, and where merges of them go. */
export interface MergeStock {
  read: (hash: string) => StoredRevision;
  keep: (merge: RuleMerge) => void;
}

/**
 * The state that follows from all revisions: the one head or what unites several; the latest of them where nothing can. Null: no
 * revision can be read.
 */
export function mergedHead(
  lineage: Lineage,
  siteId: string,
  { read, keep }: MergeStock,
): { head: LineageNode | null; merges: number } {
  const documents = new Map<string, SurveyDocument>();
  const documentOf = (hash: string): SurveyDocument => {
    const document = documents.get(hash) ?? read(hash).document;
    documents.set(hash, document);
    return document;
  };
  let heads = lineage.heads();
  let merges = 0;
  while (heads.length > 1) {
    const together = heads.slice(0, MAX_PARENTS);
    // Computed anew each time: what calls itself a merge of these may be anybody's, until it is what the rules give.
    const merge = mergeByRule(lineage, siteId, together, documentOf);
    if (merge === null) return { head: heads.at(-1) ?? null, merges };
    documents.set(merge.hash, merge.document);
    const known = lineage.get(merge.hash);
    if (known === undefined) {
      keep(merge);
      lineage.add(merge.node);
      merges += 1;
    }
    const head = known ?? merge.node;
    heads = [head, ...heads.slice(MAX_PARENTS)];
  }
  return { head: heads[0] ?? null, merges };
}
