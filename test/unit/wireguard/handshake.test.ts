import { blake2s } from "@noble/hashes/blake2.js";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "#core/codec/byte-text.ts";
import { decodeWireGuard, type WireGuardInitiation, type WireGuardResponse } from "#core/codec/wireguard.ts";
import {
  answerInitiation,
  beginHandshake,
  cookieOf,
  finishHandshake,
  hasCookie,
  hearInitiation,
  isForKey,
  keepaliveOf,
  replyWithCookie,
} from "#core/wireguard/handshake.ts";
import { noiseKeys } from "#core/wireguard/noise-ik.ts";
import { decodeTai64n, encodeTai64n } from "#core/wireguard/tai64n.ts";

const filled = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte);
const laptop = noiseKeys(filled(1));
const hub = noiseKeys(filled(2));
const presharedKey = filled(3);
const identity = { own: laptop, peerPublicKey: hub.publicKey, presharedKey };
const unixMs = Date.UTC(2026, 10, 21, 23, 59, 59, 123);
const fresh = { ephemeralPrivateKey: filled(4), sender: 0xdead_beef, unixMs };
const freshAnswer = { ephemeralPrivateKey: filled(5), sender: 0x1234_5678 };

const initiationOf = (bytes: Uint8Array): WireGuardInitiation => decodeWireGuard(bytes) as WireGuardInitiation;

function heardBy(keys: typeof hub, bytes: Uint8Array) {
  const heard = hearInitiation(keys, initiationOf(bytes));
  if (heard === undefined) throw new Error("not heard");
  return heard;
}

describe("a handshake", () => {
  const begun = beginHandshake(identity, fresh, null);

  test("is understood by the hub and gives both the same keys", () => {
    expect(begun.bytes).toHaveLength(148);
    expect(isForKey(begun.bytes, hub.publicKey)).toBe(true);
    expect(isForKey(begun.bytes, laptop.publicKey)).toBe(false);
    const heard = heardBy(hub, begun.bytes);
    expect([heard.peerPublicKey, heard.unixMs, heard.sender]).toEqual([laptop.publicKey, unixMs, fresh.sender]);
    const answer = answerInitiation(heard, freshAnswer, presharedKey);
    expect(answer.bytes).toHaveLength(92);
    expect(isForKey(answer.bytes, laptop.publicKey)).toBe(true);
    const session = finishHandshake(identity, begun, decodeWireGuard(answer.bytes) as WireGuardResponse);
    expect(session?.receiver).toBe(freshAnswer.sender);
    expect([session?.sendKey, session?.receiveKey]).toEqual([answer.session.receiveKey, answer.session.sendKey]);
    if (session === undefined) throw new Error("no session");
    const keepalive = keepaliveOf(session, 7n);
    expect(decodeWireGuard(keepalive)).toMatchObject({ kind: "transport", receiver: freshAnswer.sender, counter: 7n });
    expect(keepalive).toHaveLength(32);
  });

  test("for another hub is heard by nobody", () => {
    const other = noiseKeys(filled(9));
    expect(hearInitiation(other, initiationOf(begun.bytes))).toBeUndefined();
  });

  test("with another pre-shared key, or somebody else's answer, makes no session", () => {
    const heard = heardBy(hub, begun.bytes);
    const answer = decodeWireGuard(answerInitiation(heard, freshAnswer, null).bytes) as WireGuardResponse;
    expect(finishHandshake(identity, begun, answer)).toBeUndefined();
    expect(finishHandshake({ ...identity, presharedKey: null }, begun, answer)).toBeDefined();
    expect(finishHandshake({ ...identity, presharedKey: null }, begun, { ...answer, receiver: 1 })).toBeUndefined();
  });

  test("is begun again with the cookie of a loaded hub", () => {
    const cookie = filled(7, 16);
    const bytes = replyWithCookie(hub.publicKey, initiationOf(begun.bytes), { cookie, nonce: filled(8, 24) });
    const reply = decodeWireGuard(bytes);
    if (reply.kind !== "cookie-reply") throw new Error(reply.kind);
    expect(cookieOf(identity, begun, reply)).toEqual(cookie);
    // Of another hub, for another message, changed.
    expect(cookieOf({ ...identity, peerPublicKey: laptop.publicKey }, begun, reply)).toBeUndefined();
    expect(cookieOf(identity, { ...begun, mac1: filled(0, 16) }, reply)).toBeUndefined();
    expect(cookieOf(identity, begun, { ...reply, receiver: 5 })).toBeUndefined();
    expect(cookieOf(identity, begun, { ...reply, nonce: filled(9, 24) })).toBeUndefined();

    const again = beginHandshake(identity, { ...fresh, unixMs: unixMs + 1 }, cookie);
    expect([hasCookie(again.bytes, cookie), hasCookie(begun.bytes, cookie)]).toEqual([true, false]);
    expect(heardBy(hub, again.bytes).unixMs).toBe(unixMs + 1);
  });

  test("can't be begun with a key that is no point", () => {
    expect(() => beginHandshake({ ...identity, peerPublicKey: filled(0) }, fresh, null)).toThrow(Error);
  });
});

describe("what others publish", () => {
  // thinkst/canarytokens, tests/units/test_wireguard.py: `_hash` of the label and a public key, which is the key of mac1.
  test("mac1 is made with the hash of the label and the public key", () => {
    const publicKey = fromHex("ad9375767135878e282a825a75f41676bbb447d4cda6740a970b748f7e69c317") ?? filled(0);
    const key = fromHex("12e267a5ad80afb84b00d4860876caf90bf380f78979305917f415dc1c746bee") ?? filled(0);
    const { bytes } = beginHandshake({ ...identity, peerPublicKey: publicKey }, fresh, null);
    expect(bytes.slice(116, 132)).toEqual(blake2s(bytes.subarray(0, 116), { key, dkLen: 16 }));
  });

  // wireguard-go, package tai64n: seconds on 0x400000000000000a.
  test("TAI64N", () => {
    expect(toHex(encodeTai64n(0))).toBe("400000000000000a00000000");
    expect(toHex(encodeTai64n(1_500.25))).toBe("400000000000000b1dd13590");
    expect(decodeTai64n(encodeTai64n(unixMs))).toBe(unixMs);
    expect(() => encodeTai64n(-1)).toThrow(RangeError);
    expect(() => encodeTai64n(Number.NaN)).toThrow(RangeError);
  });
});
