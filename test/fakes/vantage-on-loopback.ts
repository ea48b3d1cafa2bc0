import { createHmac, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { onTestFinished } from "vitest";
import { authorization, ANSWER_MAC_HEADER, isAnswerMac } from "#core/vantage/signing.ts";
import type { Hmac } from "#core/vantage/vantage-key.ts";
import type { DialTarget, Saw } from "../../main/vantage/dial.ts";
import { startVantage, type RunningVantage, type VantageOptions } from "../../main/vantage/vantage-server.ts";
import { LOOPBACK } from "./loopback.ts";

export const VANTAGE_TOKEN = "a-token-for-tests-1234567890";

export const hmacOf =
  (token: string): Hmac =>
  (input) =>
    createHmac("sha256", token).update(input).digest();

export const newNonce = (): string => randomBytes(16).toString("hex");

export type TestVantage = RunningVantage & {
  port: number;
  url: string;
  /** Everybody it dialled, where the test dials in its place. */
  dialled: DialTarget[];
  log: object[];
};

/** A real vantage on a free port of loopback; `dials` stands in for the network. */
export async function vantageOnLoopback(
  options: Partial<VantageOptions> & { dials?: (target: DialTarget) => Saw } = {},
): Promise<TestVantage> {
  const dialled: DialTarget[] = [];
  const log: object[] = [];
  const { dials, ...rest } = options;
  const running = await startVantage({
    token: VANTAGE_TOKEN,
    listen: [{ address: LOOPBACK, port: 0 }],
    ports: [],
    tls: null,
    log: (entry) => void log.push(entry),
    ...(dials && {
      dial: async (target: DialTarget) => {
        dialled.push(target);
        return dials(target);
      },
    }),
    ...rest,
  });
  onTestFinished(() => running.close());
  const [first] = running.listening;
  if (!first) throw new Error("it listens nowhere");
  const host = first.address.includes(":") ? `[${first.address}]` : first.address;
  return { ...running, port: first.port, url: `http://${host}:${first.port}/`, dialled, log };
}

export type RawAnswer = { statusCode: number; body: unknown; signed: boolean };

export type RawRequest = {
  path: string;
  body?: string;
  method?: string;
  token?: string;
  timeMs?: number;
  nonce?: string;
  headers?: Record<string, string>;
  localAddress?: string;
};

/** One signed request, written out here once more so that the vantage isn't tested against its own client. */
export function askVantage(port: number, ask: RawRequest, host = LOOPBACK): Promise<RawAnswer> {
  const { path, body = "{}", method = "POST", token = VANTAGE_TOKEN, timeMs = Date.now(), nonce = newNonce() } = ask;
  const hmac = hmacOf(token);
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host,
      port,
      path,
      method,
      agent: false,
      ...(ask.localAddress !== undefined && { localAddress: ask.localAddress }),
      headers: {
        authorization: authorization({ method, path, body, timeMs, nonce }, hmac),
        "content-length": Buffer.byteLength(body),
        ...ask.headers,
      },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const statusCode = response.statusCode ?? 0;
        const mac = String(response.headers[ANSWER_MAC_HEADER] ?? "");
        resolve({ statusCode, body: JSON.parse(text), signed: isAnswerMac(mac, nonce, statusCode, text, hmac) });
      });
    });
    request.end(body);
  });
}
