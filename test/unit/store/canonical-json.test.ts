import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";

describe("canonical JSON", () => {
  it("sorts members and writes numbers as RFC 8785 section 3.2 shows", () => {
    const sample = {
      numbers: JSON.parse("[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]") as number[],
      string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts by UTF-16 code units (RFC 8785 section 3.2.3)", () => {
    const names = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
    const sorted = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"];
    expect(
      Object.keys(JSON.parse(canonicalJson(Object.fromEntries(names.map((name) => [name, null])))) as object),
    ).toEqual(
      // JSON.parse moves integer-like names to the front.
      ["1", ...sorted.filter((name) => name !== "1")],
    );
  });

  it("reads back to the same value, and is the same text for the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [1n], [() => 1], [[undefined]]])(
    "refuses what JSON can't carry: %s",
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );
});
