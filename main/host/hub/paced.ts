import { setTimeout as sleep } from "node:timers/promises";

/** The store is synchronous: while it works on a slice, the window waits. Half a frame's time goes unnoticed. */
const SLICE_MS = 8;
const MOST_AT_ONCE = 48;
const LONGEST_REST_MS = 20;

/**
 * How many of a kind to begin with, and at least. A transaction costs as much as five revisions in it, so that fewer at once would take
 * longer and block as long; each site is merged in a transaction of its own.
 */
const FEWEST = { read: 8, take: 4, settle: 1 } as const;
type Kind = keyof typeof FEWEST;

/** Synchronous work in slices of the size that took less than a frame the last time. In between the host has as much time for others. */
export class Pace {
  readonly #size: Record<Kind, number> = { ...FEWEST };

  async each<T>(
    kind: Kind,
    items: readonly T[],
    work: (some: readonly T[]) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    for (let i = 0; i < items.length;) {
      signal?.throwIfAborted();
      const some = items.slice(i, i + this.#size[kind]);
      const startedMs = performance.now();
      work(some);
      const tookMs = performance.now() - startedMs;
      this.#learn(kind, tookMs);
      i += some.length;
      await sleep(Math.min(tookMs, LONGEST_REST_MS));
    }
  }

  #learn(kind: Kind, tookMs: number): void {
    const size = this.#size[kind];
    if (tookMs > SLICE_MS) this.#size[kind] = Math.max(FEWEST[kind], Math.floor(size / 2));
    else if (tookMs < SLICE_MS / 2) this.#size[kind] = Math.min(MOST_AT_ONCE, size + 1 + Math.floor(size / 4));
  }
}
