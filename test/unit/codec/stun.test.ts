import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stunAttributeName } from "#core/codec/stun-attribute-name.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { crc32 } from "#core/codec/crc32.ts";
import {
  decodeStunMessage,
  encodeBindingRequest,
  isOtherAddressUsable,
  looksLikeStun,
  reflexiveAddress,
} from "#core/codec/stun.ts";
import { addressScope, canonicalFromBytes, parseAddress } from "#core/net/ip-address.ts";
import { toHex } from "#core/codec/byte-text.ts";

const transactionId = Uint8Array.from({ length: 12 }, (_, index) => 0xa0 + index);
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const addressBytes = fc.oneof(bytesOf(4), bytesOf(16));

function attribute(type: number, value: readonly number[]): number[] {
  const padding = Array.from({ length: (4 - (value.length % 4)) % 4 }, () => 0x20);
  return [type >> 8, type & 255, value.length >> 8, value.length & 255, ...value, ...padding];
}

function address(bytes: Uint8Array, port: number): number[] {
  return [0, bytes.length === 4 ? 1 : 2, port >> 8, port & 255, ...bytes];
}

/** XOR-MAPPED-ADDRESS by the words of RFC 8489 section 14.2, written apart from the decoder. */
function xorAddress(bytes: Uint8Array, port: number, id: Uint8Array): number[] {
  const key = [0x21, 0x12, 0xa4, 0x42, ...id];
  return [
    0,
    bytes.length === 4 ? 1 : 2,
    (port >> 8) ^ 0x21,
    (port & 255) ^ 0x12,
    ...bytes.map((byte, index) => byte ^ (key[index] ?? 0)),
  ];
}

function message(type: number, ...attributes: readonly (readonly number[])[]): Uint8Array {
  const body = attributes.flat();
  return Uint8Array.of(
    type >> 8,
    type & 255,
    body.length >> 8,
    body.length & 255,
    0x21,
    0x12,
    0xa4,
    0x42,
    ...transactionId,
    ...body,
  );
}

const SUCCESS = 0x0101;
const bytesOfAddress = (text: string) => parseAddress(text)?.bytes ?? new Uint8Array();
const v4 = (text: string) => Uint8Array.from(text.split("."), Number);

