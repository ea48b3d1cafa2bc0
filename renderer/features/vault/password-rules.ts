import type { PasswordRules } from "#core/contract/vault-calls.ts";
import type { AccountKind } from "#core/survey/survey-sections.ts";
import type { Args, Key } from "../../i18n/language.tsx";

export type BrokenRule = { key: Key; args: Args };

/** What a maker's firmware would refuse about a password; empty: it takes it. */
export function brokenRules(password: string, rules: PasswordRules): BrokenRule[] {
  const broken: BrokenRule[] = [];
  const length = [...password].length;
  if (length < rules.minLength) broken.push({ key: "ui.passwords.tooShort", args: { count: rules.minLength } });
  if (length > rules.maxLength) broken.push({ key: "ui.passwords.tooLong", args: { count: rules.maxLength } });
  const foreign = [...new Set(password)].filter(
    (character) => !/[a-zA-Z0-9]/.test(character) && !rules.symbols.includes(character),
  );
  if (foreign.length > 0) broken.push({ key: "ui.passwords.notTaken", args: { characters: foreign.join(" ") } });
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((pattern) => pattern.test(password)).length;
  if (classes < rules.minClasses) broken.push({ key: "ui.passwords.tooFewKinds", args: { count: rules.minClasses } });
  return broken;
}

/** Rules that go by what an account opens, where no maker is known (ids of `core/vault/password-rules.ts`). */
const GENERAL: Readonly<Record<AccountKind, string>> = {
  router: "web",
  recorder: "recorder",
  camera: "recorder",
  "alarm-panel": "recorder",
  wifi: "wifi",
  "isp-portal": "web",
  "vendor-cloud": "web",
  "vpn-key": "web",
  "relay-token": "web",
  other: "recorder",
};

/** The rules that fit: those of the maker, whose name may be longer than their id, otherwise the general ones. */
export function fittingRules(
  all: readonly PasswordRules[],
  kind: AccountKind,
  maker: string | null,
): PasswordRules | undefined {
  const name = maker?.toLowerCase() ?? "";
  const general = Object.values(GENERAL);
  const ofMaker = all.find(({ id }) => !general.includes(id) && name.includes(id));
  return ofMaker ?? all.find(({ id }) => id === GENERAL[kind]) ?? all[0];
}

/** As long as the maker allows, up to what is still typed without a mistake. */
const COMFORTABLE_LENGTH = 16;

export const comfortableLength = (rules: PasswordRules): number =>
  Math.max(rules.minLength, Math.min(rules.maxLength, COMFORTABLE_LENGTH));

/** Lengths that are worth a choice: within the maker's limits, none that is hard to type. */
export function offeredLengths(rules: PasswordRules): number[] {
  const wanted = [8, 10, 12, 14, 15, 16, 20, 24, 32].filter((n) => n >= rules.minLength && n <= rules.maxLength);
  return [...new Set([...wanted, comfortableLength(rules)])].toSorted((a, b) => a - b);
}
