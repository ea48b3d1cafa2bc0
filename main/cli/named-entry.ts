import { HostError } from "#core/contract/errors.ts";
import type { AccountEntry } from "#core/survey/survey-sections.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { standingTunnels, type Tunnel } from "#core/tunnel/tunnel.ts";
import { UsageError } from "./usage.ts";

/** Fewer would fit too much by accident. */
const MIN_ID_CHARACTERS = 4;

/**
 * The server that NAME means: its id, its name or address, or the unique beginning of its id.
 *
 * @throws HostError SERVER_NOT_FOUND, UsageError when several fit
 */
export function namedServer(servers: readonly FirmServer[], name: string): FirmServer {
  const found = namedEntry(servers, name, (server) => [server.name, server.host]);
  if (found === null) throw new HostError("SERVER_NOT_FOUND");
  return found;
}

/**
 * The tunnel of a site that TUNNEL means: its id, the unique beginning of it, or its kind, server or host where only one fits. Those
 * that stand come first.
 *
 * @throws HostError TUNNEL_NOT_FOUND, UsageError when several fit
 */
export function namedTunnel(tunnels: readonly Tunnel[], name: string): Tunnel {
  const namesOf = ({ kind, serverName, host }: Tunnel): string[] => [kind, serverName ?? "", host ?? ""];
  const found = namedEntry(standingTunnels(tunnels), name, namesOf) ?? namedEntry(tunnels, name, namesOf);
  if (found === null) throw new HostError("TUNNEL_NOT_FOUND");
  return found;
}

/** The account of a site that ACCOUNT means: its id, the beginning of it, or what it is called. @throws UsageError when several fit */
export const namedAccount = (accounts: readonly AccountEntry[], name: string): AccountEntry | null =>
  namedEntry(accounts, name, ({ label }) => [label]);

function namedEntry<T extends { id: string }>(
  entries: readonly T[],
  text: string,
  namesOf: (entry: T) => readonly string[],
): T | null {
  const exact = entries.find(({ id }) => id === text);
  if (exact !== undefined) return exact;
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return null;
  const byName = entries.filter((entry) => namesOf(entry).some((name) => name.toLowerCase() === wanted));
  const isLong = wanted.length >= MIN_ID_CHARACTERS;
  const fitting = byName.length > 0 || !isLong ? byName : entries.filter(({ id }) => id.startsWith(wanted));
  const [found = null, ...more] = fitting;
  if (more.length > 0) throw new UsageError(`“${text}” fits several: ${fitting.map(({ id }) => id).join(", ")}`);
  return found;
}
