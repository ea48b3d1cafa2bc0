import { formatIpv4Prefix, ipv4Text, parseIpv4Prefix, type Ipv4Prefix } from "../../net/ipv4-prefix.ts";

/** How OpenVPN's configuration is written: words in quotes, networks as address and mask, files inside of it. */

/** OPTION_LINE_SIZE and OPTION_PARM_SIZE of OpenVPN are 256. */
const MAX_WORD_CHARACTERS = 200;

/**
 * One word. Within double quotes a backslash takes away the meaning of what follows it (openvpn(8), "quoting").
 *
 * @throws RangeError for control characters and what is too long for a line
 */
export function openVpnQuoted(word: string): string {
  if (/\p{Cc}/u.test(word)) throw new RangeError("OpenVPN: a word can't hold control characters");
  if (word.length > MAX_WORD_CHARACTERS) throw new RangeError("OpenVPN: a word is too long for a line");
  return /^[A-Za-z0-9._:/@=+-]+$/.test(word) ? word : `"${word.replace(/["\\]/g, String.raw`\$&`)}"`;
}

/** A name in a certificate that is also the name of a file. @throws RangeError */
export function checkedCommonName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/.test(name)) return name;
  throw new RangeError(`common name: ${JSON.stringify(name).slice(0, 80)} must be letters, digits, - and _`);
}

/** @throws RangeError */
export function ipv4PrefixOf(text: string, what: string): Ipv4Prefix {
  const prefix = parseIpv4Prefix(text);
  if (prefix === undefined || formatIpv4Prefix(prefix) !== text)
    throw new RangeError(`${what}: ${JSON.stringify(text).slice(0, 80)} is no IPv4 network`);
  return prefix;
}

/** `192.168.1.0 255.255.255.0`. */
export const networkAndMask = ({ network, length }: Ipv4Prefix): string => `${ipv4Text(network)} ${maskText(length)}`;

export const maskText = (length: number): string => ipv4Text(length === 0 ? 0 : (-1 << (32 - length)) >>> 0);

/** What stands in for a secret where the text is only shown. */
const STAND_IN = /^[\p{L}\p{N} _.()<>…-]{1,60}$/u;
const PEM = /^(-----BEGIN ([A-Z ]+)-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END \2-----\n)+$/;
const STATIC_KEY =
  /^-----BEGIN OpenVPN Static key V1-----\n(?:[0-9a-f]{32}\n){16}-----END OpenVPN Static key V1-----\n$/;

/**
 * A certificate, a key or a static key within the configuration. Comments and the readable form of a certificate, which `openssl`
 * and `openvpn --genkey` write around them, are left out.
 *
 * @throws RangeError when it is something else: what stands there is never repeated
 */
export function inlineFile(tag: "ca" | "cert" | "key" | "tls-crypt", content: string): string[] {
  const body = STAND_IN.test(content) ? `${content}\n` : blocksOf(content);
  const fits = STAND_IN.test(content) || (tag === "tls-crypt" ? STATIC_KEY : PEM).test(body);
  if (!fits) throw new RangeError(`OpenVPN: <${tag}> is no such file`);
  return [`<${tag}>`, ...body.trimEnd().split("\n"), `</${tag}>`];
}

const MAX_FILE_CHARACTERS = 100_000;

function blocksOf(content: string): string {
  const text = content.slice(0, MAX_FILE_CHARACTERS).replaceAll("\r\n", "\n");
  const blocks = text.match(/-----BEGIN [A-Za-z0-9 ]+-----\n[^-]*-----END [A-Za-z0-9 ]+-----/g) ?? [];
  return blocks.map((block) => `${block}\n`).join("");
}
