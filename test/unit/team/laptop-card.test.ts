import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cardText, laptopFingerprint, laptopIdFrom } from "#core/team/laptop-card.ts";

const hash = createHash("sha256").update("a key").digest("hex");

describe("the card of a laptop", () => {
  it("gives it an id that is a UUID of version 8 and follows from its key", () => {
    const id = laptopIdFrom(hash);
    expect(z.uuid().safeParse(id).success).toBe(true);
    expect(id[14]).toBe("8");
    expect("89ab").toContain(id[19]);
    expect(id.slice(0, 8)).toBe(hash.slice(0, 8));
    expect(laptopIdFrom(createHash("sha256").update("another").digest("hex"))).not.toBe(id);
  });

  it("has a fingerprint that two people can read to each other", () => {
    expect(laptopFingerprint(hash)).toMatch(/^([0-9A-F]{4} ){4}[0-9A-F]{4}$/);
  });

  it("is signed as one text, whatever order its members came in, that can mean nothing else", () => {
    const card = { publicKey: "k", recipient: "r", name: "n", technician: null, at: "t" };
    const { at, name, ...rest } = card;
    expect(cardText({ at, name, ...rest })).toBe(cardText(card));
    expect(cardText(card)).toMatch(/^farsite-laptop\n\{/);
  });
});
