import { isHostError } from "#core/contract/errors.ts";

export interface BackgroundTiming {
  /** After the window is up. */
  startMs: number;
  /** Somebody fills in a form: not every field by itself. */
  afterWriteMs: number;
  /** Colleagues' work comes that late at most. */
  everyMs: number;
  /** After a failure; doubled each time, up to `everyMs` ... */
  firstRetryMs: number;
  /** ... or up to this, where waiting mends nothing (a refused password): a server locks out who keeps trying. */
  hopelessRetryMs: number;
}

const TIMING: BackgroundTiming = {
  startMs: 3_000,
  afterWriteMs: 5_000,
  everyMs: 4 * 60_000,
  firstRetryMs: 15_000,
  hopelessRetryMs: 30 * 60_000,
};

/** When to sync by itself. One at a time; failures are kept by `sync` itself and make the next one come later. */
export class BackgroundSync {
  readonly #sync: (signal: AbortSignal) => Promise<void>;
  readonly #timing: BackgroundTiming;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #dueAtMs = Infinity;
  #failures = 0;
  #notBeforeMs = 0;
  #isRunning = false;
  #isStarted = false;
  #again = false;

  constructor(sync: (signal: AbortSignal) => Promise<void>, timing: Partial<BackgroundTiming> = {}) {
    this.#sync = sync;
    this.#timing = { ...TIMING, ...timing };
  }

  start(): void {
    this.#isStarted = true;
    this.#plan(this.#timing.startMs);
  }

  /** After a write. While the line is known to be dead, this does not hurry it. */
  soon(): void {
    if (this.#isRunning) this.#again = true;
    else this.#plan(Math.max(this.#timing.afterWriteMs, this.#notBeforeMs - performance.now()));
  }

  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /** The sooner of what is planned and this. */
  #plan(inMs: number): void {
    const atMs = performance.now() + inMs;
    if (!this.#isStarted || this.#stop.signal.aborted || atMs >= this.#dueAtMs) return;
    this.#dueAtMs = atMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), inMs);
    // Nobody keeps the app open for it.
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    this.#dueAtMs = Infinity;
    this.#isRunning = true;
    this.#again = false;
    let nextMs = this.#timing.everyMs;
    try {
      await this.#sync(this.#stop.signal);
      this.#failures = 0;
      this.#notBeforeMs = 0;
    } catch (error) {
      nextMs = this.#retryMs(error);
      this.#failures += 1;
      this.#notBeforeMs = performance.now() + nextMs;
    } finally {
      this.#isRunning = false;
      this.#plan(nextMs);
      if (this.#again) this.soon();
    }
  }

  #retryMs(error: unknown): number {
    const doubled = this.#timing.firstRetryMs * 2 ** Math.min(this.#failures, 16);
    const mayMend = !isHostError(error) || !HOPELESS.has(error.code);
    return mayMend ? Math.min(doubled, this.#timing.everyMs) : this.#timing.hopelessRetryMs;
  }
}

/** What only a person can mend. */
const HOPELESS: ReadonlySet<string> = new Set([
  "HUB_REFUSED",
  "HUB_NOT_SET_UP",
  "HUB_NEWER",
  "KEYCHAIN_LOCKED",
  "VAULT_LOCKED",
]);
