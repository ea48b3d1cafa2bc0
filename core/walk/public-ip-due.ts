import type { PublicIpAt } from "./public-ip-state.ts";
import { dayOf } from "./step-helpers.ts";

const MS_PER_DAY = 86_400_000;
/** A letter needs some days each way; who has heard nothing by then was forgotten. */
export const ASK_AGAIN_DAYS = 14;

type Due = { readonly what: "promise" | "answer"; readonly days: number };

/** Whether it is time to ask the provider again: a promised day has gone by, or nothing was heard for long. Null: not yet. */
export function dueToAskAgain({ asked, promised, reminded }: PublicIpAt<"promised">, now: string): Due | null {
  const today = dayOf(now);
  const until = promised?.until ?? null;
  const lastWord = reminded ?? dayOf(asked.at);
  if (until !== null && until >= lastWord)
    return until < today ? { what: "promise", days: daysBetween(until, today) } : null;
  const days = daysBetween(lastWord, today);
  return days >= ASK_AGAIN_DAYS ? { what: "answer", days } : null;
}

/** Whole days between two ISO days. */
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY);

/** The ISO day so many days later. */
export const daysAfter = (isoDay: string, days: number): string =>
  dayOf(new Date(Date.parse(isoDay) + days * MS_PER_DAY).toISOString());
