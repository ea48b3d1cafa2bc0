import { createHash } from "node:crypto";
import { connect, isIP, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectSecurely, type TLSSocket } from "node:tls";
import type { ProofHello } from "#core/proof/proof-hello.ts";
import type { Heard } from "#core/proof/spoken-words.ts";
import { RTSP_HELLO, webHello } from "#core/vantage/hello-words.ts";
import { MAX_PROVE_BYTES } from "#core/vantage/vantage-protocol.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { anyCertificate } from "../net/http-exchange.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";

export type PortQuestion = { address: string; port: number; hello: ProofHello; timeoutMs: number };

/** `connectMs`: until the connection stood, was refused or given up; `firstByteMs`: from then to the first byte. */
export type PortAnswer = Heard & { connectMs: number; firstByteMs: number | null };

/** Most devices answer in one piece; what comes later than that after the last piece is something else. */
const QUIET_MS = 400;

/**
 * Says to a port, word for word, what the vantage says to it from outside (`hello-words.ts`), so that both answers can be held
 * against each other. Never throws; what can't be reached is silent.
 */
export async function askPort(question: PortQuestion, signal: AbortSignal): Promise<PortAnswer> {
  const startedMs = performance.now();
  const deadline = timeoutSignal(question.timeoutMs, signal);
  const socket = connect({ host: question.address, port: question.port, noDelay: true });
  // A device that hangs up in the middle of a sentence.
  socket.on("error", () => {});
  try {
    const saw = await reached(socket, deadline.signal);
    const connectMs = performance.now() - startedMs;
    const said = saw === "connected" ? await greeted(socket, question, deadline.signal) : NOTHING;
    return { saw, connectMs, ...said };
  } finally {
    deadline.end();
    socket.destroy();
  }
}

type Said = Pick<PortAnswer, "bytes" | "certificate" | "firstByteMs">;
const NOTHING: Said = { bytes: new Uint8Array(), certificate: null, firstByteMs: null };

function reached(socket: Socket, signal: AbortSignal): Promise<Heard["saw"]> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve("silent"), { once: true });
    if (signal.aborted) resolve("silent");
    socket.once("connect", () => resolve("connected"));
    socket.once("error", (error) => resolve(toProbeTrouble(error).outcome === "refused" ? "refused" : "silent"));
  });
}

/** What is said back over a connection that stands, whoever opened it. */
export async function greeted(
  socket: Duplex,
  question: Omit<PortQuestion, "timeoutMs">,
  signal: AbortSignal,
): Promise<Said> {
  switch (question.hello) {
    case "banner":
      return heard(socket, null, signal);
    case "http":
      return heard(socket, webHello(question, "http"), signal);
    case "rtsp":
      return heard(socket, RTSP_HELLO, signal);
    case "tls":
    case "https":
      return greetedSecurely(socket, question, signal);
    default:
      return question.hello satisfies never;
  }
}

/** To the end, to as much as is kept, or until it is quiet. */
function heard(socket: Duplex, words: string | null, signal: AbortSignal): Promise<Said> {
  return new Promise((resolve) => {
    const askedMs = performance.now();
    const chunks: Buffer[] = [];
    let length = 0;
    let firstByteMs: number | null = null;
    let quiet: NodeJS.Timeout | undefined;
    const done = (): void => {
      clearTimeout(quiet);
      socket.pause();
      resolve({ ...NOTHING, firstByteMs, bytes: Buffer.concat(chunks).subarray(0, MAX_PROVE_BYTES) });
    };
    socket.on("data", (chunk: Buffer) => {
      firstByteMs ??= performance.now() - askedMs;
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_PROVE_BYTES) return done();
      clearTimeout(quiet);
      quiet = setTimeout(done, QUIET_MS);
    });
    for (const end of ["end", "close", "error"]) socket.once(end, done);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted || socket.destroyed) return done();
    if (words !== null) socket.write(words);
  });
}

async function greetedSecurely(
  socket: Duplex,
  question: Omit<PortQuestion, "timeoutMs">,
  signal: AbortSignal,
): Promise<Said> {
  const askedMs = performance.now();
  // A relay serves many under one address, and tells them apart by the name (RFC 6066 section 3); an address is none.
  const name = isIP(question.address) === 0 && { servername: question.address };
  const secured = connectSecurely({ socket, ...anyCertificate(), ...name });
  secured.on("error", () => {});
  try {
    if (!(await shaken(secured, signal))) return NOTHING;
    const certificate = certificateOf(secured);
    const firstByteMs = performance.now() - askedMs;
    if (question.hello === "tls") return { ...NOTHING, certificate, firstByteMs };
    return { ...(await heard(secured, webHello(question, "https"), signal)), certificate };
  } finally {
    secured.destroy();
  }
}

function shaken(secured: TLSSocket, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    secured.once("secureConnect", () => resolve(true));
    for (const end of ["end", "close", "error"]) secured.once(end, () => resolve(false));
    signal.addEventListener("abort", () => resolve(false), { once: true });
    if (signal.aborted) resolve(false);
  });
}

function certificateOf(secured: TLSSocket): string | null {
  const certificate = secured.getPeerX509Certificate();
  return certificate ? createHash("sha256").update(certificate.raw).digest("hex") : null;
}
