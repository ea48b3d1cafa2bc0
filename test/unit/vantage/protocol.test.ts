import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseVantageAddress } from "#core/vantage/vantage-address.ts";
import { openPacket, PACKET_BYTES, sealPacket, type PacketKind } from "#core/vantage/packet.ts";
import { answerMac, authorization, isAnswerMac, readAuthorization } from "#core/vantage/signing.ts";
import { sameMac } from "#core/vantage/vantage-key.ts";
import { hmacOf, newNonce } from "../../fakes/vantage-on-loopback.ts";

const hmac = hmacOf("one-token-1234567890");
const other = hmacOf("two-token-1234567890");
const nonce = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString("hex"));
const kind = fc.constantFrom<PacketKind>("echo", "echo-answer", "dial", "dial-answer");

describe("the address of a vantage", () => {
  it.each([
    ["http://25.51.100.30:8443/", { url: "http://25.51.100.30:8443/", token: null }],
    ["http://25.51.100.30:8443", { url: "http://25.51.100.30:8443/", token: null }],
    [" https://vantage.firm.example/#abcdefghijklmnop ", "https://vantage.firm.example/"],
    ["http://[2a0e:b107:ff::30]:8443/#abcdefghijklmnop", "http://[2a0e:b107:ff::30]:8443/"],
  ])("%s", (text, expected) => {
    const address = typeof expected === "string" ? { url: expected, token: "abcdefghijklmnop" } : expected;
    expect(parseVantageAddress(text)).toEqual(address);
  });

  it.each([
    "",
    "vantage.firm.example",
    "ftp://vantage.firm.example/",
    "http://user:password@vantage.firm.example/",
    "http://vantage.firm.example/path",
    "http://vantage.firm.example/?q",
    "http://vantage.firm.example:0/",
    "http://vantage.firm.example:65536/",
    "http://vantage.firm.example/#short",
    "http://vantage.firm.example/#with space and more",
    "http://vantage.firm.example/#abcdefghijklmnop#abcdefghijklmnop",
  ])("is not: %s", (text) => {
    expect(parseVantageAddress(text)).toBeUndefined();
  });
});

describe("signing", () => {
  it("is read back by who has the token, and by nobody else", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: "grapheme" }), nonce, fc.nat(), (path, body, one, timeMs) => {
        const request = { method: "POST", path, body };
        const header = authorization({ ...request, timeMs, nonce: one }, hmac);
        expect(readAuthorization(header, request, hmac)).toEqual({ timeMs, nonce: one });
        expect(readAuthorization(header, request, other)).toBeUndefined();
      }),
    );
  });

  it("covers every part of a request: no other request has the same signature", () => {
    const part = fc.record({ method: fc.constantFrom("GET", "POST"), path: fc.string(), body: fc.string() });
    fc.assert(
      fc.property(part, part, nonce, (one, two, n) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(two));
        // A request line can't hold a line break.
        fc.pre(!/[\r\n]/.test(one.path + two.path));
        const header = authorization({ ...one, timeMs: 1, nonce: n }, hmac);
        expect(readAuthorization(header, two, hmac)).toBeUndefined();
      }),
    );
  });

  it("takes nothing else for a signature", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (header) => {
        expect(readAuthorization(header, { method: "POST", path: "/", body: "" }, hmac)).toBeUndefined();
      }),
    );
    expect(readAuthorization(undefined, { method: "POST", path: "/", body: "" }, hmac)).toBeUndefined();
  });

  it("ties an answer to its request, its status and its text", () => {
    const one = newNonce();
    const mac = answerMac(one, 200, "{}", hmac);
    expect(isAnswerMac(mac, one, 200, "{}", hmac)).toBe(true);
    expect(isAnswerMac(mac, newNonce(), 200, "{}", hmac)).toBe(false);
    expect(isAnswerMac(mac, one, 429, "{}", hmac)).toBe(false);
    expect(isAnswerMac(mac, one, 200, "{ }", hmac)).toBe(false);
    expect(isAnswerMac(mac, one, 200, "{}", other)).toBe(false);
    expect(isAnswerMac("", one, 200, "{}", hmac)).toBe(false);
    expect(isAnswerMac("not hex", one, 200, "{}", hmac)).toBe(false);
  });

  it("compares whole", () => {
    const mac = hmac("x");
    expect(sameMac(mac, Uint8Array.from(mac))).toBe(true);
    expect(sameMac(mac, mac.subarray(1))).toBe(false);
    for (const index of mac.keys()) {
      const changed = Uint8Array.from(mac);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(sameMac(mac, changed)).toBe(false);
    }
  });
});

describe("packets", () => {
  it("come out as they went in, and all kinds are of one length", () => {
    fc.assert(
      fc.property(kind, nonce, (one, n) => {
        const bytes = sealPacket({ kind: one, nonce: n }, hmac);
        expect(bytes).toHaveLength(PACKET_BYTES);
        expect(openPacket(bytes, hmac)).toEqual({ kind: one, nonce: n });
        expect(openPacket(bytes, other)).toBeUndefined();
      }),
    );
  });

  it("are none after any change of any bit", () => {
    fc.assert(
      fc.property(kind, nonce, fc.nat({ max: PACKET_BYTES * 8 - 1 }), (one, n, bit) => {
        const bytes = sealPacket({ kind: one, nonce: n }, hmac);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(openPacket(bytes, hmac)).toBeUndefined();
      }),
    );
  });

  it("are not made of anything else, whatever the bytes", () => {
    const anyBytes = fc.uint8Array({ maxLength: 200 });
    const likePackets = fc
      .uint8Array({ minLength: PACKET_BYTES, maxLength: PACKET_BYTES })
      .map((bytes) => Uint8Array.from([0x46, 0x53, 0x56, 0x31, ...bytes.subarray(4)]));
    fc.assert(fc.property(fc.oneof(anyBytes, likePackets), (bytes) => openPacket(bytes, hmac) === undefined));
  });

  it("have a nonce of 16 bytes", () => {
    expect(() => sealPacket({ kind: "echo", nonce: "abcd" }, hmac)).toThrow("16 bytes");
  });
});
