import { printable } from "../text/printable.ts";
import type { AccountEntry } from "../survey/survey-sections.ts";
import type { Locale } from "../survey/settings.ts";
import type { Translate } from "../text/translate.ts";

/**
 * The customer's own sheet with the passwords on it: the one output that holds secrets. It is only ever written encrypted.
 */
export interface CredentialsSheetModel {
  locale: Locale;
  paper: "a4" | "us-letter";
  /** When it was made, in UTC, as the document's own date. */
  date: { year: number; month: number; day: number; hour: number; minute: number; second: number };
  title: string;
  siteName: string;
  facts: { label: string; value: string }[];
  /** What to do with the sheet, before anything else. */
  warning: string;
  advice: string[];
  accounts: {
    kind: string;
    label: string;
    device: string | null;
    /** Null: it has none. */
    userName: string | null;
    /** Exactly as it has to be typed. */
    password: string;
    /** What paper does not show of it; null: nothing. */
    hint: string | null;
    changed: string;
  }[];
  labels: Record<
    "kind" | "userName" | "noUserName" | "password" | "changed" | "page" | "receivedBy" | "date" | "signature",
    string
  >;
  footer: string;
}

export interface CredentialsSheetInput {
  siteName: string;
  /** Who gets it. */
  to: string;
  /** Who made it. */
  by: string;
  /** ISO 8601. */
  at: string;
  accounts: readonly (AccountEntry & { password: string; device: string | null })[];
  locale: Locale;
  paper: CredentialsSheetModel["paper"];
  translate: Translate;
  timeZone: string;
}

/** What the sheet says. */
export function credentialsSheetModel(input: CredentialsSheetInput): CredentialsSheetModel {
  const { locale, paper, timeZone } = input;
  const say: Say = (key, args = {}) => printable(input.translate({ key: `sheet.${key}`, args }));
  const made = new Date(input.at);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone });
  const siteName = printable(input.siteName);
  return {
    locale,
    paper,
    date: {
      year: made.getUTCFullYear(),
      month: made.getUTCMonth() + 1,
      day: made.getUTCDate(),
      hour: made.getUTCHours(),
      minute: made.getUTCMinutes(),
      second: made.getUTCSeconds(),
    },
    title: say("title", { site: siteName }),
    siteName,
    facts: [
      { label: say("for"), value: printable(input.to) },
      { label: say("from"), value: printable(input.by) },
      { label: say("made"), value: day.format(made) },
    ],
    warning: say("warning"),
    advice: [say("adviceStore"), say("advicePass"), say("adviceChange")],
    accounts: input.accounts.map((account) => ({
      kind: printable(input.translate({ key: `ui.passwords.kind.${account.kind}`, args: {} })),
      label: printable(account.label),
      device: account.device === null ? null : printable(account.device),
      userName: account.userName === "" ? null : account.userName,
      password: account.password,
      hint: passwordHint(account.password, say),
      changed: day.format(new Date(account.changedAt)),
    })),
    labels: {
      kind: say("kind"),
      userName: say("userName"),
      noUserName: say("noUserName"),
      password: say("password"),
      changed: say("changed"),
      page: say("page"),
      receivedBy: say("receivedBy"),
      date: say("date"),
      signature: say("signature"),
    },
    footer: say("footer"),
  };
}

type Say = (key: string, args?: Record<string, string | number>) => string;

/** Spaces and characters beyond ASCII, which a reader can't be sure of. */
function passwordHint(password: string, say: Say): string | null {
  const spaces = [...password].filter((character) => character === " ").length;
  const foreign = [...new Set(password)].filter((character) => !/[ -~]/.test(character));
  const hints = [
    ...(spaces > 0 ? [say("hintSpaces", { count: spaces })] : []),
    ...(foreign.length > 0 ? [say("hintForeign", { characters: foreign.map(codePoint).join(", ") })] : []),
  ];
  return hints.length === 0 ? null : hints.join(" ");
}

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
