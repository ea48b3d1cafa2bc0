import { z } from "zod";
import { parseJson } from "../parse-json.ts";
import { isDefaultRoute } from "../net/ip-prefix.ts";
import {
  addressesOf,
  anything,
  flag,
  MAX_PEERS,
  prefixesOf,
  shaped,
  timeOf,
  wordsOf,
  type MeshPath,
  type MeshPeer,
  type MeshState,
  type MeshStatus,
} from "./mesh-status.ts";

/** `netbird status --json` (client/status, OutputOverview). */
const peerSchema = z.looseObject({
  fqdn: anything,
  netbirdIp: anything,
  status: anything,
  connectionType: anything,
  iceCandidateEndpoint: z.looseObject({ remote: anything }).nullish().catch(null),
  relayAddress: anything,
  /** Go's time.Duration: nanoseconds. */
  latency: z.number().nullish().catch(null),
  networks: anything,
  /** Before 0.33. */
  routes: anything,
});

const statusSchema = z.looseObject({
  peers: z.looseObject({ details: z.array(z.unknown()).nullish().catch(null) }),
  daemonVersion: anything,
  daemonStatus: anything,
  management: z.looseObject({ connected: flag }).nullish().catch(null),
  signal: z.looseObject({ connected: flag }).nullish().catch(null),
  netbirdIp: anything,
  fqdn: anything,
  networks: anything,
  routes: anything,
  sessionExpiresAt: anything,
});

/**
 * What NetBird says of itself.
 *
 * @param now milliseconds since 1970
 * @returns undefined for a text that is no status
 */
export function readNetbirdStatus(text: string, now: number): MeshStatus | undefined {
  // Without a login there is no JSON, whatever was asked for.
  const word = /^Daemon status: (\w{1,40})/m.exec(text.slice(0, 10_000))?.[1];
  if (word !== undefined)
    return { ...NOTHING, state: STATES.get(word) ?? "unknown", keyExpiry: expiryOf(word, null, now) };
  const status = statusSchema.safeParse(parseJson(text)).data;
  if (status === undefined) return undefined;
  const peers = shaped(status.peers.details ?? [], peerSchema);
  const daemon = typeof status.daemonStatus === "string" ? status.daemonStatus : null;
  const fqdn = wordsOf(status.fqdn);
  const offered = networksOf(status.networks ?? status.routes);
  const exit = peers.find(({ networks, routes }) => prefixesOf(networks ?? routes).some(isDefaultRoute));
  return {
    product: "netbird",
    version: wordsOf(status.daemonVersion),
    state: stateOf(daemon, status.management?.connected ?? null, status.signal?.connected ?? null),
    name: fqdn?.split(".")[0] ?? null,
    network: fqdn?.split(".").slice(1).join(".") || null,
    addresses: addressesOf([status.netbirdIp]),
    keyExpiry: expiryOf(daemon, timeOf(status.sessionExpiresAt), now),
    isTagged: null,
    // Routes are given by the administrator: a peer offers none by itself.
    advertised: offered,
    approved: offered,
    acceptsRoutes: null,
    exitNode: exit === undefined ? null : { name: wordsOf(exit.fqdn), isOnline: exit.status === "Connected" },
    isTcpOnly: null,
    peers: peers.slice(0, MAX_PEERS).map(peerOf),
    furtherPeers: Math.max(0, peers.length - MAX_PEERS),
  };
}

const NOTHING: MeshStatus = {
  product: "netbird",
  version: null,
  state: "unknown",
  name: null,
  network: null,
  addresses: [],
  keyExpiry: { kind: "unknown" },
  isTagged: null,
  advertised: null,
  approved: null,
  acceptsRoutes: null,
  exitNode: null,
  isTcpOnly: null,
  peers: [],
  furtherPeers: 0,
};

const STATES = new Map<unknown, MeshState>([
  ["Idle", "stopped"],
  ["Connecting", "starting"],
  ["Connected", "running"],
  ["NeedsLogin", "needs-login"],
  ["LoginFailed", "needs-login"],
  ["SessionExpired", "needs-login"],
]);

function stateOf(daemon: string | null, management: boolean | null, signal: boolean | null): MeshState {
  const state = STATES.get(daemon);
  if (state !== undefined && state !== "running") return state;
  // Clients before 0.60 don't say what the daemon does; the two servers tell.
  if (management === false) return "offline";
  if (management === true && signal !== false) return "running";
  return state ?? "unknown";
}

/** A computer that joined with a set-up key has no session, and so none that ends. */
function expiryOf(daemon: string | null, at: number | null, now: number): MeshStatus["keyExpiry"] {
  if (at !== null) return { kind: "at", at, hasExpired: at <= now || daemon === "SessionExpired" };
  return { kind: "unknown" };
}

function peerOf(peer: z.infer<typeof peerSchema>): MeshPeer {
  const { latency } = peer;
  const isDirect = peer.status === "Connected" && peer.connectionType === "P2P";
  return {
    name: wordsOf(peer.fqdn)?.split(".")[0] || addressesOf([peer.netbirdIp])[0] || "?",
    addresses: addressesOf([peer.netbirdIp]),
    isOnline: typeof peer.status === "string" ? peer.status === "Connected" : null,
    path: pathOf(peer),
    // 0: not measured.
    latencyMs: isDirect && typeof latency === "number" && latency > 0 ? Math.round(latency / 10_000) / 100 : null,
    routes: networksOf(peer.networks ?? peer.routes),
  };
}

function pathOf({ status, connectionType, iceCandidateEndpoint, relayAddress }: z.infer<typeof peerSchema>): MeshPath {
  if (status !== "Connected") return { kind: "idle" };
  if (connectionType === "P2P") return { kind: "direct", endpoint: wordsOf(iceCandidateEndpoint?.remote) };
  return connectionType === "Relayed" ? { kind: "relayed", via: wordsOf(relayAddress) } : { kind: "idle" };
}

const networksOf = (value: unknown): string[] => prefixesOf(value).filter((prefix) => !isDefaultRoute(prefix));
