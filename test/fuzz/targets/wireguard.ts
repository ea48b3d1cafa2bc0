import { isDeepStrictEqual } from "node:util";
import { decodeCapture } from "#core/codec/decode.ts";
import { decodeWireGuard, encodeWireGuard, type WireGuardMessage } from "#core/codec/wireguard.ts";
import {
  answerInitiation,
  beginHandshake,
  cookieOf,
  finishHandshake,
  hearInitiation,
  keepaliveOf,
  replyWithCookie,
} from "#core/wireguard/handshake.ts";
import { noiseKeys } from "#core/wireguard/noise-ik.ts";
import { decoded, latin1, must, type FuzzTarget } from "../target.ts";

const filled = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte);
const laptop = noiseKeys(filled(1));
const hub = noiseKeys(filled(2));
const identity = { own: laptop, peerPublicKey: hub.publicKey, presharedKey: null };
const begun = beginHandshake(
  identity,
  { ephemeralPrivateKey: filled(3), sender: 0x0102_0304, unixMs: 1.8e12 },
  filled(7, 16),
);

function seeds(): Uint8Array[] {
  const initiation = decodeWireGuard(begun.bytes);
  if (initiation.kind !== "initiation") throw new Error(initiation.kind);
  const heard = hearInitiation(hub, initiation);
  if (heard === undefined) throw new Error("not heard");
  const { bytes, session } = answerInitiation(heard, { ephemeralPrivateKey: filled(4), sender: 9 }, null);
  const reply = replyWithCookie(hub.publicKey, initiation, { cookie: filled(5, 16), nonce: filled(6, 24) });
  return [begun.bytes, bytes, reply, keepaliveOf(session, 1n)];
}

/** Only the very bytes of our fakes open anything. */
function opens(message: WireGuardMessage): boolean {
  switch (message.kind) {
    case "initiation":
      return hearInitiation(hub, message) !== undefined;
    case "response":
      return finishHandshake(identity, begun, message) !== undefined;
    case "cookie-reply":
      return cookieOf(identity, begun, message) !== undefined;
    default:
      return false;
  }
}

const ORIGINALS = seeds();
/** What the tags of a handshake message cover: neither the sender's index nor mac1 and mac2, which others check. */
const covered = (bytes: Uint8Array): Uint8Array => (bytes.length === 64 ? bytes : bytes.slice(8, -32));

const wireguard: FuzzTarget = {
  name: "wireguard",
  sources: { "core/codec/wireguard.ts": ["encodeWireGuard", "bytesOf"] },
  seeds,
  tokens: ["\x01\0\0\0", "\x02\0\0\0", "\x03\0\0\0", "\x04\0\0\0", "\x04\x03\x02\x01"].map(latin1),
  check(input) {
    const reading = decodeCapture("wireguard", input);
    must(isDeepStrictEqual(JSON.parse(JSON.stringify(reading)), reading), "a reading is JSON");
    return decoded(input, decodeWireGuard, (message) => {
      must(isDeepStrictEqual(encodeWireGuard(message), Uint8Array.from(input)), "a message is written as it came");
      const isOpened = opens(message);
      const isOurs = ORIGINALS.some((original) =>
        isDeepStrictEqual(covered(original), covered(Uint8Array.from(input))),
      );
      must(!isOpened || isOurs, "nothing forged opens");
      return `${message.kind} ${isOpened}`;
    });
  },
};

export const WIREGUARD_TARGETS: readonly FuzzTarget[] = [wireguard];
