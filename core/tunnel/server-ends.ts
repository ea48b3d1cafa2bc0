import type { PlannedSite } from "../vpn/address-plan.ts";
import type { FirmServer } from "./firm-server.ts";
import type { Tunnel } from "./tunnel.ts";

/** Who has a key to a server by the surveys, and who had. */
interface ServerEnd {
  readonly key: string;
  readonly name: string;
  readonly isStanding: boolean;
}

const isStanding = ({ removedAt }: { readonly removedAt?: string | null | undefined }): boolean => removedAt == null;

/** Everybody whom this laptop's surveys know at a server: also who was taken out, so that the server's other keys are others'. */
export function serverEnds(server: FirmServer, sites: readonly PlannedSite[]): ServerEnd[] {
  const ends: ServerEnd[] = server.technicians.map((one) => ({
    key: one.publicKey,
    name: one.name,
    isStanding: isStanding(one),
  }));
  for (const { name, tunnels } of sites) {
    for (const tunnel of tunnels.filter(({ serverId }) => serverId === server.id)) {
      const stands = isStanding(tunnel);
      if (tunnel.publicKey && (tunnel.kind === "wireguard" || tunnel.kind === "ssh"))
        ends.push({ key: tunnel.publicKey, name, isStanding: stands && isTold(tunnel) });
      for (const peer of tunnel.peers)
        ends.push({ key: peer.publicKey, name: `${peer.name} (${name})`, isStanding: stands && isStanding(peer) });
    }
  }
  return ends.filter(({ key }) => key !== "");
}

/** A relay without ports has no line on the server. */
const isTold = ({ kind, published }: Tunnel): boolean => kind === "wireguard" || published.length > 0;

/** Whose keys a server is to have and has not been told of, and the other way round. */
export interface ServerBehind {
  readonly toldAt: string | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** As many names as a sentence holds; the rest is counted. */
const NAMED = 50;

/**
 * What has changed since a server was last told, or null: nothing.
 *
 * @param digest of everything that it would be told now; null: two are in each other's way, and nothing can be written
 */
export function serverBehind(
  server: FirmServer,
  sites: readonly PlannedSite[],
  digest: string | null,
): ServerBehind | null {
  const { told } = server;
  const ends = serverEnds(server, sites);
  const known = new Set(told?.keys ?? []);
  const wanted = new Set(ends.filter((end) => end.isStanding).map(({ key }) => key));
  const added = ends.filter((end) => end.isStanding && !known.has(end.key));
  const removed = ends.filter(({ key }) => known.has(key) && !wanted.has(key));
  const isOther = told !== undefined && digest !== null && told.digest !== digest;
  if (added.length === 0 && removed.length === 0 && !isOther) return null;
  const names = (all: readonly ServerEnd[]): string[] => [...new Set(all.map(({ name }) => name))].slice(0, NAMED);
  return { toldAt: told?.at ?? null, added: names(added), removed: names(removed) };
}

/** Keys that a server is told now. */
export const toldKeys = (server: FirmServer, sites: readonly PlannedSite[]): string[] => [
  ...new Set(serverEnds(server, sites).flatMap((end) => (end.isStanding ? [end.key] : []))),
];
