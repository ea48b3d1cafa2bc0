import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { decodeWireGuard, type WireGuardInitiation } from "#core/codec/wireguard.ts";
import {
  answerInitiation,
  hasCookie,
  hearInitiation,
  isForKey,
  replyWithCookie,
  type WireGuardSession,
} from "#core/wireguard/handshake.ts";
import { newWireGuardKey, wireGuardKeyBytes, type WireGuardKeyPair } from "#core/wireguard/keys.ts";
import { noiseKeys } from "#core/wireguard/noise-ik.ts";
import { toBase64 } from "#core/codec/byte-text.ts";

/** A WireGuard hub on loopback, as silent as a real one: to strangers, to forged messages, to times that are not later. */
export class FakeWireGuardHub {
  readonly keys: WireGuardKeyPair = newWireGuardKey(randomBytes(32));
  /** Public keys, and the pre-shared key or null. */
  readonly peers = new Map<string, string | null>();
  readonly heard: { peer: string; unixMs: number }[] = [];
  /** Sessions that the peer confirmed. */
  confirmed = 0;
  cookiesGiven = 0;
  datagrams = 0;
  isLoaded = false;
  /** How long every answer takes. */
  delayMs = 0;
  /** Says this to everything instead. */
  instead: ((received: Uint8Array) => Uint8Array) | null = null;
  readonly #last = new Map<string, number>();
  readonly #sessions = new Map<number, WireGuardSession>();
  readonly #cookie = randomBytes(16);
  readonly #socket: Socket;
  #isOpen = true;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("message", (bytes, from) => {
      this.datagrams += 1;
      const answer = this.instead === null ? this.#answer(bytes) : this.instead(bytes);
      if (answer !== null) setTimeout(() => this.#isOpen && socket.send(answer, from.port, from.address), this.delayMs);
    });
  }

  static async open(address = "127.0.0.1"): Promise<FakeWireGuardHub> {
    const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
    socket.bind(0, address);
    await once(socket, "listening");
    return new FakeWireGuardHub(socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  close(): void {
    this.#isOpen = false;
    this.#socket.close();
  }

  #answer(bytes: Uint8Array): Uint8Array | null {
    const message = decodeWireGuard(bytes);
    if (message.kind === "transport") {
      if (this.#sessions.delete(message.receiver)) this.confirmed += 1;
      return null;
    }
    return message.kind === "initiation" ? this.#answerInitiation(message, bytes) : null;
  }

  #answerInitiation(message: WireGuardInitiation, bytes: Uint8Array): Uint8Array | null {
    const own = noiseKeys(wireGuardKeyBytes(this.keys.privateKey) ?? new Uint8Array(32));
    if (!isForKey(bytes, own.publicKey)) return null;
    if (this.isLoaded && !hasCookie(bytes, this.#cookie)) {
      this.cookiesGiven += 1;
      return replyWithCookie(own.publicKey, message, { cookie: this.#cookie, nonce: randomBytes(24) });
    }
    const heard = hearInitiation(own, message);
    if (heard === undefined) return null;
    const peer = toBase64(heard.peerPublicKey);
    const presharedKey = this.peers.get(peer);
    if (presharedKey === undefined || heard.unixMs <= (this.#last.get(peer) ?? 0)) return null;
    this.#last.set(peer, heard.unixMs);
    this.heard.push({ peer, unixMs: heard.unixMs });
    const sender = randomBytes(4).readUInt32LE();
    const psk = presharedKey === null ? null : (wireGuardKeyBytes(presharedKey) ?? null);
    const answer = answerInitiation(heard, { ephemeralPrivateKey: randomBytes(32), sender }, psk);
    this.#sessions.set(sender, answer.session);
    return answer.bytes;
  }
}
