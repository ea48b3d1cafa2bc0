import { decodeText } from "../codec/byte-text.ts";
import { headerValue, type HeaderField } from "../codec/header-fields.ts";
import { htmlTitle } from "../codec/html-title.ts";
import { decodeHttpMessage, looksLikeHttpResponse } from "../codec/http-message.ts";
import { offeredLogins } from "../codec/offered-logins.ts";
import { decodeRtsp } from "../codec/rtsp.ts";
import { withoutTelnetOptions } from "../codec/telnet.ts";
import { claimsOfWebPage } from "../lan/fingerprints/web-page.ts";
import { claimsOfServer } from "../lan/fingerprints/web-servers.ts";
import { ownWords } from "../lan/own-words.ts";
import type { ProofResult } from "./proof-record.ts";

/** What came of one hello, whoever said it. */
export type Heard = {
  readonly saw: "connected" | "refused" | "silent";
  /** What was answered, of TLS inside it. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the certificate, 64 lower-case hex digits. */
  readonly certificate: string | null;
};

export type Spoken = {
  readonly protocol: NonNullable<ProofResult["answer"]>["protocol"];
  /** In its own words, cleaned; null where it used none. */
  readonly says: string | null;
  readonly certificate: string | null;
  /** Names that are its own: realm, title, banner, a maker's web server. One of them is enough to know it by. */
  readonly names: Readonly<Record<string, string>>;
  /** The whole of its manner: status and headers that don't change from one answer to the next. */
  readonly manner: string | null;
  /** A router, by what is known of their pages. */
  readonly isRouter: boolean;
};

/** Differ with every answer, with the clock, or with how we called. */
const FLEETING: ReadonlySet<string> = new Set([
  "date",
  "expires",
  "last-modified",
  "etag",
  "age",
  "set-cookie",
  "cseq",
  "session",
  "location",
  "www-authenticate",
  "authentication-info",
  "content-length",
  "content-base",
  "connection",
  "keep-alive",
]);
const MAX_BANNER_BYTES = 400;
/** Protocols of bytes have letters in them by chance. */
const TEXT_SHARE = 0.9;

/** What was heard, read; null when nobody said anything. Never throws, whatever the bytes. */
export function spokenWords(heard: Heard): Spoken | null {
  const { bytes, certificate } = heard;
  if (heard.saw !== "connected") return null;
  const text = decodeText(bytes.subarray(0, MAX_BANNER_BYTES));
  if (bytes.length === 0) return certificate === null ? null : { ...NOTHING_SAID, protocol: "tls", certificate };
  if (/^\s*RTSP\/[0-9]/i.test(text)) return spokenRtsp(bytes, certificate) ?? spokenBanner(bytes, certificate);
  if (looksLikeHttpResponse(bytes)) {
    return spokenHttp(bytes, certificate, certificate === null ? "http" : "https") ?? spokenBanner(bytes, certificate);
  }
  return spokenBanner(bytes, certificate);
}

const NOTHING_SAID = { says: null, names: {}, manner: null, isRouter: false } as const;

function spokenHttp(bytes: Uint8Array, certificate: string | null, protocol: "http" | "https"): Spoken | null {
  const answer = decodedOrNull(() => decodeHttpMessage(bytes));
  if (answer === null) return null;
  const { headers, statusCode, reason } = answer;
  const html = decodeText(answer.body);
  const server = ownWords(headerValue(headers, "server"));
  const realm = realmOf(headers);
  const title = ownWords(htmlTitle(html));
  const isRouter = claimsOfWebPage({ statusCode, headers, html })[0]?.role === "router";
  // A web server that runs in everything names nobody.
  const makersServer = server !== undefined && claimsOfServer(server) !== null ? server : undefined;
  return {
    protocol,
    certificate,
    says: firstWords([title, realm, server]) ?? ownWords(`HTTP ${statusCode} ${reason}`) ?? null,
    names: named({ title, realm, server: makersServer }),
    manner: mannerOf(`HTTP ${statusCode}`, headers, html.trim().slice(0, MAX_BANNER_BYTES)),
    isRouter,
  };
}

function spokenRtsp(bytes: Uint8Array, certificate: string | null): Spoken | null {
  const answer = decodedOrNull(() => decodeRtsp(bytes));
  if (answer === null) return null;
  const { headers, statusCode, reason } = answer;
  const server = ownWords(headerValue(headers, "server"));
  const realm = realmOf(headers);
  return {
    protocol: "rtsp",
    certificate,
    says: firstWords([server, realm]) ?? ownWords(`RTSP ${statusCode} ${reason}`) ?? null,
    names: named({ server, realm }),
    manner: mannerOf(`RTSP ${statusCode}`, headers, ""),
    isRouter: false,
  };
}

function spokenBanner(bytes: Uint8Array, certificate: string | null): Spoken {
  const greeting = withoutTelnetOptions(bytes.subarray(0, MAX_BANNER_BYTES));
  const words = isText(greeting) ? ownWords(decodeText(greeting)) : undefined;
  // Clocks and counters of a greeting must not make a stranger of it.
  const banner = words?.replace(/\d+/g, "#");
  return {
    ...NOTHING_SAID,
    protocol: words === undefined ? "other" : "banner",
    certificate,
    says: words ?? null,
    names: named({ banner }),
  };
}

function isText(bytes: Uint8Array): boolean {
  const readable = bytes.filter(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09,
  );
  return readable.length >= TEXT_SHARE * bytes.length && /[A-Za-z]{3}/.test(decodeText(bytes));
}

const realmOf = (headers: readonly HeaderField[]): string | undefined =>
  ownWords(
    offeredLogins(headers)
      .find(({ parameters }) => parameters.has("realm"))
      ?.parameters.get("realm"),
  );

const firstWords = (words: readonly (string | undefined)[]): string | undefined =>
  words.find((one) => one !== undefined);

const named = (names: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).flatMap(([name, words]) => (words === undefined ? [] : [[name, words]])));

function mannerOf(start: string, headers: readonly HeaderField[], body: string): string | null {
  const lasting = headers
    .filter(({ name }) => !FLEETING.has(name))
    .map(({ name, value }) => `${name}: ${value}`)
    .toSorted((a, b) => (a < b ? -1 : 1));
  const lines = [...lasting, ...(body === "" ? [] : [body])];
  return lines.length === 0 ? null : [start, ...lines].join("\n");
}

function decodedOrNull<T>(decode: () => T): T | null {
  try {
    return decode();
  } catch {
    return null;
  }
}
