import { z } from "zod";
import { messageSchema } from "../nat/diagnosis.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { sitePlatformSchema, type PublishedPort, type Tunnel } from "../tunnel/tunnel.ts";
import { sshLookSchema } from "../tunnel/server-look.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { Outcome, WalkContext } from "./machine.ts";
import { nothingPending, usualState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";

/** What the walk to a relay on the firm's own server keeps of itself. */

const id = z.string().min(1).max(200);
const port = z.number().int().min(1).max(65_535);
const time = z.iso.datetime({ offset: true });
const reason = z.string().trim().min(1).max(500).nullable();

/** As many as one test through the tunnel asks. */
export const MAX_RELAY_PORTS = 16;
/** Ports that the server holds for others; enough for a firm, and the state stays small. */
export const MAX_BUSY = 500;

export const RELAY_USES = ["stream", "web", "app"] as const;
/** What a box or computer at the site runs on. */
export const AGENT_PLATFORMS = ["linux", "openwrt", "windows", "other"] as const;

/** A device's port that the relay carries. */
const relayPortSchema = z.object({
  /** Of the published port in the survey. */
  id,
  deviceId: id.nullable(),
  name: z.string().trim().min(1).max(200),
  /** Never this laptop itself, whatever a survey from elsewhere says. */
  address: z.string().max(64).refine(isDeviceAddress),
  port,
  use: z.enum(RELAY_USES),
  listen: z.enum(["server", "everyone"]),
  /** Null: none is given yet. */
  serverPort: port.nullable(),
});
export type RelayPort = z.infer<typeof relayPortSchema>;

const draftFields = {
  serverId: id.nullable(),
  /** The device that the walk was begun for. */
  deviceId: id.nullable(),
  /** Of the tunnel in the survey, chosen before it is written. */
  tunnelId: id,
  /** How far the servers are from here; null: not measured. */
  measured: z
    .object({
      servers: z.array(z.object({ serverId: id, rttMs: z.number().nonnegative().nullable() })).max(20),
      says: messageSchema.nullable(),
    })
    .nullable(),
  /** How the login at the server went; null: not tried. `isSetUp`: it has Farsite's set-up. */
  look: sshLookSchema.extend({ isSetUp: z.boolean() }).nullable(),
  /** Ports at which the server listened for other sites then. */
  busy: z.array(port).max(MAX_BUSY),
  carrier: z.enum(["ssh", "frp"]),
  ports: z.array(relayPortSchema).max(MAX_RELAY_PORTS),
  /** Who told the server: Farsite, or a person. `asked`: Farsite began to, and it may know. Null: nobody. */
  applied: z.enum(["asked", "server", "by-hand"]).nullable(),
  /** What the server answered. */
  appliedSays: messageSchema.nullable(),
  /** This laptop may hold the tunnel open itself. */
  isLive: z.boolean(),
  /** The test through this laptop's tunnel, and through the site's own. */
  trialId: z.uuid().nullable(),
  proofId: z.uuid().nullable(),
  /** Why there is none. */
  noTrial: reason,
  noProof: reason,
  /** The login with which a stream is played. */
  accountId: z.uuid().nullable(),
  platform: sitePlatformSchema.extract(AGENT_PLATFORMS).nullable(),
  isInstalled: z.boolean(),
  /** What the server said of the ports when the site's own end was to be up; null: not asked. `isKnown`: it told. */
  up: z
    .object({ at: time, isKnown: z.boolean(), missing: z.array(port).max(64), notOpen: z.array(port).max(64) })
    .nullable(),
  written: writtenListSchema,
};
const draftSchema = z.object(draftFields);
const planSchema = z.object({ ...draftFields, serverId: id });
export type RelayDraft = z.infer<typeof draftSchema>;
export type RelayPlan = z.infer<typeof planSchema>;

const at = <const S extends string>(step: S) => z.object({ step: z.literal(step), plan: planSchema, ...usualState });

export const ownRelayStateSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("server"), plan: draftSchema, ...usualState }),
  at("reach"),
  at("devices"),
  at("access"),
  at("risks"),
  at("keys"),
  at("roll-out"),
  at("live"),
  at("agent"),
  at("up"),
  at("proof"),
  at("done").extend({ isOver: z.boolean() }),
  /** Ends what was begun, then goes on there. */
  at("closing").extend({ toward: z.enum(["keys", "roll-out", "agent", "give-up"]) }),
  /** What only a person can take back. */
  at("left"),
]);
export type OwnRelayState = z.infer<typeof ownRelayStateSchema>;
export type OwnRelayStep = OwnRelayState["step"];
export type OwnRelayAt<S extends OwnRelayStep> = Extract<OwnRelayState, { step: S }>;

export const OWN_RELAY_STEPS = [
  "server",
  "reach",
  "devices",
  "access",
  "risks",
  "keys",
  "roll-out",
  "live",
  "agent",
  "up",
  "proof",
  "done",
] as const satisfies readonly OwnRelayStep[];

export const firstPlan = (tunnelId: string, deviceId: string | null): RelayDraft => ({
  serverId: null,
  deviceId,
  tunnelId,
  measured: null,
  look: null,
  busy: [],
  carrier: "ssh",
  ports: [],
  applied: null,
  appliedSays: null,
  isLive: false,
  trialId: null,
  proofId: null,
  noTrial: null,
  noProof: null,
  accountId: null,
  platform: null,
  isInstalled: false,
  up: null,
  written: [],
});

type Plain = Exclude<OwnRelayStep, "server" | "done" | "closing">;

/** Another step, with nothing under way. */
export function stepAt(step: Plain | "done", plan: RelayPlan): OwnRelayState {
  return step === "done" ? { step, plan, isOver: false, ...nothingPending } : { step, plan, ...nothingPending };
}

export const goTo = (
  step: Plain | "done",
  plan: RelayPlan,
  changes: readonly SurveyChange[] = [],
): Outcome<OwnRelayState> => ({ state: stepAt(step, plan), changes });

/** Servers that a relay can run on. */
export const relayServers = ({ firm }: Pick<WalkContext, "firm">): FirmServer[] =>
  firm.servers.filter(({ relay }) => relay !== null);

/** The chosen server as this laptop knows it; null: it does not. */
export const serverOf = ({ serverId }: RelayDraft, context: WalkContext): FirmServer | null =>
  relayServers(context).find((server) => server.id === serverId) ?? null;

/** What the survey says of the walk's tunnel; null: it is not in it yet. */
export const tunnelOf = ({ tunnelId }: RelayDraft, { document }: WalkContext): Tunnel | null =>
  document.tunnels.find((tunnel) => tunnel.id === tunnelId) ?? null;

/** The plan's ports as the survey keeps them; those without a port at the server are left out. */
export const publishedOf = ({ ports }: RelayDraft): PublishedPort[] =>
  ports.flatMap(({ id: portId, deviceId, address, port: inside, use, serverPort, listen }) =>
    serverPort === null
      ? []
      : [{ id: portId, deviceId, address, transport: "tcp", port: inside, use, serverPort, listen }],
  );
