/** The host is on the same machine: a restart takes about a second, so the first tries come quickly. */
const FIRST_DELAY_MS = 400;
/** A laptop that slept for an hour should be back within this after it wakes. */
const LONGEST_DELAY_MS = 8_000;

/**
 * Milliseconds until the next try after `attempt` failures (0 = the line was just lost). `random` in 0..1 spreads several
 * tabs by a fifth, so that they don't all knock at once.
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const delay = Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt, 10), LONGEST_DELAY_MS);
  return Math.round(delay * (0.9 + 0.2 * random));
}
