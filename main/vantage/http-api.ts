import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { ANSWER_MAC_HEADER, answerMac, looksAuthorised, readAuthorization } from "#core/vantage/signing.ts";
import type { Refusal } from "#core/vantage/vantage-api.ts";
import { KEY_HEADER } from "#core/vantage/vantage-key.ts";
import { MAX_REQUEST_BYTES } from "#core/vantage/vantage-protocol.ts";
import { callerOf, passedProxy, type Caller } from "./caller.ts";
import { callKind, vantageCalls, type CallKind, type CallOptions, type Outcome } from "./calls.ts";
import type { KeyRing, VantageKey } from "./key-ring.ts";
import { limitKey, RateLimit } from "./limits.ts";
import { ReplayGuard } from "./replay-guard.ts";

export type ApiOptions = CallOptions & {
  keys: KeyRing;
  /** Whose connection showed a token. */
  trust: (socket: Socket) => void;
  /** One line for each request that was signed, and for none other. */
  log: (entry: LogEntry) => void;
};

export type LogEntry = { event: CallKind | "refused"; caller: string } & Record<string, string | number>;

const STATUS: Record<Refusal, number> = {
  unauthorised: 401,
  stale: 401,
  replayed: 409,
  "bad-request": 400,
  "not-found": 404,
  "too-many": 429,
  spent: 429,
  "behind-proxy": 403,
  "caller-not-public": 403,
};
const OK = 200;

/** An answer on its way while its request is still unread: so long its connection is kept, and no longer. */
const LINGER_MS = 3_000;

type Answer = { statusCode: number; body: string };

/** The API over HTTP: who may ask, what may be asked, and how often. */
export function apiListener(options: ApiOptions): RequestListener {
  const { keys, limits, metrics, now } = options;
  const monotonicMs = (): number => performance.now();
  const replays = new ReplayGuard(now());
  const strangers = new RateLimit(limits.strangerRequestsPerCaller, monotonicMs);
  const callers = new RateLimit(limits.requestsPerCaller, monotonicMs);
  const tokens = new RateLimit(limits.requestsPerToken, monotonicMs);
  const calls = vantageCalls(options);

  /** Resolves to "hang-up" where the caller gets no answer at all. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<"answered" | "hang-up"> {
    const caller = callerOf(request.socket);
    const { method = "", url: path = "" } = request;
    const { authorization, [KEY_HEADER]: keyId } = request.headers;
    if (caller === null) return "hang-up";
    // A stranger's body is not even read.
    if (!looksAuthorised(authorization)) return notAuthorised(caller, response);
    const kind = callKind(method, path);
    // An upload is no text, and signed as if it were empty.
    const body = kind === "upload" ? "" : await readBody(request);
    if (body === null) return "hang-up";
    const key = keys.named(typeof keyId === "string" ? keyId : undefined);
    const signed = key && readAuthorization(authorization, { method, path, body }, key.hmac);
    if (!key || !signed) return notAuthorised(caller, response);
    options.trust(request.socket);
    const outcome: Outcome = admit(signed, key, caller, request) ??
      (kind && (await calls[kind]({ caller, key, body, request, response }))) ?? { refused: "not-found" };
    const { statusCode, body: text } = answerTo(outcome);
    note(outcome, caller, key, kind, { path, statusCode });
    send(response, { statusCode, body: text }, answerMac(signed.nonce, statusCode, text, key.hmac));
    if (kind === "upload" && !request.complete) closeSoon(request);
    return "answered";
  }

  function notAuthorised(caller: Caller, response: ServerResponse): "answered" | "hang-up" {
    // Whoever keeps guessing is not even told no.
    const told = strangers.take(limitKey(caller.address));
    metrics.request("unsigned", told ? "refused" : "hung-up", "");
    if (!told) return "hang-up";
    metrics.refusal("unauthorised");
    response.setHeader("connection", "close");
    send(response, refusal("unauthorised"));
    return "answered";
  }

  /** The refusal of a signed request, or null. */
  function admit(
    signed: { timeMs: number; nonce: string },
    { id }: VantageKey,
    caller: Caller,
    request: IncomingMessage,
  ): { refused: Refusal } | null {
    const nowMs = now();
    if (replays.isStale(signed.timeMs, nowMs)) return { refused: "stale" };
    // A token in wrong hands, used from many addresses, takes nothing from the others.
    if (!callers.take(limitKey(caller.address)) || !tokens.take(id)) return { refused: "too-many" };
    if (!replays.remember(signed.nonce, nowMs)) return { refused: "replayed" };
    return passedProxy(request.headers) ? { refused: "behind-proxy" } : null;
  }

  function answerTo(outcome: Outcome): Answer {
    if ("done" in outcome) return { statusCode: OK, body: JSON.stringify(outcome.done) };
    return refusal(outcome.refused, outcome.refused === "stale" ? { timeMs: now() } : {});
  }

  function note(
    outcome: Outcome,
    { address }: Caller,
    { name }: VantageKey,
    kind: CallKind | null,
    refused: { path: string; statusCode: number },
  ): void {
    const who = { caller: address, ...(name !== "" && { technician: name }) };
    metrics.request(kind ?? "unknown", "done" in outcome ? "answered" : "refused", name);
    if ("done" in outcome) return options.log({ event: kind ?? "refused", ...who, ...outcome.log });
    metrics.refusal(outcome.refused);
    options.log({ event: "refused", ...who, ...refused, reason: outcome.refused });
  }

  return (request, response) => {
    // Held here: a request that was cut off has lost its socket.
    const { socket } = request;
    answer(request, response).then(
      (outcome) => outcome === "hang-up" && socket.destroy(),
      () => socket.destroy(),
    );
  };
}

const refusal = (error: Refusal, more: { timeMs?: number } = {}): Answer => ({
  statusCode: STATUS[error],
  body: JSON.stringify({ error, ...more }),
});

function send(response: ServerResponse, { statusCode, body }: Answer, mac?: string): void {
  response.writeHead(statusCode, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...(mac !== undefined && { [ANSWER_MAC_HEADER]: mac }),
  });
  response.end(body);
}

/**
 * Ends a connection whose request was answered before it was all there. Closed at once, the system would answer what is still
 * coming with a reset, and that overtakes the answer.
 */
function closeSoon({ socket }: IncomingMessage): void {
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(timer));
}

/** The body as text; null when it is longer than any request. How long it may take is the server's to say. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
