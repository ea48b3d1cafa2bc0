import type { PasswordRules } from "../contract/vault-calls.ts";

/** Without those that look alike on paper and on a recorder's screen: 0 O o, 1 l I. */
const LOWER = "abcdefghijkmnpqrstuvwxyz";
const UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const DIGITS = "23456789";

/** Firmware refuses passwords with these in them (Hikvision), and people guess them. */
const FORBIDDEN = /admin|user|root|pass|test|\d{4,}/i;
/** Four that follow each other or are the same are refused (Hikvision, Hanwha; older Samsung: three). */
const RUN = 3;
/** One in a few draws fits; a rule that nothing fits is a mistake in the catalogue. */
const MAX_TRIES = 10_000;

/** A whole number from 0 up to but without `below`, every one as likely. */
export type RandomBelow = (below: number) => number;

/**
 * A password that this maker's firmware accepts and that can be read out and typed. Drawn until it fits, so that every one that
 * fits is as likely.
 *
 * @param length in characters; brought within the rules
 * @returns `bits`: the logarithm of how many there are, at most; what the rules leave out costs less than two
 */
export function generatePassword(
  rules: PasswordRules,
  length: number,
  randomBelow: RandomBelow,
): { password: string; bits: number } {
  const size = Math.min(Math.max(length, rules.minLength), rules.maxLength);
  const alphabet = LOWER + UPPER + DIGITS + rules.symbols;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const password = Array.from({ length: size }, () => alphabet[randomBelow(alphabet.length)] ?? "").join("");
    if (fits(password, rules)) return { password, bits: Math.floor(size * Math.log2(alphabet.length)) };
  }
  throw new Error(`no password fits the rules of ${rules.id}`);
}

/** Whether a generated password keeps the maker's rules and ours: all classes that the rules know, no runs, no usual words. */
function fits(password: string, rules: PasswordRules): boolean {
  const classes = classesOf(password, rules.symbols);
  const wanted = Math.max(rules.minClasses, rules.symbols === "" ? 3 : 4);
  // It begins and ends with a letter or digit: what stands at an end is lost when it is copied by hand.
  return (
    classes >= wanted && /^[a-zA-Z0-9].*[a-zA-Z0-9]$/s.test(password) && !FORBIDDEN.test(password) && !hasRun(password)
  );
}

/** How many of lower case, upper case, digits and symbols occur. */
function classesOf(password: string, symbols: string): number {
  const has = (set: string): boolean => [...password].some((character) => set.includes(character));
  return [LOWER, UPPER, DIGITS, symbols].filter(has).length;
}

/** Characters that repeat or count up or down, as "aaa", "345" or "CBA". */
function hasRun(password: string): boolean {
  const codes = [...password.toLowerCase()].map((character) => character.codePointAt(0) ?? 0);
  return codes.some((_code, start) => {
    const steps = codes.slice(start, start + RUN).map((code, index, run) => code - (run[index - 1] ?? code));
    const [, first, ...rest] = steps;
    return steps.length === RUN && Math.abs(first ?? 2) <= 1 && rest.every((step) => step === first);
  });
}
