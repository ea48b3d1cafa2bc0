import type { IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import { addressScope, canonicalAddress } from "#core/net/ip-address.ts";

/** Who asks: the other end of the TCP connection, and nothing that a request says about itself. */
export type Caller = {
  /** Canonical: an IPv4-mapped IPv6 address is the IPv4 address. */
  address: string;
  port: number;
  /** The vantage's own end, which it also dials from. */
  localAddress: string;
};

/** Null when the connection is gone already. */
export function callerOf(socket: Pick<Socket, "remoteAddress" | "remotePort" | "localAddress">): Caller | null {
  const address = canonicalAddress(socket.remoteAddress ?? "");
  const localAddress = canonicalAddress(socket.localAddress ?? "");
  if (address === undefined || localAddress === undefined || !socket.remotePort) return null;
  return { address, port: socket.remotePort, localAddress };
}

/**
 * Whether the vantage dials this caller: an address of the internet, or of a network on which it was told to listen by an
 * address of its own there (tests, a firm's inside). With 0.0.0.0 or :: that is never the case.
 */
export function mayBeDialled(caller: Caller, listenAddresses: readonly string[]): boolean {
  if (addressScope(caller.address) === "public") return true;
  return addressScope(caller.localAddress) !== "public" && listenAddresses.includes(caller.localAddress);
}

/** Proxies say that they are one by these; the address seen is theirs then, not the laptop's. */
const PROXY_HEADERS = ["via", "forwarded", "x-forwarded-for", "x-real-ip"];

export const passedProxy = (headers: IncomingHttpHeaders): boolean =>
  PROXY_HEADERS.some((name) => headers[name] !== undefined);
