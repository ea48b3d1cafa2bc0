import type { PeerCertificate } from "node:tls";
import { claimsOfCertificate } from "#core/lan/fingerprints/certificates.ts";
import { ownWords } from "#core/lan/own-words.ts";
import type { Claims } from "#core/lan/sighting.ts";
import type { Conversation } from "./conversation.ts";

const MAX_NAME_CHARACTERS = 300;

/** Says what the certificate of a port is and whom it names. Anybody can write anything into one. */
export function sayCertificate(conversation: Conversation, port: number, certificate: PeerCertificate): void {
  const fingerprint = certificate.fingerprint256?.replaceAll(":", "").toLowerCase();
  // Empty when the device showed none.
  if (fingerprint === undefined || fingerprint === "") return;
  const subject = nameText(certificate.subject);
  const issuer = nameText(certificate.issuer);
  const claims: Claims = {
    ...claimsOfCertificate(subject, issuer),
    certificate: {
      port,
      fingerprint,
      subject,
      issuer,
      selfSigned: subject === issuer,
      validFrom: isoDate(certificate.valid_from),
      validTo: isoDate(certificate.valid_to),
    },
  };
  conversation.say("tls", port, claims, `subject ${subject}\nissuer ${issuer}\nSHA-256 ${fingerprint}`);
}

/** Most specific first (`CN=…,OU=…,O=…`), as RFC 4514 has it. */
const ORDER = ["CN", "OU", "O", "L", "ST", "C"];

/** Node's type promises one text for each name; several `OU` come as a list, and old makers' certificates have none at all. */
function nameText(name: unknown): string {
  if (typeof name !== "object" || name === null) return "";
  const place = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  const parts = Object.entries(name)
    .toSorted(([a], [b]) => place(a) - place(b))
    .flatMap(([key, value]: [string, unknown]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${key}=${String(one)}`),
    )
    .join(",");
  return (ownWords(parts.slice(0, MAX_NAME_CHARACTERS)) ?? "").slice(0, MAX_NAME_CHARACTERS);
}

function isoDate(text: string | undefined): string | null {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
