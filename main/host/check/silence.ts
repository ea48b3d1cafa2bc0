import type { Budget } from "./budget.ts";

/** When to ask again, and how long to wait, before silence is taken for a filter. All are milliseconds. */
export type Silence = {
  waitMs: number;
  sendAtMs: readonly number[];
  /** False: the way is so long that not even two answers would have had the time to come. */
  isTelling: boolean;
};

/** How many round trips of the same server one waits. */
const ROUND_TRIPS = 4;
/** Shares of the wait at which is asked: even the last one leaves room for a round trip and a half. */
const SEND_AT = [0, 0.2, 0.4, 0.6];

/** The wait for an answer that a filter may swallow, from a server whose round trip is known. */
export function silenceAfter(rttMs: number, { least, most }: Budget["filteredSilenceMs"]): Silence {
  const waitMs = Math.min(most, Math.max(least, ROUND_TRIPS * rttMs));
  const sendAtMs = SEND_AT.map((share) => Math.round(share * waitMs));
  const [, second = 0] = sendAtMs;
  return { waitMs, sendAtMs, isTelling: second + rttMs < waitMs };
}
