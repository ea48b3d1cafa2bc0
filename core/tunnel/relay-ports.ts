import type { PlannedSite } from "../vpn/address-plan.ts";
import type { FirmServer } from "./firm-server.ts";
import { standingTunnels, type PublishedPort, type Tunnel } from "./tunnel.ts";

/** Ports of the firm's server for devices of its sites: each port leads to one device of one site, and stays with it. */

/** A device's port that is to be reached at the server. `before`: the server's port that it was given already. */
interface WantedRelayPort {
  readonly id: string;
  readonly before: number | null;
}

type RelayServer = Pick<FirmServer, "id" | "relay" | "frp" | "media" | "turn"> & {
  readonly ssh: Pick<FirmServer["ssh"], "ports">;
};

/**
 * A port of the relay's range for each wish, in the order of the wishes; null: the server has no relay, or its range is full.
 * The same answer for the same surveys, so that two looks at a plan show the same.
 *
 * A port that another site's tunnel has is never given. One that a removed tunnel had is given last: somebody may still have its
 * address, and would see another customer's pictures.
 *
 * @param tunnelId the tunnel that the ports are for: what it has already is its own
 * @param busy ports of the server that something listens at now, whoever that is
 */
export function relayPorts(
  wanted: readonly WantedRelayPort[],
  {
    server,
    sites,
    tunnelId,
    busy,
  }: {
    readonly server: RelayServer;
    readonly sites: readonly Pick<PlannedSite, "tunnels">[];
    readonly tunnelId: string;
    readonly busy: readonly number[];
  },
): ReadonlyMap<string, number> | null {
  const { relay } = server;
  if (relay === null) return null;
  const others = sites
    .flatMap(({ tunnels }) => tunnels)
    .filter((tunnel) => tunnel.serverId === server.id && tunnel.id !== tunnelId);
  const taken = new Set([...ownPorts(server), ...busy, ...portsOf(standingTunnels(others))]);
  const onceHad = new Set(portsOf(others));
  const given = new Map<string, number>();
  for (const { id, before } of wanted) {
    if (before === null || before < relay.firstPort || before > relay.lastPort || taken.has(before)) continue;
    given.set(id, before);
    taken.add(before);
  }
  const next = (isAvoided: (port: number) => boolean): number | null => {
    for (let port = relay.firstPort; port <= relay.lastPort; port += 1) {
      if (!taken.has(port) && !isAvoided(port)) return port;
    }
    return null;
  };
  for (const { id } of wanted) {
    if (given.has(id)) continue;
    const port = next((one) => onceHad.has(one)) ?? next(() => false);
    if (port === null) return null;
    given.set(id, port);
    taken.add(port);
  }
  return given;
}

const portsOf = (tunnels: readonly Tunnel[]): number[] =>
  tunnels.flatMap(({ published }) => published.map(({ serverPort }: PublishedPort) => serverPort));

/** TCP ports of the server's own services, wherever the relay's range begins. */
const ownPorts = ({ ssh, frp, media, turn }: RelayServer): number[] => [
  ...ssh.ports,
  ...[frp?.port, media?.port, turn?.port, turn?.tlsPort].flatMap((port) => port ?? []),
];
