import { decodeText } from "#core/codec/byte-text.ts";
import { decodeHttpMessage } from "#core/codec/http-message.ts";
import { parseHttpUrl, type HttpUrl } from "#core/net/http-url.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import { httpExchange } from "../net/http-exchange.ts";

/** Bigger than any description seen (MikroTik: 5 kB), small enough for a hostile device. */
export const MAX_ROUTER_ANSWER_BYTES = 256 * 1_024;

export type RouterAnswer = { statusCode: number; body: string; raw: string };

/**
 * One UPnP request to a box on the way out. The URL's host must be that box: a device must not send us elsewhere.
 *
 * @throws ProbeTrouble, DecodeError
 */
export async function routerHttp(
  address: string,
  url: string,
  options: {
    method: "GET" | "POST";
    headers?: Readonly<Record<string, string>>;
    body?: string;
    /** The own address to connect from. */
    ownAddress?: string;
    timeoutMs: number;
    signal: AbortSignal;
  },
): Promise<RouterAnswer> {
  const target = parseHttpUrl(url);
  if (target?.host !== address)
    throw new ProbeTrouble("failed", "location-elsewhere", { answeredBy: address, message: url });
  const body = options.body ?? "";
  const lines = [
    `${options.method} ${target.target} HTTP/1.1`,
    `Host: ${hostHeader(target)}`,
    "Connection: close",
    ...Object.entries(options.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(options.method === "POST" ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
  ];
  const bytes = await httpExchange({
    address,
    port: target.port,
    ...(options.ownAddress !== undefined && { ownAddress: options.ownAddress }),
    request: `${lines.join("\r\n")}\r\n\r\n${body}`,
    maxBytes: MAX_ROUTER_ANSWER_BYTES,
    timeoutMs: options.timeoutMs,
    signal: options.signal,
  });
  // Some routers close the connection without a word instead of saying no.
  if (bytes.length === 0) throw new ProbeTrouble("silent", "silent", { answeredBy: address });
  const message = decodeHttpMessage(bytes);
  return { statusCode: message.statusCode, body: decodeText(message.body), raw: decodeText(bytes) };
}

/** RFC 9110 section 7.2; the zone of a link-local address is the laptop's own business (RFC 6874 section 4). */
function hostHeader({ host, port }: HttpUrl): string {
  const shown = host.includes(":") ? `[${host.split("%")[0]}]` : host;
  return port === 80 ? shown : `${shown}:${port}`;
}
