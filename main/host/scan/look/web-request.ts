import type { PeerCertificate } from "node:tls";
import { decodeText } from "#core/codec/byte-text.ts";
import { decodeHttpMessage, type HttpMessage } from "#core/codec/http-message.ts";
import { httpExchange } from "../../net/http-exchange.ts";
import type { Conversation } from "./conversation.ts";

export type WebPort = { readonly port: number; readonly secure: boolean };

export type WebRequest = WebPort & {
  /** Path and query. */
  readonly target: string;
  /** Sent by POST. */
  readonly body?: { readonly text: string; readonly contentType: string };
  readonly maxBytes?: number;
};

export type WebAnswer = HttpMessage & {
  readonly raw: string;
  /** When the question went out and the answer had come, on the scan's clock. */
  readonly sentMs: number;
  readonly receivedMs: number;
};

/** Title and login form stand at the beginning; one-page programs are megabytes long. */
const MAX_PAGE_BYTES = 64 * 1_024;
const MAX_RAW_BYTES = 3_000;

/** One HTTP request to the device; null when nothing came that is HTTP. */
export function askWeb(
  conversation: Conversation,
  request: WebRequest,
  onCertificate?: (certificate: PeerCertificate) => void,
): Promise<WebAnswer | null> {
  const { context, connectAddress } = conversation;
  return conversation.question(request.port, async (limits) => {
    const sentMs = context.elapsedMs();
    const bytes = await httpExchange({
      address: connectAddress,
      port: request.port,
      request: requestText(conversation.host, request),
      maxBytes: request.maxBytes ?? MAX_PAGE_BYTES,
      cut: true,
      secure: request.secure,
      ...(onCertificate !== undefined && { onSecure: (socket) => onCertificate(socket.getPeerCertificate()) }),
      ...limits,
    });
    const receivedMs = context.elapsedMs();
    return { ...decodeHttpMessage(bytes), raw: decodeText(bytes.subarray(0, MAX_RAW_BYTES)), sentMs, receivedMs };
  });
}

function requestText(host: string, { port, secure, target, body }: WebRequest): string {
  const isUsual = port === (secure ? 443 : 80);
  return [
    `${body === undefined ? "GET" : "POST"} ${target} HTTP/1.1`,
    `Host: ${host}${isUsual ? "" : `:${port}`}`,
    "User-Agent: Farsite",
    "Accept: */*",
    "Connection: close",
    ...(body === undefined
      ? []
      : [`Content-Type: ${body.contentType}`, `Content-Length: ${Buffer.byteLength(body.text)}`]),
    "",
    body?.text ?? "",
  ].join("\r\n");
}
