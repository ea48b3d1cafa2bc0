/** Reads a pasted `.ovpn` as OpenVPN does (openvpn(8), "quoting"), and runs nothing of it. */

export interface OpenVpnDirective {
  readonly name: string;
  readonly args: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

export interface ReadOpenVpnConfig {
  readonly directives: readonly OpenVpnDirective[];
  /** Tags that hold a file; what is in them is not kept. */
  readonly inline: readonly { readonly tag: string; readonly line: number }[];
  /** Certificates in it, for whoever can read them: public, unlike the keys. */
  readonly certificates: readonly string[];
  /** Lines that OpenVPN would refuse. */
  readonly unreadable: readonly number[];
}

const MAX_CHARACTERS = 256_000;
const MAX_LINES = 6_000;
const MAX_WORDS = 32;
/** OPTION_LINE_SIZE: OpenVPN reads the rest of a longer line as another one, or gives up. */
const MAX_LINE_CHARACTERS = 250;

/** The lines that are looked at; what is beyond them must not be used either. */
export const openVpnLines = (text: string): string[] =>
  text
    .slice(0, MAX_CHARACTERS)
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/, MAX_LINES);

export function readOpenVpnConfig(text: string): ReadOpenVpnConfig {
  const lines = openVpnLines(text);
  const directives: OpenVpnDirective[] = [];
  const inline: { tag: string; line: number }[] = [];
  const certificates: string[] = [];
  const unreadable: number[] = [];
  let open: { tag: string; content: string[] } | null = null;
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    if (open !== null) {
      // OpenVPN looks at the beginning of the line only; what stands behind it is lost.
      if (!raw.trimStart().startsWith(`</${open.tag}>`)) {
        open.content.push(raw);
        continue;
      }
      if (["ca", "cert", "extra-certs"].includes(open.tag)) certificates.push(...certificatesIn(open.content));
      open = null;
      continue;
    }
    const words = raw.length > MAX_LINE_CHARACTERS ? null : wordsOf(raw);
    if (words === null) {
      unreadable.push(line);
      continue;
    }
    const [first] = words;
    const tag = words.length === 1 ? /^<(.+)>$/.exec(first ?? "")?.[1] : undefined;
    // Remotes may stand in blocks of their own, with directives in them.
    if (first === undefined || tag === "connection" || tag === "/connection") continue;
    if (tag !== undefined) {
      open = { tag, content: [] };
      inline.push({ tag, line });
      continue;
    }
    // `setenv opt X` is X where the version knows it.
    const [name = "", ...args] = first === "setenv" && words[1] === "opt" && words.length > 2 ? words.slice(2) : words;
    directives.push({ name: name.replace(/^--/, "").toLowerCase(), args, line });
  }
  return { directives, inline, certificates, unreadable };
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]{1,20000}-----END CERTIFICATE-----/g;
const certificatesIn = (content: readonly string[]): string[] =>
  content.join("\n").match(CERTIFICATE)?.slice(0, 8) ?? [];

/** The words of a line; null where a quote is not closed or there are too many. */
function wordsOf(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? "";
    if (character === "\\" && quote !== "'") {
      at += 1;
      word = (word ?? "") + (line[at] ?? "");
    } else if (quote !== null) {
      if (character === quote) quote = null;
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (word === null && (character === "#" || character === ";")) break;
    else word = (word ?? "") + character;
  }
  if (quote !== null) return null;
  if (word !== null) words.push(word);
  return words.length > MAX_WORDS ? null : words;
}
