/**
 * Waits `leastMs`, and then for as long as `wantedMs` says, both from now on; it is asked at the end of the first wait, when
 * other answers have told how far away things are. Infinity leaves the end to `parent`.
 */
export function patientSignal(
  parent: AbortSignal,
  leastMs: number,
  wantedMs: () => number,
): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const giveUp = (): void => controller.abort();
  const lookAround = (): void => {
    const moreMs = wantedMs() - leastMs;
    if (moreMs <= 0) giveUp();
    else if (Number.isFinite(moreMs)) timer = setTimeout(giveUp, moreMs);
  };
  let timer = setTimeout(lookAround, leastMs);
  parent.addEventListener("abort", giveUp, { once: true });
  if (parent.aborted) giveUp();
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      parent.removeEventListener("abort", giveUp);
    },
  };
}
