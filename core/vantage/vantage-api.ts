import { z } from "zod";
import { transportSchema } from "../nat/observation.ts";

/** What the vantage can be asked (docs/vantage.md). Requests and answers are JSON, signed as in `signing.ts`. */

/** POST `{}`: from where do you see me, and on which ports do you answer? */
export const VIEW_PATH = "/v1/view";
/** POST: come in to me at this port. The address is the caller's own, always. */
export const DIAL_BACK_PATH = "/v1/dial-back";

/** More than any request or answer has. */
export const MAX_REQUEST_BYTES = 2_048;
export const MAX_ANSWER_BYTES = 16_384;

/** A handshake over a satellite; nobody is dialled for longer. */
const MAX_DIAL_MS = 1_500;

const port = z.number().int().min(1).max(65_535);
const address = z.string().max(64);

export const vantagePortSchema = z.object({ transport: transportSchema, port });
export type VantagePort = z.infer<typeof vantagePortSchema>;

/** What VPNs, tunnels and calls need to get out: IKE, NAT-T, OpenVPN, L2TP, WireGuard, STUN; and the one port all let out. */
export const VPN_PORTS: readonly VantagePort[] = [
  { transport: "udp", port: 500 },
  { transport: "udp", port: 4500 },
  { transport: "udp", port: 1194 },
  { transport: "udp", port: 1701 },
  { transport: "udp", port: 51_820 },
  { transport: "udp", port: 3478 },
  { transport: "tcp", port: 443 },
];

export const MAX_VANTAGE_PORTS = 32;

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
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
  /** How long the vantage tries. */
  patienceMs: z.number().int().min(100).max(MAX_DIAL_MS),
});
export type DialBackRequest = z.infer<typeof dialBackRequestSchema>;

export const dialBackAnswerSchema = z.object({
  /** Where it dialled: the address it saw the request come from. */
  address,
  /** `sent`: over UDP, and nothing came back. */
  saw: z.enum(["connected", "refused", "silent", "sent"]),
});
export type DialBackAnswer = z.infer<typeof dialBackAnswerSchema>;

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
    /** A proxy stands between: whose address the caller's is, can't be seen. */
    "behind-proxy",
    /** Not an address of the internet: it is never dialled. */
    "caller-not-public",
  ]),
  timeMs: z.number().int().optional(),
});
export type Refusal = z.infer<typeof refusalSchema>["error"];
