import { beforeAll } from "vitest";

/** Few enough that a fake's answer is not kept waiting by the others. */
const AT_ONCE = 16;

/**
 * Does the same work for every case of a table before its tests begin, several at once: most of the time of a test of silence
 * is waiting.
 */
export function prepared<C, R>(cases: readonly C[], work: (one: C) => Promise<R>): (one: C) => R {
  const results = new Map<C, R>();
  beforeAll(async () => {
    const waiting = [...cases];
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.set(next, await work(next));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }, 60_000);
  return (one) => {
    const result = results.get(one);
    if (result === undefined) throw new Error("no result was prepared");
    return result;
  };
}
