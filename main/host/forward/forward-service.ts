import { endsAtMs, hasEnded } from "#core/forward/lease.ts";
import type { EffectResult, ForwardWish, RouterOffer } from "#core/walk/effect.ts";
import type { LastingMapping } from "../store/lasting-mappings.ts";
import { targetOf } from "./close-forward.ts";
import { lookUpName, reachDevice } from "./device-reach.ts";
import { meansOf, targetsFor, type AskedMeans } from "./forward-target.ts";
import { failed, openForward, type OpenResult } from "./open-forward.ts";
import { Renewals } from "./renewals.ts";
import { RouterEntries, type ForwardServiceOptions } from "./router-entries.ts";
import { routerOffer } from "./router-offer.ts";
import { askContext } from "./site-router.ts";
import { grantOf, lookAt, type Standing } from "./standing.ts";
import { isAboutThis, openingTrouble, spokenName } from "./wish-trouble.ts";
import { seenWithoutJournal } from "./without-journal.ts";

export type ForwardState = {
  forwardId: string;
  /** The laptop is at the router that holds it, as far as it was looked. */
  isHere: boolean;
  /** When the router drops it by itself unless it is renewed; null: never. */
  endsAt: string | null;
  /** Farsite renews it as long as it runs here. */
  isRenewed: boolean;
};

/**
 * Forwards that are to last: opened for the recorder or for this laptop, renewed, looked at and closed, each at the router that
 * holds it and at no other. What is asked of a router stands in the journal before.
 */
