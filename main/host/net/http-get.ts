import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { errorText } from "#core/error-text.ts";
import type { PageAnswer } from "#core/nat/web-page-instead.ts";
import { ProbeTrouble, toProbeTrouble } from "../check/probe-trouble.ts";
import { systemErrorCode } from "../system-error.ts";
import { isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import { lookupFunction } from "./name-lookup.ts";

/** `isWhole` false: the body is longer than was read. */
export type HttpAnswer = PageAnswer & { isWhole: boolean; remoteAddress: string | null };

type Options = {
  /** Where to connect to, whatever name or address the URL has: the first that takes the connection. */
  addresses: readonly string[];
  maxBytes: number;
  signal: AbortSignal;
};

/**
 * One GET, of whatever status, with a hard cap on size. Redirects are not followed: a page that moves us elsewhere
 * is a captive portal or not the page that was configured.
 *
 * @throws ProbeTrouble; it names who answered as soon as somebody took the connection, whatever came of it
 */
export function httpGet(url: string, options: Options): Promise<HttpAnswer> {
  const secure = url.startsWith("https:");
  const send = secure ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    let remoteAddress: string | null = null;
    const fail = (error: unknown): void =>
      reject(remoteAddress === null ? toProbeTrouble(error) : afterConnecting(error, remoteAddress, secure));
    const { host, hostname } = new URL(url);
    const literal = hostname.replace(/^\[|\]$/g, "");
    const request = send(url, {
      agent: false,
      signal: options.signal,
      // An address is never looked up, and through a NAT64 it is reached under another one.
      ...((isIpv4(literal) || isIpv6(literal)) && { hostname: options.addresses[0] }),
      lookup: lookupFunction(options.addresses),
      headers: { host, accept: "text/plain, application/json", "user-agent": "Farsite" },
    });
    request.on("error", fail);
    request.on("socket", (socket) => {
      socket.on("connect", () => {
        remoteAddress = socket.remoteAddress ?? null;
      });
    });
    request.on("response", (response) => {
      const { statusCode = 0, headers } = response;
      const { location = null, "content-type": contentType = null } = headers;
      readBody(response, options.maxBytes).then(
        (read) => resolve({ ...read, statusCode, location, contentType, remoteAddress }),
        fail,
      );
    });
    request.end();
  });
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Pick<HttpAnswer, "body" | "isWhole">> {
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      chunks.push(chunk);
      if (length > maxBytes) break;
    }
    return { body: Buffer.concat(chunks).subarray(0, maxBytes).toString("utf8"), isWhole: length <= maxBytes };
  } finally {
    response.destroy();
  }
}

/** What went wrong after somebody took the connection: that was an answer, though not the one asked for. */
export function afterConnecting(error: unknown, answeredBy: string, secure: boolean): ProbeTrouble {
  const detail = { answeredBy, message: errorText(error), cause: error };
  if (error instanceof ProbeTrouble) return new ProbeTrouble(error.outcome, error.trouble, detail);
  if (error instanceof Error && error.name === "AbortError") return new ProbeTrouble("failed", "timed-out", detail);
  const code = systemErrorCode(error) ?? "";
  // Closed without a word.
  if (code === "ECONNRESET") return new ProbeTrouble("silent", "silent", detail);
  if (code.startsWith("HPE_")) return new ProbeTrouble("failed", "malformed", detail);
  const known = toProbeTrouble(error);
  if (known.trouble !== "unexpected") return new ProbeTrouble(known.outcome, known.trouble, detail);
  return new ProbeTrouble("failed", secure ? "not-who-it-says" : "malformed", detail);
}
