/** Text and hexadecimal forms of bytes. Written out because `core` has neither DOM nor Node types, so no TextDecoder. */

/** Arguments per `String.fromCharCode` call; engines limit the count, 4096 is far below every limit. */
const CHUNK = 4096;

function fromCharCodes(codes: readonly number[] | Uint8Array): string {
  let text = "";
  for (let start = 0; start < codes.length; start += CHUNK) {
    text += String.fromCharCode(...codes.slice(start, start + CHUNK));
  }
  return text;
}

/** Lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** Bytes of hexadecimal digits; white space is ignored. Undefined for anything else, or an odd number of digits. */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, "");
  if (digits.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

const BASE64_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(index, index + 3);
    const bits = (first << 16) | (second << 8) | third;
    const digits = [18, 12, 6, 0].map((shift) => BASE64_DIGITS[(bits >> shift) & 63]).join("");
    const missing = Math.max(0, index + 3 - bytes.length);
    text += digits.slice(0, 4 - missing) + "=".repeat(missing);
  }
  return text;
}

/** Bytes of Base64 with its padding, and nothing else in it; undefined for any other text (RFC 4648 section 3.5: spare bits are zero). */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const digits = Array.from(text.replace(/=+$/, ""), (digit) => BASE64_DIGITS.indexOf(digit));
  const bytes = Uint8Array.from({ length: Math.floor((digits.length * 3) / 4) }, (_, index) => {
    const at = Math.floor((index * 4) / 3);
    const bits = ((digits[at] ?? 0) << 6) | (digits[at + 1] ?? 0);
    return bits >> (4 - 2 * (index % 3));
  });
  return toBase64(bytes) === text ? bytes : undefined;
}

/** UTF-8 bytes; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}

/** Length of the sequence a lead byte starts and the smallest code point it may hold (RFC 3629 section 4). */
function sequence(lead: number): { length: number; smallest: number } | undefined {
  if (lead < 0x80) return { length: 1, smallest: 0 };
  if (lead >= 0xc2 && lead < 0xe0) return { length: 2, smallest: 0x80 };
  if (lead >= 0xe0 && lead < 0xf0) return { length: 3, smallest: 0x800 };
  if (lead >= 0xf0 && lead < 0xf5) return { length: 4, smallest: 0x10000 };
  return undefined;
}

/** The text of well-formed UTF-8, undefined for anything else. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const units: number[] = [];
  for (let index = 0; index < bytes.length;) {
    const lead = bytes[index] ?? 0;
    const form = sequence(lead);
    if (form === undefined || index + form.length > bytes.length) return undefined;
    let code = form.length === 1 ? lead : lead & (0x7f >> form.length);
    for (let next = 1; next < form.length; next += 1) {
      const byte = bytes[index + next] ?? 0;
      if ((byte & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < form.smallest || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    if (code < 0x10000) units.push(code);
    else units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    index += form.length;
  }
  return fromCharCodes(units);
}

function decodeUtf16(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = Array.from({ length: bytes.length >> 1 }, (_, i) => view.getUint16(2 * i, littleEndian));
  return fromCharCodes(units).toWellFormed();
}

/**
 * Text of a device that may not know its own encoding: UTF-8, or UTF-16 where a byte order mark says so, else Latin-1 (older
 * routers put ISO 8859-1 model names into headers and XML without saying so). Never fails.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes.subarray(2), false);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return decodeUtf8(marked ? bytes.subarray(3) : bytes) ?? fromCharCodes(bytes);
}
