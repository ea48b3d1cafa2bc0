import { z } from "zod";
import { localeSchema } from "../survey/settings.ts";
import { accountEntrySchema, accountKindSchema, custodyEntrySchema } from "../survey/survey-sections.ts";
import { vantageTokenSchema, vantageUrlSchema } from "../vantage/vantage-address.ts";
import { procedure } from "./procedure.ts";
import { vantageStatusSchema, vantageTestSchema } from "./vantage-status.ts";

const siteId = z.uuid();
const accountId = z.uuid();
const password = z.string().min(1).max(4_000);
/** Long enough to be typed once and remembered; its strength is told as it is typed. */
export const MIN_PASSPHRASE_LENGTH = 10;
const passphrase = z.string().min(MIN_PASSPHRASE_LENGTH).max(1_000);

/** Where this laptop keeps secrets. */
export const vaultStateSchema = z.object({
  /** `keychain`: the operating system's own. `passphrase`: Farsite's own file, encrypted with a passphrase. */
  backend: z.enum(["keychain", "passphrase"]),
  /** `locked`: a passphrase vault that was not opened in this run. */
  state: z.enum(["ok", "locked", "missing", "timeout"]),
  /** What to do about it on this system is a text: `vault.<backend>.<state>.<platform>`. */
  platform: z.string(),
  detail: z.string().nullable(),
  /** Secrets in this one; and in the other one, where a move was not finished. */
  kept: z.number().int().nonnegative(),
  keptElsewhere: z.number().int().nonnegative(),
});
export type VaultState = z.infer<typeof vaultStateSchema>;

export const vaultAccountSchema = accountEntrySchema.extend({
  /** `here`: this laptop holds the secret. `elsewhere`: another one does. `lost`: it was here, and the keychain has lost it. */
  secret: z.enum(["here", "elsewhere", "lost"]),
  /** The password was changed on another laptop since; what is here is the one before. */
  isOutdated: z.boolean().optional(),
  /** Who holds it, by the ledger. */
  holders: z.array(z.string().max(300)).max(50),
  /** Days until it should be changed; negative: overdue. Null: no date is set. */
  dueInDays: z.number().int().nullable(),
});
export type VaultAccount = z.infer<typeof vaultAccountSchema>;

/** The rules of a maker's firmware for passwords. */
export const passwordRulesSchema = z.object({
  id: z.string().max(80),
  minLength: z.number().int().min(1).max(256),
  maxLength: z.number().int().min(1).max(256),
  /** Special characters that are accepted. */
  symbols: z.string().max(64),
  /** How many of lower case, upper case, digits and symbols must occur. */
  minClasses: z.number().int().min(1).max(4),
  /** Where this is written; null: general advice. */
  source: z.string().max(300).nullable(),
});
export type PasswordRules = z.infer<typeof passwordRulesSchema>;

export const vaultCalls = {
  vault: {
    state: procedure.output(vaultStateSchema),
    /** The accounts of a site, without reading a password. */
    list: procedure.input(z.object({ siteId })).output(z.array(vaultAccountSchema)),
    /** Of all sites: whose password is due within a month or lost, the most urgent first. */
    due: procedure.output(z.array(z.object({ siteId, siteName: z.string(), account: vaultAccountSchema })).max(1_000)),
    /** Adds an account (accountId null) or changes one; without `password` only what is said about it. */
    keep: procedure
      .input(
        z.object({
          siteId,
          accountId: accountId.nullable(),
          kind: accountKindSchema,
          label: z.string().trim().min(1).max(200),
          deviceId: z.string().max(200).nullable(),
          userName: z.string().max(200).nullable(),
          changeBy: z.iso.date().nullable(),
          password: password.nullable(),
        }),
      )
      .output(z.array(vaultAccountSchema)),
    /** The password, for the one who clicked; noted in the ledger. */
    reveal: procedure
      .input(z.object({ siteId, accountId, purpose: z.enum(["shown", "copied"]) }))
      .output(z.object({ userName: z.string().nullable(), password: z.string() })),
    /** Takes the secret from this laptop; `account`: and the account from the survey. */
    forget: procedure.input(z.object({ siteId, accountId, account: z.boolean() })).output(z.array(vaultAccountSchema)),
    rules: procedure.output(z.array(passwordRulesSchema)),
    generate: procedure
      .input(z.object({ rulesId: z.string().max(80), length: z.number().int().min(4).max(256) }))
      .output(z.object({ password: z.string(), bits: z.number() })),
    ledger: procedure.input(z.object({ siteId })).output(z.array(custodyEntrySchema)),
    /** Secrets of these accounts, encrypted to a colleague's laptop; recorded. COLLEAGUE_NOT_FOUND. */
    handOver: procedure
      .input(z.object({ siteId, accountIds: z.array(accountId).min(1).max(100), laptopId: z.uuid() }))
      .output(
        z.object({
          file: z.file(),
          /** The same as text for a QR code; null: too long for one. */
          text: z.string().nullable(),
        }),
      ),
    /** Takes in what a colleague handed over: the file's or the QR code's text. HANDOVER_NOT_FOR_US, NOT_A_HANDOVER. */
    receive: procedure
      .input(z.object({ text: z.string().max(2_000_000) }))
      .output(z.object({ siteId, from: z.string(), accounts: z.array(z.string()) })),
    /** The customer's sheet with the passwords in it, as an encrypted PDF; recorded. */
    sheet: procedure
      .input(
        z.object({
          siteId,
          accountIds: z.array(accountId).min(1).max(100),
          to: z.string().trim().min(1).max(200),
          passphrase,
          locale: localeSchema,
          paper: z.enum(["a4", "us-letter"]),
        }),
      )
      .output(z.object({ fileName: z.string(), pdf: z.file() })),
    /** Begins a passphrase vault on this laptop and moves what is kept into it, or opens the one there is. */
    openPassphrase: procedure.input(z.object({ passphrase, isNew: z.boolean() })).output(vaultStateSchema),
    lock: procedure.output(vaultStateSchema),
    /** Moves all secrets of this laptop to the other keeping; nothing is removed before it is read back there. */
    moveTo: procedure.input(z.object({ backend: z.enum(["keychain", "passphrase"]) })).output(vaultStateSchema),
  },
  vantage: {
    status: procedure.output(vantageStatusSchema),
    /** Keeps both: the address in the settings, the token in the keychain. `parseVantageAddress` reads what is pasted. */
    keep: procedure.input(z.object({ url: vantageUrlSchema, token: vantageTokenSchema })).output(vantageStatusSchema),
    /** Forgets both. */
    forget: procedure.output(vantageStatusSchema),
    /** Asks a vantage from this computer: does it answer, and with which ports? Null: the one that is in force. */
    test: procedure
      .input(z.object({ url: vantageUrlSchema, token: vantageTokenSchema }).nullable())
      .output(vantageTestSchema),
  },
};
