import { canonicalAddress, isIpv6 } from "#core/net/ip-address.ts";
import { serverHostSchema } from "#core/tunnel/firm-server.ts";
import { UsageError } from "./usage.ts";

const MAX_PORT = 65_535;

/** `vpn.example`, `vpn.example:443`, `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]:443`; null for anything else. */
export function hostAndPort(text: string): { host: string; port: number | null } | null {
  const whole = canonicalAddress(text);
  if (whole !== undefined) return { host: whole, port: null };
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::([0-9]{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? "";
  if (bracketed !== undefined && !isIpv6(bracketed)) return null;
  if (!serverHostSchema.safeParse(host).success || host !== host.trim()) return null;
  if (digits === undefined) return { host, port: null };
  const port = Number(digits);
  return isPort(port) ? { host, port } : null;
}

/** A port as an option names it. @throws UsageError */
export function portNamed(text: string, option: string): number {
  const port = Number(text);
  if (!isPort(port)) throw new UsageError(`${option} takes a port, not “${text}”`);
  return port;
}

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= MAX_PORT;
