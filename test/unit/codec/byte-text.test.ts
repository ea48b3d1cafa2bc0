import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText, decodeUtf8, encodeUtf8, fromBase64, fromHex, toBase64, toHex } from "#core/codec/byte-text.ts";

const anyText = fc.string({ unit: "binary", maxLength: 200 });

test("UTF-8 is written as the platform writes it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
    }),
  );
});

test("UTF-8 is read where the platform reads it, and refused where it refuses", () => {
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const platform = (bytes: Uint8Array) => {
    try {
      return strict.decode(bytes);
    } catch {
      return undefined;
    }
  };
  const nearlyUtf8 = fc.tuple(anyText, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([text, at, byte]) => {
    const bytes = new TextEncoder().encode(text);
    return bytes.length === 0 ? bytes : bytes.with(at % bytes.length, byte);
  });
  fc.assert(
    fc.property(fc.oneof(nearlyUtf8, fc.uint8Array({ maxLength: 6 })), (bytes) => {
      expect(decodeUtf8(bytes)).toBe(platform(bytes));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ["overlong in two bytes", "c0af"],
  ["overlong in three bytes", "e08080"],
  ["overlong in four bytes", "f0808080"],
  ["a surrogate", "eda080"],
  ["beyond Unicode", "f4908080"],
  ["cut off", "e282"],
  ["a continuation alone", "80"],
])("%s is not UTF-8", (_, hex) => {
  expect(decodeUtf8(fromHex(hex) ?? new Uint8Array())).toBeUndefined();
});

test.each([
  ["UTF-8", "4bc3bc636865", "Küche"],
  ["UTF-8 with a mark", "efbbbf4bc3bc636865", "Küche"],
  ["Latin-1", "4bfc636865", "Küche"],
  ["UTF-16, little end first", "fffe4b00fc00", "Kü"],
  ["UTF-16, big end first", "feff004b00fc", "Kü"],
  ["nothing", "", ""],
])("decodeText reads %s", (_, hex, text) => {
  expect(decodeText(fromHex(hex) ?? new Uint8Array([1]))).toBe(text);
});

test("hexadecimal comes back, with blanks and in capitals", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
      expect(fromHex(toHex(bytes).toUpperCase().replace(/(..)/g, "$1 \n"))).toEqual(bytes);
    }),
  );
  expect(fromHex("abc")).toBeUndefined();
  expect(fromHex("0x12")).toBeUndefined();
});

test("base64 is written and read as the platform does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
});

test.each(["A", "AA", "AAA", "A===", "AB==", "AAB=", "A A=", "AA==AA==", "AA-_", "AAAA\n"])(
  "%j is no base64",
  (text) => {
    expect(fromBase64(text)).toBeUndefined();
  },
);
