/** Questions that an answer brings up: of each kind only so many as an honest network causes, however many a lying one would. */
export class FollowUps<Kind extends string> {
  readonly #limits: Readonly<Record<Kind, number>>;
  readonly #asked: { kind: Kind; subject: string; ended: Promise<void> }[] = [];

  constructor(limits: Readonly<Record<Kind, number>>) {
    this.#limits = limits;
  }

  /** Asks, unless this subject has been asked about or the limit of its kind is reached. */
  once(kind: Kind, subject: string, ask: () => Promise<void>): void {
    const same = this.#asked.filter((one) => one.kind === kind);
    if (same.length >= this.#limits[kind] || same.some((one) => one.subject === subject)) return;
    this.#asked.push({ kind, subject, ended: ask() });
  }

  began(kind: Kind): boolean {
    return this.#asked.some((one) => one.kind === kind);
  }

  /** Waits for all, also for those that come up meanwhile. Fails like the first that failed, once all have ended. */
  async ended(): Promise<void> {
    let failure: { reason: unknown } | null = null;
    for (let index = 0; index < this.#asked.length; index += 1) {
      try {
        await this.#asked[index]?.ended;
      } catch (error) {
        failure ??= { reason: error };
      }
    }
    if (failure) throw failure.reason;
  }
}
