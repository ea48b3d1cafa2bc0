import { readFileSync } from "node:fs";
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fromHex, toHex } from "#core/codec/byte-text.ts";
import { noiseKeys, readFirst, readSecond, writeFirst, writeSecond } from "#core/wireguard/noise-ik.ts";

const hex = z.string().transform((text) => fromHex(text) ?? new Uint8Array());
const file = new URL("../../vectors/noise/cacophony-ikpsk2-25519-chachapoly-blake2s.json", import.meta.url);
const vector = z
  .object({
    init_prologue: hex,
    init_psks: z.tuple([hex]),
    init_static: hex,
    init_ephemeral: hex,
    init_remote_static: hex,
    resp_prologue: hex,
    resp_psks: z.tuple([hex]),
    resp_static: hex,
    resp_ephemeral: hex,
    messages: z.array(z.object({ payload: hex, ciphertext: hex })).length(6),
  })
  .parse(JSON.parse(readFileSync(file, "utf8")));

const [first, second, ...transport] = vector.messages;
if (first === undefined || second === undefined) throw new Error("no messages");

/** A key, then what is sealed behind it. */
const firstParts = (bytes: Uint8Array) => ({
  ephemeral: bytes.subarray(0, 32),
  encryptedStatic: bytes.subarray(32, 80),
  encryptedPayload: bytes.subarray(80),
});
const secondParts = (bytes: Uint8Array) => ({ ephemeral: bytes.subarray(0, 32), encryptedPayload: bytes.subarray(32) });
const joined = (...parts: Uint8Array[]): string => parts.map(toHex).join("");

const initiator = noiseKeys(vector.init_static);
const responder = noiseKeys(vector.resp_static);

describe("the framework's own vector", () => {
  const begun = () =>
    writeFirst(
      { own: initiator, ephemeral: noiseKeys(vector.init_ephemeral), responderStatic: vector.init_remote_static },
      vector.init_prologue,
      first.payload,
    );
  const heard = () => {
    const read = readFirst(responder, vector.resp_prologue, firstParts(first.ciphertext));
    if (read === undefined) throw new Error("not read");
    return read;
  };

  test("both sides write it, byte for byte, and read each other", () => {
    expect(responder.publicKey).toEqual(vector.init_remote_static);
    const { message } = begun();
    expect(joined(message.ephemeral, message.encryptedStatic, message.encryptedPayload)).toBe(toHex(first.ciphertext));
    expect([heard().remoteStatic, heard().payload]).toEqual([initiator.publicKey, first.payload]);

    const answer = writeSecond(heard(), noiseKeys(vector.resp_ephemeral), vector.resp_psks[0], second.payload);
    expect(joined(answer.message.ephemeral, answer.message.encryptedPayload)).toBe(toHex(second.ciphertext));
    const read = readSecond(begun().begun, vector.init_psks[0], secondParts(second.ciphertext));
    expect(read?.payload).toEqual(second.payload);
    expect([answer.session.sendKey, answer.session.receiveKey]).toEqual([
      read?.session.receiveKey,
      read?.session.sendKey,
    ]);

    // Then they speak in turns, each counting its own messages.
    for (const [index, { payload, ciphertext }] of transport.entries()) {
      const key = index % 2 === 0 ? read?.session.sendKey : answer.session.sendKey;
      const nonce = new Uint8Array(12).with(4, Math.floor(index / 2));
      expect(toHex(chacha20poly1305(key ?? new Uint8Array(32), nonce).encrypt(payload))).toBe(toHex(ciphertext));
    }
  });

  test("a changed bit anywhere is not read", () => {
    for (let bit = 0; bit < 8 * first.ciphertext.length; bit += 5) {
      const changed = first.ciphertext.with(bit >> 3, (first.ciphertext[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      expect(readFirst(responder, vector.resp_prologue, firstParts(changed)), `bit ${bit}`).toBeUndefined();
    }
    for (let bit = 0; bit < 8 * second.ciphertext.length; bit += 5) {
      const changed = second.ciphertext.with(bit >> 3, (second.ciphertext[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      expect(readSecond(begun().begun, vector.init_psks[0], secondParts(changed)), `bit ${bit}`).toBeUndefined();
    }
  });

  test("another key, prologue or pre-shared key is not understood", () => {
    expect(readFirst(initiator, vector.resp_prologue, firstParts(first.ciphertext))).toBeUndefined();
    expect(readFirst(responder, vector.resp_static, firstParts(first.ciphertext))).toBeUndefined();
    expect(readSecond(begun().begun, vector.resp_static, secondParts(second.ciphertext))).toBeUndefined();
  });
});
