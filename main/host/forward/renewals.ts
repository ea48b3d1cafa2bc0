import { hasEnded, isDue } from "#core/forward/lease.ts";
import type { ForwardWish } from "#core/walk/effect.ts";
import type { LastingMapping } from "../store/lasting-mappings.ts";
import { targetOf } from "./close-forward.ts";
import { meansOf } from "./forward-target.ts";
import { openForward } from "./open-forward.ts";
import type { RouterEntries } from "./router-entries.ts";
import { askContext } from "./site-router.ts";
import { grantOf, hasForgotten } from "./standing.ts";

/** Leases last for two hours or more, and a router that restarted is back in two or three minutes. */
const LOOK_EVERY_MS = 60_000;

/** No router takes so long: an entry that was not granted by then is of a Farsite that was killed. */
const OPENING_MS = 120_000;

/**
 * Renews what runs out as long as Farsite runs at its router, and what a router that restarted has lost; closes there what was left
 * to be closed. What has ended is not opened again without somebody who asks for it.
 */
export class Renewals {
  readonly #entries: RouterEntries;
  readonly #inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly #stopping = new AbortController();
  /** Leftovers that were tried once already since the start. */
  readonly #tried = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  /** `inTurn` runs a piece of work when no other asks the router. */
  constructor(entries: RouterEntries, inTurn: <T>(work: () => Promise<T>) => Promise<T>) {
    this.#entries = entries;
    this.#inTurn = inTurn;
  }

  get isRunning(): boolean {
    return this.#timer !== null;
  }

  start(): void {
    if (this.#timer === null) this.#lookAfter(0);
  }

  /** Ends open questions; what is being closed is closed first. */
  stop(): void {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #lookAfter(delayMs: number): void {
    if (this.#stopping.signal.aborted) return;
    const everyMs = this.#entries.options.lookEveryMs ?? LOOK_EVERY_MS;
    this.#timer = setTimeout(() => void this.#inTurn(() => this.#tend()).then(() => this.#lookAfter(everyMs)), delayMs);
    this.#timer.unref();
  }

  /** One look at all that this laptop keeps open. What can't be done now is tried again at the next one. Never throws. */
  async #tend(): Promise<void> {
    try {
      await this.#entries.lookAround();
      for (const entry of this.#entries.journal.all()) {
        if (this.#stopping.signal.aborted) return;
        if (!this.#entries.wasHere(entry)) continue;
        if (entry.state !== "open") await this.#removeLeftover(entry);
        else if (this.#isClosedInSurvey(entry)) await this.#entries.remove(entry);
        else await this.#renewIfDue(entry);
      }
    } catch {
      // A database that can't be read or written now.
    }
  }

  /** A colleague closed it in the survey, or a repair brought the entry back. A site that is not here says nothing. */
  #isClosedInSurvey({ siteId, forwardId }: LastingMapping): boolean {
    try {
      const { forwards } = this.#entries.options.store().document(siteId);
      const closedAt = forwards.find(({ id }) => id === forwardId)?.closedAt;
      return closedAt !== undefined && closedAt !== null;
    } catch {
      return false;
    }
  }

  async #removeLeftover(entry: LastingMapping): Promise<void> {
    const isUnderWay =
      entry.state === "opening" && this.#entries.options.now().getTime() - Date.parse(entry.createdAt) < OPENING_MS;
    if (isUnderWay || this.#tried.has(entry.id)) return;
    this.#tried.add(entry.id);
    await this.#entries.remove(entry);
  }

  async #renewIfDue(entry: LastingMapping): Promise<void> {
    const { environment, now } = this.#entries.options;
    const granted = grantOf(entry);
    if (entry.leaseSeconds === null || hasEnded(granted, now().getTime())) return;
    const isInTime = isDue(granted, now().getTime());
    // UPnP tells of no restart.
    if (!isInTime && entry.protocol === "upnp") return;
    const context = askContext(environment, this.#stopping.signal);
    const target = await targetOf(context, entry);
    // What led to this laptop is let run out once the laptop has another address.
    if (target === null || (entry.forOther !== true && entry.internalClient !== target.gateway.localAddress)) return;
    const epoch = this.#entries.epochs.get(entry.id) ?? null;
    if (!isInTime && (await hasForgotten({ context, entry, target, epoch, now: now() })) !== true) return;
    // Another shell may have closed it while the router was asked: what nobody knows of would stand for ever.
    const isOpen = this.#entries.journal.all().some(({ id, state }) => id === entry.id && state === "open");
    if (!isOpen) return;
    const { siteId } = entry;
    const wish = wishOf(entry);
    const known = entry;
    await openForward({ ...this.#entries.forOpening(), context, siteId, wish, means: meansOf(entry), target, known });
  }
}

/** What an entry was opened for. */
const wishOf = (entry: LastingMapping): ForwardWish => ({
  id: entry.forwardId,
  deviceId: null,
  address: entry.internalClient,
  transport: entry.transport,
  internalPort: entry.internalPort,
  externalPort: entry.externalPort,
  use: "other",
});
