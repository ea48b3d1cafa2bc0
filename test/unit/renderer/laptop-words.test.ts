import { decodeQR } from "qr/decode.js";
import { encodeQR } from "qr";
import { describe, expect, test } from "vitest";
import { signedLaptopCardSchema } from "#core/team/laptop-card.ts";
import { troubleOf } from "../../../renderer/intake/camera-stream.ts";
import { middleSquare } from "../../../renderer/intake/use-camera.ts";
import { cardAsText, cardFileName } from "../../../renderer/team/laptop-words.ts";
import { fakeLaptop } from "../../e2e/fake-vault.ts";

describe("a laptop's card", () => {
  test("is the same after it was a text", () => {
    const laptop = fakeLaptop({ name: "Wagen 3 “Nord”", technician: "Jürgen Ä." });
    expect(signedLaptopCardSchema.parse(JSON.parse(cardAsText(laptop)))).toEqual(laptop.card);
  });

  test("goes through a QR code, umlauts and all", () => {
    const text = cardAsText(fakeLaptop({ name: "Wagen 3 “Nord”", technician: "Jürgen Ä." }));
    const rows = encodeQR(text, "raw", { ecc: "low", border: 4, scale: 4 });
    const data = Uint8Array.from(
      rows.flatMap((row) => row.flatMap((dark) => (dark ? [0, 0, 0, 255] : [255, 255, 255, 255]))),
    );
    expect(decodeQR({ width: rows.length, height: rows.length, data })).toBe(text);
  });

  test.each([
    ["Van 2", "farsite-card-Van-2.json"],
    ["../../etc/passwd", "farsite-card-etc-passwd.json"],
    ["CON: <x>|?*", "farsite-card-CON-x.json"],
    ["Büro", "farsite-card-Büro.json"],
    ["///", "farsite-card.json"],
    ["x".repeat(120), `farsite-card-${"x".repeat(60)}.json`],
  ])("of %s is kept as %s", (name, file) => {
    expect(cardFileName({ name })).toBe(file);
  });
});

describe("the camera", () => {
  test.each([
    ["NotAllowedError", "denied"],
    ["SecurityError", "denied"],
    ["NotFoundError", "none"],
    ["OverconstrainedError", "none"],
    ["NotReadableError", "busy"],
    ["AbortError", "busy"],
  ])("that fails with %s is %s", (name, trouble) => {
    expect(troubleOf(new DOMException("", name))).toBe(trouble);
  });

  test.each([
    [1_280, 720, { x: 280, y: 0, side: 720, pixels: 720 }],
    [480, 640, { x: 0, y: 80, side: 480, pixels: 480 }],
    [3_840, 2_160, { x: 840, y: 0, side: 2_160, pixels: 800 }],
    [0, 0, { x: 0, y: 0, side: 0, pixels: 0 }],
  ])("of %d x %d is looked at in its middle", (width, height, square) => {
    expect(middleSquare(width, height)).toEqual(square);
  });
});
