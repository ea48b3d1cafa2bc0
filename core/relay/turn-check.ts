import { z } from "zod";

/** What came of a test of a firm's TURN server, as it is kept and reported; what it means is judged in `judge-turn.ts`. */

export const turnTransportSchema = z.enum(["udp", "tcp", "tls"]);
export type TurnTransport = z.infer<typeof turnTransportSchema>;

/** Why a way to the server leads to no relayed address. */
export const turnFaultSchema = z.enum([
  "name-unknown",
  /** Nothing came back: blocked on the way, or the server is down. */
  "silent",
  "refused",
  "unreachable",
  /** The connection was cut. */
  "closed",
  "not-tls",
  /** Something else answers there. */
  "not-turn",
  /** It answers STUN and no TURN. */
  "stun-only",
  "wrong-login",
  "expired-login",
  "forbidden",
  "mismatch",
  "no-udp-relay",
  "quota",
  "full",
  "other-server",
  /** Answers whose proof is wrong, or that somebody shortened on the way. */
  "tampered",
  /** Refused with another code; `refusal` has it. */
  "error",
]);
export type TurnFault = z.infer<typeof turnFaultSchema>;

export const certificateFaultSchema = z.enum(["expired", "not-yet-valid", "wrong-name", "self-signed", "untrusted"]);
export type CertificateFault = z.infer<typeof certificateFaultSchema>;

const ms = z.number().nonnegative();
const address = z.string().max(64);
const endpoint = z.object({ address, port: z.number().int().min(0).max(65_535) });
const port = z.number().int().min(1).max(65_535);

/** `forbidden`, `quota`: the server refused what the test needs. */
export const turnEchoSchema = z.object({
  outcome: z.enum(["heard", "lost", "forbidden", "quota", "not-tried"]),
  /** There and back through the server. */
  rttMs: ms.nullable(),
});
export type TurnEcho = z.infer<typeof turnEchoSchema>;

export const turnWaySchema = z.object({
  transport: turnTransportSchema,
  port,
  /** Where the name led. */
  address: address.nullable(),
  /** Null: it gave a relayed address. */
  fault: turnFaultSchema.nullable(),
  /** The server's own code and words, cleaned. */
  refusal: z.object({ code: z.number().int().min(300).max(799), reason: z.string().max(200) }).nullable(),
  /** Until the connection stood, over TLS until that stood; null over UDP. */
  connectMs: ms.nullable(),
  rttMs: ms.nullable(),
  /** As the server sees this laptop. */
  mapped: endpoint.nullable(),
  relayed: endpoint.nullable(),
  lifetimeSeconds: z.number().int().nonnegative().nullable(),
  /** What the server calls itself, cleaned. */
  software: z.string().max(200).nullable(),
  /** `accepted-late`: only with a login that ends years from now, so one of the two clocks is wrong. */
  login: z.enum(["not-needed", "accepted", "accepted-late", "refused", "not-tried"]),
  /** Two relayed addresses of the server's talk to each other. */
  pair: turnEchoSchema,
  /** A second port of this laptop talks to the relayed address over the internet. */
  direct: turnEchoSchema,
  /** Over TLS only. */
  certificate: z
    .object({ faults: z.array(certificateFaultSchema), validTo: z.string().max(60), names: z.string().max(500) })
    .nullable(),
  /** Named by the server, and not followed. */
  alternateServer: endpoint.nullable(),
  /** All it gave was given back; null: it gave nothing. */
  freed: z.boolean().nullable(),
});
export type TurnWay = z.infer<typeof turnWaySchema>;

export const turnCheckSchema = z.object({
  host: z.string().max(300),
  startedAt: z.iso.datetime({ offset: true }),
  durationMs: ms,
  ways: z.array(turnWaySchema).min(1).max(12),
});
export type TurnCheck = z.infer<typeof turnCheckSchema>;