export class ForwardService {
  readonly #entries: RouterEntries;
  readonly #renewals: Renewals;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ForwardServiceOptions) {
    this.#entries = new RouterEntries(options);
    this.#renewals = new Renewals(this.#entries, (work) => this.#inTurn(work));
  }

  get #environment() {
    return this.#entries.options.environment;
  }

  /** What the router offers here and now; reads only. Never throws. */
  askRouter(signal: AbortSignal): Promise<RouterOffer> {
    return routerOffer(askContext(this.#environment, signal));
  }

  /** Opens a forward, or renews the one of the same id. Never throws. */
  open(siteId: string, wish: ForwardWish, means: AskedMeans, signal: AbortSignal): Promise<OpenResult> {
    return this.#inTurn(async () => {
      try {
        return signal.aborted ? failed("cancelled") : await this.#open(siteId, wish, means, signal);
      } catch {
        // A database that can't be read or written: nothing is asked of a router that could not be noted down.
        return failed("not-written");
      }
    });
  }

  async #open(siteId: string, wish: ForwardWish, means: AskedMeans, signal: AbortSignal): Promise<OpenResult> {
    const context = askContext(this.#environment, signal);
    const targets = await targetsFor(context, means);
    if (targets === "no-way") return failed(means === "pinhole" ? "no-ipv6" : "no-router");
    const notSpoken = failed("not-spoken", { protocol: spokenName(means) });
    const [first] = targets;
    if (first === undefined) return signal.aborted ? failed("cancelled") : notSpoken;
    const trouble = await openingTrouble(this.#environment, first.gateway, wish, means);
    if (trouble !== null) return trouble;
    const known = await this.#sameAtThisRouter(siteId, wish, means);
    if (known === "left") return failed("old-one-left");
    // A pinhole is closed only in the way in which it was opened.
    const ways = known === null ? targets : targets.filter(({ protocol }) => protocol === known.protocol);
    const results: OpenResult[] = [];
    for (const target of ways) {
      const result = await openForward({ ...this.#entries.forOpening(), context, siteId, wish, means, target, known });
      results.push(result);
      if (result.kind !== "forward-refused") break;
    }
    await this.#entries.lookAround();
    // Of several refusals the first: of the way that the router is best at.
    return results.find(({ kind }) => kind !== "forward-refused") ?? results[0] ?? notSpoken;
  }

  /** The journal's entry of that forward here, if it is the same mapping; one that is another by now is closed first. */
  async #sameAtThisRouter(
    siteId: string,
    wish: ForwardWish,
    means: AskedMeans,
  ): Promise<LastingMapping | "left" | null> {
    let same: LastingMapping | null = null;
    for (const entry of this.#entries.of(siteId, wish.id)) {
      if (!(await this.#entries.isAtRouter(entry))) continue;
      if (same === null && isAboutThis(entry, wish, means)) same = entry;
      else if ((await this.#entries.remove(entry)) !== true) return "left";
    }
    return same;
  }

  /**
   * Closes a forward at its router; elsewhere it is noted down for the next start there. True: gone. False: the router keeps it.
   * Null: it could not be confirmed, or the laptop is elsewhere.
   *
   * @throws HostError of the store
   */
  close(siteId: string, forwardId: string, signal: AbortSignal): Promise<{ gone: boolean | null }> {
    return this.#inTurn(async () => {
      const entries = this.#entries.of(siteId, forwardId);
      if (entries.length === 0) {
        const seen = await this.#seenAnyway(siteId, forwardId, signal);
        return { gone: seen === null ? null : !seen };
      }
      const outcomes: (boolean | null)[] = [];
      for (const entry of entries) outcomes.push(await this.#entries.remove(entry));
      if (outcomes.includes(false)) return { gone: false };
      return { gone: outcomes.includes(null) ? null : true };
    });
  }

  /**
   * Looks whether the router still holds a forward. Null: it can't be told, or the laptop is elsewhere.
   *
   * @throws HostError of the store
   */
  async look(siteId: string, forwardId: string, signal: AbortSignal): Promise<Standing> {
    const entry = this.#entries.of(siteId, forwardId).at(-1);
    if (entry === undefined) {
      const seen = await this.#seenAnyway(siteId, forwardId, signal);
      // What this laptop did not open may stand at a router of the same address somewhere else.
      return { stands: seen === true ? true : null, leaseSeconds: null };
    }
    if (!(await this.#entries.isAtRouter(entry))) return { stands: null, leaseSeconds: null };
    const context = askContext(this.#environment, signal);
    const isPinhole = meansOf(entry) === "pinhole";
    const [target, upnp] = await Promise.all([targetOf(context, entry), isPinhole ? [] : targetsFor(context, "upnp")]);
    return lookAt({
      context,
      entry,
      target,
      table: upnp === "no-way" ? null : (upnp[0]?.table ?? null),
      epoch: this.#entries.epochs.get(entry.id) ?? null,
      now: this.#entries.options.now(),
    });
  }

  async #seenAnyway(siteId: string, forwardId: string, signal: AbortSignal): Promise<boolean | null> {
    const { forwards } = this.#entries.options.store().document(siteId);
    const forward = forwards.find(({ id }) => id === forwardId);
    return forward === undefined ? null : seenWithoutJournal(askContext(this.#environment, signal), forward);
  }

  /** The forwards of a site that this laptop opened. @throws HostError of the store */
  states(siteId: string): ForwardState[] {
    const nowMs = this.#entries.options.now().getTime();
    return this.#entries.journal
      .all()
      .filter((entry) => entry.siteId === siteId)
      .map((entry) => {
        const granted = grantOf(entry);
        const endMs = endsAtMs(granted);
        const isKept = entry.state === "open" && endMs !== null && !hasEnded(granted, nowMs);
        return {
          forwardId: entry.forwardId,
          isHere: this.#entries.wasHere(entry),
          endsAt: endMs === null ? null : new Date(endMs).toISOString(),
          isRenewed: isKept && this.#renewals.isRunning && this.#entries.wasHere(entry),
        };
      });
  }

  /** Begins to renew what runs out, for as long as Farsite runs at its router. */
  startRenewing(): void {
    this.#renewals.start();
  }

  /** Ends renewing, and waits for what is under way at the router. */
  async stop(): Promise<void> {
    this.#renewals.stop();
    await this.#turn;
  }

  /** TCP connections to ports of a device in one of the laptop's own networks. Never throws. */
  reachDevice(
    address: string,
    ports: readonly number[],
    signal: AbortSignal,
  ): Promise<Extract<EffectResult, { kind: "device-reached" | "failed" }>> {
    return reachDevice(this.#environment, address, ports, signal);
  }

  /** Where a name leads. Never throws. */
  lookUpName(name: string, signal: AbortSignal): Promise<Extract<EffectResult, { kind: "name-found" | "failed" }>> {
    return lookUpName(this.#environment, name, signal);
  }

  /** One at a time: two that change the same router at once would see half of each other's work. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }
}
