import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { parseJson } from "#core/parse-json.ts";
import { ANSWER_MAC_HEADER, answerMac, readAuthorization } from "#core/vantage/signing.ts";
import {
  dialBackRequestSchema,
  viewRequestSchema,
  type DialBackAnswer,
  type Refusal,
  type ViewAnswer,
} from "#core/vantage/vantage-api.ts";
import { DIAL_BACK_PATH, MAX_REQUEST_BYTES, VIEW_PATH } from "#core/vantage/vantage-protocol.ts";
import type { Hmac } from "#core/vantage/vantage-key.ts";
import { callerOf, mayBeDialled, passedProxy, type Caller } from "./caller.ts";
import type { Dial } from "./dial.ts";
import { AtOnce, limitKey, RateLimit, type Limits } from "./limits.ts";
import { ReplayGuard } from "./replay-guard.ts";

export type ApiOptions = {
  hmac: Hmac;
  dial: Dial;
  limits: Limits;
  /** The vantage's addresses as it was told them. */
  listenAddresses: readonly string[];
  ports: () => ViewAnswer["ports"];
  now: () => number;
  /** One line for each request that was signed, and for none other. */
  log: (entry: LogEntry) => void;
};

export type LogEntry = { event: "view" | "dial-back" | "refused"; caller: string } & Record<string, string | number>;

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

type Answer = { statusCode: number; body: string };

/** The API over HTTP: who may ask, what may be asked, and how often. */
export function apiListener(options: ApiOptions): RequestListener {
  const { hmac, limits, now } = options;
  const monotonicMs = (): number => performance.now();
  const replays = new ReplayGuard(now());
  const strangers = new RateLimit(limits.strangerRequestsPerCaller, monotonicMs);
  const callers = new RateLimit(limits.requestsPerCaller, monotonicMs);
  const everyone = new RateLimit(limits.requests, monotonicMs);
  const dials = new RateLimit(limits.dialsPerCaller, monotonicMs);
  const dialling = new AtOnce(limits.dialsAtOncePerCaller, limits.dialsAtOnce);

  /** Resolves to "hang-up" where the caller gets no answer at all. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<"answered" | "hang-up"> {
    const caller = callerOf(request.socket);
    const body = await readBody(request);
    if (caller === null || body === null) return "hang-up";
    const { method = "", url: path = "" } = request;
    const signed = readAuthorization(request.headers.authorization, { method, path, body }, hmac);
    if (!signed) {
      // Whoever keeps guessing is not even told no.
      if (!strangers.take(limitKey(caller.address))) return "hang-up";
      return send(response, refusal("unauthorised"));
    }
    const admitted = admit(signed, caller, request);
    const { statusCode, body: text } = admitted ?? (await carryOut(caller, method, path, body, response));
    if (statusCode !== OK) options.log({ event: "refused", caller: caller.address, path, statusCode });
    return send(response, { statusCode, body: text }, answerMac(signed.nonce, statusCode, text, hmac));
  }

  /** The refusal of a signed request, or null. */
  function admit(signed: { timeMs: number; nonce: string }, caller: Caller, request: IncomingMessage): Answer | null {
    const nowMs = now();
    if (replays.isStale(signed.timeMs, nowMs)) return refusal("stale", { timeMs: nowMs });
    const key = limitKey(caller.address);
    if (!callers.take(key) || !everyone.take("")) return refusal("too-many");
    if (!replays.remember(signed.nonce, nowMs)) return refusal("replayed");
    return passedProxy(request.headers) ? refusal("behind-proxy") : null;
  }

  async function carryOut(
    caller: Caller,
    method: string,
    path: string,
    body: string,
    response: ServerResponse,
  ): Promise<Answer> {
    if (method !== "POST") return refusal("not-found");
    switch (path) {
      case VIEW_PATH:
        return view(caller, body);
      case DIAL_BACK_PATH:
        return dialBack(caller, body, response);
      default:
        return refusal("not-found");
    }
  }

  function view(caller: Caller, body: string): Answer {
    if (!viewRequestSchema.safeParse(parseJson(body)).success) return refusal("bad-request");
    options.log({ event: "view", caller: caller.address });
    const { address, port } = caller;
    return ok({ address, port, timeMs: now(), ports: options.ports() } satisfies ViewAnswer);
  }

  async function dialBack(caller: Caller, body: string, response: ServerResponse): Promise<Answer> {
    const request = dialBackRequestSchema.safeParse(parseJson(body));
    if (!request.success) return refusal("bad-request");
    if (!mayBeDialled(caller, options.listenAddresses)) return refusal("caller-not-public");
    const key = limitKey(caller.address);
    const end = dials.take(key) ? dialling.begin(key) : null;
    if (end === null) return refusal("too-many");
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const { transport, port } = request.data;
    try {
      const target = { ...request.data, address: caller.address, from: caller.localAddress };
      const saw = await options.dial(target, gone.signal);
      options.log({ event: "dial-back", caller: caller.address, transport, port, saw });
      return ok({ address: caller.address, saw } satisfies DialBackAnswer);
    } finally {
      end();
    }
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

const ok = (value: object): Answer => ({ statusCode: OK, body: JSON.stringify(value) });

const refusal = (error: Refusal, more: { timeMs?: number } = {}): Answer => ({
  statusCode: STATUS[error],
  body: JSON.stringify({ error, ...more }),
});

function send(response: ServerResponse, { statusCode, body }: Answer, mac?: string): "answered" {
  response.writeHead(statusCode, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...(mac !== undefined && { [ANSWER_MAC_HEADER]: mac }),
  });
  response.end(body);
  return "answered";
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
