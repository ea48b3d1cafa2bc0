import type { AccountEntry, CustodyEntry } from "../survey/survey-sections.ts";
import type { VaultAccount } from "../contract/vault-calls.ts";

/** What the custody ledger says, and what follows from dates. Nothing here knows a secret. */

const MS_PER_DAY = 86_400_000;
/** Time enough to put it on the list for the next visit. */
export const SOON_DAYS = 30;
/** A colleague, a customer, and a list that a person can still read. */
const MAX_HOLDERS = 50;

/** The day in the laptop's time zone, as the survey writes it. */
export function localDay(at: Date): string {
  const [year, month, day] = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

/** Days from `today` to `day`, both as `YYYY-MM-DD`; negative: past. */
export function daysUntil(day: string, today: string): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / MS_PER_DAY);
}

/**
 * Who has an account's present password: laptops by who used them, people by what the ledger calls them. A changed password leaves
 * nobody but the one who changed it.
 */
export function holdersOf(custody: readonly CustodyEntry[], accountId: string): string[] {
  /** By laptop id, or by name for those who have no laptop of their own in the ledger (yet). */
  const holders = new Map<string, string>();
  for (const { event, by, to, laptopId } of inOrder(custody, accountId)) {
    switch (event) {
      case "changed":
        holders.clear();
        holders.set(laptopId, by);
        break;
      case "kept":
        holders.set(laptopId, by);
        break;
      case "received":
        // The colleague's laptop now speaks for itself.
        for (const name of holders.keys()) if (isCalled(name, by)) holders.delete(name);
        holders.set(laptopId, by);
        break;
      case "forgotten":
      case "lost":
        holders.delete(laptopId);
        break;
      case "handed-over":
      case "sheet-made":
        if (to !== null) holders.set(to, to);
        break;
      case "shown":
      case "copied":
      case "used":
        break;
    }
  }
  return [...new Set(holders.values())].slice(0, MAX_HOLDERS);
}

/** Whether a laptop has a password for it, by the ledger. */
export function isHeldBy(custody: readonly CustodyEntry[], accountId: string, laptopId: string): boolean {
  const last = inOrder(custody, accountId).findLast(
    ({ event, laptopId: by }) => by === laptopId && (HAVING.has(event) || LOSING.has(event)),
  );
  return last !== undefined && HAVING.has(last.event);
}

const HAVING: ReadonlySet<CustodyEntry["event"]> = new Set(["kept", "changed", "received"]);
const LOSING: ReadonlySet<CustodyEntry["event"]> = new Set(["forgotten", "lost"]);

/** Whether anybody has had a password for it, so that another one is a change. */
export const wasEverKept = (custody: readonly CustodyEntry[], accountId: string): boolean =>
  custody.some((entry) => entry.accountId === accountId && HAVING.has(entry.event));

/** What this laptop has of an account: whether it holds a password, and since when that one is in force. */
export interface HeldHere {
  secret: VaultAccount["secret"];
  since: string | null;
}

/** An account as a shell shows it. */
export function vaultAccount(
  account: AccountEntry,
  { custody, held, today }: { custody: readonly CustodyEntry[]; held: HeldHere; today: string },
): VaultAccount {
  const { secret, since } = held;
  return {
    ...account,
    secret,
    isOutdated: secret === "here" && since !== null && Date.parse(since) < Date.parse(account.changedAt),
    holders: holdersOf(custody, account.id),
    dueInDays: account.changeBy == null ? null : daysUntil(account.changeBy, today),
  };
}

/** Whether somebody has to look after it soon. */
export const isDue = ({ secret, dueInDays }: VaultAccount): boolean =>
  secret === "lost" || (dueInDays !== null && dueInDays <= SOON_DAYS);

/** What is lost, then by date; those without one last. */
export function byUrgency(a: VaultAccount, b: VaultAccount): number {
  const rank = ({ secret, dueInDays }: VaultAccount): number =>
    secret === "lost" ? Number.MIN_SAFE_INTEGER : (dueInDays ?? Number.MAX_SAFE_INTEGER);
  return rank(a) - rank(b) || a.label.localeCompare(b.label);
}

/** The earliest first; of one moment, as they stand in the survey. */
export const byTime = (custody: readonly CustodyEntry[]): CustodyEntry[] =>
  custody.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));

function inOrder(custody: readonly CustodyEntry[], accountId: string): CustodyEntry[] {
  return byTime(custody.filter((entry) => entry.accountId === accountId));
}

/** "Anna", or "Anna (laptop 5)". */
const isCalled = (name: string, by: string): boolean => name === by || name.startsWith(`${by} (`);
