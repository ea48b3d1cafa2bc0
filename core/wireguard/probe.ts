import { z } from "zod";

/** What a handshake probe saw and what follows from it, as a survey keeps it. No private or pre-shared key is in here. */

const MAX_TEXT = 255;
const endpointFields = { address: z.string().max(64), port: z.int().min(1).max(65_535) };

/**
 * What became of the handshakes to one port of one address.
 * - `answered`: verified, so who answers has the private key to the public key we know, and knows ours
 * - `unverified`: meant for us (mac1 with our key) and not verifying: the pre-shared key is another
 * - `cookie`: a loaded server, which asked for a cookie, got it, and then said nothing
 * - `refused`: ICMP "port unreachable"; `unreachable`: no way there, or ICMP "prohibited"
 * - `stranger`: something that is no WireGuard, or no answer to us
 */
export const wireGuardPortStateSchema = z.enum([
  "answered",
  "unverified",
  "cookie",
  "refused",
  "unreachable",
  "stranger",
  "silent",
]);
export type WireGuardPortState = z.infer<typeof wireGuardPortStateSchema>;

export const wireGuardPortSchema = z.object({
  ...endpointFields,
  state: wireGuardPortStateSchema,
  /** From the handshake that was answered or refused to what came back. */
  rttMs: z.number().nonnegative().nullable(),
  /** Handshakes sent. */
  sent: z.int().min(0).max(16),
  /** It asked for a cookie first. */
  underLoad: z.boolean(),
  /** The handshake that was answered bore the right time, which is not this computer's. */
  withRightTime: z.boolean(),
});
export type WireGuardPort = z.infer<typeof wireGuardPortSchema>;

/** A question to something else, for comparison. `unknown`: not asked, or its name was not found. */
export const comparedStateSchema = z.enum(["answered", "refused", "silent", "unreachable", "unknown"]);
export type ComparedState = z.infer<typeof comparedStateSchema>;

const comparedSchema = z.object({
  what: z.enum(["hub-tcp", "hub-ping", "hub-stun", "other-stun", "other-tcp"]),
  /** `host:port` as configured, of the hub only the port; empty for its ping. */
  target: z.string().max(MAX_TEXT),
  state: comparedStateSchema,
  rttMs: z.number().nonnegative().nullable(),
});
export type Compared = z.infer<typeof comparedSchema>;

/** What all of it says; the sentences are in `core/text`, area `wireGuard`. */
export const wireGuardOutcomeSchema = z.enum([
  "answers",
  "answers-on-other-port",
  "clock-behind",
  "preshared-key-differs",
  "hub-busy",
  "nothing-listens",
  "not-wireguard",
  "silent-hub-reachable",
  "port-blocked-or-key",
  "udp-blocked",
  "hub-unreachable",
  "silent",
  "name-unknown",
  "names-unanswered",
  "nothing-answers",
  "no-route",
]);
export type WireGuardOutcome = z.infer<typeof wireGuardOutcomeSchema>;

/** What the person should know besides. */
export const wireGuardNoteSchema = z.enum([
  /** The hub now sends the site's traffic to this computer, until the gateway itself is heard. */
  "moved-endpoint",
  /** This computer's clock is ahead, and it spoke as the site: an earlier time is not believed any more. */
  "clock-ahead",
  /** It spoke as the site, and nobody knows whether the clock is right. */
  "clock-unknown",
  "clock-behind",
  "one-family",
  "other-ports-silent",
  "under-load",
  "hub-silent-too",
  "refused-nearby",
]);
export type WireGuardNote = z.infer<typeof wireGuardNoteSchema>;

/** How the name of the hub was looked up. `literal`: it is an address. */
export const nameStateSchema = z.enum(["literal", "found", "not-found", "no-answer"]);

export const wireGuardObservedSchema = z.object({
  name: nameStateSchema,
  /** In the order of the wish: the first port is the one the hub is meant to use. */
  wishedPorts: z.array(endpointFields.port).min(1).max(4),
  ports: z.array(wireGuardPortSchema).max(8),
  compared: z.array(comparedSchema).max(24),
  /** The handshakes were made with the site's own key. */
  asSite: z.boolean(),
  /** How far this computer's clock is ahead of the world's (negative: behind); null: not measured. */
  clockSkewMs: z.number().nullable(),
});
export type WireGuardObserved = z.infer<typeof wireGuardObservedSchema>;

export const wireGuardProbeSchema = z.object({
  host: z.string().max(MAX_TEXT),
  serverPublicKey: z.string().length(44),
  ownPublicKey: z.string().length(44),
  usesPresharedKey: z.boolean(),
  observed: wireGuardObservedSchema,
  outcome: wireGuardOutcomeSchema,
  notes: z.array(wireGuardNoteSchema).max(9),
  durationMs: z.number().nonnegative(),
});
export type WireGuardProbe = z.infer<typeof wireGuardProbeSchema>;

/** A time nearer than this to the right one is right: what is compared with has whole seconds (HTTP `Date`). */
export const CLOCK_TOLERANCE_MS = 3_000;
