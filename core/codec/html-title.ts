import { decodeText } from "./byte-text.ts";

/**
 * The little that is read of a web page of a router or recorder: its title, its encoding, and where it sends the browser at
 * once. Every function takes time in proportion to the text, whatever is in it.
 */

const MAX_TITLE_CHARACTERS = 200;
/** HTML Living Standard section 13.2.3.2 looks for the declaration in this many bytes. */
const CHARSET_BYTES = 1_024;
const MAX_TAG_CHARACTERS = 2_000;
const MAX_META_TAGS = 50;

/** The names that makers' titles have; the full list holds 2,231. */
const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: " ",
    copy: "©",
    reg: "®",
    trade: "™",
    deg: "°",
    middot: "·",
    bull: "•",
    hellip: "…",
    ndash: "–",
    mdash: "—",
    laquo: "«",
    raquo: "»",
    lsquo: "‘",
    rsquo: "’",
    ldquo: "“",
    rdquo: "”",
    euro: "€",
    auml: "ä",
    ouml: "ö",
    uuml: "ü",
    Auml: "Ä",
    Ouml: "Ö",
    Uuml: "Ü",
    szlig: "ß",
    aacute: "á",
    agrave: "à",
    acirc: "â",
    atilde: "ã",
    aring: "å",
    aelig: "æ",
    ccedil: "ç",
    eacute: "é",
    egrave: "è",
    ecirc: "ê",
    iacute: "í",
    oacute: "ó",
    ocirc: "ô",
    oslash: "ø",
    uacute: "ú",
    ntilde: "ñ",
    Eacute: "É",
  }),
);

/** Numbers 128 to 159 mean Windows-1252 (HTML Living Standard section 13.2.5.84). */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function characterOf(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80] ?? "\ufffd";
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
  return isCharacter ? String.fromCodePoint(code) : "\ufffd";
}

/** Character references, with or without their semicolon; unknown ones stay as they are. */
export function decodeHtmlEntities(text: string): string {
  return text.replace(/&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,8}));?/g, (whole, decimal, hex, name) => {
    if (typeof decimal === "string") return characterOf(Number.parseInt(decimal, 10));
    if (typeof hex === "string") return characterOf(Number.parseInt(hex, 16));
    return ENTITIES.get(String(name)) ?? whole;
  });
}

/** One line without what can't be seen or turns the writing direction, cut to what a record takes. */
function oneLine(text: string): string | null {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  // The cut may go through a character of two halves.
  const cut = visible.slice(0, MAX_TITLE_CHARACTERS).replace(/[\ud800-\udbff]$/, "");
  const line = cut.toWellFormed().trim();
  return line === "" ? null : line;
}

/** The page without comments and scripts, in which a title is only text. */
function markupOf(html: string): string {
  const hidden = /<!--|<(script|style|svg)[\s>/]/gi;
  let kept = "";
  let from = 0;
  for (let match = hidden.exec(html); match !== null; match = hidden.exec(html)) {
    const closing = match[1] === undefined ? "-->" : `</${match[1].toLowerCase()}`;
    const end = indexOfFolded(html, closing, hidden.lastIndex);
    kept += html.slice(from, match.index);
    if (end === -1) return kept;
    from = end + closing.length;
    hidden.lastIndex = from;
  }
  return kept + html.slice(from);
}

/** The index of ASCII text in any case, or -1. */
function indexOfFolded(text: string, wanted: string, from: number): number {
  // The first character is a sign, which has no case.
  const first = wanted.slice(0, 1);
  for (let index = text.indexOf(first, from); index !== -1; index = text.indexOf(first, index + 1)) {
    if (text.slice(index, index + wanted.length).toLowerCase() === wanted) return index;
  }
  return -1;
}

/** The title of a web page, on one line and at most 200 characters long; null when it has none. */
export function htmlTitle(html: string): string | null {
  const markup = markupOf(html);
  const opening = /<title(?:\s[^>]{0,200})?>/i.exec(markup);
  if (opening === null) return null;
  const start = opening.index + opening[0].length;
  const end = indexOfFolded(markup, "</title", start);
  // A page that was cut, or never closes its title: what is there until the next tag.
  const next = end === -1 ? markup.indexOf("<", start) : end;
  const text = markup.slice(start, next === -1 ? start + 2 * MAX_TITLE_CHARACTERS : next);
  return oneLine(decodeHtmlEntities(text.slice(0, 8 * MAX_TITLE_CHARACTERS)));
}

/**
 * Which encoding a page says it is in, in lower case: by its Content-Type, else by its own word in the first kilobyte. Null when
 * neither says so.
 */
export function htmlCharset(contentType: string | null, page: Uint8Array): string | null {
  const named = /charset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})/i;
  const declared = named.exec(contentType ?? "");
  if (declared) return declared[1]?.toLowerCase() ?? null;
  const head = decodeText(page.subarray(0, CHARSET_BYTES));
  return named.exec(head)?.[1]?.toLowerCase() ?? null;
}

/** Where the page sends the browser at once (`<meta http-equiv="refresh">`), as written; null when it does not. */
export function htmlRefresh(html: string): string | null {
  const markup = markupOf(html);
  let at = -1;
  for (let tags = 0; tags < MAX_META_TAGS; tags += 1) {
    at = indexOfFolded(markup, "<meta", at + 1);
    if (at === -1) return null;
    const tag = markup.slice(at, at + MAX_TAG_CHARACTERS);
    const end = tag.indexOf(">");
    const attributes = end === -1 ? tag : tag.slice(0, end);
    if (!/http-equiv\s*=\s*["']?refresh/i.test(attributes)) continue;
    const url = /content\s*=\s*["']?\s*[0-9.]{1,6}\s*[;,]\s*url\s*=\s*(?:'([^']*)'|"([^"]*)"|([^"'\s>]+))/i.exec(
      attributes,
    );
    const found = url?.[1] ?? url?.[2] ?? url?.[3];
    if (found !== undefined && found !== "") return decodeHtmlEntities(found).trim();
  }
  return null;
}

/** The realm of a login (RFC 9110 section 11.5), where makers like to put the model; null when there is none. */
export function loginRealm(wwwAuthenticate: readonly string[]): string | null {
  for (const value of wwwAuthenticate) {
    const realm = /realm\s*=\s*(?:"((?:[^"\\]|\\.){0,400})|([^\s,"]{1,200}))/i.exec(value);
    const text = realm?.[1]?.replace(/\\(.)/g, "$1") ?? realm?.[2];
    const line = text === undefined ? null : oneLine(text);
    if (line !== null) return line;
  }
  return null;
}
