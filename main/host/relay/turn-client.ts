import { DecodeError } from "#core/codec/decode-error.ts";
import { checkIntegrity, longTermKey } from "#core/codec/stun-integrity.ts";
import {
  decodeChannelData,
  decodeTurnMessage,
  encodeChannelData,
  encodeTurnRequest,
  looksLikeChannelData,
  TURN_METHOD,
  type TurnCredential,
  type TurnMessage,
  type TurnRequest,
} from "#core/codec/turn.ts";
import { toHex } from "#core/codec/byte-text.ts";
import { ownWords } from "#core/lan/own-words.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import type { TurnFault } from "#core/relay/turn-check.ts";
import type { TurnLogin } from "#core/relay/turn-rest.ts";
import { TRANSACTION_ID_BYTES } from "../check/stun-binding.ts";
import { atTimes } from "../net/at-times.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import type { TurnLink } from "./turn-link.ts";
import { TurnTrouble } from "./turn-trouble.ts";

/** RFC 8489 section 6.2.1 would wait 39.5 s; who is silent for so long on four datagrams is blocked, and somebody waits. */
export const ANSWER_MS = 3_500;
const DATAGRAMS_AT_MS = [0, 250, 750, 1_750] as const;
/** 401 once asks for the login, 438 once or twice for a new nonce (RFC 8489 section 9.2.5). */
const MAX_TRIES = 4;

/** Sections 6.4, 7, 9, 11 and 19 of RFC 8656; the words of coturn for the same codes differ. */
const FAULTS: Readonly<Record<number, TurnFault>> = {
  300: "other-server",
  401: "wrong-login",
  403: "forbidden",
  437: "mismatch",
  441: "wrong-login",
  442: "no-udp-relay",
  486: "quota",
  508: "full",
};

type Fields = Omit<TurnRequest, "transactionId" | "credential">;
type Waiting = { answered(message: TurnMessage, bytes: Uint8Array): void; ended(trouble: TurnTrouble): void };

/** What a peer sent through the server, by Data indication or by a channel. */
export type Relayed = { readonly from: Endpoint | number; readonly data: Uint8Array };

/** A TURN client on one link: one request at a time each, and what peers send in between. */
export class TurnClient {
  readonly #link: TurnLink;
  readonly #randomBytes: (length: number) => Uint8Array;
  readonly #waiting = new Map<string, Waiting>();
  #login: TurnLogin | null = null;
  #credential: TurnCredential | null = null;
  #ended: TurnTrouble | null = null;
  #onRelayed: (relayed: Relayed) => void = () => {};
  #heard = false;
  #holdsAddress = false;
  /** Of the quickest answer to a request that was sent once. */
  rttMs: number | null = null;
  software: string | null = null;

  constructor(link: TurnLink, randomBytes: (length: number) => Uint8Array) {
    this.#link = link;
    this.#randomBytes = randomBytes;
    link.listen(
      (bytes) => this.#receive(bytes),
      (trouble) => this.#end(trouble),
    );
  }

  set onRelayed(hear: (relayed: Relayed) => void) {
    this.#onRelayed = hear;
  }

  /** Whether the server may keep an address for this link: one was asked for, and not refused. */
  get mayHoldAddress(): boolean {
    return this.#heard && this.#holdsAddress;
  }

  /** The server has told for which realm it wants a login. */
  get isChallenged(): boolean {
    return this.#credential !== null;
  }

