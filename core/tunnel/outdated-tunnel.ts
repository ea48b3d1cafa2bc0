import type { FirmServer } from "./firm-server.ts";
import type { Tunnel } from "./tunnel.ts";

/** What of a tunnel's way to its server is another one now. */
export const OUTDATED_PARTS = ["service", "host", "port", "key"] as const;
export type OutdatedPart = (typeof OUTDATED_PARTS)[number];

/** Where a server takes a tunnel of this kind, and by which key it is known there; null: it takes none. */
function offered(server: FirmServer, { kind }: Tunnel): { ports: number[]; keys: readonly string[] } | null {
  const { ssh, wireguard, relay, frp } = server;
  switch (kind) {
    case "wireguard":
      return wireguard && { ports: [wireguard.port, ...wireguard.alsoPorts], keys: [wireguard.publicKey] };
    case "ssh":
      return relay && { ports: ssh.ports, keys: ssh.hostKeys };
    case "frp":
      return frp && { ports: [frp.port], keys: [] };
    default:
      return null;
  }
}

/**
 * What the site's end was told and is not so any more: it calls where nobody listens, or talks to no other machine than the one that was
 * there before. Empty: all is as it was.
 */
export function outdatedParts(tunnel: Tunnel, server: FirmServer): OutdatedPart[] {
  const now = offered(server, tunnel);
  if (now === null) return ["service"];
  const { host, ports = [], serverKey, published } = tunnel;
  const { relay } = server;
  const isOutside = ({ serverPort }: (typeof published)[number]): boolean =>
    tunnel.kind === "ssh" && relay !== null && (serverPort < relay.firstPort || serverPort > relay.lastPort);
  const isUncalled = ports.length > 0 && !ports.some((port) => now.ports.includes(port));
  return [
    ...(host != null && host !== server.host ? (["host"] as const) : []),
    ...(isUncalled || published.some(isOutside) ? (["port"] as const) : []),
    ...(serverKey != null && now.keys.length > 0 && !now.keys.includes(serverKey) ? (["key"] as const) : []),
  ];
}

/** Which port the site's end calls: the one that it was told, as long as the server has it. Undefined: the server's first. */
export function calledPort(tunnel: Tunnel, server: FirmServer): number | undefined {
  const ports = offered(server, tunnel)?.ports ?? [];
  return tunnel.ports?.find((port) => ports.includes(port));
}

/** The tunnel with the server's way as it is now: what passed at the site before is called first. */
export function renewedTunnel(tunnel: Tunnel, server: FirmServer, at: string): Tunnel {
  const now = offered(server, tunnel);
  if (now === null) return tunnel;
  const before = (tunnel.ports ?? []).filter((port) => now.ports.includes(port));
  const [key] = now.keys;
  return {
    ...tunnel,
    serverName: server.name,
    host: server.host,
    ports: [...before, ...now.ports.filter((port) => !before.includes(port))].slice(0, 8),
    ...(key !== undefined && { serverKey: key }),
    installedAt: at,
  };
}
