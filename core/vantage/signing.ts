import { fromHex, toHex } from "../codec/byte-text.ts";
import { sameMac, type Hmac } from "./vantage-key.ts";

/** Every signed text begins with it, so that a MAC of one use never fits another or a later version. */
const PROTOCOL = "farsite-vantage/1";

/** 16 random bytes in hex: what makes a request unlike every other, and ties an answer to it. */
export const NONCE_BYTES = 16;
const NONCE = "[0-9a-f]{32}";

export type SignedRequest = {
  method: string;
  /** Path and query as they stand in the request line. */
  path: string;
  body: string;
  /** The sender's clock, milliseconds since 1970. */
  timeMs: number;
  nonce: string;
};

/** Nothing but the body can hold a line break, and the body comes last: two requests never give the same text. */
const requestText = ({ method, path, body, timeMs, nonce }: SignedRequest): string =>
  [PROTOCOL, "request", method, path, String(timeMs), nonce, body].join("\n");

const answerText = (nonce: string, statusCode: number, body: string): string =>
  [PROTOCOL, "answer", nonce, String(statusCode), body].join("\n");

/** The Authorization header of a request. */
export function authorization(request: SignedRequest, hmac: Hmac): string {
  return `Farsite time=${request.timeMs}, nonce=${request.nonce}, mac=${toHex(hmac(requestText(request)))}`;
}

const AUTHORIZATION = new RegExp(`^Farsite time=(\\d{1,15}), nonce=(${NONCE}), mac=([0-9a-f]{64})$`);

/** Whether it is worth reading on: a stranger's request is not even read. */
export const looksAuthorised = (header: string | undefined): boolean => AUTHORIZATION.test(header ?? "");

/** When and under which nonce a request was signed, by somebody who has the token; undefined when it was not. */
export function readAuthorization(
  header: string | undefined,
  request: Pick<SignedRequest, "method" | "path" | "body">,
  hmac: Hmac,
): { timeMs: number; nonce: string } | undefined {
  const [, time, nonce, mac] = AUTHORIZATION.exec(header ?? "") ?? [];
  if (time === undefined || nonce === undefined || mac === undefined) return undefined;
  const signed = { timeMs: Number(time), nonce };
  return isMac(mac, requestText({ ...request, ...signed }), hmac) ? signed : undefined;
}

/** The header that signs an answer: only who has the token can answer, and only this request. */
export const ANSWER_MAC_HEADER = "farsite-mac";

export const answerMac = (nonce: string, statusCode: number, body: string, hmac: Hmac): string =>
  toHex(hmac(answerText(nonce, statusCode, body)));

export const isAnswerMac = (mac: string, nonce: string, statusCode: number, body: string, hmac: Hmac): boolean =>
  isMac(mac, answerText(nonce, statusCode, body), hmac);

function isMac(mac: string, text: string, hmac: Hmac): boolean {
  const given = fromHex(mac);
  return given !== undefined && sameMac(hmac(text), given);
}
