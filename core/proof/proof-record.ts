import { z } from "zod";
import { messageSchema } from "../nat/diagnosis.ts";
import { transportSchema } from "../nat/observation.ts";

/** The version of the record's shape; a reader refuses a newer one. Of the second one: tests through tunnels. */
export const PROOF_RECORD_VERSION = 2;

const address = z.string().max(64);
const port = z.number().int().min(1).max(65_535);
const time = z.iso.datetime({ offset: true });

/** Where a test came from. */
export const proofOriginSchema = z.discriminatedUnion("kind", [
  /** The firm's own server outside; only it can prove the recorder itself. */
  z.object({ kind: z.literal("vantage"), host: z.string().max(300), address: address.nullable() }),
  /** A telephone on mobile data, with the address it came from. */
  z.object({ kind: z.literal("phone"), address, carrier: z.string().max(200).nullable() }),
  /** This laptop at another place than the site, with the public address it has there. */
  z.object({ kind: z.literal("elsewhere"), address }),
  /** This laptop at the site, to the site's own public address: the router may turn it around. Weak evidence. */
  z.object({ kind: z.literal("hairpin"), address }),
  /** Through the firm's server and the tunnel that ends there. */
  z.object({ kind: z.literal("server"), host: z.string().max(300), address: address.nullable() }),
  /** From this laptop, at another place than the site, through a VPN that it is in. */
  z.object({ kind: z.literal("vpn"), address: address.nullable() }),
]);
export type ProofOrigin = z.infer<typeof proofOriginSchema>;

/**
 * What came of one port. `answered`: what is expected there spoke. `connected`: the connection was made, and nothing was said.
 * `stranger`: something else than the expected device answered. `not-tested`: `trouble` says why.
 */
export const proofOutcomeSchema = z.enum(["answered", "connected", "stranger", "refused", "silent", "not-tested"]);
export type ProofOutcome = z.infer<typeof proofOutcomeSchema>;

export const proofResultSchema = z.object({
  /** The forward of the survey; null: the line was tested with the laptop as its target. */
  forwardId: z.string().max(200).nullable(),
  /** The tunnel of the survey that was gone through; then no forward was tested. */
  tunnelId: z.string().max(200).nullable().optional(),
  /** `laptop`: a page or port of this laptop stood in for the device, so only the way is proven. */
  target: z.enum(["device", "laptop"]),
  transport: transportSchema,
  /** What was called. */
  address,
  port,
  outcome: proofOutcomeSchema,
  /** `proof`: reached from outside, beyond doubt. `weak`: likely, and never called proven. `none`. */
  strength: z.enum(["proof", "weak", "none"]),
  /** Why no more than that, or what it means; null where the outcome says it all. */
  remark: messageSchema.nullable(),
  /** What spoke. */
  answer: z
    .object({
      protocol: z.enum(["http", "https", "tls", "rtsp", "banner", "farsite", "other"]),
      /** In its own words, cleaned. */
      says: z.string().max(200).nullable(),
      /** SHA-256, lower-case hex. */
      certificate: z.string().max(64).nullable(),
    })
    .nullable(),
  /** Whether it is the device that answers on that port inside; `unknown` where there is nothing to tell by. */
  sameDevice: z.enum(["yes", "no", "unknown"]),
  connectMs: z.number().nonnegative().nullable(),
  firstByteMs: z.number().nonnegative().nullable(),
  /** There and back, the median of several questions; null or absent: not measured. */
  rttMs: z.number().nonnegative().nullable().optional(),
  /** What came of the video that was played; null or absent: none was. */
  stream: z
    .object({
      /** So many at the same time; absent: one. */
      copies: z.number().int().positive().optional(),
      mbps: z.number().nonnegative(),
      seconds: z.number().nonnegative(),
      /** Of the packets that were numbered. */
      lostPackets: z.number().int().nonnegative(),
      codec: z.string().max(80).nullable(),
      /** What the customer's wishes ask for; null: not said. */
      wantedMbps: z.number().nonnegative().nullable(),
    })
    .nullable()
    .optional(),
  /** It was cut on purpose; null or absent: that was not tried. `backAfterMs` null: it had not come back when nobody waited longer. */
  reconnect: z
    .object({ backAfterMs: z.number().nonnegative().nullable(), waitedMs: z.number().nonnegative() })
    .nullable()
    .optional(),
  at: time,
  trouble: messageSchema.nullable(),
  /** What came, readable, for who wants to see it. */
  raw: z.string().max(4_000).nullable(),
});
export type ProofResult = z.infer<typeof proofResultSchema>;

/** One test from outside of some ports of a site, as it is kept and reported: who, from where, when, what answered. */
export const proofRecordSchema = z.object({
  format: z.literal("farsite-proof"),
  version: z.union([z.literal(1), z.literal(PROOF_RECORD_VERSION)]),
  proofId: z.uuid(),
  startedAt: time,
  durationMs: z.number().nonnegative(),
  farsiteVersion: z.string().max(40),
  /** The technician. */
  by: z.string().max(200).nullable(),
  origin: proofOriginSchema,
  /** The site's public address at the time, as far as anybody knew. */
  publicAddress: address.nullable(),
  results: z.array(proofResultSchema).min(1).max(64),
});
export type ProofRecord = z.infer<typeof proofRecordSchema>;

export const proofSummarySchema = z.object({
  proofId: z.uuid(),
  startedAt: time,
  origin: z.enum(["vantage", "phone", "elsewhere", "hairpin", "server", "vpn"]),
  /** Ports proven, and ports tested. */
  proven: z.number().int().nonnegative(),
  tested: z.number().int().nonnegative(),
});
export type ProofSummary = z.infer<typeof proofSummarySchema>;
