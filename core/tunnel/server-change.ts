import type { z } from "zod";
import {
  firmServerSchema,
  MAX_SERVER_EVENTS,
  serverRelaySchema,
  serverTurnSchema,
  serverWireGuardSchema,
  type FirmServer,
  type ServerEvent,
  type ServerShape,
} from "./firm-server.ts";

/** What a person may change of a server. Keys, pools of addresses and accounts stay what they are. */
export const serverChangeSchema = firmServerSchema
  .pick({ id: true, name: true, host: true, region: true, frp: true, media: true })
  .extend({
    ssh: firmServerSchema.shape.ssh.pick({ ports: true }),
    wireguard: serverWireGuardSchema.pick({ port: true, alsoPorts: true }).nullable(),
    relay: serverRelaySchema.pick({ firstPort: true, lastPort: true }).nullable(),
    turn: serverTurnSchema.pick({ port: true, tlsPort: true, realm: true }).nullable(),
  });
export type ServerChange = z.infer<typeof serverChangeSchema>;

/** The relay's account on a server that Farsite sets up. */
export const RELAY_USER = "farsite-relay";

/**
 * The server as it is to be. Where a person has logged in already, what runs there is remembered until somebody has changed the machine
 * (`onServer`): until then its old ports answer, not the new ones.
 *
 * @param newHub keys and pools for a hub that this server never was
 */
export function changedServer(
  before: FirmServer,
  { name, host, region, ssh, wireguard, relay, frp, media, turn }: ServerChange,
  newHub: () => NonNullable<FirmServer["wireguard"]>,
): FirmServer {
  // Another machine under that name has another key: it is accepted anew.
  const isSame = before.host === host;
  const { onServer, ...kept } = before;
  const after: FirmServer = {
    ...kept,
    name,
    host,
    region,
    frp,
    media,
    ssh: { ...before.ssh, ports: ssh.ports, ...(!isSame && { hostKeys: [], hostKeyLine: null, acceptedAt: null }) },
    // What it was once is what its sites' tunnels and the keychain know.
    wireguard: wireguard && {
      ...(before.wireguard ?? onServer?.wireguard ?? newHub()),
      port: wireguard.port,
      alsoPorts: wireguard.alsoPorts,
    },
    relay: relay && {
      user: (before.relay ?? onServer?.relay)?.user ?? RELAY_USER,
      firstPort: relay.firstPort,
      lastPort: relay.lastPort,
    },
    turn: turn && {
      userName: (before.turn ?? onServer?.turn)?.userName ?? null,
      port: turn.port,
      tlsPort: turn.tlsPort,
      realm: turn.realm,
    },
  };
  const running = onServer ?? (before.ssh.hostKeys.length > 0 ? shapeOf(before) : undefined);
  return running === undefined || isSameShape(running, shapeOf(after)) ? after : { ...after, onServer: running };
}

const shapeOf = ({ ssh, wireguard, relay, frp, media, turn }: FirmServer): ServerShape => ({
  sshPorts: ssh.ports,
  wireguard,
  relay,
  frp,
  media,
  turn,
});

/** The server as it runs: what was chosen since is not there yet. */
export function runningServer(server: FirmServer): FirmServer {
  const { onServer } = server;
  if (onServer === undefined) return server;
  const { sshPorts, ...services } = onServer;
  return { ...server, ...services, ssh: { ...server.ssh, ports: sshPorts } };
}

const isSameShape = (one: ServerShape, other: ServerShape): boolean => {
  const text = ({ sshPorts, wireguard, relay, frp, media, turn }: ServerShape): string =>
    JSON.stringify([
      sshPorts,
      wireguard && [wireguard.publicKey, wireguard.tunnelPool, wireguard.port, wireguard.alsoPorts],
      relay && [relay.user, relay.firstPort, relay.lastPort],
      frp?.port,
      media && [media.engine, media.port],
      turn && [turn.port, turn.tlsPort, turn.realm, turn.userName],
    ]);
  return text(one) === text(other);
};

/** With one more line of its history; the oldest go. */
export const withEvent = (server: FirmServer, event: ServerEvent): FirmServer => ({
  ...server,
  history: [...(server.history ?? []), event].slice(-MAX_SERVER_EVENTS),
});

/** Of two laptops' histories of one server, each line once. */
export function unitedHistory(one: FirmServer, other: FirmServer): ServerEvent[] {
  const lines = new Map([...(one.history ?? []), ...(other.history ?? [])].map((line) => [JSON.stringify(line), line]));
  return [...lines.values()].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))).slice(-MAX_SERVER_EVENTS);
}
