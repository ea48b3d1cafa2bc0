import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import { decodeCapture } from "#core/codec/decode.ts";
import { decodeWireGuard, encodeWireGuard, type WireGuardMessage } from "#core/codec/wireguard.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const index = fc.integer({ min: 0, max: 0xffff_ffff });
const macs = { mac1: bytes(16), mac2: bytes(16) };
const anyMessage: fc.Arbitrary<WireGuardMessage> = fc.oneof(
  fc.record({
    kind: fc.constant("initiation" as const),
    sender: index,
    ephemeral: bytes(32),
    encryptedStatic: bytes(48),
    encryptedTimestamp: bytes(28),
    ...macs,
  }),
  fc.record({
    kind: fc.constant("response" as const),
    sender: index,
    receiver: index,
    ephemeral: bytes(32),
    encryptedNothing: bytes(16),
    ...macs,
  }),
  fc.record({
    kind: fc.constant("cookie-reply" as const),
    receiver: index,
    nonce: bytes(24),
    encryptedCookie: bytes(32),
  }),
  fc.record({
    kind: fc.constant("transport" as const),
    receiver: index,
    counter: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    encryptedPacket: fc.uint8Array({ minLength: 16, maxLength: 100 }),
  }),
);

describe("WireGuard messages", () => {
  test("survive being written and read, with the lengths of the whitepaper", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const written = encodeWireGuard(message);
        expect(decodeWireGuard(written)).toEqual(message);
        const least = { initiation: 148, response: 92, "cookie-reply": 64, transport: 32 }[message.kind];
        expect(written.length - least).toBe(message.kind === "transport" ? message.encryptedPacket.length - 16 : 0);
        expect(decodeCapture("wireguard", written)).toMatchObject({ result: "ok", messageType: message.kind });
      }),
    );
  });

  test("a byte more or less is no handshake message", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        fc.pre(message.kind !== "transport");
        const written = encodeWireGuard(message);
        expect(() => decodeWireGuard(written.subarray(0, -1))).toThrow(DecodeError);
        expect(() => decodeWireGuard(Uint8Array.of(...written, 0))).toThrow(DecodeError);
        expect(() => decodeWireGuard(written.with(2, 1))).toThrow("reserved bytes are set");
      }),
      { numRuns: 30 },
    );
  });

  test("numbers are little-endian", () => {
    const keepalive = {
      kind: "transport",
      receiver: 0x0102_0304,
      counter: 0x0506n,
      encryptedPacket: new Uint8Array(16),
    };
    const written = encodeWireGuard(keepalive as WireGuardMessage);
    expect([...written.subarray(0, 16)]).toEqual([4, 0, 0, 0, 4, 3, 2, 1, 6, 5, 0, 0, 0, 0, 0, 0]);
    expect(decodeCapture("wireguard", written)).toMatchObject({ isKeepalive: true, counter: "1286" });
  });

  test("what does not fit is not written", () => {
    const whole = { kind: "cookie-reply", receiver: 1, nonce: new Uint8Array(24), encryptedCookie: new Uint8Array(32) };
    for (const changed of [{ receiver: -1 }, { receiver: 2 ** 32 }, { receiver: 0.5 }, { nonce: new Uint8Array(12) }])
      expect(() => encodeWireGuard({ ...whole, ...changed } as WireGuardMessage)).toThrow(RangeError);
  });

  test("nothing but its four types is one", () => {
    expect(decodeCapture("wireguard", new Uint8Array()).result).toBe("no-response");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (input) => {
        fc.pre(![1, 2, 3, 4].includes(input[0] ?? 0));
        expect(decodeCapture("wireguard", input)).toMatchObject({ result: "malformed", protocol: "wireguard" });
      }),
    );
  });
});