test("crc32 gives the check value of the polynomial", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

describe("encodeBindingRequest", () => {
  test("is 20 bytes when nothing is asked for", () => {
    expect(toHex(encodeBindingRequest({ transactionId }))).toBe(`000100002112a442${toHex(transactionId)}`);
  });

  test("reads back as it was asked for", () => {
    fc.assert(
      fc.property(
        bytesOf(12),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.string({ maxLength: 80 }),
        (id, ip, port, mark, software) => {
          const bytes = encodeBindingRequest({
            transactionId: id,
            changeIp: ip,
            changePort: port,
            fingerprint: mark,
            software,
          });
          const decoded = decodeStunMessage(bytes);
          expect(decoded).toMatchObject({
            class: "request",
            method: 1,
            transactionId: toHex(id),
            fingerprintValid: mark ? true : null,
            trailingBytes: 0,
          });
          expect(decoded.attributes.map(({ type }) => stunAttributeName(type))).toEqual([
            ...(ip || port ? ["CHANGE-REQUEST"] : []),
            "SOFTWARE",
            ...(mark ? ["FINGERPRINT"] : []),
          ]);
          expect(looksLikeStun(bytes)).toBe(true);
        },
      ),
    );
  });

  test("asks for the answer at another port with two bytes of padding that count", () => {
    const bytes = encodeBindingRequest({ transactionId, responsePort: 0x1234 });
    expect(toHex(bytes)).toBe(`000100082112a442${toHex(transactionId)}0027000412340000`);
  });

  test("refuses a transaction id of another length", () => {
    expect(() => encodeBindingRequest({ transactionId: new Uint8Array(16) })).toThrow(RangeError);
  });
});

describe("decodeStunMessage", () => {
  test("undoes the exclusive or for every address, port and transaction", () => {
    fc.assert(
      fc.property(addressBytes, fc.integer({ min: 1, max: 65_535 }), (bytes, port) => {
        const decoded = decodeStunMessage(message(SUCCESS, attribute(0x20, xorAddress(bytes, port, transactionId))));
        expect(decoded.xorMappedAddress).toEqual({ address: canonicalFromBytes(bytes), port });
      }),
    );
  });

  test("refuses a message cut anywhere", () => {
    const whole = message(
      SUCCESS,
      attribute(0x8022, [97]),
      attribute(0x20, xorAddress(v4("1.2.3.4"), 5, transactionId)),
    );
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => decodeStunMessage(whole.subarray(0, length)), `${length} bytes`).toThrow(DecodeError);
    }
  });

  test("sees every flipped bit under a fingerprint", () => {
    const whole = encodeBindingRequest({ transactionId, software: "farsite", fingerprint: true });
    // Behind the header and before the attribute header of FINGERPRINT: what is flipped there changes a value only.
    for (let bit = 24 * 8; bit < (whole.length - 8) * 8; bit += 1) {
      const flipped = whole.with(bit >> 3, (whole[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      expect(decodeStunMessage(flipped).fingerprintValid, `bit ${bit}`).toBe(false);
    }
  });

  test("takes the first of two attributes of one type", () => {
    const twice = message(SUCCESS, attribute(1, address(v4("1.1.1.1"), 1)), attribute(1, address(v4("2.2.2.2"), 2)));
    expect(decodeStunMessage(twice).mappedAddress).toEqual({ address: "1.1.1.1", port: 1 });
  });

  test("reads class and method from their scattered bits", () => {
    expect(decodeStunMessage(message(0x0011))).toMatchObject({ class: "indication", method: 1 });
    expect(decodeStunMessage(message(0x3eef))).toMatchObject({ class: "request", method: 0xfff });
    expect(decodeStunMessage(message(0x0113))).toMatchObject({ class: "error", method: 3 });
  });

  test("lets unreadable words about the server itself pass", () => {
    const decoded = decodeStunMessage(
      message(SUCCESS, attribute(0x802c, [0, 9, 0, 0]), attribute(1, address(v4("1.1.1.1"), 1))),
    );
    expect(decoded).toMatchObject({ otherAddress: null, mappedAddress: { address: "1.1.1.1", port: 1 } });
  });
});

describe("reflexiveAddress", () => {
  const mapped = attribute(0x01, address(v4("9.9.9.9"), 9));
  const old = attribute(0x8020, xorAddress(v4("8.8.8.8"), 8, transactionId));
  const xor = attribute(0x20, xorAddress(v4("7.7.7.7"), 7, transactionId));

  test.each([
    ["the exclusive or first", SUCCESS, [mapped, old, xor], { address: "7.7.7.7", port: 7 }],
    ["its old type second", SUCCESS, [mapped, old], { address: "8.8.8.8", port: 8 }],
    ["the plain one last", SUCCESS, [mapped], { address: "9.9.9.9", port: 9 }],
    ["nothing without an address", SUCCESS, [], null],
    ["nothing from a request", 0x0001, [xor], null],
    ["nothing from an error", 0x0111, [xor], null],
    ["nothing from an indication", 0x0011, [xor], null],
    ["nothing from another method", 0x0103, [xor], null],
    ["nothing from port 0", SUCCESS, [attribute(1, address(v4("9.9.9.9"), 0))], null],
    ["nothing from 0.0.0.0", SUCCESS, [attribute(1, address(v4("0.0.0.0"), 5))], null],
  ] as const)("%s", (_, type, attributes, expected) => {
    expect(reflexiveAddress(decodeStunMessage(message(type, ...attributes)))).toEqual(expected);
  });
});

describe("isOtherAddressUsable", () => {
  test.each([
    ["198.41.0.4", 3478, "198.41.0.5", 3479, true],
    ["198.41.0.4", 3478, "198.41.0.4", 3479, false],
    ["198.41.0.4", 3478, "198.41.0.5", 3478, false],
    ["198.41.0.4", 3478, "198.41.0.5", 0, false],
    // What would make us send into a LAN, to everybody, or to ourselves.
    ["198.41.0.4", 3478, "10.0.0.2", 3479, false],
    ["198.41.0.4", 3478, "192.168.1.1", 3479, false],
    ["198.41.0.4", 3478, "100.64.0.1", 3479, false],
    ["198.41.0.4", 3478, "169.254.1.1", 3479, false],
    ["198.41.0.4", 3478, "127.0.0.1", 3479, false],
    ["198.41.0.4", 3478, "0.0.0.0", 3479, false],
    ["198.41.0.4", 3478, "255.255.255.255", 3479, false],
    ["198.41.0.4", 3478, "239.255.255.250", 1900, false],
    // A server on a private network may lie about whose the other address is.
    ["192.168.5.1", 3478, "192.168.5.2", 3479, false],
    ["192.168.5.1", 3478, "198.41.0.5", 3479, false],
    // One on this computer.
    ["127.0.0.1", 3478, "127.0.0.2", 3479, true],
    ["127.0.0.1", 3478, "198.41.0.5", 3479, false],
    // Asked through a NAT64, and over IPv6.
    ["64:ff9b::c629:4", 3478, "198.41.0.5", 3479, false],
    ["2620:fe::fe", 3478, "2620:fe::9", 3479, true],
    ["2620:fe::fe", 3478, "198.41.0.5", 3479, false],
    ["2620:fe::fe", 3478, "fd00::1", 3479, false],
    ["2620:fe::fe", 3478, "fe80::1", 3479, false],
  ])("asked %s:%i, other %s:%i: %s", (asked, askedPort, other, otherPort, usable) => {
    const decoded = decodeStunMessage(message(SUCCESS, attribute(0x802c, address(bytesOfAddress(other), otherPort))));
    expect(isOtherAddressUsable(decoded, { address: asked, port: askedPort })).toBe(usable);
  });

  test("never says yes to an address outside the public ranges, whoever was asked", () => {
    fc.assert(
      fc.property(addressBytes, addressBytes, (asked, other) => {
        const decoded = decodeStunMessage(message(SUCCESS, attribute(0x802c, address(other, 3479))));
        const usable = isOtherAddressUsable(decoded, { address: canonicalFromBytes(asked), port: 3478 });
        expect(
          usable && !["public", "documentation", "loopback"].includes(addressScope(canonicalFromBytes(other))),
        ).toBe(false);
      }),
    );
  });

  test("is false without an other address", () => {
    expect(isOtherAddressUsable(decodeStunMessage(message(SUCCESS)))).toBe(false);
  });
});
