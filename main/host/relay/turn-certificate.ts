import { isIP } from "node:net";
import type { TLSSocket } from "node:tls";
import { ownWords } from "#core/lan/own-words.ts";
import type { CertificateFault, TurnWay } from "#core/relay/turn-check.ts";

/** What is wrong with the chain as OpenSSL says it; dates and names are looked at apart, since it stops at the first. */
const CHAIN_FAULTS: Readonly<Record<string, CertificateFault>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "not-yet-valid",
  ERR_TLS_CERT_ALTNAME_INVALID: "wrong-name",
};

/** All that a browser would object to in a server's certificate; null: it has shown none. */
export function readCertificate(secured: TLSSocket, host: string, now: Date): TurnWay["certificate"] {
  const certificate = secured.getPeerX509Certificate();
  if (certificate === undefined) return null;
  const faults = new Set<CertificateFault>();
  const chain = chainError(secured);
  if (chain !== null) faults.add(CHAIN_FAULTS[chain] ?? "untrusted");
  const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  if (to < now) faults.add("expired");
  if (from > now) faults.add("not-yet-valid");
  const isFor = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  if (isFor === undefined) faults.add("wrong-name");
  // The system's clock decides in OpenSSL, ours here; the same fault may be told of an authority in between.
  return {
    faults: [...faults],
    validTo: Number.isNaN(to.getTime()) ? "" : to.toISOString(),
    names: ownWords(certificate.subjectAltName ?? certificate.subject) ?? "",
  };
}

function chainError(secured: TLSSocket): string | null {
  if (secured.authorized) return null;
  const error: unknown = secured.authorizationError;
  if (typeof error === "string") return error;
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}
