import type { ScanContext } from "./scan-environment.ts";

/** So much may be made up for when the event loop was busy: longer bursts are what small switches drop. */
const BURST_MS = 20;

/** How often those that wait look for leave to go on; timers of 1 ms would cost more than what they pace. */
export const PACE_TICK_MS = 5;

/** Leave to send so many packets a second, evenly: never more than 20 ms' worth at once. */
export class Pace {
  readonly #perMs: number;
  readonly #most: number;
  readonly #nowMs: () => number;
  #left: number;
  #countedMs: number;

  constructor(perSecond: number, nowMs: () => number) {
    this.#perMs = perSecond / 1_000;
    this.#most = Math.max(1, this.#perMs * BURST_MS);
    this.#nowMs = nowMs;
    this.#countedMs = nowMs();
    this.#left = this.#most;
  }

  /** How many packets it lets through at once. */
  get burst(): number {
    return this.#most;
  }

  /** Takes leave for one packet; false: not now. `keep`: leave that is left for others. */
  take(keep = 0): boolean {
    const nowMs = this.#nowMs();
    this.#left = Math.min(this.#most, this.#left + (nowMs - this.#countedMs) * this.#perMs);
    this.#countedMs = nowMs;
    if (this.#left < 1 + keep) return false;
    this.#left -= 1;
    return true;
  }
}

const paces = new WeakMap<ScanContext, Pace>();

/** The pace of a scan: all of its parts send at it together. */
export function paceOf(context: ScanContext): Pace {
  const pace = paces.get(context) ?? new Pace(context.budget.packetsPerSecond, () => performance.now());
  paces.set(context, pace);
  return pace;
}
