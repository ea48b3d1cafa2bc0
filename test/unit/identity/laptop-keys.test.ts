import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bech32, fiveBitGroups } from "#host/identity/bech32.ts";
import {
  ageIdentityOf,
  createLaptopKeys,
  fingerprintOf,
  laptopIdOf,
  laptopKeysText,
  readLaptopKeys,
  sign,
  signCard,
  verifyCard,
  verifySignature,
} from "#host/identity/laptop-keys.ts";

/** RFC 8032 section 7.1, tests 1 to 3 whose messages are no more than two bytes: secret key, public key, message, signature. */
const RFC_8032 = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
] as const;

const base64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");
const keptText = (signing: string, agreement: string): string =>
  JSON.stringify({ format: "farsite-laptop-key", version: 1, signing: base64(signing), agreement: base64(agreement) });

describe("Ed25519", () => {
  test.each(RFC_8032)("signs as RFC 8032 section 7.1 does (%s)", (secret, publicKey, message, signature) => {
    const keys = readLaptopKeys(keptText(secret, secret));
    if (keys === null) throw new Error("the keys can't be read");
    const text = Buffer.from(message, "hex").toString("utf8");
    expect(keys.publicKey).toBe(base64(publicKey));
    expect(sign(keys, text)).toBe(base64(signature));
    expect(verifySignature(keys.publicKey, text, base64(signature))).toBe(true);
  });

  test("any changed bit of text, key or signature is refused", () => {
    const keys = createLaptopKeys();
    const signature = sign(keys, "text");
    const flipped = (base: string, bit: number): string => {
      const bytes = Buffer.from(base, "base64");
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString("base64");
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 511 }), (bit) => {
        expect(verifySignature(keys.publicKey, "text", flipped(signature, bit))).toBe(false);
        expect(verifySignature(flipped(keys.publicKey, bit & 255), "text", signature)).toBe(false);
      }),
    );
    expect(verifySignature(keys.publicKey, "other text", signature)).toBe(false);
  });

  test("the same signature in other numbers or another spelling is refused", () => {
    const keys = createLaptopKeys();
    const signature = sign(keys, "text");
    // S + L, which RFC 8032 section 5.1.7 forbids.
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const bytes = Buffer.from(signature, "base64");
    const scalar = BigInt(`0x${Buffer.from(bytes.subarray(32).toReversed()).toString("hex")}`) + order;
    const malleable = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex").toReversed();
    expect(
      verifySignature(keys.publicKey, "text", Buffer.concat([bytes.subarray(0, 32), malleable]).toString("base64")),
    ).toBe(false);
    expect(verifySignature(keys.publicKey, "text", ` ${signature}`)).toBe(false);
    expect(verifySignature(keys.publicKey, "text", signature.replace("==", ""))).toBe(false);
    expect(verifySignature("", "text", signature)).toBe(false);
    expect(verifySignature(keys.publicKey, "text", "")).toBe(false);
  });

  // The points of order 1, 2, 4 and 8. With such a key and an R of them, S = 0 fits every text or every few texts (Node 20).
  test.each([
    `01${"00".repeat(31)}`,
    `ec${"ff".repeat(30)}7f`,
    "00".repeat(32),
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  ])("a key of small order, which would fit any text, is refused (%s)", (key) => {
    for (let text = 0; text < 16; text += 1) {
      expect(verifySignature(base64(key), String(text), base64(key + "00".repeat(32)))).toBe(false);
      expect(verifySignature(base64(key), String(text), base64(`01${"00".repeat(63)}`))).toBe(false);
    }
  });
});

describe("age", () => {
  test("Bech32 as in BIP-173's own example", () => {
    const groups = Array.from({ length: 32 }, (_, index) => index);
    expect(bech32("abcdef", groups)).toBe("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw");
    expect(bech32("a", [])).toBe("a12uel5l");
    expect(fiveBitGroups(Uint8Array.of(0xff))).toEqual([31, 28]);
  });

  test("another implementation reads our identity and derives our recipient from it", async () => {
    for (let round = 0; round < 20; round += 1) {
      const keys = createLaptopKeys();
      expect(await identityToRecipient(ageIdentityOf(keys))).toBe(keys.recipient);
    }
  });

  test("what is encrypted to the card opens with the identity", async () => {
    const keys = createLaptopKeys();
    const encrypter = new Encrypter();
    encrypter.addRecipient(keys.recipient);
    const sealed = await encrypter.encrypt("secret");
    const decrypter = new Decrypter();
    decrypter.addIdentity(ageIdentityOf(keys));
    expect(await decrypter.decrypt(sealed, "text")).toBe("secret");
  });
});

describe("the kept text", () => {
  test("is short, reads back, and shows in no log", () => {
    const keys = createLaptopKeys();
    const text = laptopKeysText(keys);
    expect(text.length).toBeLessThan(1_000);
    const read = readLaptopKeys(text);
    expect([read?.publicKey, read?.recipient]).toEqual([keys.publicKey, keys.recipient]);
    const secrets = [...text.matchAll(/[A-Za-z0-9+/]{43}=/g)].map(([secret]) => secret);
    expect(secrets).toHaveLength(2);
    for (const secret of secrets) expect(JSON.stringify(keys)).not.toContain(secret);
  });

  test.each(["", "{}", "null", keptText("00", "00"), `${keptText("00".repeat(32), "00".repeat(32))}x`])(
    "is refused when it is %s",
    (text) => {
      expect(readLaptopKeys(text)).toBeNull();
    },
  );
});

describe("cards", () => {
  const keys = createLaptopKeys();
  const card = signCard(keys, { name: "Basement", technician: null, at: "2026-11-20T09:00:00.000Z" });

  test("are signed by the laptop itself, whole", () => {
    expect(verifyCard(card)).toBe(true);
    for (const change of [
      { name: "Other" },
      { technician: "Kim" },
      { at: "2026-11-21T09:00:00.000Z" },
      { recipient: createLaptopKeys().recipient },
      { publicKey: createLaptopKeys().publicKey },
    ]) {
      expect(verifyCard({ ...card, ...change })).toBe(false);
    }
  });

  test("name a laptop by its key", () => {
    const known = Buffer.alloc(32).toString("base64");
    // By the SHA-256 of 32 zero bytes.
    expect(laptopIdOf(known)).toBe("66687aad-f862-8d77-ac8f-c18b8e9f8e20");
    expect(fingerprintOf(known)).toBe("6668 7AAD F862 BD77 6C8F");
    expect(laptopIdOf(card.publicKey)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
