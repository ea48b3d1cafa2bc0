import type { Knowledge } from "./knowledge.ts";

type KnownProvider = Knowledge["providers"][number];

/** What narrows the search, where it is known. */
export type ProviderHints = {
  /** ISO 3166-1 alpha-2. */
  country?: string;
  line?: KnownProvider["line"];
};

/** Words that any provider may have behind its name; alone they name nobody. */
const LEGAL_FORMS = new Set([
  "ag",
  "gmbh",
  "ltd",
  "limited",
  "llc",
  "inc",
  "plc",
  "sa",
  "spa",
  "bv",
  "co",
  "corp",
  "kg",
  "se",
  "sas",
]);
const MAX_TEXT = 200;

/**
 * The provider that somebody named ("telekom", "Vodafone Kabel", "AS3320 Deutsche Telekom AG"): the one with the longest name in the
 * text. Null where none is meant or several are meant as well.
 */
export function providerNamed(
  { providers }: Pick<Knowledge, "providers">,
  text: string,
  { country, line }: ProviderHints = {},
): KnownProvider | null {
  const said = wordsOf(text.slice(0, MAX_TEXT));
  const ranked = providers
    .filter((one) => country === undefined || one.country === null || one.country === country)
    .filter((one) => line === undefined || one.line === line)
    .map((provider) => ({ provider, length: longestName(provider, said) }))
    .filter(({ length }) => length > 0);
  const longest = Math.max(0, ...ranked.map(({ length }) => length));
  const [best, other] = ranked.filter(({ length }) => length === longest);
  return best === undefined || other !== undefined ? null : best.provider;
}

/** The number of letters of the provider's longest name whose words stand together in what was said; 0: none does. */
function longestName({ name, aliases, networks }: KnownProvider, said: readonly string[]): number {
  const heard = ` ${said.join(" ")} `;
  const lengths = [name, ...aliases, ...networks]
    .map(wordsOf)
    .filter((words) => words.length > 0)
    // "TMobile" is T-Mobile, "1und1" has an alias of its own.
    .filter((words) => heard.includes(` ${words.join(" ")} `) || said.join("") === words.join(""))
    .map((words) => words.join("").length);
  return Math.max(0, ...lengths);
}

/** Lower-case words without accents, marks and legal forms: "1&1 Versatel GmbH" is "1 1 versatel". */
function wordsOf(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !LEGAL_FORMS.has(word));
}
