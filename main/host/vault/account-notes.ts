import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import {
  accountEntrySchema,
  custodyEntrySchema,
  type AccountEntry,
  type CustodyEntry,
} from "#core/survey/survey-sections.ts";

/**
 * What a survey has to say once a password was written or removed. It is noted with the password before that is touched, and done
 * afterwards: once or, after a crash, twice, with the same result.
 */
const accountNoteSchema = z.object({
  /** Added where it is missing; `put`: and else replaced. Null: the account stays as it is. */
  account: accountEntrySchema.nullable(),
  put: z.boolean(),
  /** The account with this id leaves the survey. */
  leaves: z.uuid().nullable(),
  event: custodyEntrySchema.nullable(),
});
export type AccountNote = z.infer<typeof accountNoteSchema>;

/** Shown and copied are noted no more in a ledger this long, so that there is always room for what changes hands. */
export const MANY_EVENTS = 4_500;

export const noteText = (note: AccountNote): string => JSON.stringify(note);

/** Null for a text that is no such note. */
export function readNote(text: string | null): AccountNote | null {
  return text === null ? null : (accountNoteSchema.safeParse(parseJson(text)).data ?? null);
}

/** The survey with what the note says; the same one where there is nothing to say, or it says so already. */
export function withNote(document: SurveyDocument, { account, put, leaves, event }: AccountNote): SurveyDocument {
  const isDone = event !== null && document.custody.some(({ id }) => id === event.id);
  // A note that was done already is not done again: the account may have changed since.
  if (isDone || (account === null && leaves === null && event === null)) return document;
  const accounts = account === null ? document.accounts : withAccount(document.accounts, account, put);
  return {
    ...document,
    accounts: accounts.filter(({ id }) => id !== leaves),
    custody: event === null ? document.custody : [...document.custody, event],
  };
}

function withAccount(accounts: AccountEntry[], account: AccountEntry, put: boolean): AccountEntry[] {
  const isKnown = accounts.some(({ id }) => id === account.id);
  if (!isKnown) return [...accounts, account];
  return put ? accounts.map((one) => (one.id === account.id ? account : one)) : accounts;
}

/** Whether the ledger has the same event of the same person and laptop already, on the day that `dayOf` gives. */
export function isNotedToday(
  custody: readonly CustodyEntry[],
  event: Pick<CustodyEntry, "accountId" | "label" | "event" | "by" | "laptopId" | "at">,
  dayOf: (at: Date) => string,
): boolean {
  const today = dayOf(new Date(event.at));
  return custody.some(
    (entry) =>
      entry.accountId === event.accountId &&
      entry.label === event.label &&
      entry.event === event.event &&
      entry.by === event.by &&
      entry.laptopId === event.laptopId &&
      dayOf(new Date(entry.at)) === today,
  );
}
