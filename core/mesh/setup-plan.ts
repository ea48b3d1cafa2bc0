import { message, type Message } from "../nat/diagnosis.ts";
import type { MeshProduct, SitePlatform } from "../tunnel/tunnel.ts";
import { viaPrefix } from "./four-via-six.ts";
import { formatIpPrefix, parseIpPrefix } from "../net/ip-prefix.ts";
import type { PrefixTranslation } from "../vpn/wireguard-device.ts";

/** What a site's box can be to make its network part of a mesh. */
export const MESH_PLATFORMS = [
  "linux",
  "openwrt",
  "windows",
  "synology",
  "qnap",
  "gl-inet",
  "pfsense",
  "opnsense",
] as const satisfies readonly SitePlatform[];
export type MeshPlatform = (typeof MESH_PLATFORMS)[number];

export type MeshSetupInput = {
  /** The site's own networks. */
  lan: readonly string[];
  /** The site's name, in a person's words. */
  site: string;
  /** Tailscale's, `tag:site-box`; empty: the box belongs to whoever logs in, and its key expires. */
  tags: readonly string[];
  /** Another site uses the same networks: this one's number, and what its networks are called instead. Null: none does. */
  mapped: { siteNumber: number; prefixes: readonly string[] } | null;
  /** Auth key or set-up key; null: a placeholder, so that the text may be shown and saved. */
  key: string | null;
  /** ZeroTier's network, 16 hexadecimal digits; null: a placeholder. */
  networkId: string | null;
  /** A control server of one's own (Headscale, NetBird's, a ZeroTier controller), `https://mesh.example.com`; null: the maker's. */
  control: string | null;
};

export type MeshCommand = { label: Message; text: string };
export type MeshSetup = { steps: Message[]; commands: MeshCommand[] };

/** What stands for a key that is typed in only on the box. */
export const KEY_PLACEHOLDER = "PASTE-THE-KEY-HERE";
const NETWORK_PLACEHOLDER = "PASTE-THE-NETWORK-ID-HERE";

/** The values of a set-up, each checked. */
export type MeshPlan = {
  lan: string[];
  /** What the mesh is told. */
  routes: string[];
  /** What the box itself translates. */
  pairs: PrefixTranslation[];
  isMapped: boolean;
  tags: string[];
  hostName: string;
  key: string;
  networkId: string;
  control: string | null;
};

/** HTTPS, a host's name, perhaps a port: nothing that a shell, PowerShell or a person could read otherwise. */
const CONTROL = /^https:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?$/;
export const isControlServer = (text: string): boolean => CONTROL.test(text) && !text.includes("\n");

/** @throws RangeError with what and where */
export function planOf(product: MeshProduct, given: MeshSetupInput): MeshPlan {
  const lan = given.lan.map((prefix) => network("the site's network", prefix));
  if (lan.length === 0) throw new RangeError("the site's network: none given");
  const tags = given.tags.map((tag) => matched("tag", tag, /^tag:[a-zA-Z][a-zA-Z0-9-]{0,48}$/));
  const { mapped } = given;
  const plan = {
    lan,
    tags,
    hostName: hostLabel(given.site),
    key: given.key === null ? KEY_PLACEHOLDER : matched("key", given.key, /^[A-Za-z0-9_-]{8,200}$/),
    networkId:
      given.networkId === null ? NETWORK_PLACEHOLDER : matched("ZeroTier network", given.networkId, /^[0-9a-f]{16}$/),
    control: given.control === null ? null : matched("control server", given.control, CONTROL),
    isMapped: mapped !== null,
  };
  if (mapped === null) return { ...plan, routes: lan, pairs: [] };
  if (product === "tailscale") {
    return { ...plan, routes: lan.map((prefix) => viaPrefix(mapped.siteNumber, prefix)), pairs: [] };
  }
  const pairs = lan.map((prefix, index) => ({
    lan: prefix,
    mapped: network("the other name of the site's network", mapped.prefixes[index] ?? ""),
  }));
  return { ...plan, routes: pairs.map((pair) => pair.mapped), pairs };
}

export const command = (label: string, text: string): MeshCommand => ({
  label: message(`mesh.setup.label.${label}`),
  text,
});

/** A site's name as a machine's: letters, digits and hyphens (RFC 1123). */
function hostLabel(site: string): string {
  const label = site
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 50)
    .replace(/^-+|-+$/g, "");
  return label === "" ? "site-box" : `site-${label}`;
}

function network(what: string, text: string): string {
  const prefix = parseIpPrefix(text);
  if (prefix?.bytes.length !== 4 || !text.includes("/")) {
    throw new RangeError(`${what}: ${JSON.stringify(text.slice(0, 80))} is no IPv4 network`);
  }
  return formatIpPrefix(prefix);
}

/** The value itself is no part of the error: it may be a key. */
function matched(what: string, value: string, shape: RegExp): string {
  if (!shape.test(value) || value.includes("\n")) throw new RangeError(`${what}: not of the usual form`);
  return value;
}
