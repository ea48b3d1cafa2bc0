import type { ServerView } from "#core/contract/tunnel-calls.ts";
import type { ServerStatus } from "#core/server-setup/server-status.ts";
import { standingTunnels } from "#core/tunnel/tunnel.ts";
import type { FarsiteClient } from "../../connection/client.ts";

/** Somebody in the VPN, by name; a site can be gone to. */
type KnownEnd = { name: string; siteId: string | null };

/** What this laptop's surveys say of a server's ends: who has which key, what is behind which port. */
export type KnownEnds = {
  byKey: ReadonlyMap<string, KnownEnd>;
  byPort: ReadonlyMap<number, KnownEnd & { device: string }>;
};

/** More are not asked for their tunnels; their rows then go without a name. */
const MAX_SITES = 500;

export async function loadEnds(
  client: FarsiteClient,
  { server, sites }: ServerView,
  signal: AbortSignal,
): Promise<KnownEnds> {
  const byKey = new Map<string, KnownEnd>();
  const byPort = new Map<number, KnownEnd & { device: string }>();
  const named = sites.slice(0, MAX_SITES).map(async ({ siteId, siteName }) => {
    const states = await client.tunnels.list({ siteId }, { signal });
    const tunnels = standingTunnels(states.map(({ tunnel }) => tunnel)).filter(
      ({ serverId }) => serverId === server.id,
    );
    for (const { kind, publicKey, peers, published } of tunnels) {
      if (kind === "wireguard" && publicKey) byKey.set(publicKey, { name: siteName, siteId });
      for (const peer of peers) {
        if (peer.role !== "probe" && (peer.removedAt ?? null) === null)
          byKey.set(peer.publicKey, { name: `${peer.name} (${siteName})`, siteId: null });
      }
      for (const { serverPort, address, port } of published)
        byPort.set(serverPort, { name: siteName, siteId, device: `${address}:${port}` });
    }
  });
  await Promise.all(named);
  for (const { publicKey, name, removedAt } of server.technicians) {
    if ((removedAt ?? null) === null) byKey.set(publicKey, { name, siteId: null });
  }
  return { byKey, byPort };
}

export type HeardPeer = {
  key: string;
  /** Null: no survey of this laptop knows it. */
  end: KnownEnd | null;
  addresses: string;
  /** By the server's own clock; null: never. */
  heardSecondsAgo: number | null;
  receivedBytes: number;
  sentBytes: number;
};

type Peers = NonNullable<ServerStatus["wireguard"]>["peers"];

/** Who is in the VPN and when they were last heard: sites first. Farsite's own probe is nobody's. */
export function heardPeers(peers: Peers, time: string, { server }: ServerView, { byKey }: KnownEnds): HeardPeer[] {
  const nowSeconds = Date.parse(time) / 1_000;
  return peers
    .filter(({ publicKey }) => publicKey !== server.wireguard?.probe.publicKey)
    .map(({ publicKey, allowedIps, latestHandshakeSeconds, receivedBytes, sentBytes }) => ({
      key: publicKey,
      end: byKey.get(publicKey) ?? null,
      addresses: allowedIps.replaceAll(",", ", "),
      heardSecondsAgo: latestHandshakeSeconds === null ? null : Math.max(0, nowSeconds - latestHandshakeSeconds),
      receivedBytes,
      sentBytes,
    }))
    .toSorted((a, b) => rank(a) - rank(b) || (a.end?.name ?? "").localeCompare(b.end?.name ?? ""));
}

const rank = ({ end }: HeardPeer): number => (end === null ? 2 : end.siteId === null ? 1 : 0);

/** Who has a key by the surveys and is not on the server yet. */
export function missingEnds(peers: Peers, { byKey }: KnownEnds): string[] {
  const present = new Set(peers.map(({ publicKey }) => publicKey));
  return [...byKey]
    .flatMap(([key, { name }]) => (present.has(key) ? [] : [name]))
    .toSorted((a, b) => a.localeCompare(b));
}
