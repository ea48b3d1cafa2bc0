import { ownWords } from "../lan/own-words.ts";
import type { SshFault } from "./ssh-fault.ts";

/** RFC 4253 section 4.2 lets a server send lines before its version; those of real ones have a few hundred bytes. */
export const MAX_GREETING_BYTES = 16_384;

/** TLS 1.0-1.3 records: alert or handshake, version 3.x (RFC 8446 section 5.1). */
const startsTls = ([type = 0, major = 0]: Uint8Array): boolean => (type === 0x15 || type === 0x16) && major === 3;

/** sshd's own words where it lets nobody in: MaxStartups, PerSourcePenalties (OpenSSH 9.8). */
const TURNED_AWAY = /^(Exceeded MaxStartups|Not allowed at this time|Too many authentication)/i;

/**
 * What the first bytes after a connection was made are. Undefined: too few to say. "ssh": an SSH server greets.
 *
 * @param ended no more will come
 */
export function readGreeting(bytes: Uint8Array, ended: boolean): "ssh" | SshFault | undefined {
  if (startsTls(bytes)) return { kind: "not-ssh", speaks: "tls", said: null };
  const text = String.fromCharCode(...bytes.subarray(0, MAX_GREETING_BYTES));
  const version = /(?:^|\n)SSH-(\d+)\.(\d+)-[^\n]*\n/.exec(text);
  if (version !== null) {
    // "1.99" speaks both (RFC 4253 section 5.1).
    const speaks2 = version[1] === "2" || (version[1] === "1" && version[2] === "99");
    return speaks2 ? "ssh" : { kind: "not-ssh", speaks: "ssh-1", said: words(version[0]) };
  }
  const mayGoOn = !ended && bytes.length < MAX_GREETING_BYTES;
  const http = /^HTTP\/\d/.test(text);
  if (mayGoOn && !(http && text.includes("\r\n\r\n"))) return undefined;
  if (http) return httpFault(text);
  if (bytes.length === 0) return { kind: "closed-early", said: null };
  if (TURNED_AWAY.test(text)) return { kind: "closed-early", said: words(text) };
  return { kind: "not-ssh", speaks: "other", said: words(text) };
}

/** A server that was not asked for a page complains (400); what answers for others sends elsewhere or forbids. */
function httpFault(text: string): SshFault {
  const [head = ""] = text.split("\r\n\r\n");
  const status = Number(/^HTTP\/[\d.]+ (\d{3})/.exec(head)?.[1] ?? 0);
  if ((status >= 300 && status < 400) || status === 511 || status === 407 || status === 403) {
    return { kind: "captive-portal", location: words(/\nlocation:([^\r\n]*)/i.exec(head)?.[1]) };
  }
  const server = /\nserver:([^\r\n]*)/i.exec(head)?.[1];
  return { kind: "not-ssh", speaks: "http", said: words(server) ?? words(head.split("\r\n")[0]) };
}

const words = (text: string | undefined): string | null =>
  ownWords(text?.split(/[\r\n]/).find((line) => line.trim() !== "")) ?? null;
