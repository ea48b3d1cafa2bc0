/**
 * How wide a text will be, without asking the browser: SVG does not wrap lines, so whoever draws one has to know before.
 * Widths are those of IBM Plex Sans SemiBold (the regular face is narrower almost everywhere) and IBM Plex Mono, which the
 * window carries with it.
 */

/** Advance widths of U+0020 to U+007E in units of 0.012 em, each as a character from `!` (none) upwards. */
const SANS_WIDTHS = `5;HXSq\\7==OS:C:ESSSSSSSSSS<<SSSJlYXWZSQ\\]DNYLe]\\V\\XTQZVpXVS<E<SPSPSLSO>NR88P9kRPSSBK@RMeNMK?@?S`;
const UNIT = 12 / 1_000;

/** Most letters of Latin, Greek and Cyrillic beyond ASCII are narrower; Chinese, Japanese and Korean ones are square. */
const OTHER_WIDTH = 0.72;
const SQUARE_FROM = 0x1100;

const MONO_WIDTH = 0.6;

export type Face = "sans" | "mono";

/** The width of a text in the unit of `size`; at least as wide as it is drawn. */
export function textWidth(text: string, size: number, face: Face): number {
  let ems = 0;
  for (const character of text) ems += characterWidth(character.codePointAt(0) ?? 0, face);
  return ems * size;
}

function characterWidth(code: number, face: Face): number {
  if (code >= SQUARE_FROM) return 1;
  if (face === "mono") return MONO_WIDTH;
  const unit = code < 0x20 ? Number.NaN : SANS_WIDTHS.charCodeAt(code - 0x20);
  return Number.isNaN(unit) ? OTHER_WIDTH : (unit - 0x21) * UNIT;
}

/** After these an address or a long name may be broken. */
const BREAKABLE = /(?<=[\s:/.\-_@,])/u;

/** Breaks a text into lines of at most `width`: between words, within long addresses, and at last anywhere. */
export function wrapText(text: string, width: number, size: number, face: Face): string[] {
  const fits = (line: string): boolean => textWidth(line.trimEnd(), size, face) <= width;
  const lines: string[] = [];
  let line = "";
  for (const part of text.split(/(?<=\s)/u).flatMap((word) => (fits(word) ? [word] : pieces(word, fits)))) {
    if (line !== "" && !fits(line + part)) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += part;
  }
  return [...lines, line.trimEnd()].filter((one) => one !== "");
}

function pieces(word: string, fits: (text: string) => boolean): string[] {
  return word.split(BREAKABLE).flatMap((piece) => (fits(piece) ? [piece] : [...piece]));
}
