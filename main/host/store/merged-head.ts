import { MERGE_RULES } from "#core/survey/merge-documents.ts";
import { MAX_PARENTS } from "#core/survey/revision.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { byTimeThenHash, type Lineage, type LineageNode } from "./lineage.ts";
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
    const known = bestRules(lineage.mergesOf(together), read);
    const merge = known === null ? mergeByRule(lineage, siteId, together, documentOf) : null;
    const head = known ?? merge?.node;
    if (head === undefined) return { head: heads.at(-1) ?? null, merges };
    if (merge !== null) {
      keep(merge);
      lineage.add(merge.node);
      merges += 1;
    }
    heads = [head, ...heads.slice(MAX_PARENTS)];
  }
  return { head: heads[0] ?? null, merges };
}

/** Merges by later rules than these may be here: then they count, so that all laptops show the same. */
function bestRules(merges: readonly LineageNode[], read: MergeStock["read"]): LineageNode | null {
  const byRules = merges
    .map((node) => {
      const { note } = read(node.hash).revision;
      return { node, rules: note?.kind === "merge" ? note.rules : 0 };
    })
    .filter(({ rules }) => rules >= MERGE_RULES)
    .toSorted((a, b) => b.rules - a.rules || byTimeThenHash(a.node, b.node));
  return byRules[0]?.node ?? null;
}
