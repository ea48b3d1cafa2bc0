import { setImmediate as nextTurn } from "node:timers/promises";

/** A frame of the window; the store is synchronous, so whoever waits for the host waits for a slice. */
const SLICE_MS = 8;
const MOST_AT_ONCE = 48;

/** How many things go into one slice: as many as took less than a frame the last time. */
export class Pace {
  #size = 4;

  /** Does synchronous work on all of them, a few at a time; the host answers in between. */
  async each<T>(items: readonly T[], work: (some: readonly T[]) => void, signal: AbortSignal): Promise<void> {
    for (let i = 0; i < items.length;) {
      signal.throwIfAborted();
      const some = items.slice(i, i + this.#size);
      const startedMs = performance.now();
      work(some);
      this.#learn(performance.now() - startedMs);
      i += some.length;
      await nextTurn();
    }
  }

  #learn(tookMs: number): void {
    if (tookMs > SLICE_MS) this.#size = Math.max(1, Math.floor(this.#size / 2));
    else if (tookMs < SLICE_MS / 2) this.#size = Math.min(MOST_AT_ONCE, this.#size + 1 + Math.floor(this.#size / 4));
  }
}
