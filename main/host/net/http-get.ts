import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { errorText } from "#core/error-text.ts";
import { ProbeTrouble, toProbeTrouble } from "../check/probe-trouble.ts";
import { systemErrorCode } from "../system-error.ts";
import { lookupFunction, type LookupIpv4 } from "./name-lookup.ts";

export type HttpAnswer = { body: string; remoteAddress: string | null };

type Options = { maxBytes: number; lookupIpv4: LookupIpv4; signal: AbortSignal };

const OK = 200;

/**
 * One GET over IPv4 with a hard cap on size. Redirects are not followed: a page that moves us elsewhere is a captive portal
 * or not the page that was configured.
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
    const request = send(url, {
      family: 4,
      agent: false,
      signal: options.signal,
      lookup: lookupFunction(options.lookupIpv4, options.signal),
      headers: { accept: "text/plain, application/json", "user-agent": "Farsite" },
    });
    request.on("error", fail);
    request.on("socket", (socket) => {
      socket.on("connect", () => {
        remoteAddress = socket.remoteAddress ?? null;
      });
    });
    request.on("response", (response) => {
      readBody(response, options.maxBytes).then((body) => resolve({ body, remoteAddress }), fail);
    });
    request.end();
  });
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<string> {
  try {
    if (response.statusCode !== OK)
      throw new ProbeTrouble("failed", "error-answer", { message: `HTTP ${response.statusCode}` });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > maxBytes) throw new ProbeTrouble("failed", "too-big");
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
  } finally {
    response.destroy();
  }
}

/** What went wrong after somebody took the connection: that was an answer, though not the one asked for. */
function afterConnecting(error: unknown, answeredBy: string, secure: boolean): ProbeTrouble {
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
