import { decodeText, toHex } from "../codec/byte-text.ts";

const MAX_CHARACTERS = 3_000;
/** Sessions and nonces are worth something to whoever reads the record. */
const SESSION = /^((?:set-)?cookie|x-[a-z-]*token|authorization):.*$/gim;

/** What came from a port, for who wants to see it; bytes that are no text in hexadecimal. Null when nothing came. */
export function readableAnswer(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return null;
  const text = decodeText(bytes);
  const controls = text.replace(/[\t\r\n]/g, "").match(/[\p{Cc}\uFFFD]/gu)?.length ?? 0;
  // One stray byte in a page is no reason to show all of it as numbers.
  if (controls > text.length / 20) return toHex(bytes).slice(0, MAX_CHARACTERS);
  return text
    .replace(SESSION, "$1: …")
    .replace(/[^\P{C}\t\n]/gu, "")
    .slice(0, MAX_CHARACTERS)
    .toWellFormed();
}
