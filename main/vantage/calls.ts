import type { IncomingMessage, ServerResponse } from "node:http";
import { REHEARSAL_PATH } from "#core/rehearsal/rendezvous.ts";
import type {
  DialBackAnswer,
  ProveAnswer,
  ProveRequest,
  Refusal,
  UploadAnswer,
  ViewAnswer,
} from "#core/vantage/vantage-api.ts";
import {
  DIAL_BACK_PATH,
  MAX_UPLOAD_BYTES,
  PROVE_PATH,
  UPLOAD_PATH,
  VIEW_PATH,
} from "#core/vantage/vantage-protocol.ts";
import { mayBeDialled, type Caller } from "./caller.ts";
import type { Dial } from "./dial.ts";
import type { VantageKey } from "./key-ring.ts";
import { AtOnce, limitKey, RateLimit, type Limits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { Proof, Prove } from "./prove.ts";
import { isViewRequest, readDialBack, readProve, readRendezvous } from "./read-request.ts";
import { RehearsalRooms } from "./rehearsal-rooms.ts";
import { receiveUpload, UploadBudget } from "./upload.ts";

/** What a signed request asks for, and who asks. */
export type Call = {
  caller: Caller;
  key: VantageKey;
  body: string;
  request: IncomingMessage;
  response: ServerResponse;
};

/** The value to answer with, or why there is none. */
export type Outcome = { done: object; log: Record<string, string | number> } | { refused: Refusal };

export type CallKind = "view" | "dial-back" | "prove" | "upload" | "rehearsal";

export type CallOptions = {
  dial: Dial;
  prove: Prove;
  limits: Limits;
  metrics: Metrics;
  /** The vantage's addresses as it was told them. */
  listenAddresses: readonly string[];
  ports: () => ViewAnswer["ports"];
  now: () => number;
};

const KINDS: Readonly<Record<string, CallKind>> = {
  [VIEW_PATH]: "view",
  [DIAL_BACK_PATH]: "dial-back",
  [PROVE_PATH]: "prove",
  [UPLOAD_PATH]: "upload",
  [REHEARSAL_PATH]: "rehearsal",
};

export const callKind = (method: string, path: string): CallKind | null =>
  method === "POST" ? (KINDS[path] ?? null) : null;

const PROVE_PATIENCE_MS = 3_000;

/** What can be asked of a vantage: each looks at the request itself, and takes from its caller's share. */
export function vantageCalls(options: CallOptions): Record<CallKind, (call: Call) => Promise<Outcome>> {
  const { limits, metrics } = options;
  const monotonicMs = (): number => performance.now();
  const dials = new RateLimit(limits.dialsPerCaller, monotonicMs);
  const dialling = new AtOnce(limits.dialsAtOncePerCaller, limits.dialsAtOnce);
  const proving = new AtOnce(limits.provesAtOncePerCaller, limits.provesAtOnce);
  const uploads = new RateLimit(limits.uploadsPerCaller, monotonicMs);
  const uploading = new AtOnce(limits.uploadsAtOncePerCaller, limits.uploadsAtOnce);
  const budget = new UploadBudget(limits, options.now);
  /** Of each upload under way: the most others there were meanwhile. */
  const besides = new Set<{ most: number }>();
  const rooms = new RehearsalRooms(limits);
  metrics.gauge("farsite_vantage_rehearsals", "Rehearsals of direct connections under way.", () => rooms.count);

  async function view({ caller, body }: Call): Promise<Outcome> {
    if (!isViewRequest(body)) return { refused: "bad-request" };
    const { address, port } = caller;
    const done: ViewAnswer = { address, port, timeMs: options.now(), ports: [...options.ports()] };
    return { done, log: {} };
  }

  async function dialBack({ caller, key, body, response }: Call): Promise<Outcome> {
    const asked = readDialBack(body);
    if (!asked) return { refused: "bad-request" };
    return whileAllowed(caller, dialling, async () => {
      const target = { ...asked, address: caller.address, from: caller.localAddress };
      const saw = await options.dial(target, goneSignal(response), key.hmac);
      const { transport, port } = asked;
      metrics.dial("dial-back", transport, saw);
      return { done: { address: caller.address, saw } satisfies DialBackAnswer, log: { transport, port, saw } };
    });
  }

  async function prove({ caller, key, body, response }: Call): Promise<Outcome> {
    const asked = readProve(body);
    if (!asked) return { refused: "bad-request" };
    return whileAllowed(caller, proving, async () => {
      const proof = await proofOf(asked, caller, key, goneSignal(response));
      const { transport, port, hello } = asked;
      metrics.dial("prove", transport, proof.saw);
      const done: ProveAnswer = { address: caller.address, ...proof };
      return { done, log: { transport, port, hello, saw: proof.saw } };
    });
  }

  async function proofOf(asked: ProveRequest, caller: Caller, key: VantageKey, gone: AbortSignal): Promise<Proof> {
    const { patienceMs = PROVE_PATIENCE_MS, port } = asked;
    const at = { address: caller.address, from: caller.localAddress, port, patienceMs };
    if (asked.hello !== "dial") return options.prove({ ...at, hello: asked.hello }, gone);
    const startedMs = performance.now();
    const { transport, nonce } = asked;
    const saw = await options.dial({ ...at, transport, nonce }, gone, key.hmac);
    const tookMs = performance.now() - startedMs;
    return { saw: saw === "sent" ? "silent" : saw, tookMs, firstByteMs: null, answer: "", tls: null, problem: null };
  }

  /** Somebody's own address, and not too often. */
  async function whileAllowed(caller: Caller, atOnce: AtOnce, run: () => Promise<Outcome>): Promise<Outcome> {
    if (!mayBeDialled(caller, options.listenAddresses)) return { refused: "caller-not-public" };
    const limited = limitKey(caller.address);
    const end = dials.take(limited) ? atOnce.begin(limited) : null;
    if (end === null) return { refused: "too-many" };
    try {
      return await run();
    } finally {
      end();
    }
  }

  async function upload({ caller, key, request }: Call): Promise<Outcome> {
    const limited = limitKey(caller.address);
    const left = budget.left(key.id);
    if (left < MAX_UPLOAD_BYTES) return { refused: "spent" };
    const end = uploads.take(limited) ? uploading.begin(limited) : null;
    if (end === null) return { refused: "too-many" };
    const mine = { most: 0 };
    besides.add(mine);
    for (const one of besides) one.most = Math.max(one.most, besides.size - 1);
    try {
      const received = await receiveUpload(request, (bytes) => {
        budget.use(key.id, bytes);
        metrics.uploaded(bytes, key.name);
      });
      const done: UploadAnswer = { ...received, besides: mine.most };
      const { bytes, tookMs, endedBy } = received;
      return { done, log: { bytes, tookMs: Math.round(tookMs), endedBy } };
    } finally {
      besides.delete(mine);
      end();
    }
  }

  async function rehearsal({ key, body, response }: Call): Promise<Outcome> {
    const asked = readRendezvous(body);
    if (!asked) return { refused: "bad-request" };
    const done = await rooms.take(asked, key.id, goneSignal(response));
    return { done, log: { side: asked.side, state: done.state } };
  }

  return { view, "dial-back": dialBack, prove, upload, rehearsal };
}

/** Fires when the caller hangs up: what was begun for him ends. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return gone.signal;
}
