import type { VaultAccount } from "#core/contract/vault-calls.ts";
import type { Args, Key } from "../../i18n/language.tsx";
import type { Tone } from "../../ui/tone.ts";

/** From this many days before, a password that has to be changed is worth a word. */
const SOON_DAYS = 30;

export type Due = { tone: Tone; key: Key; args: Args };

/** What to say about a password's date; null: it has none, or it is far off. */
export function dueOf({ dueInDays }: Pick<VaultAccount, "dueInDays">): Due | null {
  if (dueInDays === null || dueInDays > SOON_DAYS) return null;
  if (dueInDays < 0) return { tone: "critical", key: "ui.passwords.overdue", args: { count: -dueInDays } };
  if (dueInDays === 0) return { tone: "caution", key: "ui.passwords.dueToday", args: {} };
  return { tone: "caution", key: "ui.passwords.dueIn", args: { count: dueInDays } };
}

/** What needs somebody first: what is lost, then by date, then by name. */
export function byUrgency(accounts: readonly VaultAccount[]): VaultAccount[] {
  const rank = (account: VaultAccount): number => (account.secret === "lost" ? 0 : 1);
  const days = (account: VaultAccount): number => account.dueInDays ?? Number.POSITIVE_INFINITY;
  return accounts.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      // Two without a date: infinity minus infinity is no number.
      (days(a) === days(b) ? 0 : days(a) - days(b)) ||
      a.label.localeCompare(b.label),
  );
}
