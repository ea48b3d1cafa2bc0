/**
 * The words and measures of the vantage's protocol (docs/vantage.md), apart from the schemas: the vantage itself reads requests
 * by hand (main/vantage/read-request.ts), because zod would be three quarters of the one file it is on a server.
 */

/** POST `{}`: from where do you see me, and on which ports do you answer? */
export const VIEW_PATH = "/v1/view";
/** POST: come in to me at this port. The address is the caller's own, always. */
export const DIAL_BACK_PATH = "/v1/dial-back";
/** POST: come in to me at this port, greet what answers there, and tell me what it said. */
export const PROVE_PATH = "/v1/prove";
/** POST, signed over an empty body: count what I send, which is no JSON and not signed. */
export const UPLOAD_PATH = "/v1/upload";

/** More than any request or answer has. */
export const MAX_REQUEST_BYTES = 2_048;
export const MAX_ANSWER_BYTES = 16_384;

/** Nobody is dialled for a shorter time, */
export const MIN_PATIENCE_MS = 100;
/** nor for longer: a handshake over a satellite. */
export const MAX_DIAL_MS = 1_500;
/** How long a proof may take; a recorder with a full disk needs seconds to answer. */
export const MAX_PROVE_MS = 5_000;
/** Enough for a banner, the head of an HTTP or RTSP answer and the title of a page. */
export const MAX_PROVE_BYTES = 2_048;
/** How many proofs one caller has under way at once. */
export const PROOFS_AT_ONCE = 8;

/** An upload ends by itself after so long or so much, whatever the laptop still has. */
export const MAX_UPLOAD_MS = 5_000;
export const MAX_UPLOAD_BYTES = 16_000_000;
/** How often the vantage notes how much has come. */
export const UPLOAD_SAMPLE_MS = 100;

export const HIGHEST_PORT = 65_535;
export const NONCE_PATTERN = /^[0-9a-f]{32}$/;

/** What can be said to a TCP port: see `proveRequestSchema`. */
export const TCP_HELLOS = ["none", "banner", "http", "https", "rtsp", "tls"] as const;

/** What VPNs, tunnels and calls need to get out: IKE, NAT-T, OpenVPN, L2TP, WireGuard, STUN; and the one port all let out. */
export const VPN_PORTS: readonly { transport: "udp" | "tcp"; port: number }[] = [
  { transport: "udp", port: 500 },
  { transport: "udp", port: 4500 },
  { transport: "udp", port: 1194 },
  { transport: "udp", port: 1701 },
  { transport: "udp", port: 51_820 },
  { transport: "udp", port: 3478 },
  { transport: "tcp", port: 443 },
];

export const MAX_VANTAGE_PORTS = 32;
