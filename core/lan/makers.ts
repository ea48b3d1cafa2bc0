/**
 * Who made a network card, by the first half of its hardware address: the registries of the IEEE. A block of 24 bits may be
 * divided among several makers (28 or 36 bits), so the longest prefix counts.
 */

/** MA-L: 24 bits. MA-M: 28. MA-S: 36. IAB: 36, its predecessor, closed in 2014. */
export type MakerRegistry = "MA-L" | "MA-M" | "MA-S" | "IAB";

/** Maker by prefix: 6, 7 or 9 upper-case hexadecimal digits. */
export type MakerTable = { get(prefix: string): string | undefined };

export type MacDescription = {
  /** Lower case, with colons. */
  mac: string;
  /** The name in the registry; null when there is none, or it is kept private. */
  maker: string | null;
  registry: MakerRegistry | null;
  prefix: string | null;
  /** Made up by the device (randomised for privacy, virtual): no registry knows it. */
  locallyAdministered: boolean;
  /** For groups: no device has it. */
  multicast: boolean;
};

const PREFIX_DIGITS = [9, 7, 6] as const;
/** Blocks that the registry divides among others; of a part that nobody has, nobody is the maker. */
const DIVIDED = "IEEE Registration Authority";
const PRIVATE = "Private";
/** The blocks of the closed registry (36 bits, like MA-S). */
const IAB_BLOCKS = new Set(["0050C2", "40D855"]);
const NOBODY = "00:00:00:00:00:00";

/** The heading of the table's text; a change of its form changes the number. */
const FORMAT = "farsite-makers 1";

/** The text of a table: a heading, then a line for each maker with its prefixes, so that it packs well. */
export function encodeMakerTable(table: ReadonlyMap<string, string>): string {
  const byMaker = new Map<string, string[]>();
  for (const [prefix, maker] of table) {
    const prefixes = byMaker.get(maker) ?? [];
    prefixes.push(prefix);
    byMaker.set(maker, prefixes);
  }
  const lines = [...byMaker]
    .map(([maker, prefixes]) => `${maker}\t${prefixes.toSorted().join(" ")}`)
    .toSorted((a, b) => (a < b ? -1 : 1));
  return [FORMAT, ...lines, ""].join("\n");
}

/** From so many looks on, taking the text apart is cheaper. */
const FEW_LOOKS = 20;

/**
 * A table that looks prefixes up in its text: a look takes about two milliseconds, while taking the text apart holds
 * up everything else for forty. It is taken apart for a search that meets many devices.
 *
 * @throws Error when the text is no such table: it comes with the app, so it is damaged
 */
export function makerTable(text: string): MakerTable {
  if (!text.startsWith(`${FORMAT}\n`)) throw new Error("not a table of makers");
  let looks = 0;
  let index: ReadonlyMap<string, string> | null = null;
  return {
    get(prefix) {
      looks += 1;
      if (looks > FEW_LOOKS) return (index ??= indexOf(text)).get(prefix);
      for (let at = text.indexOf(prefix); at !== -1; at = text.indexOf(prefix, at + 1)) {
        const isWhole = /[\t ]/.test(text[at - 1] ?? "") && /[ \n]/.test(text[at + prefix.length] ?? "\n");
        const tab = text.lastIndexOf("\t", at);
        const lineStart = text.lastIndexOf("\n", at) + 1;
        // A maker's name may look like a prefix; prefixes stand behind the tab.
        if (isWhole && tab >= lineStart) return text.slice(lineStart, tab);
      }
      return undefined;
    },
  };
}

function indexOf(text: string): Map<string, string> {
  const index = new Map<string, string>();
  for (const line of text.split("\n").slice(1)) {
    const [maker, prefixes = ""] = line.split("\t", 2);
    for (const prefix of prefixes.split(" ")) if (prefix !== "") index.set(prefix, maker ?? "");
  }
  return index;
}

/** Six bytes with colons, hyphens, in three groups with dots, or without anything in between; a leading zero may be missing. */
export function normalMac(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 40) return null;
  const parts = /^[0-9a-f]{1,2}(?:([:-])[0-9a-f]{1,2})(?:\1[0-9a-f]{1,2}){4}$/i.test(trimmed)
    ? trimmed.split(/[:-]/)
    : /^(?:[0-9a-f]{12}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$/i.test(trimmed)
      ? trimmed.replaceAll(".", "").match(/../g)
      : null;
  return parts?.map((part) => part.padStart(2, "0").toLowerCase()).join(":") ?? null;
}

/** What a hardware address tells; null when the text is none. */
export function describeMac(text: string, makers: MakerTable): MacDescription | null {
  const mac = normalMac(text);
  if (mac === null) return null;
  const first = Number.parseInt(mac.slice(0, 2), 16);
  const [multicast, locallyAdministered] = [(first & 1) !== 0, (first & 2) !== 0];
  const nobody = { mac, maker: null, registry: null, prefix: null, locallyAdministered, multicast };
  if (multicast || locallyAdministered || mac === NOBODY) return nobody;
  const digits = mac.replaceAll(":", "").toUpperCase();
  for (const length of PREFIX_DIGITS) {
    const prefix = digits.slice(0, length);
    const maker = makers.get(prefix);
    if (maker === undefined || maker === DIVIDED) continue;
    return { ...nobody, maker: maker === PRIVATE ? null : maker, registry: registryOf(prefix), prefix };
  }
  return nobody;
}

function registryOf(prefix: string): MakerRegistry {
  if (prefix.length === 6) return "MA-L";
  if (prefix.length === 7) return "MA-M";
  return IAB_BLOCKS.has(prefix.slice(0, 6)) ? "IAB" : "MA-S";
}
