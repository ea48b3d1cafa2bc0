import { setImmediate } from "node:timers/promises";

/** What the event loop may be held up at a time: a probe's answer or a keystroke must not wait longer. */
const SLICE_MS = 10;
/** Writing more at once gains nothing. */
const MAX_SLICE = 64;

/** To be awaited in a loop: lets others run as soon as a slice of time is used up. */
export function createBreather(monotonicMs: () => number = () => performance.now()): () => Promise<void> {
  let since = monotonicMs();
  return async () => {
    if (monotonicMs() - since < SLICE_MS / 2) return;
    await setImmediate();
    since = monotonicMs();
  };
}

/**
 * Hands items over a few at a time, as many as fit into a slice by what the last ones took, and lets others run in between.
 * `take` is synchronous: what it does is done when it returns.
 */
export async function inSlices<T>(
  items: AsyncIterable<T> | Iterable<T>,
  take: (slice: T[]) => void,
  monotonicMs: () => number = () => performance.now(),
): Promise<void> {
  let length = 1;
  let slice: T[] = [];
  const hand = async () => {
    const started = monotonicMs();
    take(slice);
    const tookMs = monotonicMs() - started;
    if (tookMs > SLICE_MS / 2) length = Math.max(1, Math.floor(length / 2));
    else if (tookMs < SLICE_MS / 4) length = Math.min(MAX_SLICE, length * 2);
    slice = [];
    await setImmediate();
  };
  for await (const item of items) {
    slice.push(item);
    if (slice.length >= length) await hand();
  }
  if (slice.length > 0) await hand();
}
