import { z } from "zod";
import { ownWords } from "../lan/own-words.ts";
import { canonicalAddress } from "../net/ip-address.ts";
import type { MeshProduct } from "../tunnel/tunnel.ts";
import { formatIpPrefix, parseIpPrefix } from "../net/ip-prefix.ts";

/** How the makers write their names. */
export const MESH_NAMES: Readonly<Record<MeshProduct, string>> = {
  tailscale: "Tailscale",
  zerotier: "ZeroTier",
  netbird: "NetBird",
};

export type MeshState =
  | "running"
  | "starting"
  | "stopped"
  /** Somebody must log in on this computer. */
  | "needs-login"
  /** The mesh's administrator must let this computer in. */
  | "needs-approval"
  /** It runs, and reaches none of the mesh's servers. */
  | "offline"
  | "unknown";

/** How packets to a peer go. `idle`: nothing was sent lately, so nobody has found a path yet. */
export type MeshPath =
  | { kind: "direct"; endpoint: string | null }
  /** `via`: the relay's name or region; null: the product doesn't say. */
  | { kind: "relayed"; via: string | null }
  | { kind: "idle" };

export type MeshPeer = {
  name: string;
  addresses: string[];
  /** Null: the product doesn't say. */
  isOnline: boolean | null;
  path: MeshPath;
  latencyMs: number | null;
  /** Networks that are reached through it. */
  routes: string[];
};

export type KeyExpiry =
  | { kind: "never" }
  /** Milliseconds since 1970. */
  | { kind: "at"; at: number; hasExpired: boolean }
  | { kind: "unknown" };

/** What a mesh VPN on this computer says of itself. */
export type MeshStatus = {
  product: MeshProduct;
  version: string | null;
  state: MeshState;
  /** This computer's name in the mesh. */
  name: string | null;
  /** The mesh's name: the tailnet, ZeroTier's networks, NetBird's domain. */
  network: string | null;
  addresses: string[];
  keyExpiry: KeyExpiry;
  /** A machine of the firm's instead of a person's; null: unknown. */
  isTagged: boolean | null;
  /** Networks that this computer offers to the mesh; null: unknown. */
  advertised: string[] | null;
  /** Networks that the mesh sends to this computer, as its administrator approved; null: unknown. */
  approved: string[] | null;
  /** Whether it uses the networks that others offer; null: unknown. */
  acceptsRoutes: boolean | null;
  /** All traffic goes through this peer; null: none in use. */
  exitNode: { name: string | null; isOnline: boolean | null } | null;
  /** UDP doesn't get out, so everything is relayed over TCP; null: unknown. */
  isTcpOnly: boolean | null;
  peers: MeshPeer[];
  /** Peers beyond those that were read. */
  furtherPeers: number;
};

/** A mesh VPN that was found on this computer. */
export type MeshReading =
  | { kind: "read"; status: MeshStatus }
  /** It runs, and shows its state to administrators only. */
  | { kind: "no-rights"; product: MeshProduct }
  /** Installed, and its service doesn't answer. */
  | { kind: "not-running"; product: MeshProduct }
  /** It said something that Farsite can't read, or nothing in time. */
  | { kind: "not-understood"; product: MeshProduct };

/** A firm's mesh has hundreds of them; a report shows a few. */
export const MAX_PEERS = 500;
const MAX_LISTED = 100;

/** What a peer calls itself, for a sentence. */
export const wordsOf = (value: unknown): string | null =>
  typeof value === "string" ? (ownWords(value) ?? null) : null;

/** The addresses among these texts, canonical. */
export const addressesOf = (value: unknown): string[] =>
  texts(value).flatMap((text) => canonicalAddress(text.split("/")[0] ?? "") ?? []);

/** The networks among these texts, canonical and each once. */
export const prefixesOf = (value: unknown): string[] => [
  ...new Set(
    texts(value).flatMap((text) => {
      const prefix = parseIpPrefix(text);
      return prefix === undefined ? [] : formatIpPrefix(prefix);
    }),
  ),
];

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.slice(0, MAX_LISTED).filter((one): one is string => typeof one === "string") : [];

/** Milliseconds since 1970 of an ISO time; null for none, and for Go's zero time (year 1). */
export function timeOf(value: unknown): number | null {
  if (typeof value !== "string" || value.length > 64) return null;
  const time = Date.parse(value);
  return Number.isFinite(time) && time > 0 ? time : null;
}

/** A flag that may be missing. */
export const flag = z.boolean().nullish().catch(null);
/** Anything at all, looked at one by one: a field of another shape spoils no other. */
export const anything = z.unknown().optional();

/** Those of a list that have the shape. */
export const shaped = <T>(values: readonly unknown[], schema: z.ZodType<T>): T[] =>
  values.flatMap((value) => {
    const read = schema.safeParse(value);
    return read.success ? [read.data] : [];
  });
