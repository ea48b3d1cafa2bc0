/** A request is accepted this long before and after the vantage's clock shows the time it was signed at. */
export const REQUEST_WINDOW_MS = 60_000;
/** The rate limits allow each token a tenth of it within two windows. */
const MAX_NONCES = 120_000;

/**
 * No signed request is carried out twice. What was signed before the vantage started, it may have seen before: that counts
 * as stale too.
 */
export class ReplayGuard {
  readonly #startedMs: number;
  #rotatedMs: number;
  #recent = new Set<string>();
  #older = new Set<string>();

  constructor(nowMs: number) {
    this.#startedMs = nowMs;
    this.#rotatedMs = nowMs;
  }

  isStale(timeMs: number, nowMs: number): boolean {
    return Math.abs(nowMs - timeMs) > REQUEST_WINDOW_MS || timeMs < this.#startedMs;
  }

  /** False when it was there before, or when no more can be remembered. */
  remember(nonce: string, nowMs: number): boolean {
    this.#rotate(nowMs);
    if (this.#recent.has(nonce) || this.#older.has(nonce) || this.#recent.size >= MAX_NONCES) return false;
    this.#recent.add(nonce);
    return true;
  }

  /** A request from the future stays acceptable for two windows, and so long its nonce is known at least. */
  #rotate(nowMs: number): void {
    if (Math.abs(nowMs - this.#rotatedMs) < 2 * REQUEST_WINDOW_MS) return;
    this.#older = this.#recent;
    this.#recent = new Set();
    this.#rotatedMs = nowMs;
  }
}
