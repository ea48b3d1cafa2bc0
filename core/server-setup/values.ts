import { ownWords } from "../lan/own-words.ts";
import { isHostName } from "../net/host-name.ts";
import { canonicalAddress, isIpv4 } from "../net/ip-address.ts";
import { formatIpv4Prefix, parseIpv4Prefix, type Ipv4Prefix } from "../net/ipv4-prefix.ts";

import { parsePublicKeyLine, publicKeyLine } from "../relay/ssh-public-key.ts";

/** Values as the formats of the server's files carry them. What a format can't carry is refused, never repaired. */

/** The value, when it is of that shape. @throws RangeError with what and where. */
export function checked(what: string, value: string, shape: RegExp): string {
  if (!shape.test(value) || /[\r\n]/.test(value))
    throw new RangeError(`${what}: ${JSON.stringify(value.slice(0, 80))}`);
  return value;
}

/** Accounts, as Debian's adduser takes them (NAME_REGEX). */
export const userName = (value: string): string => checked("user name", value, /^[a-z_][a-z0-9_-]{0,31}$/);

export function hostName(what: string, value: string): string {
  if (!isHostName(value)) throw new RangeError(`${what}: ${JSON.stringify(value.slice(0, 80))}`);
  return value;
}

/** Secrets made by Farsite, and the placeholder: what needs no quoting anywhere. */
export const token = (what: string, value: string): string => {
  // The value itself is no part of an error: errors are written down.
  if (!/^[A-Za-z0-9+/=._~-]{8,200}$/.test(value)) throw new RangeError(`${what}: not of letters, digits and +/=._~-`);
  return value;
};

export function portNumber(what: string, value: number): number {
  if (!Number.isInteger(value) || value < 1 || value > 65_535) throw new RangeError(`${what}: ${value} is no port`);
  return value;
}

export function ipv4(what: string, value: string): string {
  if (!isIpv4(value)) throw new RangeError(`${what}: ${JSON.stringify(value.slice(0, 80))} is no IPv4 address`);
  return value;
}

export function address(what: string, value: string): string {
  const canonical = canonicalAddress(value);
  if (canonical === undefined) throw new RangeError(`${what}: ${JSON.stringify(value.slice(0, 80))} is no address`);
  return canonical;
}

export function ipv4Network(what: string, value: string): Ipv4Prefix {
  const prefix = parseIpv4Prefix(value);
  if (prefix === undefined) throw new RangeError(`${what}: ${JSON.stringify(value.slice(0, 80))} is no IPv4 prefix`);
  return prefix;
}

export const ipv4PrefixText = (what: string, value: string): string => formatIpv4Prefix(ipv4Network(what, value));

/** A site as the server calls it: a file's name there, and a word in an SSH key's options. */
export const siteName = (value: string): string => checked("site", value, /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

/** One line of anything a person or a device calls something, for behind a comment sign; without one, nothing. */
export const remark = (sign: string, text: string): string => {
  const words = ownWords(text)?.replace(/\p{Zl}|\p{Zp}/gu, " ");
  return words === undefined ? "" : `${sign} ${words}`;
};

const KEY_TYPES = /^(?:ssh-ed25519|sk-ssh-ed25519@openssh\.com|ecdsa-sha2-nistp256|ssh-rsa)$/;

/** An OpenSSH public key without options, its comment cleaned. @throws RangeError */
export function sshPublicKey(value: string): string {
  const key = parsePublicKeyLine(value);
  if (key === undefined) throw new RangeError(`SSH key: ${JSON.stringify(value.slice(0, 80))}`);
  checked("SSH key's type", key.type, KEY_TYPES);
  const comment = value
    .trim()
    .split(/[ \t]+/)
    .slice(2)
    .join(" ");
  return [publicKeyLine(key), ...commentWords(comment)].join(" ");
}

/** Behind a key only what can be nothing else. */
const commentWords = (text: string): string[] => {
  const words = text.replace(/[^A-Za-z0-9._@-]+/g, "-").slice(0, 60);
  return words === "" ? [] : [words];
};

export const keyComment = (text: string): string => commentWords(ownWords(text) ?? "")[0] ?? "farsite";
