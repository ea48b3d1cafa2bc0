import { z } from "zod";
import type { SurveyDocument } from "../survey/survey-document.ts";

const withTrial = z.object({ trial: z.object({ checkId: z.string().nullable() }).nullable() });

/** Checks of a line that was only tried, from a SIM card on trial: they are the site's, and say nothing about its own line. */
export function trialChecks({ walks }: Pick<SurveyDocument, "walks">): ReadonlySet<string> {
  const tried = walks.flatMap(({ kind, state }) => {
    const parsed = kind === "mobile-line" ? withTrial.safeParse(state) : null;
    return parsed?.success ? [parsed.data.trial?.checkId ?? null] : [];
  });
  return new Set(tried.filter((checkId) => checkId !== null));
}
