/**
 * Does something at these times from now on, the first at once where it is 0: a process that stands still a moment later
 * has at least asked. Returns what ends it.
 */
export function atTimes(timesMs: readonly number[], act: () => void): () => void {
  const timers = timesMs.filter((atMs) => atMs > 0).map((atMs) => setTimeout(act, atMs));
  if (timesMs.includes(0)) act();
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}
