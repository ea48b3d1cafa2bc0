import { connect } from "node:net";
import { connect as connectSecurely, createSecureContext, type TLSSocket } from "node:tls";
import { decodeHttpMessage } from "#core/codec/http-message.ts";
import { ProbeTrouble, toProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "./timeout-signal.ts";

export type HttpExchange = {
  address: string;
  port: number;
  /** The own address to connect from; the system's choice unless said. */
  ownAddress?: string;
  /** The whole request, head and body. */
  request: string;
  maxBytes: number;
  /** What is longer than `maxBytes` is cut instead of refused: for pages of which only the beginning is read. */
  cut?: boolean;
  /** Over TLS, whoever it is: a router's certificate is one that it made itself. */
  secure?: boolean;
  /** When it is known who it says it is, before anything is sent. */
  onSecure?: (socket: TLSSocket) => void;
  timeoutMs: number;
  signal: AbortSignal;
};

/** Routers that declare a Content-Length one byte short send the rest at once (a Cisco gateway does). */
const AFTER_COMPLETE_MS = 15;

/** Nothing secret is sent and nothing that comes is trusted; routers keep old versions for years. */
const ANY_CERTIFICATE = { rejectUnauthorized: false, minVersion: "TLSv1" } as const;

let ciphers: { ciphers?: string } | undefined;

/** OpenSSL refuses the keys and hashes of devices that are ten years old unless told; Electron's BoringSSL knows no such levels. */
function oldCiphers(): { ciphers?: string } {
  if (ciphers !== undefined) return ciphers;
  const old = { ciphers: "DEFAULT:@SECLEVEL=0" };
  try {
    createSecureContext(old);
    ciphers = old;
  } catch {
    ciphers = {};
  }
  return ciphers;
}

/** How to speak TLS with a device, whoever it is and however old. */
export const anyCertificate = () => ({ ...ANY_CERTIFICATE, ...oldCiphers() });

/**
 * One HTTP request over a bare TCP connection. Routers break HTTP in ways that general clients refuse (doubled headers,
 * wrong lengths, no header at all), so the bytes are read here and judged by `core/codec/http-message`. No redirects, no
 * second request, a hard cap on size.
 *
 * @throws ProbeTrouble refused, unreachable, silent, too-big
 */
export async function httpExchange(exchange: HttpExchange): Promise<Uint8Array> {
  const deadline = timeoutSignal(exchange.timeoutMs, exchange.signal);
  const { address: host, port, ownAddress: localAddress } = exchange;
  const to = { host, port, ...(localAddress !== undefined && { localAddress }) };
  const secured = exchange.secure ? connectSecurely({ ...to, ...anyCertificate() }) : null;
  const socket = secured ?? connect(to);
  const chunks: Buffer[] = [];
  let length = 0;
  const isComplete = messageEnd();
  let grace: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      const all = (): Buffer => Buffer.concat(chunks);
      const answeredBy = exchange.address;
      deadline.signal.addEventListener(
        "abort",
        () => {
          const trouble =
            length > 0 ? new ProbeTrouble("failed", "timed-out", { answeredBy }) : new ProbeTrouble("silent", "silent");
          reject(trouble);
        },
        { once: true },
      );
      if (deadline.signal.aborted) return reject(new ProbeTrouble("silent", "silent"));
      socket.on("error", (error) => reject(toProbeTrouble(error)));
      socket.on(secured === null ? "connect" : "secureConnect", () => {
        try {
          if (secured !== null) exchange.onSecure?.(secured);
          socket.write(exchange.request);
        } catch (error) {
          // Thrown in a socket's callback, a certificate that nobody can read would end the process.
          reject(toProbeTrouble(error));
        }
      });
      socket.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > exchange.maxBytes) {
          if (exchange.cut) return resolve(all().subarray(0, exchange.maxBytes));
          return reject(new ProbeTrouble("failed", "too-big", { answeredBy }));
        }
        if (grace === undefined && isComplete(chunks, length))
          grace = setTimeout(() => resolve(all()), AFTER_COMPLETE_MS);
      });
      socket.on("end", () => resolve(all()));
      socket.on("close", () => resolve(all()));
    });
  } finally {
    clearTimeout(grace);
    deadline.end();
    socket.destroy();
  }
}

const MAX_HEAD_BYTES = 16 * 1_024;
const MAX_CHUNK_LINE_BYTES = 128;
const CRLF_BYTES = 2;
const CHUNK_SIZE_LINE = /^([0-9a-f]{1,7})[^\r\n]*\r?\n/i;

type End = { atLength: number } | { chunkAt: number } | "close";

/**
 * Tells when a message is complete, since some routers never close the connection. The header is read once and every chunk
 * once: a body that comes byte by byte must not be parsed anew for each byte.
 */
function messageEnd(): (chunks: readonly Buffer[], length: number) => boolean {
  let end: End | null = null;
  return (chunks, length) => {
    if (end === null && length <= MAX_HEAD_BYTES + (chunks[0]?.length ?? 0)) end = endOf(Buffer.concat(chunks));
    if (end === null || end === "close") return false;
    if ("atLength" in end) return length >= end.atLength;
    if (length <= end.chunkAt) return false;
    const next = afterChunks(Buffer.concat(chunks), end.chunkAt);
    if (next === "last") return true;
    end = { chunkAt: next };
    return false;
  };
}

/** How the message will end, by its header; null while the header is not there yet. */
function endOf(bytes: Buffer): End | null {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return null;
  const bodyStart = headEnd + 4;
  try {
    const { declaredContentLength, chunked } = decodeHttpMessage(bytes.subarray(0, bodyStart));
    if (chunked) return { chunkAt: bodyStart };
    return declaredContentLength === null ? "close" : { atLength: bodyStart + declaredContentLength };
  } catch {
    return "close";
  }
}

/** Where the next chunk begins that is not there yet, or "last" behind the chunk of size 0 (RFC 9112 section 7.1). */
function afterChunks(bytes: Buffer, from: number): number | "last" {
  let at = from;
  while (at < bytes.length) {
    const text = bytes.subarray(at, at + MAX_CHUNK_LINE_BYTES).toString("latin1");
    const line = CHUNK_SIZE_LINE.exec(text);
    // Not all of it is there yet, or it never will be: then only the end of the connection tells.
    if (line === null) return text.length < MAX_CHUNK_LINE_BYTES ? at : Number.POSITIVE_INFINITY;
    const size = Number.parseInt(line[1] ?? "", 16);
    if (size === 0) return "last";
    at += line[0].length + size + CRLF_BYTES;
  }
  return at;
}
