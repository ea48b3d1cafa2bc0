import { connect } from "node:net";
import { decodeHttpMessage } from "#core/codec/http-message.ts";
import { ProbeTrouble, toProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "./timeout-signal.ts";

export type HttpExchange = {
  address: string;
  port: number;
  /** The whole request, head and body. */
  request: string;
  maxBytes: number;
  timeoutMs: number;
  signal: AbortSignal;
};

/** Routers that declare a Content-Length one byte short send the rest at once (a Cisco gateway does). */
const AFTER_COMPLETE_MS = 15;

/**
 * One HTTP request over a bare TCP connection. Routers break HTTP in ways that general clients refuse (doubled headers,
 * wrong lengths, no header at all), so the bytes are read here and judged by `core/codec/http-message`. No redirects, no
 * second request, a hard cap on size.
 *
 * @throws ProbeTrouble refused, unreachable, silent, too-big
 */
export async function httpExchange(exchange: HttpExchange): Promise<Uint8Array> {
  const deadline = timeoutSignal(exchange.timeoutMs, exchange.signal);
  const socket = connect({ host: exchange.address, port: exchange.port });
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
      socket.on("connect", () => socket.write(exchange.request));
      socket.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > exchange.maxBytes) return reject(new ProbeTrouble("failed", "too-big", { answeredBy }));
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

const LAST_CHUNK = "0\r\n\r\n";
const MAX_HEAD_BYTES = 16 * 1_024;

/**
 * Tells when a message is complete, since some routers never close the connection. The header is read once: a body that
 * comes byte by byte must not be parsed anew for each byte.
 */
function messageEnd(): (chunks: readonly Buffer[], length: number) => boolean {
  let end: { atLength: number } | "last-chunk" | "close" | null = null;
  return (chunks, length) => {
    if (end === null && length <= MAX_HEAD_BYTES + (chunks[0]?.length ?? 0)) {
      const bytes = Buffer.concat(chunks);
      const headEnd = bytes.indexOf("\r\n\r\n");
      if (headEnd < 0) return false;
      try {
        const { declaredContentLength, chunked } = decodeHttpMessage(bytes.subarray(0, headEnd + 4));
        if (chunked) end = "last-chunk";
        else end = declaredContentLength === null ? "close" : { atLength: headEnd + 4 + declaredContentLength };
      } catch {
        end = "close";
      }
    }
    if (end === null || end === "close") return false;
    if (end === "last-chunk") return chunks.at(-1)?.subarray(-LAST_CHUNK.length).toString("latin1") === LAST_CHUNK;
    return length >= end.atLength;
  };
}
