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
  wordsOf,
  type MeshPath,
  type MeshPeer,
  type MeshState,
  type MeshStatus,
} from "./mesh-status.ts";

/** `zerotier-cli -j info`, `listnetworks` and `peers`: the service's own JSON (docs.zerotier.com/api/service/ref-v1). */
const infoSchema = z.looseObject({ address: z.string(), version: anything, online: flag, tcpFallbackActive: flag });

const networkSchema = z.looseObject({
  name: anything,
  id: anything,
  status: anything,
  assignedAddresses: anything,
  allowDefault: flag,
  allowManaged: flag,
  routes: z
    .array(z.looseObject({ target: anything, via: anything }))
    .nullish()
    .catch(null),
});
type Network = z.infer<typeof networkSchema>;

const peerSchema = z.looseObject({
  address: z.string(),
  role: anything,
  latency: z.number().nullish().catch(null),
  tunneled: flag,
  paths: z
    .array(z.looseObject({ address: anything, active: flag, expired: flag, preferred: flag }))
    .nullish()
    .catch(null),
});

/** More networks than anybody joins with one computer. */
const MAX_NETWORKS = 32;

/**
 * What ZeroTier says of itself.
 *
 * @param given what `info`, `listnetworks` and `peers` printed with `-j`; a list that is null or no list is unknown
 * @returns undefined for an `info` that is none
 */
export function readZerotierStatus(given: {
  info: string;
  networks: string | null;
  peers: string | null;
}): MeshStatus | undefined {
  const info = infoSchema.safeParse(parseJson(given.info)).data;
  if (info === undefined) return undefined;
  const networks = listOf(given.networks, networkSchema)?.slice(0, MAX_NETWORKS) ?? null;
  // Roots (PLANET, MOON) are the maker's or the firm's servers, and no computers of the mesh.
  const peers = (listOf(given.peers, peerSchema) ?? []).filter(({ role }) => role === "LEAF");
  const own = (networks ?? []).flatMap(({ assignedAddresses }) => addressesOf(assignedAddresses));
  const routes = (networks ?? []).flatMap((network) => routesOf(network));
  const others = routes.filter(({ via }) => !own.includes(via));
  return {
    product: "zerotier",
    version: wordsOf(info.version),
    state: stateOf(info.online ?? null, networks),
    name: wordsOf(info.address),
    network: wordsOf((networks ?? []).map(({ name, id }) => wordsOf(name) ?? wordsOf(id)).join(", ")),
    addresses: own,
    // A member stays in until its administrator takes it out.
    keyExpiry: { kind: "never" },
    isTagged: null,
    // What leads to a member is entered once, at the controller: nothing waits for approval.
    advertised: networks === null ? null : prefixesVia(routes, own),
    approved: networks === null ? null : prefixesVia(routes, own),
    acceptsRoutes: networks === null ? null : networks.every(({ allowManaged }) => allowManaged !== false),
    exitNode: networks?.some(isEverything) === true ? { name: null, isOnline: null } : null,
    isTcpOnly: info.tcpFallbackActive ?? null,
    peers: [
      ...peers.slice(0, MAX_PEERS).map(peerOf),
      // The service knows members by number and routers by address: nothing ties the two together.
      ...[...Map.groupBy(others, ({ via }) => via)].slice(0, MAX_PEERS).map(([via, list]): MeshPeer => ({
        name: via,
        addresses: [via],
        isOnline: null,
        path: { kind: "idle" },
        latencyMs: null,
        routes: list.map(({ target }) => target),
      })),
    ],
    furtherPeers: Math.max(0, peers.length - MAX_PEERS),
  };
}

function listOf<T>(text: string | null, schema: z.ZodType<T>): T[] | null {
  const value = text === null ? undefined : parseJson(text);
  return Array.isArray(value) ? shaped(value, schema) : null;
}

const STATES = new Map<unknown, MeshState>([
  ["OK", "running"],
  ["REQUESTING_CONFIGURATION", "starting"],
  ["ACCESS_DENIED", "needs-approval"],
  ["AUTHENTICATION_REQUIRED", "needs-login"],
]);

function stateOf(isOnline: boolean | null, networks: Network[] | null): MeshState {
  if (isOnline === false) return "offline";
  if (networks === null) return "unknown";
  // In no network: it runs and does nothing.
  if (networks.length === 0) return "stopped";
  const states = networks.map(({ status }) => STATES.get(status) ?? "unknown");
  return states.find((state) => state === "running") ?? states[0] ?? "unknown";
}

const routesOf = ({ routes }: Network): { target: string; via: string }[] =>
  (routes ?? []).flatMap(({ target, via }) => {
    const [prefix] = prefixesOf([target]);
    const [router] = addressesOf([via]);
    return prefix === undefined || router === undefined || isDefaultRoute(prefix)
      ? []
      : { target: prefix, via: router };
  });

const prefixesVia = (routes: readonly { target: string; via: string }[], own: readonly string[]): string[] => [
  ...new Set(routes.filter(({ via }) => own.includes(via)).map(({ target }) => target)),
];

/** The default route is used only where this computer allows it. */
const isEverything = ({ allowDefault, routes }: Network): boolean =>
  allowDefault === true && (routes ?? []).some(({ target }) => prefixesOf([target]).some(isDefaultRoute));

function peerOf({ address, latency, tunneled, paths }: z.infer<typeof peerSchema>): MeshPeer {
  const live = (paths ?? []).filter(({ active, expired }) => active !== false && expired !== true);
  const path = live.find(({ preferred }) => preferred === true) ?? live[0];
  return {
    name: wordsOf(address) ?? "?",
    addresses: [],
    isOnline: null,
    path: pathOf(path === undefined ? null : wordsOf(path.address), tunneled ?? false),
    latencyMs: typeof latency === "number" && latency >= 0 ? latency : null,
    routes: [],
  };
}

/** A peer without a live path is reached through the roots (`RELAY` in `zerotier-cli peers`). `1.2.3.4/9993` is an endpoint. */
function pathOf(address: string | null, isTunneled: boolean): MeshPath {
  if (address === null || isTunneled) return { kind: "relayed", via: null };
  return { kind: "direct", endpoint: address.replace(/\/(?=\d+$)/, address.includes(":") ? " " : ":") };
}
