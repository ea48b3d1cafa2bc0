import type { SurveyChange } from "../survey/survey-change.ts";
import type { SurveyDocument } from "../survey/survey-document.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import { takeBack, type Written } from "./step-writing.ts";

/** What the survey says of a walk's tunnel. Somebody may have changed or removed it meanwhile: what they wrote stays. */
export function putTunnel(document: SurveyDocument, id: string, more: Partial<Tunnel>): SurveyChange[] {
  const known = document.tunnels.find((one) => one.id === id);
  return known === undefined ? [] : [{ op: "put", list: "tunnels", entry: { ...known, ...more } }];
}

/**
 * The end of a walk whose box or router was set up already: the tunnel's entry stays in the survey, since somebody may look for it, with
 * the time at which a person took it away at the site; null: it was left there.
 */
export function givenUp(
  document: SurveyDocument,
  written: readonly Written[],
  tunnelId: string,
  removedAt: string | null,
): readonly SurveyChange[] {
  const others = written.filter((one) => one.kind !== "entry" || one.list !== "tunnels");
  const { changes } = takeBack(document, others, null);
  return removedAt === null ? changes : [...changes, ...putTunnel(document, tunnelId, { removedAt })];
}
