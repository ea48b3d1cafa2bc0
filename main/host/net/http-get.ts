import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import { lookupFunction } from "./name-lookup.ts";

export type HttpAnswer = { body: string; remoteAddress: string | null };

const OK = 200;

/**
 * One GET over IPv4 with a hard cap on size. Redirects are not followed: a page that moves us elsewhere is a captive portal
 * or not the page that was configured.
 *
 * @throws ProbeTrouble or a system error with a `code`
 */
export function httpGet(url: string, options: { maxBytes: number; signal: AbortSignal }): Promise<HttpAnswer> {
  const send = url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      family: 4,
      agent: false,
      signal: options.signal,
      lookup: lookupFunction(options.signal),
      headers: { accept: "text/plain, application/json", "user-agent": "Farsite" },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      const remoteAddress = response.socket.remoteAddress ?? null;
      if (response.statusCode !== OK) {
        request.destroy();
        return reject(
          new ProbeTrouble("failed", "error-answer", {
            answeredBy: remoteAddress,
            message: `HTTP ${response.statusCode}`,
          }),
        );
      }
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > options.maxBytes) {
          request.destroy();
          return reject(new ProbeTrouble("failed", "too-big", { answeredBy: remoteAddress }));
        }
        chunks.push(chunk);
      });
      response.on("error", reject);
      response.on("end", () => resolve({ body: Buffer.concat(chunks).toString("utf8"), remoteAddress }));
    });
    request.end();
  });
}
