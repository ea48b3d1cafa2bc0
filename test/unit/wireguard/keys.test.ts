import { createPrivateKey, createPublicKey } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toBase64 } from "#core/codec/byte-text.ts";
import { isWireGuardKey, newWireGuardKey, wireGuardKeyBytes, wireGuardPublicKey } from "#core/wireguard/keys.ts";

const random32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** Of the platform's own X25519. */
function platformPublicKey(privateKey: string): string {
  // RFC 8410 section 7: the private key in its envelope.
  const head = Buffer.from("302e020100300506032b656e04220420", "hex");
  const der = Buffer.concat([head, Buffer.from(privateKey, "base64")]);
  const key = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
  return Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url").toString("base64");
}

describe("new keys", () => {
  test("are clamped, written as wg(8) does, and have the public key that others compute", () => {
    fc.assert(
      fc.property(random32, (random) => {
        const { privateKey, publicKey } = newWireGuardKey(random);
        const bytes = Buffer.from(privateKey, "base64");
        expect([(bytes[0] ?? 0) & 7, (bytes[31] ?? 0) & 0xc0, privateKey.length]).toEqual([0, 0x40, 44]);
        expect(bytes.subarray(1, 31)).toEqual(Buffer.from(random.subarray(1, 31)));
        expect(publicKey).toBe(platformPublicKey(privateKey));
        expect(wireGuardPublicKey(privateKey)).toBe(publicKey);
        expect(isWireGuardKey(publicKey)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("Bob's key of RFC 7748, section 6.1", () => {
    const key = (hex: string): string => toBase64(fromHex(hex) ?? new Uint8Array());
    expect(wireGuardPublicKey(key("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"))).toBe(
      key("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"),
    );
  });

  // Both ends of a captured tunnel: key_Spriv_i and key_Spriv_r of Wireshark's test/suite_decryption.py.
  test.each([
    ["AKeZaHwBxjiKLFnkY2unvEdOTtg4AL+M9dQXfopFVFk=", "Igge9KzRytKNwrgkzDE/8hrLu6Ly0OqVdvOPWhA5KR4="],
    ["cFIxTUyBs1Qil414hBwEgvasEax8CKJ5IS5ZougplWs=", "YDCttCs9e1J52/g9vEnwJJa+2x6RqaayAYMpSVQfGEY="],
  ])("%s, as wg(8) made it", (privateKey, publicKey) => {
    expect(wireGuardPublicKey(privateKey)).toBe(publicKey);
  });

  test.each([0, 31, 33, 64])("%i random bytes make none", (length) => {
    expect(() => newWireGuardKey(new Uint8Array(length))).toThrow(RangeError);
  });
});

describe("a text that can be no peer's key", () => {
  const key = (hex: string): string => toBase64(fromHex(hex) ?? new Uint8Array());
  // All points of small order, and those that are the same modulo p (RFC 7748 section 6.1; cr.yp.to/ecdh.html#validate).
  test.each([
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ])("the point %s", (hex) => {
    expect(isWireGuardKey(key(hex))).toBe(false);
  });

  test.each([
    "",
    "Igge9KzRytKNwrgkzDE/8hrLu6Ly0OqVdvOPWhA5KR4",
    "Igge9KzRytKNwrgkzDE/8hrLu6Ly0OqVdvOPWhA5KR5=",
    " Igge9KzRytKNwrgkzDE/8hrLu6Ly0OqVdvOPWhA5KR4=",
    "Igge9KzRytKNwrgkzDE/8hrLu6Ly0OqVdvOPWhA5KR4=\n",
    "Igge9KzRytKNwrgkzDE_8hrLu6Ly0OqVdvOPWhA5KR4=",
    "Igge9KzRytKNwrgkzDE/8hrLu6Ly0OqVdvOPWhA5KRx4",
    "Igge9KzRytKNwrgkzDE/8hrLu6Ly0OqVdvOPWhA5KR4=Igge",
  ])("%j", (text) => {
    expect([isWireGuardKey(text), wireGuardKeyBytes(text)]).toEqual([false, undefined]);
    expect(() => wireGuardPublicKey(text)).toThrow(RangeError);
  });

  test("a key with its unused top bit set is still one", () => {
    fc.assert(
      fc.property(random32, (random) => {
        const bytes = wireGuardKeyBytes(newWireGuardKey(random).publicKey) ?? new Uint8Array(32);
        expect(isWireGuardKey(toBase64(bytes.with(31, (bytes[31] ?? 0) | 0x80)))).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});
