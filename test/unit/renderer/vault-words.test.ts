import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PasswordRules, VaultAccount } from "#core/contract/vault-calls.ts";
import { passwordRules } from "#core/vault/password-rules.ts";
import { byUrgency, dueOf } from "../../../renderer/features/vault/due.ts";
import { passphraseTrouble } from "../../../renderer/passphrase/passphrase-trouble.ts";
import {
  brokenRules,
  comfortableLength,
  fittingRules,
  offeredLengths,
} from "../../../renderer/features/vault/password-rules.ts";
import { guessBits, strengthOf } from "../../../renderer/passphrase/password-strength.ts";
import { spokenPassphrase } from "../../../renderer/passphrase/spoken-passphrase.ts";

const account = (changes: Partial<VaultAccount>): VaultAccount => ({
  id: "6f1c2b1e-0000-4000-8000-000000000001",
  kind: "router",
  label: "Router",
  userName: "admin",
  secret: "here",
  holders: [],
  changedAt: "2026-05-04T09:30:00.000Z",
  dueInDays: null,
  ...changes,
});

describe("a password's date", () => {
  test.each([
    [null, null],
    [31, null],
    [30, "ui.passwords.dueIn"],
    [1, "ui.passwords.dueIn"],
    [0, "ui.passwords.dueToday"],
    [-1, "ui.passwords.overdue"],
  ])("%s days ahead says %s", (dueInDays, key) => {
    expect(dueOf({ dueInDays })?.key ?? null).toBe(key);
  });

  test("an overdue one counts the days since", () => {
    expect(dueOf({ dueInDays: -12 })).toMatchObject({ tone: "critical", args: { count: 12 } });
  });

  test("what is lost stands before what is due, and what has no date last, by name", () => {
    const list = [
      account({ label: "Wi-Fi" }),
      account({ label: "Camera" }),
      account({ label: "Router", dueInDays: 9 }),
      account({ label: "Portal", dueInDays: 200, secret: "lost" }),
      account({ label: "Recorder", dueInDays: -3 }),
    ];
    expect(byUrgency(list).map(({ label }) => label)).toEqual(["Portal", "Recorder", "Router", "Camera", "Wi-Fi"]);
  });
});

describe("how hard a password is to guess", () => {
  test.each([
    ["", "weak"],
    ["12345678", "weak"],
    ["aaaaaaaaaaaaaaaa", "weak"],
    ["admin123", "weak"],
    ["Hikvision2026", "weak"],
    ["sunny-hill", "fair"],
    ["Tz4mKq8wRb2n", "strong"],
    ["Tz-4mKq_8wRb!2nX", "very-strong"],
    ["correct horse battery staple", "very-strong"],
  ])("%s is %s", (password, strength) => {
    expect(strengthOf(guessBits(password))).toBe(strength);
  });

  test("a longer one is never easier", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("x", "K", "7", "%"), (password, more) => {
        // Another kind of character may only add; the words that everybody tries are made of letters.
        const bits = guessBits(password);
        expect(guessBits(`${password} ${more}`)).toBeGreaterThanOrEqual(bits);
      }),
    );
  });
});

const rules: PasswordRules = {
  id: "maker",
  minLength: 8,
  maxLength: 10,
  symbols: "-_",
  minClasses: 3,
  source: null,
};

describe("a maker's rules", () => {
  test.each([
    ["Abc-1234", []],
    ["Ab-1", ["ui.passwords.tooShort"]],
    ["Abcdefgh-12", ["ui.passwords.tooLong"]],
    ["Abc#1234", ["ui.passwords.notTaken"]],
    ["abcd1234", ["ui.passwords.tooFewKinds"]],
    ["ü", ["ui.passwords.tooShort", "ui.passwords.notTaken", "ui.passwords.tooFewKinds"]],
  ])("%s breaks %j", (password, keys) => {
    expect(brokenRules(password, rules).map(({ key }) => key)).toEqual(keys);
  });

  test.each([
    ["recorder", "Hikvision", "hikvision"],
    ["camera", "Zhejiang Dahua Technology Co.", "dahua"],
    ["recorder", "Nobody Knows Ltd", "recorder"],
    ["recorder", null, "recorder"],
    ["wifi", null, "wifi"],
    ["isp-portal", null, "web"],
    // The maker's name holds the id of general rules.
    ["camera", "Webcam Wifi Inc", "recorder"],
  ] as const)("of a %s by %s are %s", (kind, maker, id) => {
    expect(fittingRules(passwordRules, kind, maker)?.id).toBe(id);
  });

  test.each(passwordRules.map((one) => [one.id, one] as const))("of %s offer lengths that it takes", (_, one) => {
    const lengths = offeredLengths(one);
    expect(lengths).toContain(comfortableLength(one));
    expect(lengths.every((length) => length >= one.minLength && length <= one.maxLength)).toBe(true);
    expect(new Set(lengths).size).toBe(lengths.length);
  });
});

describe("a passphrase to read aloud", () => {
  test("is four words of three syllables, each from a fair byte", () => {
    // 250 is above what divides evenly: it is thrown away, or the first syllables would come more often.
    const bytes = [250, 0, 47, 48];
    let next = 0;
    const phrase = spokenPassphrase(() => new Uint8Array([bytes[next++ % bytes.length] ?? 0]));
    expect(phrase).toBe("batuba-batuba-batuba-batuba");
    expect(next).toBe(16);
  });

  test("differs from one to the next, and is strong", () => {
    const phrases = new Set(Array.from({ length: 50 }, () => spokenPassphrase()));
    expect(phrases.size).toBe(50);
    for (const phrase of phrases) {
      expect(phrase).toMatch(/^(?:[bdfgklmnprst][aiou]){3}(?:-(?:[bdfgklmnprst][aiou]){3}){3}$/);
      expect(strengthOf(guessBits(phrase))).toBe("very-strong");
    }
  });
});

test.each([
  ["nine char", "nine char", "too-short"],
  ["ten letter", "ten letter", null],
  ["ten letter", "ten lettre", "differs"],
])("the passphrase %s, then %s: %s", (passphrase, again, trouble) => {
  expect(passphraseTrouble(passphrase, again)).toBe(trouble);
});
