import { message, type Finding } from "./diagnosis.ts";
import { SEVERITY_ORDER, type FindingInput, type FindingRule, type Hit } from "./finding-rule.ts";
import { LAPTOP_FINDINGS } from "./findings-laptop.ts";
import { LINE_FINDINGS } from "./findings-line.ts";
import { MAPPING_FINDINGS } from "./findings-mapping.ts";
import { ROUTER_TABLE_FINDINGS } from "./findings-router-table.ts";

/** The catalogue of findings: everything worth telling beside the verdict, worst first, causes before consequences. */
const RULES: readonly FindingRule[] = [
  ...LAPTOP_FINDINGS,
  ...LINE_FINDINGS,
  ...MAPPING_FINDINGS,
  ...ROUTER_TABLE_FINDINGS,
];

export function deriveFindings(input: FindingInput): Finding[] {
  const hits = RULES.map((rule) => ({ rule, hit: rule.find(input) })).filter(
    (entry): entry is { rule: FindingRule; hit: Hit } => entry.hit !== null,
  );
  const standing = new Set(hits.map((entry) => entry.rule.code));
  return hits
    .filter(({ rule }) => !rule.hiddenBy?.some((cause) => standing.has(cause)))
    .map(({ rule, hit }) => toFinding(rule, hit))
    .toSorted((a, b) => SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity));
}

function toFinding(rule: FindingRule, hit: Hit): Finding {
  const args = hit.args ?? {};
  return {
    code: rule.code,
    severity: hit.severity ?? rule.severity,
    title: message(`finding.${rule.code}.title`, args),
    whatToDo: message(`finding.${rule.code}.whatToDo`, args),
    observationIds: [...new Set(hit.observationIds)].toSorted(),
  };
}
