import { z } from "zod";
import { messageSchema, natBehaviourSchema } from "../nat/diagnosis.ts";
import { candidateSchema, MAX_CANDIDATES, pairEndSchema } from "./candidate.ts";

const side = z.enum(["none", "here", "there", "both"]);

/** One end as it described itself. */
export const rehearsedEndSchema = z.object({
  name: z.string().max(200).nullable(),
  /** As a STUN server saw it over IPv4, or of its own. */
  publicAddress: z.string().max(64).nullable(),
  udp: z.enum(["open", "blocked", "unknown"]),
  ipv6: z.boolean(),
  /** A TURN server was there to relay. It is used only once nothing direct was found. */
  relay: z.boolean(),
  /** As a check measured it before; null: no check. */
  nat: z.object({ mapping: natBehaviourSchema, filtering: natBehaviourSchema }).nullable(),
  candidates: z.array(candidateSchema).max(MAX_CANDIDATES),
});
export type RehearsedEnd = z.infer<typeof rehearsedEndSchema>;

/**
 * `direct`: packets go from one end to the other; `relayed`: through the TURN server; `none`: no way was found; `udp-blocked`: none,
 * and one end's network lets no UDP out.
 */
export const rehearsalOutcomeSchema = z.enum(["direct", "relayed", "none", "udp-blocked"]);
export type RehearsalOutcome = z.infer<typeof rehearsalOutcomeSchema>;

/** One rehearsal as the survey keeps it: who with whom, what was found, by which pair. */
export const rehearsalRecordSchema = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime({ offset: true }),
  durationMs: z.number().nonnegative(),
  farsiteVersion: z.string().max(40),
  /** The technician. */
  by: z.string().max(200).nullable(),
  role: z.enum(["invite", "join"]),
  signalling: z.enum(["vantage", "by-hand"]),
  /** What both screens had to show. */
  digits: z.string().regex(/^\d{4}$/),
  outcome: rehearsalOutcomeSchema,
  /** The network of both ends is the same, so nothing was learned about the internet. */
  sameNetwork: z.boolean(),
  why: z.array(messageSchema).max(8),
  predicted: z.enum(["yes", "no", "maybe"]),
  here: rehearsedEndSchema,
  there: rehearsedEndSchema,
  /** Whether a TURN server was there to relay: without one "none" is all that can be found. */
  relayOffered: side,
  /** The pair that won, each end as the other one sees it. */
  pair: z.object({ here: pairEndSchema, there: pairEndSchema }).nullable(),
  /** From the first check to the first byte. */
  connectMs: z.number().nonnegative().nullable(),
  /** The middle one of a few round trips, over the pair that won. */
  rttMs: z.number().nonnegative().nullable(),
  /** Bits a second within one second: an estimate, and no more than the cap allows. */
  upBitsPerSecond: z.number().nonnegative().nullable(),
  downBitsPerSecond: z.number().nonnegative().nullable(),
});
export type RehearsalRecord = z.infer<typeof rehearsalRecordSchema>;

/** As many as a survey keeps: each revision holds them whole, and an old one says little about today. */
export const MAX_REHEARSALS = 20;

/** The latest of both, the oldest first. The same whichever comes first, and what fell out on one side does not come back. */
export function latestRehearsals(
  some: readonly RehearsalRecord[],
  more: readonly RehearsalRecord[],
): RehearsalRecord[] {
  const all = new Map([...some, ...more].map((one) => [one.id, one]));
  return [...all.values()]
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt) || (a.id < b.id ? -1 : 1))
    .slice(-MAX_REHEARSALS);
}
