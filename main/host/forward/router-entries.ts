import type { EpochReading } from "#core/nat/router-epoch.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import type { LastingMapping, LastingMappings } from "../store/lasting-mappings.ts";
import type { Store } from "../store/open-store.ts";
import { removeEntry } from "./close-forward.ts";
import { askContext, isHere } from "./site-router.ts";

export type ForwardServiceOptions = {
  environment: CheckEnvironment;
  store: () => Pick<Store, "lastingMappings" | "document">;
  now: () => Date;
  randomBytes: (length: number) => Uint8Array;
  /** How often it is looked whether something is to be renewed; a minute unless said. */
  lookEveryMs?: number;
};

/** What this laptop keeps open in routers, and what of it is at the router here. */
export class RouterEntries {
  readonly options: ForwardServiceOptions;
  /** The servers' clocks at the last grant. */
  readonly epochs = new Map<string, EpochReading>();
  readonly #here = new Set<string>();

  constructor(options: ForwardServiceOptions) {
    this.options = options;
  }

  /** @throws HostError of the store */
  get journal(): LastingMappings {
    return this.options.store().lastingMappings;
  }

  /** What an opening needs beside what is to be opened. @throws HostError of the store */
  forOpening() {
    const { now, randomBytes } = this.options;
    const onEpoch = (entryId: string, epochSeconds: number): void =>
      void this.epochs.set(entryId, { epochSeconds, atMs: now().getTime() });
    return { now, randomBytes, journal: this.journal, onEpoch };
  }

  /** @throws HostError of the store */
  of(siteId: string, forwardId: string): LastingMapping[] {
    return this.journal.all().filter((entry) => entry.siteId === siteId && entry.forwardId === forwardId);
  }

  isAtRouter(entry: LastingMapping): Promise<boolean> {
    return isHere(entry, this.options.environment.computer);
  }

  /** As far as it was looked. */
  wasHere(entry: LastingMapping): boolean {
    return this.#here.has(entry.id);
  }

  /** Looks for every entry whether the laptop is at its router. @throws HostError of the store */
  async lookAround(): Promise<void> {
    const entries = this.journal.all();
    const found = await Promise.all(entries.map((entry) => this.isAtRouter(entry)));
    this.#here.clear();
    for (const [index, entry] of entries.entries()) if (found[index]) this.#here.add(entry.id);
  }

  /**
   * Removes an entry at its router, noted down before; elsewhere it is only noted down. True: gone. False: the router keeps it. Null:
   * it could not be confirmed. What was begun is finished whatever becomes of who asked.
   *
   * @throws HostError of the store
   */
  async remove(entry: LastingMapping): Promise<boolean | null> {
    const { journal } = this;
    if (entry.state !== "closing") journal.closing(entry.id);
    if (!(await this.isAtRouter(entry))) return null;
    const context = askContext(this.options.environment, new AbortController().signal);
    const gone = await removeEntry(context, entry, this.options.now());
    if (gone === true) journal.strike(entry.id);
    return gone;
  }
}