  /** Takes another login from here on; the last challenge's realm and nonce are kept. */
  useLogin(login: TurnLogin): void {
    this.#login = login;
    if (this.#credential !== null) this.#credential = this.#with(login, this.#credential);
  }

  /**
   * Asks, with the login where the server wants one and there is one.
   *
   * @throws TurnTrouble
   */
  async ask(fields: Fields, signal: AbortSignal): Promise<TurnMessage> {
    let usedLogin: TurnCredential | null = null;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      usedLogin = this.#login === null ? null : this.#credential;
      if (fields.method === TURN_METHOD.ALLOCATE) this.#holdsAddress = true;
      const { message, bytes } = await this.#exchange(fields, usedLogin, signal);
      if (message.stun.class === "success") return this.#proven(message, bytes, usedLogin);
      if (fields.method === TURN_METHOD.ALLOCATE) this.#holdsAddress = false;
      const code = message.stun.errorCode?.code ?? 0;
      const mayTryAgain = code === 438 || (code === 401 && usedLogin === null);
      if (code === 401 || code === 438) this.#takeChallenge(message);
      if (!mayTryAgain || this.#login === null) throw refused(message);
    }
    throw new TurnTrouble("wrong-login", { refusal: { code: 438, reason: "" } });
  }

  /** Sends through the server to a peer (section 11.1), or by the channel bound to it (12.4); nobody answers that. */
  send(to: Endpoint | number, data: Uint8Array): void {
    if (typeof to === "number") {
      this.#link.send(encodeChannelData({ channel: to, data }, this.#link.isStream));
      return;
    }
    const transactionId = this.#randomBytes(TRANSACTION_ID_BYTES);
    this.#link.send(encodeTurnRequest({ method: TURN_METHOD.SEND, transactionId, peer: to, data }));
  }

  #takeChallenge({ stun: { realm }, nonce, sha256, passwordAlgorithms }: TurnMessage): void {
    if (sha256 === "broken") throw new TurnTrouble("tampered");
    if (realm === null && this.#credential === null) return;
    if (nonce === null) return;
    const algorithm = sha256 === "yes" ? "sha256" : "sha1";
    const challenge: TurnCredential = {
      userName: "",
      realm: realm ?? this.#credential?.realm ?? "",
      nonce,
      key: new Uint8Array(),
      algorithm,
      passwordAlgorithms,
    };
    this.#credential = this.#login === null ? challenge : this.#with(this.#login, challenge);
  }

  #with({ userName, password }: TurnLogin, challenge: TurnCredential): TurnCredential {
    const key = longTermKey({ userName, realm: challenge.realm, password }, challenge.algorithm);
    return { ...challenge, userName, key };
  }

  /** RFC 8489 section 9.2.5: a success without the proof that its sender knows the password is nobody's. */
  #proven(message: TurnMessage, bytes: Uint8Array, used: TurnCredential | null): TurnMessage {
    if (used === null || checkIntegrity(bytes, used.key, used.algorithm) === "right") return message;
    throw new TurnTrouble("tampered");
  }

  async #exchange(
    fields: Fields,
    credential: TurnCredential | null,
    signal: AbortSignal,
  ): Promise<{ message: TurnMessage; bytes: Uint8Array }> {
    if (this.#ended !== null) throw this.#ended;
    const transactionId = this.#randomBytes(TRANSACTION_ID_BYTES);
    const request = encodeTurnRequest({ ...fields, transactionId, credential });
    const id = toHex(transactionId);
    const deadline = timeoutSignal(ANSWER_MS, signal);
    const startedMs = performance.now();
    let sent = 0;
    let stopSending = (): void => {};
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, {
          answered: (message, bytes) => {
            const tookMs = performance.now() - startedMs;
            if (sent === 1) this.rttMs = Math.min(this.rttMs ?? Infinity, tookMs);
            resolve({ message, bytes });
          },
          ended: reject,
        });
        const silent = (): void => reject(new TurnTrouble("silent"));
        deadline.signal.addEventListener("abort", silent, { once: true });
        if (deadline.signal.aborted) return silent();
        stopSending = atTimes(this.#link.isStream ? [0] : DATAGRAMS_AT_MS, () => {
          sent += 1;
          this.#link.send(request);
        });
      });
    } finally {
      stopSending();
      deadline.end();
      this.#waiting.delete(id);
    }
  }

  #receive(bytes: Uint8Array): void {
    try {
      if (looksLikeChannelData(bytes)) {
        const { channel, data } = decodeChannelData(bytes);
        return this.#onRelayed({ from: channel, data });
      }
      const message = decodeTurnMessage(bytes);
      const { stun, peer, data } = message;
      if (stun.class === "indication" && stun.method === TURN_METHOD.DATA && peer !== null && data !== null)
        return this.#onRelayed({ from: peer, data });
      if (stun.class !== "success" && stun.class !== "error") return;
      const waiting = this.#waiting.get(stun.transactionId);
      if (waiting === undefined) return;
      this.#heard = true;
      this.software ??= ownWords(stun.software) ?? null;
      waiting.answered(message, bytes);
    } catch (error) {
      // What nobody can read is nobody's answer; over a stream the framing has told already.
      if (!(error instanceof DecodeError)) throw error;
    }
  }

  #end(trouble: TurnTrouble): void {
    this.#ended ??= trouble;
    for (const waiting of this.#waiting.values()) waiting.ended(this.#ended);
  }
}

function refused({ stun: { errorCode }, alternateServer }: TurnMessage): TurnTrouble {
  if (errorCode === null || errorCode.code < 300 || errorCode.code > 699) return new TurnTrouble("not-turn");
  const refusal = { code: errorCode.code, reason: ownWords(errorCode.reason) ?? "" };
  return new TurnTrouble(FAULTS[errorCode.code] ?? "error", { refusal, alternateServer });
}
