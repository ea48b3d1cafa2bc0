import { encodeUtf8 } from "./byte-text.ts";
import type { HeaderField } from "./header-fields.ts";
import { offeredLogins, type OfferedLogin } from "./offered-logins.ts";

/** How a server wants to be answered (RFC 9110 section 11.6.1): HTTP Digest (RFC 7616) and Basic (RFC 7617), nothing else. */
export type LoginChallenge =
  | { readonly scheme: "basic"; readonly realm: string }
  | {
      readonly scheme: "digest";
      readonly realm: string;
      readonly nonce: string;
      readonly opaque: string | null;
      readonly algorithm: DigestAlgorithm;
      /** It takes `qop=auth`; older devices (RFC 2069) know none. */
      readonly qopAuth: boolean;
      /** The login was right, but its nonce was too old. */
      readonly stale: boolean;
    };

export type DigestAlgorithm = "MD5" | "SHA-256";

/** Hash of the bytes as lower-case hex; `core` has no cryptography of its own. */
export type DigestHash = (algorithm: DigestAlgorithm, bytes: Uint8Array) => string;

/** What the server offers, strongest first: Digest with SHA-256, Digest with MD5, Basic. */
export function loginChallenges(headers: readonly HeaderField[]): LoginChallenge[] {
  return offeredLogins(headers)
    .flatMap((offer) => challengeOf(offer) ?? [])
    .toSorted((a, b) => strength(b) - strength(a));
}

const strength = (challenge: LoginChallenge): number =>
  challenge.scheme === "basic" ? 0 : challenge.algorithm === "MD5" ? 1 : 2;

function challengeOf({ scheme, parameters }: OfferedLogin): LoginChallenge | null {
  const realm = parameters.get("realm") ?? "";
  if (/^basic$/i.test(scheme)) return { scheme: "basic", realm };
  const algorithm = algorithmOf(parameters.get("algorithm"));
  const nonce = parameters.get("nonce");
  if (!/^digest$/i.test(scheme) || algorithm === null || nonce === undefined) return null;
  const qop = parameters.get("qop") ?? "";
  const qopAuth = qop
    .toLowerCase()
    .split(/[\s,]+/)
    .includes("auth");
  // Only "auth-int" is offered: the whole body would be signed, which no device of the field asks for.
  if (qop !== "" && !qopAuth) return null;
  const stale = parameters.get("stale")?.toLowerCase() === "true";
  return { scheme: "digest", realm, nonce, opaque: parameters.get("opaque") ?? null, algorithm, qopAuth, stale };
}

/** RFC 7616 section 3.3: MD5 unless said. Session variants and SHA-512-256 no device was seen to use. */
function algorithmOf(name: string | undefined): DigestAlgorithm | null {
  switch (name?.toUpperCase()) {
    case undefined:
    case "":
    case "MD5":
      return "MD5";
    case "SHA-256":
      return "SHA-256";
    default:
      return null;
  }
}

export type DigestLogin = {
  readonly userName: string;
  readonly password: string;
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  /** Fresh for every request: at least 8 random bytes as hex. */
  readonly clientNonce: string;
  /** How often this server nonce was used, from 1. */
  readonly count: number;
};

/** The Authorization field for a challenge (RFC 7616 section 3.4). */
export function digestAuthorization(
  challenge: Extract<LoginChallenge, { scheme: "digest" }>,
  login: DigestLogin,
  hash: DigestHash,
): string {
  const { realm, nonce, opaque, algorithm, qopAuth } = challenge;
  const { userName, password, method, target, clientNonce } = login;
  const h = (text: string): string => hash(algorithm, encodeUtf8(text));
  const count = login.count.toString(16).padStart(8, "0");
  const secret = h(`${userName}:${realm}:${password}`);
  const request = h(`${method}:${target}`);
  const response = qopAuth
    ? h(`${secret}:${nonce}:${count}:${clientNonce}:auth:${request}`)
    : h(`${secret}:${nonce}:${request}`);
  return [
    `Digest username=${quoted(userName)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(target)}`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
    ...(opaque === null ? [] : [`opaque=${quoted(opaque)}`]),
    ...(qopAuth ? ["qop=auth", `nc=${count}`, `cnonce="${clientNonce}"`] : []),
  ].join(", ");
}

/** A line break in a user name would begin a header of its own. */
// oxlint-disable-next-line no-control-regex -- control characters are what this takes out
const quoted = (text: string): string => `"${text.replace(/[\u0000-\u001f\u007f]/g, "").replace(/["\\]/g, "\\$&")}"`;
