import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { generatePassword } from "#core/vault/generate-password.ts";
import { passwordRules } from "#core/vault/password-rules.ts";

const DRAWS = 300;

describe.each(passwordRules.map((rules) => [rules.id, rules] as const))("a password for %s", (_id, rules) => {
  const drawn = Array.from({ length: DRAWS }, (_, index) =>
    generatePassword(rules, rules.minLength + (index % 12), (below) => randomInt(below)),
  ).map(({ password }) => password);

  it("keeps the maker's length and characters", () => {
    for (const password of drawn) {
      expect(password.length).toBeGreaterThanOrEqual(rules.minLength);
      expect(password.length).toBeLessThanOrEqual(rules.maxLength);
      expect([...password].filter((one) => !/[a-zA-Z0-9]/.test(one) && !rules.symbols.includes(one))).toEqual([]);
    }
  });

  it("has all four kinds of characters, nothing that looks alike, no runs, no usual words", () => {
    for (const password of drawn) {
      expect([/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/].every((kind) => kind.test(password))).toBe(true);
      expect(password).not.toMatch(/[0Oo1lI]/);
      expect(password).not.toMatch(/(.)\1\1|abc|cba|234|432|789|987|xyz|admin|user|pass/i);
      expect(password).toMatch(/^[a-zA-Z0-9].*[a-zA-Z0-9]$/);
    }
  });

  it("never comes twice", () => {
    expect(new Set(drawn).size).toBe(DRAWS);
  });
});

describe("the catalogue of rules", () => {
  it("knows each maker once, with where it is written or as general advice", () => {
    expect(new Set(passwordRules.map(({ id }) => id)).size).toBe(passwordRules.length);
    for (const { source } of passwordRules) expect(source ?? "https:").toMatch(/^(https?:|IEEE)/);
  });

  it("has rules for any recorder that all makers' recorders accept", () => {
    const any = passwordRules.find(({ id }) => id === "recorder");
    for (const maker of passwordRules.filter(({ source }) => source?.startsWith("https"))) {
      expect(any?.minLength).toBeGreaterThanOrEqual(maker.minLength);
      expect(any?.maxLength).toBeLessThanOrEqual(maker.maxLength);
      expect([...(any?.symbols ?? "?")].filter((symbol) => !maker.symbols.includes(symbol))).toEqual([]);
    }
  });

  it("draws every character of the alphabet as often as any other", () => {
    const rules = passwordRules.find(({ id }) => id === "web");
    if (rules === undefined) throw new Error("no rules for the web");
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 400; draw += 1) {
      const { password } = generatePassword(rules, 64, (below) => randomInt(below));
      for (const character of password) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const [least, most] = [Math.min(...counts.values()), Math.max(...counts.values())];
    expect(counts.size).toBe(24 + 24 + 8 + 5);
    expect(most / least).toBeLessThan(2);
  });
});
