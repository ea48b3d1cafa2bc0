import type { ContractErrorCode } from "#core/contract/errors.ts";
import type { RehearsalNews, RehearsalRequest } from "#core/contract/rehearsal-calls.ts";
import type { RehearsalRecord, RehearsedEnd } from "#core/rehearsal/rehearsal-record.ts";

/** What the other laptop, which there is none of, brings. */
export type FakeRehearsal = {
  pair: RehearsalRecord["pair"];
  here: Partial<RehearsedEnd>;
  there: Partial<RehearsedEnd>;
  rttMs: number | null;
  /** It stays at this event until it is stopped. */
  staysAt: RehearsalNews["type"] | null;
  /** It ends with this trouble. */
  trouble: string | null;
  breakOff: { code: ContractErrorCode; data?: unknown } | null;
  notSaved: { code: ContractErrorCode; data?: unknown } | null;
  /** What was asked for, and handed over, in its order. */
  asked: RehearsalRequest[];
  given: (string | null)[];
  /** How many were stopped. */
  stopped: number;
  wake: () => void;
};

export const CODE = "BCDFGHJK";
export const HARD = { mapping: "address-and-port-dependent", filtering: "address-and-port-dependent" } as const;

export const emptyRehearsal = (): FakeRehearsal => ({
  pair: {
    here: { kind: "reflexive", address: "198.51.100.7", port: 41_377 },
    there: { kind: "reflexive", address: "203.0.113.20", port: 53_204 },
  },
  here: {},
  there: {},
  rttMs: 23.4,
  staysAt: null,
  trouble: null,
  breakOff: null,
  notSaved: null,
  asked: [],
  given: [],
  stopped: 0,
  wake: () => undefined,
});
