import { ipv4Number } from "../net/ipv4-prefix.ts";
import { z } from "zod";

/** PostgreSQL's own (IANA: postgresql). */
const DEFAULT_PORT = 5432;
const HIGHEST_PORT = 65_535;

/** Where a firm's hub is and as whom it is asked. The password is never part of it. */
export interface HubAddress {
  user: string;
  /** A name, an IP address without brackets, or the folder of a Unix socket. */
  host: string;
  port: number;
  database: string;
}

/**
 * What `farsite hub add` prints: `postgres://user@host:port/database`, and behind `#` the password. The folder of a Unix socket is
 * written as `%2Frun%2Fpostgresql`. Undefined when it is something else, or has a password where it would be kept with the address.
 */
export function parseHubLine(text: string): { address: HubAddress; password: string | null } | undefined {
  const parts =
    /^postgres(?:ql)?:\/\/([^\s:@/?#]+)@(\[[0-9a-f:.]+\]|[^\s:@/?#[\]]+)(?::(\d{1,5}))?\/([^\s/?#]+)\/?(?:#(\S+))?$/i.exec(
      text.trim(),
    );
  const [, user, host, port, database, password] =
    parts?.map((part) => (part === undefined ? part : decoded(part))) ?? [];
  const portNumber = port === undefined ? DEFAULT_PORT : Number(port);
  if (!user || !host || !database || portNumber < 1 || portNumber > HIGHEST_PORT) return undefined;
  return {
    address: { user, host: host.replace(/^\[(.*)\]$/, "$1").toLowerCase(), port: portNumber, database },
    password: password ?? null,
  };
}

/** The address alone, as it is kept in the settings. */
export const hubUrlSchema = z
  .string()
  .trim()
  .max(500)
  .refine((text) => parseHubLine(text)?.password === null, "postgres://USER@HOST:PORT/DATABASE");

/** For settings and for pasting; a password only where it is handed over once. */
export function formatHubLine(address: HubAddress, password?: string): string {
  const { user, database } = address;
  const secret = password === undefined ? "" : `#${encodeURIComponent(password)}`;
  return `postgres://${encodeURIComponent(user)}@${hostPort(address)}/${encodeURIComponent(database)}${secret}`;
}

/** For people: `host:port/database`. */
export const hubName = (address: HubAddress): string => `${hostPort(address)}/${address.database}`;

function hostPort({ host, port }: HubAddress): string {
  return `${host.includes(":") ? `[${host}]` : encodeURIComponent(host)}:${port}`;
}

/**
 * Whether what is sent there can't leave the computer. Only then may it be sent in plain. A name other than "localhost" may lead
 * anywhere, whatever it leads to now.
 */
export const staysOnThisComputer = ({ host }: HubAddress): boolean =>
  host.startsWith("/") || host === "localhost" || host === "::1" || isLoopbackIpv4(host);

/** As an address only: 127.0.0.999 is none, and so a name. */
function isLoopbackIpv4(host: string): boolean {
  const number = ipv4Number(host);
  return number !== undefined && number >>> 24 === 127;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
