import type { Letter, WalkView } from "#core/contract/route-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { Locale } from "#core/survey/settings.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import { letterFor } from "#core/walk/letter.ts";
import type { FirmContext, Outcome, WalkContext, WalkEvent } from "#core/walk/machine.ts";
import { walkRunners } from "#core/walk/machines.ts";
import type { Walk, WalkKind } from "#core/walk/walk.ts";
import { lastCheck, lastDevices, type RecordReading } from "../store/last-records.ts";
import type { Store } from "../store/open-store.ts";

export interface WalkServiceOptions {
  store: () => RecordReading & Pick<Store, "document" | "amend" | "proofs">;
  knowledge: () => Knowledge;
  hasVantage: () => boolean;
  /** The firm's servers, and the sites of all surveys for addresses that nobody else has. */
  firm: () => FirmContext;
  technician: () => string | null;
  /** The language in which an accepted risk is kept. */
  locale: () => Locale;
  perform: (siteId: string, effect: WalkEffect, signal: AbortSignal) => Promise<EffectResult>;
  now: () => Date;
  randomUuid: () => string;
}

/** As many tests from outside as a walk looks back at. */
const PROOFS_LOOKED_AT = 8;
/** A walk opens a handful of ports one after the other; more in one go is a machine that turns in circles. */
const MOST_EFFECTS = 40;

type Next = Exclude<Outcome<Walk["state"]>, { refused: Message }>;

/**
 * Walk-throughs as they are walked: every step is kept in the survey before anything is done about it, so a walk goes on where it
 * was after a crash, a flat battery, or on a colleague's laptop.
 *
 * Calls throw SITE_NOT_FOUND, WALK_NOT_FOUND and what the store throws.
 */
export class WalkService {
  readonly #options: WalkServiceOptions;
  /** One event after the other for each site: a second click meets the state that the first one made. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(options: WalkServiceOptions) {
    this.#options = options;
  }

  /** Begins a walk, or gives back the one that is open; `refused`: it would lead nowhere here, and why. */
  begin(
    input: { siteId: string; kind: WalkKind; deviceId: string | null },
    signal: AbortSignal,
  ): Promise<{ walk: WalkView | null; refused: Message | null }> {
    const { siteId, kind, deviceId } = input;
    return this.#inTurn(siteId, async () => {
      const context = this.#context(siteId);
      const open = context.document.walks.find(
        (walk) => walk.kind === kind && walk.status === "open" && (walk.deviceId ?? null) === deviceId,
      );
      if (open !== undefined) return { walk: viewOf(open, context, null), refused: null };
      const outcome = walkRunners[kind].begin(context, { deviceId });
      if ("refused" in outcome) return { walk: null, refused: outcome.refused };
      const walk: Walk = {
        id: this.#options.randomUuid(),
        kind,
        deviceId,
        startedAt: context.now,
        startedBy: context.by,
        updatedAt: context.now,
        status: "open",
        state: outcome.state,
      };
      return { walk: await this.#carryOut(siteId, walk, outcome, signal), refused: null };
    });
  }

  get(siteId: string, walkId: string): WalkView {
    const context = this.#context(siteId);
    return viewOf(walkIn(context.document, walkId), context, null);
  }

  /** What the person did; answers when what follows from it is done and kept. */
  send(
    { siteId, walkId, event }: { siteId: string; walkId: string; event: WalkEvent },
    signal: AbortSignal,
  ): Promise<WalkView> {
    return this.#inTurn(siteId, async () => {
      const context = this.#context(siteId);
      const walk = walkIn(context.document, walkId);
      const outcome = walkRunners[walk.kind].handle(walk, this.#spoken(walk, event, context), context);
      if ("refused" in outcome) return viewOf(walk, context, outcome.refused);
      return this.#carryOut(siteId, walk, outcome, signal);
    });
  }

  /** Whoever accepts a risk accepts the words on the screen: they go into the survey with the name below them. */
  #spoken(walk: Walk, event: WalkEvent, context: WalkContext): WalkEvent {
    if (event.type !== "accept") return event;
    const risk = walkRunners[walk.kind].view(walk, context).notices.find(({ tone }) => tone === "problem");
    if (risk === undefined) return event;
    const riskText = createTranslate(this.#options.locale())(risk.text);
    return { ...event, values: { ...event.values, riskText } };
  }

  letter(input: { siteId: string; walkId: string; form: "letter" | "e-mail" | "phone"; locale: Locale }): Letter {
    const { document, check, knowledge, now, by } = this.#context(input.siteId);
    const walk = walkIn(document, input.walkId);
    return letterFor({ ...input, document, check, knowledge, now, by, walkState: walk.state });
  }

  async #carryOut(siteId: string, begun: Walk, first: Next, signal: AbortSignal): Promise<WalkView> {
    let walk = begun;
    let next = first;
    for (let done = 0; ; done += 1) {
      walk = this.#keep(siteId, walk, next);
      const { effect } = next;
      if (effect === undefined || done >= MOST_EFFECTS) return viewOf(walk, this.#context(siteId), null);
      const result = await this.#options.perform(siteId, effect, signal);
      const context = this.#context(siteId);
      // Somebody else may have written meanwhile: another window, or a colleague by the hub.
      const now = walkIn(context.document, walk.id);
      const isEndedElsewhere = walk.status === "open" && now.status !== "open";
      walk = now;
      const outcome = walkRunners[walk.kind].settle(walk.state, effect, result, context);
      if ("refused" in outcome) return viewOf(walk, context, outcome.refused);
      if (isEndedElsewhere) {
        // What was done is written down; the walk stays over, and nothing further is begun.
        const { state, changes = [] } = outcome;
        return viewOf(this.#keep(siteId, walk, { state, changes }), this.#context(siteId), null);
      }
      next = outcome;
    }
  }

  #keep(siteId: string, walk: Walk, { state, changes = [], status, waiting }: Next): Walk {
    const kept: Walk = {
      ...walk,
      updatedAt: this.#options.now().toISOString(),
      state,
      ...(status !== undefined && { status }),
      ...(waiting !== undefined && { waiting }),
    };
    this.#options
      .store()
      .amend(siteId, (document) => withChanges(document, [...changes, { op: "put", list: "walks", entry: kept }]));
    return kept;
  }

  #context(siteId: string): WalkContext {
    const { store, knowledge, hasVantage, firm, technician, now, randomUuid } = this.#options;
    const document = store().document(siteId);
    return {
      now: now().toISOString(),
      by: technician(),
      siteId,
      document,
      check: lastCheck(store(), siteId, document),
      devices: lastDevices(store(), siteId, document),
      knowledge: knowledge(),
      proofs: store().proofs(siteId, PROOFS_LOOKED_AT),
      hasVantage: hasVantage(),
      firm: firm(),
      newId: randomUuid,
    };
  }

  async #inTurn<T>(siteId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#underWay.get(siteId) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#underWay.set(siteId, mine);
    try {
      return await mine;
    } finally {
      if (this.#underWay.get(siteId) === mine) this.#underWay.delete(siteId);
    }
  }
}

function walkIn({ walks }: SurveyDocument, walkId: string): Walk {
  const walk = walks.find(({ id }) => id === walkId);
  if (walk === undefined) throw new HostError("WALK_NOT_FOUND");
  return walk;
}

function viewOf(walk: Walk, context: WalkContext, refused: Message | null): WalkView {
  const runner = walkRunners[walk.kind];
  return { walk, steps: runner.steps(walk, context), view: runner.view(walk, context), refused };
}
