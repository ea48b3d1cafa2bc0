import { message, type Finding, type Message } from "../nat/diagnosis.ts";
import { overlap, parseIpPrefix } from "../net/ip-prefix.ts";
import { MESH_NAMES, type MeshPeer, type MeshReading, type MeshStatus } from "./mesh-status.ts";

/** What findings about mesh VPNs are judged from. */
export type MeshSituation = {
  readings: readonly MeshReading[];
  /** Networks that this computer's own adapters are in, the mesh's own left out. */
  lan: readonly string[];
  /** Networks of other sites, from their surveys. */
  otherSites: readonly { name: string; prefixes: readonly string[] }[];
  /** As Node names it: `linux`, `win32`, `darwin`. */
  platform: string;
  /** Whether this computer passes packets on; null: unknown. */
  forwards: boolean | null;
  /** Milliseconds since 1970. */
  now: number;
};

/** Two working weeks to get to a site, twice. */
const SOON_MS = 30 * 86_400_000;

/** A sentence takes a few names; the list is in the details. */
const MAX_NAMED = 5;

type Hit = { severity: Finding["severity"]; args?: Message["args"] };
type Rule = readonly [code: string, find: (status: MeshStatus, situation: MeshSituation) => Hit | null];

/** What somebody should know about the mesh VPNs of this computer, as findings. */
export function meshFindings(situation: MeshSituation): Finding[] {
  return situation.readings.flatMap((reading) => {
    if (reading.kind === "read") return statusFindings(reading.status, situation);
    const severity = reading.kind === "no-rights" ? "info" : "advice";
    return [finding(reading.kind, MESH_NAMES[reading.product], { severity })];
  });
}

function statusFindings(status: MeshStatus, situation: MeshSituation): Finding[] {
  const product = MESH_NAMES[status.product];
  // Who is not in the mesh has old news of everything else.
  const state = firstHit(STATE_RULES, status, situation);
  if (state !== null) return [finding(state.code, product, state.hit)];
  return RULES.flatMap(([code, find]) => {
    const hit = find(status, situation);
    return hit === null ? [] : [finding(code, product, hit)];
  });
}

function firstHit(rules: readonly Rule[], status: MeshStatus, situation: MeshSituation) {
  for (const [code, find] of rules) {
    const hit = find(status, situation);
    if (hit !== null) return { code, hit };
  }
  return null;
}

const finding = (code: string, product: string, { severity, args = {} }: Hit): Finding => ({
  code: `mesh-${code}`,
  severity,
  title: message(`mesh.finding.${code}.title`, { product, ...args }),
  whatToDo: message(`mesh.finding.${code}.todo`, { product, ...args }),
  observationIds: [],
});

const STATE_RULES: readonly Rule[] = [
  [
    "key-expired",
    ({ keyExpiry, state }, { now }) =>
      keyExpiry.kind === "at" && state !== "stopped" && (keyExpiry.hasExpired || keyExpiry.at <= now)
        ? { severity: "problem", args: { date: keyExpiry.at } }
        : null,
  ],
  ["needs-login", ({ state }) => (state === "needs-login" ? { severity: "problem" } : null)],
  ["needs-approval", ({ state }) => (state === "needs-approval" ? { severity: "problem" } : null)],
  ["stopped", ({ state }) => (state === "stopped" ? { severity: "info" } : null)],
  ["offline", ({ state }) => (state === "offline" ? { severity: "problem" } : null)],
];

const RULES: readonly Rule[] = [
  [
    "exit-node",
    ({ exitNode }) => (exitNode === null ? null : { severity: "problem", args: { name: exitNode.name ?? "-" } }),
  ],
  [
    "not-approved",
    ({ advertised, approved }) => {
      if (advertised === null || approved === null) return null;
      const missing = advertised.filter((prefix) => !approved.includes(prefix));
      return missing.length === 0 ? null : { severity: "problem", args: { prefixes: named(missing) } };
    },
  ],
  [
    "forwarding-off",
    ({ product, advertised }, { platform, forwards }) =>
      // Tailscale's own user-space router needs none on Windows and macOS.
      platform === "linux" && forwards === false && (advertised ?? []).length > 0 && product !== "netbird"
        ? { severity: "problem" }
        : null,
  ],
  [
    "key-expires",
    ({ keyExpiry, advertised }, { now }) => {
      if (keyExpiry.kind !== "at") return null;
      const isSoon = keyExpiry.at - now < SOON_MS;
      const offers = (advertised ?? []).length > 0;
      if (!isSoon && !offers) return null;
      return { severity: isSoon ? "warning" : "advice", args: { date: keyExpiry.at } };
    },
  ],
  [
    "overlaps-lan",
    ({ peers }, { lan }) => {
      const clash = clashes(peers, lan)[0];
      return clash === undefined
        ? null
        : { severity: "warning", args: { prefix: clash.route, own: clash.other, name: clash.peer.name } };
    },
  ],
  [
    "overlaps-site",
    ({ advertised }, { otherSites }) => {
      for (const prefix of advertised ?? []) {
        const site = otherSites.find(({ prefixes }) => prefixes.some((other) => meet(prefix, other)));
        if (site !== undefined) return { severity: "warning", args: { prefix, site: site.name } };
      }
      return null;
    },
  ],
  [
    "overlaps-peer",
    ({ peers, advertised, name }) => {
      const own = clashes(peers, advertised ?? [])[0];
      if (own !== undefined) {
        return { severity: "warning", args: { prefix: own.route, name: own.peer.name, other: name ?? "-" } };
      }
      for (const [index, peer] of peers.entries()) {
        const clash = clashes(peers.slice(index + 1), peer.routes)[0];
        if (clash !== undefined) {
          return { severity: "warning", args: { prefix: clash.route, name: clash.peer.name, other: peer.name } };
        }
      }
      return null;
    },
  ],
  [
    "routes-not-accepted",
    ({ acceptsRoutes, peers }, { platform }) =>
      acceptsRoutes === false && platform === "linux" && peers.some(({ routes }) => routes.length > 0)
        ? { severity: "warning", args: { prefixes: named([...new Set(peers.flatMap(({ routes }) => routes))]) } }
        : null,
  ],
  ["tcp-only", ({ isTcpOnly }) => (isTcpOnly === true ? { severity: "warning" } : null)],
  [
    "relayed",
    ({ peers, isTcpOnly }) => {
      if (isTcpOnly === true) return null;
      const relayed = peers.filter(({ path }) => path.kind === "relayed");
      if (relayed.length === 0) return null;
      const names = named(
        relayed.map(({ name, path }) =>
          path.kind === "relayed" && path.via !== null ? `${name} (${path.via})` : name,
        ),
      );
      return { severity: "advice", args: { count: relayed.length, names } };
    },
  ],
];

/** Peers whose networks overlap with one of these. */
const clashes = (
  peers: readonly MeshPeer[],
  others: readonly string[],
): { peer: MeshPeer; route: string; other: string }[] =>
  peers.flatMap((peer) =>
    peer.routes.flatMap((route) => {
      const other = others.find((one) => meet(route, one));
      return other === undefined ? [] : [{ peer, route, other }];
    }),
  );

function meet(a: string, b: string): boolean {
  const [one, two] = [parseIpPrefix(a), parseIpPrefix(b)];
  return one !== undefined && two !== undefined && overlap(one, two);
}

const named = (names: readonly string[]): string =>
  names.length > MAX_NAMED ? `${names.slice(0, MAX_NAMED).join(", ")} …` : names.join(", ");
