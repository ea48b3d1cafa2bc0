import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stunAttributeName } from "#core/codec/stun-attribute-name.ts";
import { encodeUtf8, fromHex, toHex } from "#core/codec/byte-text.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { checkIntegrity, longTermKey, withIntegrity } from "#core/codec/stun-integrity.ts";
import {
  decodeChannelData,
  decodeTurnMessage,
  encodeChannelData,
  encodeTurnRequest,
  TURN_METHOD,
} from "#core/codec/turn.ts";
import { TurnStream } from "#core/codec/turn-stream.ts";
import { vectorBytes, vectors } from "./vector-files.ts";

const vector = (id: string): Uint8Array => {
  const found = vectors.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no vector ${id}`);
  return vectorBytes(found);
};
const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array();
const transactionId = Uint8Array.from({ length: 12 }, (_, index) => index);
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

/** RFC 5769: user name in katakana, the password after SASLprep. */
const user = { userName: "マトリックス", realm: "example.org", password: "TheMatrIX" };
const shortTermKey = encodeUtf8("VOkJxbRl1RmTxUk/WvJxBt");

/** RFC 8489 appendix B.1, as erratum 6268 corrects it. */
const SHA256_REQUEST = hex(`
  00010090 2112a442 78ad3433c6ad72c029da412e
  001e0020 4a3cf38fef6992bda952c6780417da0f24819415569e60b205c46e41407f1704
  00150029 6f624d61744a6f73324141414366 2f2f3439396b39353464364f4c33346f4c3946535476793634734100 0000
  0014000b 6578616d706c652e6f726700
  001d0004 00020000
  001c0020 b5c7bf005b6c52a21c51c5e892f819241362 96cb927c43149309278cc6518e65`);

describe("the proof of a message", () => {
  test.each([
    ["stun/rfc5769-request", shortTermKey],
    ["stun/rfc5769-response-ipv4", shortTermKey],
    ["stun/rfc5769-response-ipv6", shortTermKey],
    ["stun/rfc5769-request-long-term", longTermKey(user, "sha1")],
  ])("%s is right by its password and wrong by another", (id, key) => {
    expect(checkIntegrity(vector(id), key, "sha1")).toBe("right");
    expect(checkIntegrity(vector(id), encodeUtf8("another"), "sha1")).toBe("wrong");
    expect(checkIntegrity(vector(id), key, "sha256")).toBe("absent");
  });

  test("by SHA-256 is right for the request of RFC 8489, appendix B.1", () => {
    const key = longTermKey(user, "sha256");
    expect(checkIntegrity(SHA256_REQUEST, key, "sha256")).toBe("right");
    expect(checkIntegrity(SHA256_REQUEST, longTermKey({ ...user, password: "x" }, "sha256"), "sha256")).toBe("wrong");
    const spoilt = SHA256_REQUEST.slice();
    spoilt[30] = (spoilt[30] ?? 0) ^ 1;
    expect(checkIntegrity(spoilt, key, "sha256")).toBe("wrong");
  });

  test("may be cut to 16 bytes by SHA-256 and to no fewer", () => {
    const key = longTermKey(user, "sha256");
    // Section 14.6: the cut proof is made of a header that counts the cut one, so a cut of a whole one is wrong.
    const cut = Uint8Array.from(SHA256_REQUEST.subarray(0, SHA256_REQUEST.length - 16));
    cut[3] = (cut[3] ?? 0) - 16;
    cut[SHA256_REQUEST.length - 32 - 1] = 16;
    expect(checkIntegrity(cut, key, "sha256")).toBe("wrong");
  });

  test("comes back from what was written, for every key", () => {
    const message = encodeTurnRequest({ method: TURN_METHOD.REFRESH, transactionId, lifetimeSeconds: 0 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.constantFrom("sha1", "sha256"),
        (key, algorithm) => {
          const proven = withIntegrity(message, key, algorithm);
          expect(checkIntegrity(proven, key, algorithm)).toBe("right");
          expect(checkIntegrity(proven, Uint8Array.of(...key, 1), algorithm)).toBe("wrong");
        },
      ),
    );
  });

  test("makes blanks of other alphabets plain and composes letters", () => {
    const plain = longTermKey({ userName: "ü", realm: "r", password: "a b" }, "sha1");
    expect(longTermKey({ userName: "u\u0308", realm: "r", password: "a\u3000b" }, "sha1")).toEqual(plain);
  });
});

describe("requests", () => {
  test("ask for an address for UDP", () => {
    expect(toHex(encodeTurnRequest({ method: TURN_METHOD.ALLOCATE, transactionId }))).toBe(
      `000300082112a442${toHex(transactionId)}0019000411000000`,
    );
  });

  test("bind a channel to a peer", () => {
    const request = encodeTurnRequest({
      method: TURN_METHOD.CHANNEL_BIND,
      transactionId,
      channel: 0x4001,
      peer: { address: "192.0.2.1", port: 32853 },
    });
    // The address of RFC 5769 section 2.2, whose cookie is the same.
    expect(toHex(request.subarray(20))).toBe("000c000440010000001200080001a147e112a643");
  });

  test("carry what a 401 asked for, and its own list back where that has SHA-256", () => {
    const credential = {
      userName: user.userName,
      realm: user.realm,
      nonce: encodeUtf8("obMatJos2AAABnonce"),
      key: longTermKey(user, "sha256"),
      algorithm: "sha256",
      passwordAlgorithms: hex("00020000 00010000"),
    } as const;
    const request = encodeTurnRequest({ method: TURN_METHOD.ALLOCATE, transactionId, credential });
    const read = decodeTurnMessage(request);
    expect(read.stun.attributes.map(({ type }) => stunAttributeName(type))).toEqual([
      "REQUESTED-TRANSPORT",
      "USERNAME",
      "REALM",
      "NONCE",
      "PASSWORD-ALGORITHMS",
      "PASSWORD-ALGORITHM",
      "MESSAGE-INTEGRITY-SHA256",
    ]);
    expect(read.stun.username).toBe(user.userName);
    expect(checkIntegrity(request, credential.key, "sha256")).toBe("right");
  });

  test("are indications, with data of any length, for Send", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 1_500 }),
        fc.oneof(fc.ipV4(), fc.constant("2001:db8::7")),
        fc.integer({ min: 1, max: 65_535 }),
        (data, address, port) => {
          const read = decodeTurnMessage(
            encodeTurnRequest({ method: TURN_METHOD.SEND, transactionId, peer: { address, port }, data }),
          );
          expect(read.stun).toMatchObject({ class: "indication", method: TURN_METHOD.SEND });
          expect(read.peer).toEqual({ address, port });
          expect(read.data).toEqual(data);
        },
      ),
    );
  });

  test("are refused for a channel, address or transaction that can't be sent", () => {
    const request = { method: TURN_METHOD.CHANNEL_BIND, transactionId, channel: 0x4000 };
    expect(() => encodeTurnRequest({ ...request, channel: 0x5000 })).toThrow(RangeError);
    expect(() => encodeTurnRequest({ ...request, peer: { address: "turn.example", port: 1 } })).toThrow(RangeError);
    expect(() => encodeTurnRequest({ ...request, transactionId: new Uint8Array(4) })).toThrow(RangeError);
  });
});

describe("what a server says of SHA-256", () => {
  const challenge = (nonce: string, list: string | null) => {
    const value = encodeUtf8(nonce);
    const padded = [...value, ...Array.from({ length: (4 - (value.length % 4)) % 4 }, () => 0)];
    const body = [0, 0x15, 0, value.length, ...padded, ...(list === null ? [] : hex(list))];
    return decodeTurnMessage(
      Uint8Array.of(
        0x01,
        0x13,
        body.length >> 8,
        body.length & 0xff,
        0x21,
        0x12,
        0xa4,
        0x42,
        ...transactionId,
        ...body,
      ),
    ).sha256;
  };
  const BOTH = "80020008 00020000 00010000";

  test.each([
    ["an old server", "0123456789abcdef", null, "no"],
    ["no cookie, so the list may be anybody's", "0123456789abcdef", BOTH, "no"],
    ["both algorithms", "obMatJos2AAABxyz", BOTH, "yes"],
    ["MD5 alone", "obMatJos2AAABxyz", "80020004 00010000", "no"],
    ["a list that somebody took away", "obMatJos2AAABxyz", null, "broken"],
    ["a cookie that promises nothing", "obMatJos2AAAAxyz", null, "no"],
    ["a cookie that is cut", "obMatJos2AAB", null, "no"],
  ])("%s", (_, nonce, list, expected) => expect(challenge(nonce, list)).toBe(expected));
});

describe("channel data", () => {
  test("is filled up over a stream only", () => {
    const message = { channel: 0x4000, data: hex("010203") };
    expect(toHex(encodeChannelData(message, false))).toBe("40000003010203");
    expect(toHex(encodeChannelData(message, true))).toBe("4000000301020300");
    expect(decodeChannelData(encodeChannelData(message, true))).toEqual(message);
  });

  test.each(["40", "400000ff01", "50000000", "3fff0000"])("%s is refused", (text) => {
    expect(() => decodeChannelData(hex(text))).toThrow(DecodeError);
  });
});

describe("a stream", () => {
  /** As it is sent, and as it is read: padding is left out. */
  const message = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((data) => {
      const sent = encodeTurnRequest({ method: TURN_METHOD.SEND, transactionId, data });
      return { sent, read: sent };
    }),
    fc.uint8Array({ maxLength: 300 }).map((data) => {
      const one = { channel: 0x4001, data };
      return { sent: encodeChannelData(one, true), read: encodeChannelData(one, false) };
    }),
  );

  test("is cut into the same messages however it comes", () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), fc.integer({ min: 1, max: 90 }), (messages, size) => {
        const whole = Uint8Array.from(messages.flatMap(({ sent }) => [...sent]));
        const stream = new TurnStream();
        const read: Uint8Array[] = [];
        for (let at = 0; at < whole.length; at += size) read.push(...stream.push(whole.subarray(at, at + size)));
        expect(read).toEqual(messages.map((one) => one.read));
      }),
    );
  });

  test.each(["80000000", "00010003", "485454502f312e31"])("of something else, %s, is refused", (text) => {
    const read = () => {
      const stream = new TurnStream();
      stream.push(hex(text));
    };
    expect(read).toThrow(DecodeError);
  });
});

test("bytes of any kind are read or refused, and nothing else", () => {
  const thrownBy = (read: (bytes: Uint8Array) => unknown, bytes: Uint8Array): unknown => {
    try {
      read(bytes);
      return null;
    } catch (error) {
      return error;
    }
  };
  fc.assert(
    fc.property(bytesOf(60), (bytes) => {
      bytes.set([0x01, 0x13, 0, 40, 0x21, 0x12, 0xa4, 0x42]);
      const thrown = [thrownBy(decodeTurnMessage, bytes), thrownBy(decodeChannelData, bytes)];
      expect(thrown.every((error) => error === null || error instanceof DecodeError)).toBe(true);
    }),
  );
});
