import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import { codeFrom, CODE_PATTERN, readCode, shownCode } from "#core/rehearsal/rendezvous.ts";
import { digitsOf, invitation, joining } from "#core/rehearsal/sealing.ts";

const CODE = "BCDFGHJK";

function agreed(codes: [string, string] = [CODE, CODE]) {
  const invited = invitation(codes[0], randomBytes(32), randomBytes(32));
  const joined = joining(codes[1], randomBytes(32));
  const { opening, sealed } = invited.accept(joined.joinKey);
  return { one: sealed, two: joined.accept(invited.commitment, opening), invited, joined, opening };
}

describe("two ends at a server that neither trusts", () => {
  it("show the same digits and read what the other sealed, in order and once", () => {
    const { one, two } = agreed();
    expect(one.digits).toMatch(/^\d{4}$/);
    expect(two.digits).toBe(one.digits);
    const [first, second] = [one.seal(Uint8Array.of(1)), one.seal(Uint8Array.of(2))];
    expect([...two.open(first)]).toEqual([1]);
    expect(() => two.open(first)).toThrow(DecodeError);
    expect([...two.open(second)]).toEqual([2]);
    expect([...one.open(two.seal(Uint8Array.of(3)))]).toEqual([3]);
    expect(() => one.open("")).toThrow(DecodeError);
  });

  it("an end's own words are not the other one's", () => {
    const { one } = agreed();
    const text = one.seal(Uint8Array.of(1));
    expect(() => one.open(text)).toThrow(DecodeError);
  });

  it("somebody in between has other digits on each side, but for one time in ten thousand", () => {
    let equal = 0;
    for (let time = 0; time < 50; time += 1) {
      // Each screen talks to whoever is in between, with keys of its own.
      const [left, right] = [agreed(), agreed()];
      equal += left.one.digits === right.two.digits ? 1 : 0;
      expect(() => right.two.open(left.one.seal(Uint8Array.of(1)))).toThrow(DecodeError);
    }
    expect(equal).toBeLessThan(3);
  });

  it("a key that was changed after the commitment is refused, and so are keys of small order", () => {
    const { invited, joined } = agreed();
    const { opening: other } = agreed();
    expect(() => joined.accept(invited.commitment, other)).toThrow(DecodeError);
    const zero = Buffer.alloc(32).toString("base64url");
    expect(() => invited.accept(zero)).toThrow(DecodeError);
    expect(() => invited.accept("short")).toThrow(DecodeError);
  });

  it("texts that went by hand have digits, too", () => {
    expect(digitsOf("FR1.a", "FR1.b")).toMatch(/^\d{4}$/);
    expect(digitsOf("FR1.a", "FR1.b")).not.toBe(digitsOf("FR1.a", "FR1.c"));
  });
});

describe("codes", () => {
  it("are eight letters that nobody mistakes, however they are typed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), (bytes) => {
        fc.pre(bytes.filter((byte) => byte < 240).length >= 8);
        const code = codeFrom(bytes);
        expect(code).toMatch(CODE_PATTERN);
        expect(readCode(` ${shownCode(code).toLowerCase()} `)).toBe(code);
        expect(readCode(shownCode(code).replace("-", "\u2013"))).toBe(code);
      }),
    );
    expect(() => codeFrom(new Uint8Array(32).fill(255))).toThrow(RangeError);
    expect(readCode("BCDFGHJ")).toBeUndefined();
    expect(readCode("AEIOUAEI")).toBeUndefined();
  });
});
