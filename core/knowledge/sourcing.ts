import { z } from "zod";
import type { Locale } from "../survey/settings.ts";
import type { TextKey } from "../text/catalogue.ts";

/**
 * `high`: the provider, the maker or the product's own source code says so. `medium`: several public guides agree, or one that knows.
 * `low`: a single guide, a forum, or nothing that could be cited; to be shown as unchecked.
 */
export const confidenceSchema = z.enum(["high", "medium", "low"]);

/** One line without control characters or marks that turn the direction of writing, as it may stand in a list or a terminal. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u, "no control characters");

const MAX_SOURCE = 300;
const MAX_WORDS = 600;
const MAX_MENU_DEPTH = 8;

const sourcingFields = {
  /** Who says so: a page, a file of a repository, a person; enough to look it up again. */
  source: line(MAX_SOURCE),
  /** The day it was looked at (ISO 8601): prices and menus age. */
  seen: z.iso.date(),
  confidence: confidenceSchema,
};

/** Where an entry comes from; groups inside it may name their own. */
export const sourcingSchema = z.object(sourcingFields);
export type Sourcing = z.infer<typeof sourcingSchema>;

/** A group of facts inside an entry: what it does not say itself, the entry says for it. */
export const ownSourcing = {
  source: sourcingFields.source.optional(),
  seen: sourcingFields.seen.optional(),
  confidence: sourcingFields.confidence.optional(),
};
type OwnSourcing = { [K in keyof Sourcing]?: Sourcing[K] | undefined };

/** Every entry's first fields. */
export const entryFields = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, "lower-case letters, digits and hyphens"),
  ...sourcingFields,
};

/** Whose word a group of facts is: its own, else the entry's. */
export function sourcingOf(entry: Sourcing, group: OwnSourcing = {}): Sourcing {
  return {
    source: group.source ?? entry.source,
    seen: group.seen ?? entry.seen,
    confidence: group.confidence ?? entry.confidence,
  };
}

/** The words that must stand beside a fact, so that nobody takes a guess for a promise. */
export function certainty({ confidence }: Pick<Sourcing, "confidence">): TextKey {
  return `knowledge.certainty.${confidence}`;
}

/** Prose in the app's languages; a firm may write in its own only. */
export const wordsSchema = z
  .strictObject({ en: line(MAX_WORDS).optional(), de: line(MAX_WORDS).optional() })
  .refine(({ en, de }) => en !== undefined || de !== undefined, "words in one language at least");
export type Words = z.infer<typeof wordsSchema>;

/** The words in this language, else in the other one. */
export function sayWords({ en, de }: Words, locale: Locale): string {
  return (locale === "de" ? (de ?? en) : (en ?? de)) ?? "";
}

const menuWords = z.array(line(120)).min(1).max(MAX_MENU_DEPTH);

/** Menus to go through, in their order, quoted as the device writes them; `de` where it speaks German there. */
export const menuSchema = z.strictObject({ en: menuWords, de: menuWords.optional() });
export type Menu = z.infer<typeof menuSchema>;

/** The menus as they read on a device set to this language. */
export function menuIn({ en, de }: Menu, locale: Locale): readonly string[] {
  return locale === "de" ? (de ?? en) : en;
}

/** The name of a field or button as the device writes it. */
export const labelSchema = z.strictObject({ en: line(120), de: line(120).optional() });
export type Label = z.infer<typeof labelSchema>;

/** The label as it reads on a device set to this language. */
export function labelIn({ en, de }: Label, locale: Locale): string {
  return locale === "de" ? (de ?? en) : en;
}

/** Unknown is not no. */
export const answerWordSchema = z.enum(["yes", "no", "some", "unknown"]);

/** One question with its answer and what there is to say about it. */
export const factSchema = z.strictObject({ is: answerWordSchema, words: wordsSchema.optional(), ...ownSourcing });

export const currencySchema = z.string().regex(/^[A-Z]{3}$/, "ISO 4217");

export const moneySchema = z.strictObject({ amount: z.number().min(0).max(100_000), currency: currencySchema });

export const portSchema = z.strictObject({
  port: z.int().min(1).max(65_535),
  transport: z.enum(["tcp", "udp"]),
});

/** Where a device or program must be let out to. */
export const outboundSchema = z.strictObject({
  ...portSchema.shape,
  /** A host name or a pattern as the vendor writes it ("*.example.com"); absent: any. */
  host: line(200).optional(),
});

export const webAddressSchema = z.url({ protocol: /^https?$/ }).max(500);
