import type { ContractErrorCode } from "#core/contract/errors.ts";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import type { ProofResult } from "#core/proof/proof-record.ts";
import type { StepPart } from "#core/walk/step-view.ts";
import type { EffectResult, RouterOffer, WalkEffect } from "#core/walk/effect.ts";

/** What stands around the fake window's walks: a router, a recorder, a telephone. */
export type FakeRoutes = {
  /** The answer to each kind of effect; absent: the usual one. */
  effects: Partial<Record<WalkEffect["kind"], EffectResult>>;
  offer: RouterOffer;
  /** How the next tests from outside end. */
  proof: Pick<ProofResult, "outcome" | "strength" | "sameDevice">;
  phone: PhoneEvent[];
  uploadMbps: number;
  /** Parts that every step shows beside its own. */
  parts: StepPart[];
  failure: { code: ContractErrorCode; data?: unknown } | null;
  /** Milliseconds that an effect takes. */
  paceMs: number;
};

export const OUTSIDE = "203.0.113.80";

export const calmRoutes: FakeRoutes = {
  effects: {},
  offer: {
    gateway: "192.168.1.1",
    means: [{ means: "upnp", forOthers: true, permanent: true }],
    open: [],
    trouble: null,
  },
  proof: { outcome: "answered", strength: "proof", sameDevice: "yes" },
  phone: [],
  uploadMbps: 9.4,
  parts: [],
  failure: null,
  paceMs: 0,
};
