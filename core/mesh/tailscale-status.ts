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
  type KeyExpiry,
  type MeshPath,
  type MeshPeer,
  type MeshState,
  type MeshStatus,
} from "./mesh-status.ts";

/** `tailscale status --json` (ipn/ipnstate.Status); the maker calls this form the stable one. */
const nodeSchema = z.looseObject({
  HostName: anything,
  DNSName: anything,
  TailscaleIPs: anything,
  AllowedIPs: anything,
  PrimaryRoutes: anything,
  Tags: anything,
  CurAddr: anything,
  Relay: anything,
  PeerRelay: anything,
  Online: flag,
  Active: flag,
  ExitNode: flag,
  Expired: flag,
  KeyExpiry: anything,
});
type Node = z.infer<typeof nodeSchema>;

const statusSchema = z.looseObject({
  Version: anything,
  BackendState: z.string(),
  Self: nodeSchema.nullish().catch(null),
  ExitNodeStatus: z.looseObject({ Online: flag }).nullish().catch(null),
  CurrentTailnet: z.looseObject({ Name: anything }).nullish().catch(null),
  Peer: z.record(z.string(), z.unknown()).nullish().catch(null),
});

/** `tailscale debug prefs` (ipn.Prefs): what `status` leaves out. */
const prefsSchema = z.looseObject({ RouteAll: flag, AdvertiseRoutes: anything, ExitNodeID: anything });

/**
 * What Tailscale says of itself.
 *
 * @param prefsText what `tailscale debug prefs` printed; null: it printed nothing, then what this computer offers is unknown
 * @returns undefined for a text that is no status
 */
export function readTailscaleStatus(statusText: string, prefsText: string | null): MeshStatus | undefined {
  const status = statusSchema.safeParse(parseJson(statusText)).data;
  if (status === undefined) return undefined;
  const prefs = prefsText === null ? undefined : prefsSchema.safeParse(parseJson(prefsText)).data;
  const nodes = shaped(Object.values(status.Peer ?? {}), nodeSchema);
  const self = status.Self ?? null;
  const version = wordsOf(status.Version)?.split("-")[0] ?? null;
  const exit = nodes.find(({ ExitNode }) => ExitNode === true);
  return {
    product: "tailscale",
    version,
    state: stateOf(status.BackendState, self),
    name: self === null ? null : nameOf(self),
    network: wordsOf(status.CurrentTailnet?.Name),
    addresses: addressesOf(self?.TailscaleIPs),
    keyExpiry: self === null ? { kind: "unknown" } : expiryOf(self, version),
    isTagged: self === null ? null : Array.isArray(self.Tags) && self.Tags.length > 0,
    advertised:
      prefs === undefined ? null : prefixesOf(prefs.AdvertiseRoutes).filter((prefix) => !isDefaultRoute(prefix)),
    approved: self === null ? null : routesOf(self),
    acceptsRoutes: prefs?.RouteAll ?? null,
    exitNode:
      exit !== undefined || status.ExitNodeStatus
        ? {
            name: exit === undefined ? null : nameOf(exit),
            isOnline: status.ExitNodeStatus?.Online ?? exit?.Online ?? null,
          }
        : null,
    isTcpOnly: null,
    peers: nodes.slice(0, MAX_PEERS).map(peerOf),
    furtherPeers: Math.max(0, nodes.length - MAX_PEERS),
  };
}

const STATES = new Map<string, MeshState>([
  ["Running", "running"],
  ["Starting", "starting"],
  ["Stopped", "stopped"],
  ["NeedsLogin", "needs-login"],
  ["NeedsMachineAuth", "needs-approval"],
]);

function stateOf(word: string, self: Node | null): MeshState {
  const state = STATES.get(word) ?? "unknown";
  return state === "running" && self?.Online === false ? "offline" : state;
}

/** From here on the status names the key's end (tailscale pull request 7040). */
const FIRST_WITH_EXPIRY = [1, 36] as const;

/** No date at all: the key never expires (a tagged machine's, or switched off by the administrator). */
function expiryOf(self: Node, version: string | null): KeyExpiry {
  if (self.KeyExpiry === undefined || self.KeyExpiry === null) {
    return self.Expired === true || !namesExpiry(version) ? { kind: "unknown" } : { kind: "never" };
  }
  const at = timeOf(self.KeyExpiry);
  return at === null ? { kind: "unknown" } : { kind: "at", at, hasExpired: self.Expired === true };
}

function namesExpiry(version: string | null): boolean {
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  return major > FIRST_WITH_EXPIRY[0] || (major === FIRST_WITH_EXPIRY[0] && minor >= FIRST_WITH_EXPIRY[1]);
}

function peerOf(node: Node): MeshPeer {
  return {
    name: nameOf(node) ?? "?",
    addresses: addressesOf(node.TailscaleIPs),
    isOnline: node.Online ?? null,
    path: pathOf(node),
    latencyMs: null,
    routes: routesOf(node),
  };
}

/** `Relay` names the peer's home region also while packets go directly or not at all. */
function pathOf(node: Node): MeshPath {
  const endpoint = wordsOf(node.CurAddr);
  if (endpoint !== null) return { kind: "direct", endpoint };
  const peerRelay = wordsOf(node.PeerRelay);
  if (peerRelay !== null) return { kind: "relayed", via: peerRelay };
  return node.Active === true ? { kind: "relayed", via: wordsOf(node.Relay) } : { kind: "idle" };
}

const nameOf = (node: Node): string | null =>
  wordsOf(node.DNSName)?.split(".")[0] || wordsOf(node.HostName) || addressesOf(node.TailscaleIPs)[0] || null;

/** What is sent to it beside its own addresses. */
function routesOf(node: Node): string[] {
  const own = new Set(
    addressesOf(node.TailscaleIPs).map((address) => `${address}/${address.includes(":") ? 128 : 32}`),
  );
  const all = [...prefixesOf(node.AllowedIPs), ...prefixesOf(node.PrimaryRoutes)];
  return [...new Set(all)].filter((prefix) => !own.has(prefix) && !isDefaultRoute(prefix));
}
