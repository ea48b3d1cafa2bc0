import type { z } from "zod";
import type { Device } from "../lan/device.ts";
import type { Message } from "../nat/diagnosis.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { ProofRecord } from "../proof/proof-record.ts";
import type { CheckRecord } from "../survey/check-record.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { SurveyDocument } from "../survey/survey-document.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import type { PlannedSite } from "../vpn/address-plan.ts";
import type { StepSummary, StepView } from "./step-view.ts";
import type { WalkKind, Walk } from "./walk.ts";

/** What the firm has beside this site. */
export interface FirmContext {
  /** The firm's servers that this laptop knows. */
  readonly servers: readonly FirmServer[];
  /** Ids of those whose administrator's key this laptop holds. */
  readonly mayChange: readonly string[];
  /** All sites of this laptop, this one included, for addresses that nobody else has. Reads every survey: only when asked for. */
  readonly sites: () => readonly PlannedSite[];
}

/** All that a walk may look at. Read anew for every question: a check, proof or change since the last one counts. */
export interface WalkContext {
  /** ISO 8601. */
  readonly now: string;
  /** The technician; null: nobody is named on this laptop. */
  readonly by: string | null;
  /** This site's id, by which `firm.sites()` knows it. */
  readonly siteId: string;
  readonly document: SurveyDocument;
  /** The site's last check, and the devices of its last search. */
  readonly check: CheckRecord | null;
  readonly devices: readonly Device[];
  readonly knowledge: Knowledge;
  /** The latest tests from outside, the newest first. */
  readonly proofs: readonly ProofRecord[];
  readonly hasVantage: boolean;
  readonly firm: FirmContext;
  /** An id that no other entry of any laptop has. */
  readonly newId: () => string;
}

/** What the person did: the action's name, with the values of the fields. From outside: each machine reads it with its own schema. */
export type WalkEvent = {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
};

/** What follows from an event or from the end of an effect. */
export type Outcome<S> =
  | {
      readonly state: S;
      /** Written to the survey in the same revision as the state. */
      readonly changes?: readonly SurveyChange[];
      /** Done by the host after the state was kept; its result comes back to `settle`. */
      readonly effect?: WalkEffect;
      readonly status?: Walk["status"];
      readonly waiting?: Walk["waiting"];
    }
  /** Nothing happened, and why: a field that says nothing usable, an event that does not fit the step. */
  | { readonly refused: Message };

/**
 * A walk-through: a state machine whose states are a union on `step`. Pure: time, ids and knowledge come in by the context, all it
 * wants done goes out as an effect.
 *
 * Every machine understands `back` (one step, undoing what that step did), and `abandon` (all of it, then the walk is over).
 * While an effect is under way `pending` in the state names it, so that a walk that was killed there does it again: `again`.
 */
export interface WalkMachine<S extends { readonly step: string }> {
  readonly kind: WalkKind;
  /** Of what stands in the survey; a state that does not fit was written by another version. */
  readonly schema: z.ZodType<S>;
  /** The first state, or why this walk would lead nowhere here (a forward behind a carrier's NAT), with the evidence. */
  begin(context: WalkContext, options: { readonly deviceId: string | null }): Outcome<S>;
  steps(state: S, context: WalkContext): StepSummary[];
  view(state: S, context: WalkContext): StepView;
  handle(state: S, event: WalkEvent, context: WalkContext): Outcome<S>;
  /** The next state after an effect that `begin` or `handle` asked for. */
  settle(state: S, effect: WalkEffect, result: EffectResult, context: WalkContext): Outcome<S>;
}
