import { z } from "zod";
import { messageSchema, type Message } from "../nat/diagnosis.ts";
import { sshLookSchema } from "../tunnel/server-look.ts";
import { sitePlatformSchema } from "../tunnel/tunnel.ts";
import { stepNoticeSchema } from "./step-view.ts";
import { usualState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";

/**
 * Both walks to WireGuard: by a hub on the firm's server, and on the site's own router. What is to be in the end stands in the survey's
 * tunnel; here is only where the walk is and what it saw on the way.
 */

/** What texts, fields and refusals of both walks begin with. */
export const AREA = "walk.wireguard";

const id = z.string().min(1).max(200);
const port = z.number().int().min(1).max(65_535);
const time = z.iso.datetime({ offset: true });

const MODES = ["hub", "router"] as const;

/** As the person says it; what follows from it stands in the tunnel. */
const siteSchema = z.object({
  platform: sitePlatformSchema,
  lan: z.string().max(64),
  mtu: z.number().int().min(576).max(9_000),
  /** Of a site that is called: where WireGuard listens; the same outside as inside. */
  port: port.nullable(),
  /** The box's own address where it stands behind the router; null: it is the router. */
  boxAddress: z.string().max(64).nullable(),
});

const probeSchema = z.object({
  outcome: z.string().max(60),
  isGood: z.boolean(),
  rttMs: z.number().nonnegative().nullable(),
  says: messageSchema,
  details: z.array(messageSchema).max(20),
});

/** What the hub said of the site's end, one look each. */
const sightSchema = z.object({
  /** By the server's clock, which is what its handshakes are told in. */
  at: time,
  knows: z.enum(["no-hub", "no-peer", "peer"]),
  handshakeSeconds: z.number().nullable(),
  endpoint: z.string().max(80).nullable(),
});
export type Sight = z.infer<typeof sightSchema>;

/** As many as tell whether it comes and goes. */
const MAX_SIGHTS = 6;

const STEPS = [
  "server",
  "reach",
  "site",
  "address",
  "targets",
  "keys",
  "roll-out",
  "gateway",
  "port",
  "up",
  "proof",
  "watchers",
  "publish",
  "risks",
  "done",
  "closing",
  "undo-by-hand",
] as const;
export type WireGuardStep = (typeof STEPS)[number];

export const wireGuardStateSchema = z.object({
  step: z.enum(STEPS),
  mode: z.enum(MODES),
  ...usualState,
  /** More of `trouble`. */
  details: z.array(messageSchema).max(20),
  written: writtenListSchema,
  /** The hub's; null: none was chosen, or the site's own router is called. */
  serverId: id.nullable(),
  /** In the survey from the moment on that the server is chosen. */
  tunnelId: id.nullable(),
  distances: z
    .object({
      servers: z.array(z.object({ serverId: id, rttMs: z.number().nonnegative().nullable() })).max(20),
      says: messageSchema.nullable(),
    })
    .nullable(),
  look: z.object({ ssh: sshLookSchema, isReady: z.boolean().nullable() }).nullable(),
  probe: probeSchema.nullable(),
  site: siteSchema.nullable(),
  /** What the firm's plan says of this site, the gravest first. */
  findings: z.array(stepNoticeSchema).max(12),
  /** Of a site that is called by a name: where the name leads. */
  leadsTo: z.array(z.string().max(64)).max(16).nullable(),
  /** Whether the server has heard of the tunnel. */
  rollOut: z.enum(["none", "applied", "by-hand"]),
  sights: z.array(sightSchema).max(MAX_SIGHTS),
  /** How far this laptop's clock was from the server's at the last look. */
  clockOffMs: z.number().nullable(),
  proofId: z.string().max(200).nullable(),
  accountId: z.uuid().nullable(),
  notProven: z.string().max(1_000).nullable(),
  /** What is about to be opened to everybody at the hub. */
  publishing: z.object({ portId: id, serverPort: port }).nullable(),
  /** While something is taken back: where it leads, and whether the server could not be told. */
  goesTo: z.enum(["keys", "abandoned"]).nullable(),
  serverLeft: z.boolean(),
  /** UDP does not pass: the walk ended with that. */
  isBlocked: z.boolean(),
  finished: z.boolean(),
});
export type WireGuardState = z.infer<typeof wireGuardStateSchema>;
export type WireGuardMode = WireGuardState["mode"];

export const firstState = (mode: WireGuardMode): WireGuardState => ({
  step: mode === "hub" ? "server" : "site",
  mode,
  pending: null,
  trouble: null,
  details: [],
  written: [],
  serverId: null,
  tunnelId: null,
  distances: null,
  look: null,
  probe: null,
  site: null,
  findings: [],
  leadsTo: null,
  rollOut: "none",
  sights: [],
  clockOffMs: null,
  proofId: null,
  accountId: null,
  notProven: null,
  publishing: null,
  goesTo: null,
  serverLeft: false,
  isBlocked: false,
  finished: false,
});

const HUB_ORDER = [
  "server",
  "reach",
  "site",
  "targets",
  "keys",
  "roll-out",
  "gateway",
  "up",
  "proof",
  "watchers",
  "done",
] as const satisfies readonly WireGuardStep[];
/** Who calls the site is entered in its router, so they come first. */
const ROUTER_ORDER = [
  "site",
  "address",
  "targets",
  "keys",
  "watchers",
  "gateway",
  "port",
  "proof",
  "done",
] as const satisfies readonly WireGuardStep[];

/** The steps of a walk, without those that only a question leads to. A box that is the router itself needs no forward. */
export function orderOf({
  mode,
  site,
  step,
}: Pick<WireGuardState, "mode" | "site" | "step">): readonly WireGuardStep[] {
  if (mode === "hub") {
    const isAside = step === "publish" || step === "risks";
    return isAside ? HUB_ORDER.flatMap((one) => (one === "watchers" ? [one, step] : [one])) : HUB_ORDER;
  }
  const isBehind = (site?.boxAddress ?? null) !== null;
  return ROUTER_ORDER.filter((one) => one !== "port" || isBehind);
}

/** The step after this one. */
export function after(state: WireGuardState): WireGuardStep {
  const order = orderOf(state);
  return order[order.indexOf(state.step) + 1] ?? "done";
}

/** The step before this one; null: it is the first. */
export function before(state: WireGuardState): WireGuardStep | null {
  const order = orderOf(state);
  return order[order.indexOf(state.step) - 1] ?? null;
}

/** Another step, with nothing under way. */
export const at = (state: WireGuardState, step: WireGuardStep, more: Partial<WireGuardState> = {}): WireGuardState => ({
  ...state,
  pending: null,
  trouble: null,
  details: [],
  ...more,
  step,
});

/** What was seen, with one more look. */
export const withSight = (sights: readonly Sight[], sight: Sight): Sight[] => [...sights, sight].slice(-MAX_SIGHTS);

/** What went wrong, with more of it one click away. */
export const troubled = (state: WireGuardState, why: Message, details: readonly Message[] = []): WireGuardState => ({
  ...state,
  pending: null,
  trouble: why,
  details: details.slice(0, 20),
});
