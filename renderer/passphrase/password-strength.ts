/** How hard a password is to guess, in bits; an estimate from what it is made of, for who types one. */
export type Strength = "weak" | "fair" | "strong" | "very-strong";

/** What everybody tries first; in lower case. */
const TRIED_FIRST = ["password", "passwort", "admin", "qwert", "hikvision", "dahua", "recorder", "camera", "kamera"];

const POOLS: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[\u0020-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]/, 33],
  [/[^\u0020-\u007e]/, 60],
];

/** A character that only goes on from the one before it ("aaa", "123", "fed") adds little. */
const CONTINUED_WEIGHT = 0.25;

export function guessBits(password: string): number {
  const pool = POOLS.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0);
  if (pool === 0) return 0;
  const codes = [...withoutTriedFirst(password)].map((character) => character.codePointAt(0) ?? 0);
  const length = codes.reduce((sum, code, index) => {
    const before = codes[index - 1];
    return sum + (before !== undefined && Math.abs(code - before) <= 1 ? CONTINUED_WEIGHT : 1);
  }, 0);
  return length * Math.log2(pool);
}

/** A well-known word counts as one character. */
const withoutTriedFirst = (password: string): string =>
  TRIED_FIRST.reduce((rest, word) => rest.replaceAll(new RegExp(word, "gi"), "\u00b7"), password);

/** Bits from which on; the first ones are against tries at a device, which locks itself or is slow. */
const STRONG_BITS = 60;

export function strengthOf(bits: number): Strength {
  if (bits < 40) return "weak";
  if (bits < STRONG_BITS) return "fair";
  return bits < 90 ? "strong" : "very-strong";
}

/** Segments of five, for the meter. */
export const strengthSegments: Readonly<Record<Strength, number>> = { weak: 1, fair: 3, strong: 4, "very-strong": 5 };
