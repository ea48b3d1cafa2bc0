import { z } from "zod";
import { transportSchema } from "../nat/observation.ts";
import {
  HIGHEST_PORT,
  MAX_DIAL_MS,
  MAX_PROVE_BYTES,
  MAX_PROVE_MS,
  MAX_UPLOAD_MS,
  MAX_VANTAGE_PORTS,
  MIN_PATIENCE_MS,
  NONCE_PATTERN,
  TCP_HELLOS,
  UPLOAD_SAMPLE_MS,
} from "./vantage-protocol.ts";

/** What the vantage can be asked (docs/vantage.md). Requests and answers are JSON, signed as in `signing.ts`; measures: `vantage-protocol.ts`. */

const port = z.number().int().min(1).max(HIGHEST_PORT);
const address = z.string().max(64);

export const vantagePortSchema = z.object({ transport: transportSchema, port });
export type VantagePort = z.infer<typeof vantagePortSchema>;

export const viewRequestSchema = z.strictObject({});

export const viewAnswerSchema = z.object({
  address,
  port,
  /** The vantage's clock, milliseconds since 1970. */
  timeMs: z.number().int(),
  /** The further ports it was told to answer on. `problem`: why it can't, in its system's words. */
  ports: z.array(vantagePortSchema.extend({ problem: z.string().max(80).nullable() })).max(MAX_VANTAGE_PORTS),
});
export type ViewAnswer = z.infer<typeof viewAnswerSchema>;

/** Strict: a request that names an address is refused, not read past. */
export const dialBackRequestSchema = z.strictObject({
  transport: transportSchema,
  port,
  /** Comes back in the packet that the vantage sends. */
  nonce: z.string().regex(NONCE_PATTERN),
  /** How long the vantage tries. */
  patienceMs: z.number().int().min(MIN_PATIENCE_MS).max(MAX_DIAL_MS),
});
export type DialBackRequest = z.infer<typeof dialBackRequestSchema>;

export const dialBackAnswerSchema = z.object({
  /** Where it dialled: the address it saw the request come from. */
  address,
  /** `sent`: over UDP, and nothing came back. */
  saw: z.enum(["connected", "refused", "silent", "sent"]),
});
export type DialBackAnswer = z.infer<typeof dialBackAnswerSchema>;

const patienceMs = z.number().int().min(MIN_PATIENCE_MS).max(MAX_PROVE_MS);

/**
 * What is said to whoever answers a TCP port: nothing, and the line is closed (`none`); nothing, and what it says by itself
 * is read (`banner`: SSH, Telnet, FTP, recorders' own protocols); or one small question. Over UDP nobody answers a stranger,
 * and over both a port that the laptop itself holds can be dialled (`dial`) with a packet that only this vantage can make.
 */
export const proveRequestSchema = z.discriminatedUnion("hello", [
  z.strictObject({
    transport: z.literal("tcp"),
    port,
    hello: z.enum(TCP_HELLOS),
    patienceMs: patienceMs.optional(),
  }),
  z.strictObject({
    transport: transportSchema,
    port,
    hello: z.literal("dial"),
    nonce: z.string().regex(NONCE_PATTERN),
    patienceMs: patienceMs.optional(),
  }),
]);
export type ProveRequest = z.infer<typeof proveRequestSchema>;
export type ProveHello = ProveRequest["hello"];

export const proveAnswerSchema = z.object({
  /** Where it connected to: the address it saw the request come from. */
  address,
  /** `silent`: nothing came, and over UDP no answer that the laptop sealed. */
  saw: z.enum(["connected", "refused", "silent"]),
  /** Until the connection stood, was refused, or was given up; milliseconds. */
  tookMs: z.number().nonnegative(),
  /** From the connection to the first byte that answered; null when none did. */
  firstByteMs: z.number().nonnegative().nullable(),
  /** What answered, as it came, in base64; of HTTP and RTSP head and begin of the body. */
  answer: z.base64().max(4 * Math.ceil(MAX_PROVE_BYTES / 3)),
  tls: z
    .object({
      /** `TLSv1.3` */
      protocol: z.string().max(20),
      /** Of the certificate as it came, 64 hex digits. */
      certificateSha256: z.string().regex(/^[0-9a-f]{64}$/),
      /** `CN=...` lines, from the device: never to be trusted, only shown. */
      subject: z.string().max(300),
      issuer: z.string().max(300),
      /** ISO 8601; null when it can't be read. */
      notAfter: z.string().max(40).nullable(),
    })
    .nullable(),
  /** What went wrong after the connection stood, in the system's words (`ECONNRESET`, `EPROTO`); null when nothing did. */
  problem: z.string().max(80).nullable(),
});
export type ProveAnswer = z.infer<typeof proveAnswerSchema>;

/** As the vantage saw it: times from the first byte on, in milliseconds. */
export const uploadAnswerSchema = z.object({
  bytes: z.number().int().nonnegative(),
  tookMs: z.number().nonnegative(),
  /** How much had come by then; the last one is the end. */
  samples: z
    .array(z.object({ atMs: z.number().nonnegative(), bytes: z.number().int().nonnegative() }))
    .max(2 * (MAX_UPLOAD_MS / UPLOAD_SAMPLE_MS)),
  /** `size`: the line was done before the time was; `sender`: the laptop had no more. */
  endedBy: z.enum(["time", "size", "sender"]),
  /** The most other uploads that shared the vantage's own line meanwhile. */
  besides: z.number().int().nonnegative(),
});
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;

/** Why a request is not carried out. All but `unauthorised` are signed. */
export const refusalSchema = z.object({
  error: z.enum([
    /** Not signed with this vantage's token. */
    "unauthorised",
    /** The sender's clock is off: sign again by the clock in `timeMs`. */
    "stale",
    "replayed",
    "bad-request",
    "not-found",
    "too-many",
    /** This token has used up what it may upload in a day. */
    "spent",
    /** A proxy stands between: whose address the caller's is, can't be seen. */
    "behind-proxy",
    /** Not an address of the internet: it is never dialled. */
    "caller-not-public",
  ]),
  timeMs: z.number().int().optional(),
});
export type Refusal = z.infer<typeof refusalSchema>["error"];
