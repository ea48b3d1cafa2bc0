import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fits, patternSchema } from "#core/knowledge/safe-pattern.ts";

const PATTERN_LETTERS = ["a", "b", ".", "?", "*", "+", "|", "\\", "d", "[", "]", "(", ")", "^", "-", ":"];

const taken = (source: string): boolean => patternSchema.safeParse(source).success;

describe("a pattern that may come with somebody's file", () => {
  it.each([
    "fritz!?\\s?box|\\bavm\\b",
    "\\b(?:openwrt|luci|lede)\\b",
    "linksys.*\\bwrvs?",
    "\\brt-[an][cx]\\d",
    "tp-?link",
    "google ?wifi",
    "[^a-z]deco",
    "a\\+b",
  ])("may be %s", (source) => {
    expect(taken(source)).toBe(true);
  });

  it.each([
    ["nested repetition", "(?:a+)+b"],
    ["a repeated group", "(?:ab)*c"],
    ["a repeated alternative", "(?:a|a)*b"],
    ["two repetitions", ".*a.*b"],
    ["counted repetition", "a{1,1000}b"],
    ["many optional letters", `${"a?".repeat(30)}${"a".repeat(30)}`],
    ["many alternatives in a row", `${"(?:a|a)".repeat(20)}b`],
    ["a reference back", "(a)\\1"],
    ["a named group", "(?<x>a)"],
    ["looking ahead", "(?=a)a"],
    ["looking behind", "(?<!a)b"],
    ["an open bracket", "(?:a"],
    ["a closing bracket", "a)"],
    ["an open class", "[a"],
    ["a property", "\\p{L}"],
    ["nothing", ""],
    ["deep groups", `${"(?:".repeat(9)}a${")".repeat(9)}`],
    ["a lazy repetition", "a+?b"],
    ["a backwards range", "[z-a]"],
  ])("may not be %s", (_name, source) => {
    expect(taken(source)).toBe(false);
  });

  it("is read as JavaScript reads it, whatever is taken", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...PATTERN_LETTERS), maxLength: 24 }),
        fc.string(),
        (source, text) => {
          if (!taken(source)) return;
          expect(fits(source, text)).toBe(new RegExp(source, "i").test(text));
        },
      ),
    );
  });
});
