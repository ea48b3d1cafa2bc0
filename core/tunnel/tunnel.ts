import { z } from "zod";
import type { RouteId } from "../advice/route-id.ts";
import { forwardUseSchema } from "../forward/forward.ts";
import { transportSchema } from "../nat/observation.ts";
import { assertNever } from "../never.ts";
import { siteMediaSchema } from "./site-media.ts";

/** By what a site is reached where nothing gets in by itself. */
export const tunnelKindSchema = z.enum([
  "wireguard",
  "ssh",
  "frp",
  "tailscale",
  "zerotier",
  "netbird",
  "openvpn",
  "ipsec",
  "l2tp",
  "hosted",
]);

/** Mesh VPNs: every device finds every other one by a company's (or one's own) control server. */
export const meshProductSchema = tunnelKindSchema.extract(["tailscale", "zerotier", "netbird"]);
export type MeshProduct = z.infer<typeof meshProductSchema>;

/** What the site's end runs on; decides which files and steps there are. */
export const sitePlatformSchema = z.enum([
  "linux",
  "networkd",
  "openwrt",
  "routeros",
  "edgeos",
  "vyos",
  "unifi",
  "pfsense",
  "opnsense",
  "fritzbox",
  "windows",
  "synology",
  "qnap",
  "gl-inet",
  "other",
]);
export type SitePlatform = z.infer<typeof sitePlatformSchema>;

const text = (max: number) => z.string().trim().min(1).max(max).nullable().optional();
const id = z.string().min(1).max(200);
const address = z.string().max(64);
const prefix = z.string().max(64);
const port = z.number().int().min(1).max(65_535);
const time = z.iso.datetime({ offset: true });
/** WireGuard: base64 of 32 bytes. SSH: "ssh-ed25519 AAAA...". */
const publicKey = z.string().max(200);

/** Who else may use a tunnel: a technician's laptop, a customer's telephone, or Farsite's own probe. */
export const tunnelPeerSchema = z.object({
  id,
  name: z.string().trim().min(1).max(120),
  role: z.enum(["technician", "customer", "probe"]),
  publicKey,
  /** Its own address in the tunnel. */
  address,
  addedAt: time,
  addedBy: text(200),
  /** Null or absent: it may still use it. */
  removedAt: time.nullable().optional(),
});
export type TunnelPeer = z.infer<typeof tunnelPeerSchema>;

/** One port of a device of the site that is reached at a port of the server. */
export const publishedPortSchema = z.object({
  id,
  deviceId: id.nullable().optional(),
  /** In the site's LAN, canonical. */
  address,
  transport: transportSchema,
  port,
  use: forwardUseSchema,
  serverPort: port,
  /** `server`: its loopback, so only who is logged in there. `everyone`: the whole internet. */
  listen: z.enum(["server", "everyone"]),
});
export type PublishedPort = z.infer<typeof publishedPortSchema>;

/** A site's tunnel as the survey keeps it. Nothing secret: keys lie in keychains, the survey's accounts say that they exist. */
export const tunnelSchema = z.object({
  id,
  kind: tunnelKindSchema,
  /** The firm's server that it leads to, with what another laptop needs to know of it. */
  serverId: id.nullable().optional(),
  serverName: text(200),
  /** Where the site's end calls. */
  host: text(253),
  ports: z.array(port).max(8).optional(),
  /** The server's WireGuard key, or the fingerprint of its SSH host key. */
  serverKey: text(200),
  platform: sitePlatformSchema.nullable().optional(),
  /** The site's own LAN, what the firm calls it, and the address of the site's end in the tunnel. */
  lan: prefix.nullable().optional(),
  mapped: prefix.nullable().optional(),
  address: address.nullable().optional(),
  publicKey: publicKey.nullable().optional(),
  /** The account (of the survey) whose secret is the site's private key or token. */
  accountId: z.uuid().nullable().optional(),
  mtu: z.number().int().min(576).max(9_000).nullable().optional(),
  peers: z.array(tunnelPeerSchema).max(200),
  published: z.array(publishedPortSchema).max(64),
  /** What of it is watched through the server's media relay, and by whom. */
  media: siteMediaSchema.nullable().optional(),
  madeAt: time,
  madeBy: text(200),
  /** The site's end was set up, as far as anybody knows. */
  installedAt: time.nullable().optional(),
  removedAt: time.nullable().optional(),
  note: text(1_000),
});
export type Tunnel = z.infer<typeof tunnelSchema>;

/** Which of the compared routes it is. */
export function routeOfTunnel({ kind, serverId }: Pick<Tunnel, "kind" | "serverId">): RouteId {
  switch (kind) {
    case "wireguard":
      return serverId == null ? "wireguard-router" : "wireguard-hub";
    case "ssh":
    case "frp":
      return "own-relay";
    case "tailscale":
    case "zerotier":
    case "netbird":
      return kind;
    case "openvpn":
    case "ipsec":
    case "l2tp":
      return "router-vpn";
    case "hosted":
      return "hosted-relay";
    default:
      return assertNever(kind);
  }
}

/** Tunnels that are planned or stand. */
export const standingTunnels = (tunnels: readonly Tunnel[]): Tunnel[] =>
  tunnels.filter(({ removedAt }) => removedAt === undefined || removedAt === null);
