import { isIpv6 } from "../net/ip-address.ts";

/**
 * What is said to a port, by the vantage from outside and by the laptop from inside: word for word the same, since both answers are
 * held against each other.
 */

/** OPTIONS needs no stream and no login (RFC 2326 section 10.1). */
export const RTSP_HELLO = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: Farsite\r\n\r\n";

/** Asks for the first page; the usual port of the scheme is not named (RFC 9110 section 7.2). */
export function webHello({ address, port }: { address: string; port: number }, scheme: "http" | "https"): string {
  const usualPort = scheme === "http" ? 80 : 443;
  const host = `${isIpv6(address) ? `[${address}]` : address}${port === usualPort ? "" : `:${port}`}`;
  return `GET / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Farsite\r\nAccept: */*\r\nConnection: close\r\n\r\n`;
}
